from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date


class RegieExercise(models.Model):
    """A year of accounts: what is closed, compared with the one before, and carried into the next."""

    _name = "regie.exercise"
    _description = "Exercise"
    _inherit = ["mail.thread"]
    _order = "date_from desc, id desc"

    name = fields.Char(required=True, tracking=True, help="As it is said: 2026, or 2026-2027.")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date_from = fields.Date(string="First day", required=True, tracking=True)
    date_to = fields.Date(string="Last day", required=True, tracking=True)
    previous_id = fields.Many2one("regie.exercise", string="Exercise before", compute="_compute_previous_id")

    _dates_ordered = models.Constraint("CHECK (date_to > date_from)", "An exercise ends after it starts. (FIN-080)")
    _period_excl = models.Constraint(
        "EXCLUDE USING gist (company_id WITH =, daterange(date_from, date_to, '[]') WITH &&)",
        "Another exercise already covers some of these days. (FIN-081)",
    )

    @api.depends("date_from", "company_id")
    def _compute_previous_id(self):
        """The exercise that ends on the day before, when it is known."""
        ends = {exercise: exercise.date_from - relativedelta(days=1) for exercise in self if exercise.date_from}
        found = {
            (other.company_id, other.date_to): other
            for other in self.search(
                [("date_to", "in", list(ends.values())), ("company_id", "in", self.company_id.ids)]
            )
        }
        for exercise in self:
            exercise.previous_id = found.get((exercise.company_id, ends.get(exercise)))

    @api.model
    @api.private
    def get_for(self, date, company=None):
        """Return the exercise of a day.

        :raise UserError: FIN-082 when the régie has no exercise on that day
        """
        company = company or self.env.company
        exercise = self.search([("company_id", "=", company.id), ("date_from", "<=", date), ("date_to", ">=", date)])
        if not exercise:
            raise UserError(
                self.env._(
                    "No exercise covers %(date)s: create it in Finance / Configuration / Exercises. (FIN-082)",
                    date=format_date(self.env, date),
                )
            )
        return exercise

    @api.private
    def get_lines_domain(self, to_date=False):
        """Posted journal items of the exercise; with `to_date`, those of all times up to its last day."""
        self.ensure_one()
        domain = Domain("company_id", "=", self.company_id.id) & Domain("parent_state", "=", "posted")
        domain &= Domain("date", "<=", self.date_to)
        return domain if to_date else domain & Domain("date", ">=", self.date_from)

    @api.private
    def get_balances(self, domain=(), to_date=False):
        """Balance (debit minus credit, in euros) of each account over the exercise: {code: balance}.

        One query, under the rights of who asks. `to_date` counts since ever, as a balance sheet does.
        """
        self.ensure_one()
        groups = self.env["account.move.line"]._read_group(
            self.get_lines_domain(to_date) & Domain(domain or Domain.TRUE), ["account_id"], ["balance:sum"]
        )
        balances = {}
        for account, balance in groups:
            code = account.with_company(self.company_id).code
            balances[code] = self.company_id.currency_id.round(balances.get(code, 0.0) + balance)
        return balances

    @api.private
    def get_sum(self, prefixes, domain=(), to_date=False):
        """Balance (debit minus credit, in euros) of the accounts whose number begins with one of the prefixes."""
        balances = self.get_balances(domain, to_date)
        total = sum(balance for code, balance in balances.items() if code.startswith(tuple(prefixes)))
        return self.company_id.currency_id.round(total)

    def action_create_next(self):
        """Create the exercise that follows, twelve months long."""
        self.ensure_one()
        start = self.date_to + relativedelta(days=1)
        end = start + relativedelta(years=1, days=-1)
        name = str(start.year) if start.year == end.year else f"{start.year}-{end.year}"
        following = self.create({"name": name, "company_id": self.company_id.id, "date_from": start, "date_to": end})
        return following.get_formview_action()

    def action_view_lines(self):
        """Journal items of the exercise."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_account_moves_all")
        return {**action, "domain": list(self.get_lines_domain()), "context": {}}

    def action_view_activity_result(self):
        """The result by activity of the exercise."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("regie_finance.regie_activity_table_client")
        return {**action, "context": {"exercise_id": self.id}}

    def _get_activity_tables(self):
        """Tables of the result of the exercise for its paper: by activity, then market and non-market."""
        self.ensure_one()
        table = self.env["regie.activity.table"]
        groupings = [one for one in table._get_groupings() if one[0] in ("activity", "market")]
        return [{**table.get_table(self.id, group_by), "title": name} for group_by, name in groupings]
