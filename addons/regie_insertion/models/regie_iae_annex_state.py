from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools import annex_number
from .regie_iae_annex import ACTIVE_STATES


class RegieIaeAnnex(models.Model):
    """The life of an annex: its states at the ASP, its amendments and the annex of the next year."""

    _inherit = "regie.iae.annex"

    successor_ids = fields.One2many("regie.iae.annex", "previous_id", string="Amended or renewed by")
    is_ending_alone = fields.Boolean(
        string="Ends without successor",
        compute="_compute_is_ending_alone",
        search="_search_is_ending_alone",
        help="The active annex ends within some months (dated parameter) and no annex follows it yet.",
    )

    def _compute_is_ending_alone(self):
        ending = self._search_ending_alone([("id", "in", self.ids)])
        for annex in self:
            annex.is_ending_alone = annex in ending

    def _search_is_ending_alone(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in", self._search_ending_alone([]).ids)]

    def _search_ending_alone(self, domain):
        """Active annexes of the domain that end soon, with no annex of the agreement after them."""
        today = fields.Date.context_today(self)
        months = int(self.env["regie.parameter"].get("alerte_annexe_mois", today))
        ending = self.search(
            [
                *domain,
                ("state", "in", ACTIVE_STATES),
                ("date_start", "<=", today),
                ("date_end", ">=", today),
                ("date_end", "<", today + relativedelta(months=months)),
            ]
        )
        following = self.search(
            [("agreement_id", "in", ending.agreement_id.ids), ("state", "in", ("saisi", *ACTIVE_STATES))]
        )
        last_days = {}
        for annex in following:
            agreement = annex.agreement_id
            last_days[agreement] = max(annex.date_end, last_days.get(agreement, annex.date_end))
        return ending.filtered(lambda annex: last_days.get(annex.agreement_id, annex.date_end) <= annex.date_end)

    def write(self, vals):
        """Keep the day on which an annex stops being active; give its days to the amendment that becomes active."""
        if "state" not in vals:
            return super().write(vals)
        if vals["state"] in ACTIVE_STATES:
            self._replace_previous()
            vals = {**vals, "deactivated_on": False}
            return super().write(vals)
        leaving = self.filtered("is_active")
        result = super().write(vals)
        if leaving:
            super(RegieIaeAnnex, leaving).write({"deactivated_on": fields.Date.context_today(self)})
        return result

    def action_enter(self):
        """The annex is typed in the extranet of the ASP."""
        self.write({"state": "saisi"})

    def action_set_provisional(self):
        """The ASP pays on this annex before it is signed."""
        self.write({"state": "provisoire"})

    def action_validate(self):
        """The annex is signed and valid at the ASP."""
        self.write({"state": "valide"})

    def action_close(self):
        """The annex is over and its last regularisation is known."""
        self.write({"state": "cloture"})

    def action_reject(self):
        """The ASP or the DDETS refused the annex."""
        self.write({"state": "rejete"})

    def action_cancel(self):
        """The annex is cancelled at the ASP."""
        self.write({"state": "annule"})

    def action_reset_draft(self):
        """Start again from a draft."""
        self.write({"state": "brouillon"})

    def action_amend(self):
        """Open the next amendment (*avenant*, A + 1) of the annex, a draft with the same figures to correct."""
        return self._open_next(number=annex_number.next_amendment(self.number))

    def action_modify(self):
        """Open the next modification (M + 1) of the annex, a draft with the same figures to correct."""
        return self._open_next(number=annex_number.next_modification(self.number))

    def action_renew(self):
        """Open the annex that follows this one, as long as it, with the amounts of its own first day."""
        self.ensure_one()
        date_start = self.date_end + relativedelta(days=1)
        if date_start > self.agreement_id.date_end:
            raise UserError(
                self.env._(
                    "Agreement %(agreement)s ends on %(day)s: enter the next agreement first. (INS-A11)",
                    agreement=self.agreement_id.number,
                    day=format_date(self.env, self.agreement_id.date_end),
                )
            )
        date_end = self.date_end + relativedelta(months=len(self._get_months()), day=31)
        return self._open_next(
            number=annex_number.of_year(self.number, date_start.year),
            date_start=date_start,
            date_end=min(date_end, self.agreement_id.date_end),
        )

    def _open_next(self, **vals):
        """Create the draft that follows the annex with ``vals``, or find it, and open it."""
        self.ensure_one()
        found = self.search([("company_id", "=", self.company_id.id), ("number", "=", vals["number"])])
        annex = found or self.create(self._prepare_next_vals(**vals))
        action = {"type": "ir.actions.act_window", "res_model": self._name, "view_mode": "form"}
        return {**action, "res_id": annex.id, "views": [(False, "form")]}

    def _prepare_next_vals(self, **vals):
        kept = {
            "agreement_id": self.agreement_id.id,
            "previous_id": self.id,
            "date_start": self.date_start,
            "date_end": self.date_end,
            "etp_posts": self.etp_posts,
            "hours_basis": self.hours_basis,
            "modulation_rate": self.modulation_rate,
            "cofinancing_amount": self.cofinancing_amount,
            "regularisation_months": self.regularisation_months,
        }
        if "date_start" not in vals:
            kept["unit_amount"] = self.unit_amount
        return {**kept, **vals}

    def _replace_previous(self):
        """Mark as replaced the active annexes whose days are those of an amendment in ``self``."""
        for annex in self.filtered("previous_id"):
            previous = annex.previous_id
            if previous.is_active and previous.date_end >= annex.date_start and annex.date_end >= previous.date_start:
                previous.write({"state": "historise"})

    def _get_replaced(self):
        """Annexes that ``self`` replaced, directly or not: their payments and statements count for its days."""
        self.ensure_one()
        replaced, annex = self.browse(), self
        while (annex := annex.previous_id) and annex not in replaced and annex.state == "historise":
            if annex.date_end < self.date_start:
                break
            replaced |= annex
        return replaced
