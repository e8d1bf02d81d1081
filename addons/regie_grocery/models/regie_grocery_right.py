from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import date_utils, format_date


class RegieGroceryRight(models.Model):
    """A household may buy at the grocery for a time, up to a cap per month that follows from its size.

    No income, no reason: who is in the household and until when. Erased some months after its end. Domain: 7.9.
    """

    _name = "regie.grocery.right"
    _description = "Right to the grocery"
    _order = "date_to desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", string="Household", required=True, index=True, ondelete="cascade", help="Whose card is scanned."
    )
    member_ids = fields.Many2many(
        "res.partner",
        "regie_grocery_right_member_rel",
        "right_id",
        "partner_id",
        string="Other cards",
        help="Other people of the household who buy with their own card, on the same cap.",
    )
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    person_count = fields.Integer(string="People in the household", required=True, default=1)
    date_from = fields.Date(string="From", required=True, default=fields.Date.context_today)
    date_to = fields.Date(string="Until", required=True, default=lambda self: self._default_date_to())
    currency_id = fields.Many2one(related="company_id.currency_id")
    monthly_cap = fields.Monetary(string="Cap of the month", compute="_compute_amounts")
    spent = fields.Monetary(string="Bought this month", compute="_compute_amounts")
    left = fields.Monetary(string="Left this month", compute="_compute_amounts")
    state = fields.Selection(
        [("future", "To come"), ("current", "In force"), ("past", "Ended")],
        compute="_compute_state",
        search="_search_state",
    )

    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "A right cannot end before it begins.")
    _persons_positive = models.Constraint("CHECK (person_count > 0)", "A household is one person at least.")
    _period_excl = models.Constraint(
        "EXCLUDE USING gist (partner_id WITH =, company_id WITH =, daterange(date_from, date_to, '[]') WITH &&)",
        "This household already has a right to the grocery over this period. (E-GROC-01)",
    )

    def _default_date_to(self):
        today = fields.Date.context_today(self)
        months = int(self.env["regie.parameter"].get("epicerie_droit_mois", today))
        return today + relativedelta(months=months, days=-1)

    @api.depends("person_count", "partner_id", "member_ids")
    def _compute_amounts(self):
        today = fields.Date.context_today(self)
        for company, rights in self.grouped("company_id").items():
            spent = rights._get_spent(today)
            for right in rights:
                right.monthly_cap = right.with_company(company)._get_cap(today)
                right.spent = spent[right]
                right.left = max(0, right.monthly_cap - right.spent)

    @api.depends("date_from", "date_to")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for right in self:
            if not right.date_from or not right.date_to or right.date_from > today:
                right.state = "future"
            else:
                right.state = "current" if right.date_to >= today else "past"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains = {
            "future": [("date_from", ">", "today")],
            "current": [("date_from", "<=", "today"), ("date_to", ">=", "today")],
            "past": [("date_to", "<", "today")],
        }
        return fields.Domain.OR([fields.Domain(domains[state]) for state in value if state in domains])

    @api.constrains("partner_id", "member_ids", "date_from", "date_to")
    def _check_one_household(self):
        """A card buys on one cap only. (E-GROC-01)"""
        for right in self:
            people = right.partner_id | right.member_ids
            other = self.search(
                [
                    ("id", "!=", right.id),
                    ("company_id", "=", right.company_id.id),
                    ("date_from", "<=", right.date_to),
                    ("date_to", ">=", right.date_from),
                    "|",
                    ("partner_id", "in", people.ids),
                    ("member_ids", "in", people.ids),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "%(person)s already buys with the household of %(household)s, until %(date)s: change that"
                        " right. (E-GROC-01)",
                        person=(people & (other.partner_id | other.member_ids))[:1].name,
                        household=other.partner_id.name,
                        date=format_date(self.env, other.date_to),
                    )
                )

    @api.constrains("date_from", "date_to")
    def _check_length(self):
        """A right lasts no longer than the parameter says. (E-GROC-04)"""
        for right in self:
            months = int(
                self.env["regie.parameter"].with_company(right.company_id).get("epicerie_droit_mois", right.date_from)
            )
            if right.date_to >= right.date_from + relativedelta(months=months):
                raise ValidationError(
                    self.env._("A right to the grocery lasts %(months)s months at most. (E-GROC-04)", months=months)
                )

    def _get_cap(self, day):
        """What the household may buy in the month of a day."""
        self.ensure_one()
        parameters = self.env["regie.parameter"].with_company(self.company_id)
        base, more = (float(parameters.get(f"epicerie_plafond_{name}", day)) for name in ("base", "personne"))
        return base + more * (self.person_count - 1)

    def _get_spent(self, day, but=()):
        """Return ``{right: amount}``: what each household bought in the month of a day, refunds deducted."""
        first, last = date_utils.start_of(day, "month"), date_utils.end_of(day, "month")
        people = self.partner_id | self.member_ids
        # sudo: the sum of the sales of the household, for who reads no sale
        rows = (
            self.env["pos.order"]
            .sudo()
            ._read_group(
                [
                    ("id", "not in", list(but)),
                    ("partner_id", "in", people.ids),
                    ("config_id.regie_shop", "=", "grocery"),
                    ("company_id", "in", self.company_id.ids),
                    ("state", "in", ("paid", "done")),
                    ("regie_grocery_day", ">=", first),
                    ("regie_grocery_day", "<=", last),
                ],
                ["partner_id"],
                ["amount_total:sum"],
            )
        )
        amounts = dict(rows)
        return {right: sum(amounts.get(person, 0) for person in right.partner_id | right.member_ids) for right in self}

    @api.model
    def _find(self, partner, company, day):
        """The right by which a person buys on a day, or none."""
        return self.search(
            [
                ("company_id", "=", company.id),
                ("date_from", "<=", day),
                ("date_to", ">=", day),
                "|",
                ("partner_id", "=", partner.id),
                ("member_ids", "in", partner.ids),
            ],
            limit=1,
        )

    @api.model
    def _cron_purge(self):
        """Every night: erase the rights that ended long ago; the sales stay, without a household."""
        today = fields.Date.context_today(self)
        for company in self.env["res.company"].search([]):
            parameters = self.env["regie.parameter"].with_company(company)
            months = int(parameters.get("epicerie_conservation_mois", today))
            self.search(
                [("company_id", "=", company.id), ("date_to", "<", today - relativedelta(months=months))]
            ).unlink()
