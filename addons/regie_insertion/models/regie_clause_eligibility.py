from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date


class RegieClauseEligibility(models.Model):
    """Why a person without a PASS IAE may work the hours of a clause: the criterion and the reference of its proof.

    The régie's insertion employees are eligible by nature (CCAG 2021, 16.1.1.1 c): nothing is typed for them. Only the
    reference of the proof is kept, never a scan.
    """

    _name = "regie.clause.eligibility"
    _description = "Eligibility to the Social Clauses"
    _order = "employee_id, date_from desc"
    _check_company_auto = True

    employee_id = fields.Many2one("hr.employee", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True, ondelete="restrict"
    )
    criterion_id = fields.Many2one("regie.clause.criterion", required=True, ondelete="restrict")
    is_sensitive = fields.Boolean(related="criterion_id.is_sensitive")
    proof_reference = fields.Char(
        help="Number or name of the document seen (certificate no., France Travail notice of…). Never the document."
    )
    proof_date = fields.Date(help="Date written on the document.")
    verified_by_id = fields.Many2one("res.users", string="Verified by", readonly=True, copy=False)
    verified_on = fields.Date(readonly=True, copy=False, help="From now on the person's hours count.")
    date_from = fields.Date(
        string="Valid from",
        compute="_compute_date_from",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        help="First day on which the person is eligible: the date of the proof unless another is typed.",
    )
    date_to = fields.Date(string="Valid until", help="Last day, when the proof itself ends (RQTH…). Empty: no end.")
    date_limit = fields.Date(
        string="Ends on the clauses on",
        compute="_compute_date_limit",
        help="Last day on which the hours count on the running clause of the shortest limit: so many months from the "
        "first hour on any clause, or after a CDI. Empty: no market sets one.",
    )
    state = fields.Selection(
        [("draft", "To verify"), ("verified", "Verified"), ("expired", "Expired")],
        compute="_compute_state",
        search="_search_state",
        help="Read from the dates.",
    )

    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "An eligibility cannot end before it starts.")
    _proof_when_verified = models.Constraint(
        "CHECK (verified_on IS NULL OR COALESCE(proof_reference, '') <> '')",
        "The proof of eligibility is required before validation. (INS-L05)",
    )

    @api.depends("employee_id", "criterion_id")
    def _compute_display_name(self):
        for one in self:
            one.display_name = ", ".join(filter(None, (one.employee_id.name, one.criterion_id.name)))

    @api.depends("proof_date")
    def _compute_date_from(self):
        for one in self:
            one.date_from = one.date_from or one.proof_date or fields.Date.context_today(self)

    def _compute_date_limit(self):
        today = fields.Date.context_today(self)
        clauses = self.env["regie.clause"].search(
            [("company_id", "in", self.company_id.ids), ("date_start", "<=", today), ("date_end", ">=", today)]
        )
        for one in self:
            running = clauses.filtered(lambda clause, company=one.company_id: clause.company_id == company)
            refused = [day for day in running._get_first_refused(one.employee_id).values() if day]
            one.date_limit = min(refused) - relativedelta(days=1) if refused else False

    @api.depends("verified_on", "date_to")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for one in self:
            ended = one.date_to and one.date_to < today
            one.state = "draft" if not one.verified_on else "expired" if ended else "verified"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        domains = {
            "draft": [("verified_on", "=", False)],
            "verified": ["&", ("verified_on", "!=", False), "|", ("date_to", "=", False), ("date_to", ">=", today)],
            "expired": [("verified_on", "!=", False), ("date_to", "<", today)],
        }
        return fields.Domain.OR([domains[state] for state in value if state in domains])

    @api.constrains("proof_date")
    def _check_proof_date(self):
        for one in self:
            if one.proof_date and one.proof_date > fields.Date.context_today(self):
                raise ValidationError(self.env._("The date of a proof is not in the future."))

    def write(self, vals):
        """A verified criterion keeps its proof: only its last day may still be typed."""
        if vals.keys() - {"date_to"} and any(one.verified_on for one in self):
            raise UserError(
                self.env._("This eligibility is verified: it does not change any more. Set its last day, add another.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_verified(self):
        if any(one.verified_on for one in self):
            raise UserError(self.env._("A verified eligibility is not deleted: set its last day."))

    def action_verify(self):
        """Say that the régie has seen the proof; raises INS-L05 without its reference."""
        for one in self.filtered(lambda each: not each.verified_on):
            if not (one.proof_reference or "").strip():
                raise UserError(self.env._("The proof of eligibility is required before validation. (INS-L05)"))
            one.write({"verified_on": fields.Date.context_today(self), "verified_by_id": self.env.uid})

    def _get_shown_proof(self):
        """(criterion, reference, date) as they may leave the régie: of health or justice, only that it was verified."""
        self.ensure_one()
        if not self.is_sensitive:
            return self.criterion_id.name, self.proof_reference, self.proof_date
        return self._get_verified_sentence(), "", False

    def _get_reference(self):
        """What the ledger keeps of the proof: its reference, or that a health or justice one was verified."""
        criterion, reference, _date = self._get_shown_proof() if self else ("", "", False)
        return reference or criterion

    def _get_verified_sentence(self):
        """“Criterion verified by the régie on …”: what is said of a proof that stays in the régie."""
        self.ensure_one()
        return self.env._("criterion verified by the régie on %(date)s", date=format_date(self.env, self.verified_on))
