from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date
from odoo.tools.date_utils import end_of

STEPS = {"month": 1, "quarter": 3}


class RegieInkindBooking(models.TransientModel):
    """Proposes the entries of classes 86 and 87 of a period: drafts that the accountant reads, then posts."""

    _name = "regie.inkind.booking"
    _description = "Entries of contributions in kind"

    exercise_id = fields.Many2one(
        "regie.exercise", required=True, default=lambda self: self._default_exercise_id(), check_company=True
    )
    company_id = fields.Many2one(related="exercise_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="First day", compute="_compute_dates", store=True, readonly=False, required=True, precompute=True
    )
    date_to = fields.Date(
        string="Last day", compute="_compute_dates", store=True, readonly=False, required=True, precompute=True
    )
    split = fields.Selection(
        [("whole", "One entry"), ("quarter", "One entry by quarter"), ("month", "One entry by month")],
        string="Entries",
        required=True,
        default="whole",
        help="Each is dated on the last day of its period.",
    )
    contribution_count = fields.Integer(string="Contributions", compute="_compute_found")
    amount = fields.Monetary(string="Total", compute="_compute_found")
    draft_count = fields.Integer(string="Left out, not validated", compute="_compute_found")

    def _default_exercise_id(self):
        """The exercise of the oldest contribution that waits for its entry, else the running one."""
        company, today = self.env.company, fields.Date.context_today(self)
        contributions = self.env["regie.inkind.contribution"]
        waiting = contributions.search(
            contributions._get_bookable_domain(company, fields.Date.to_date("1900-01-01"), today),
            order="date_to",
            limit=1,
        )
        day = waiting.date_to or today
        return self.env["regie.exercise"].search(
            [("company_id", "=", company.id), ("date_from", "<=", day), ("date_to", ">=", day)], limit=1
        )

    @api.depends("exercise_id")
    def _compute_dates(self):
        for booking in self:
            booking.date_from, booking.date_to = booking.exercise_id.date_from, booking.exercise_id.date_to

    @api.depends("exercise_id", "date_from", "date_to")
    def _compute_found(self):
        contributions = self.env["regie.inkind.contribution"]
        for booking in self:
            booking.contribution_count = booking.amount = booking.draft_count = 0
            if not (booking.exercise_id and booking.date_from and booking.date_to):
                continue
            [(amount, count)] = contributions._read_group(booking._get_domain(), [], ["amount:sum", "__count"])
            booking.amount, booking.contribution_count = amount or 0, count
            booking.draft_count = contributions.search_count(
                [
                    ("company_id", "=", booking.company_id.id),
                    ("state", "=", "draft"),
                    ("date_to", ">=", booking.date_from),
                    ("date_to", "<=", booking.date_to),
                ]
            )

    def _get_domain(self):
        return self.env["regie.inkind.contribution"]._get_bookable_domain(self.company_id, self.date_from, self.date_to)

    def action_propose(self):
        """Create the draft entries of the period and open them.

        :raise UserError: FIN-036 when the régie does not record them, FIN-037 with nothing to book or dates outside
            the exercise, FIN-038 when an account is missing
        """
        self.ensure_one()
        policy = self.env["regie.inkind.policy"].search([("exercise_id", "=", self.exercise_id.id)])
        policy._check_recorded()
        if not self.exercise_id.date_from <= self.date_from <= self.date_to <= self.exercise_id.date_to:
            raise UserError(
                self.env._(
                    "The period goes beyond the exercise %(exercise)s: choose days of the exercise. (FIN-037)",
                    exercise=self.exercise_id.name,
                )
            )
        moves = self.env["account.move"]
        for date, contributions in self._get_batches():
            label = self.env._("Contributions in kind up to %(date)s", date=format_date(self.env, date))
            moves += contributions._propose_move(self.company_id, date, label)
        if not moves:
            raise UserError(
                self.env._(
                    "Nothing to book between %(first)s and %(last)s: validate the contributions first. (FIN-037)",
                    first=format_date(self.env, self.date_from),
                    last=format_date(self.env, self.date_to),
                )
            )
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_move_journal_line")
        return {**action, "domain": [("id", "in", moves.ids)], "context": {}}

    def _get_batches(self):
        """Return ``[(date of the entry, contributions)]``, those without contribution left out."""
        found = self.env["regie.inkind.contribution"].search(self._get_domain(), order="date_to, id")
        batches = {}
        for contribution in found:
            batches.setdefault(self._get_end(contribution.date_to), []).append(contribution.id)
        return [(end, found.browse(ids)) for end, ids in batches.items()]

    def _get_end(self, day):
        """Return the last day of the entry that takes a day: months and quarters are counted in the exercise."""
        if self.split == "whole":
            return self.date_to
        step, start = STEPS[self.split], self.exercise_id.date_from
        months = (day.year - start.year) * 12 + day.month - start.month
        last = start + relativedelta(months=months // step * step + step - 1)
        return min(end_of(last, "month"), self.date_to)
