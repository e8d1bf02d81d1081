from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ..tools import contract

GROUNDS = [
    ("training", "End of a training under way"),
    ("age_disability", "50 or over, or recognised disabled worker"),
    ("difficulties", "Particularly important difficulties"),
    ("weekly_hours", "Weekly hours under the minimum"),
    ("cumulation", "Weekly hours: another part-time contract"),
    ("unspecified", "To be specified (recorded before)"),
]
# What a decision allows: "duration" goes past the total duration of the CDDI, "hours" under the weekly minimum.
EFFECTS = {
    "duration": ("training", "age_disability", "difficulties", "unspecified"),
    "hours": ("weekly_hours", "cumulation", "unspecified"),
}
# Decisions of one year at most, and the kinds of structure that may ask for them.
YEARLY_GROUNDS = ("difficulties", "weekly_hours")
DIFFICULTIES_KINDS = ("ACI", "AI")


class RegieIaeDerogation(models.Model):
    """Decision that lets the CDDI of a person last past 24 months, or count fewer weekly hours than the minimum.

    Code du travail L5132-5, L5132-11-1 and L5132-15-1 (duration), D5132-43-5 and following (weekly hours).
    """

    _name = "regie.iae.derogation"
    _description = "Derogation to the rules of the CDDI"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_to desc, id desc"
    _rec_names_search = ["employee_id", "reference"]
    _check_company_auto = True

    employee_id = fields.Many2one(
        "hr.employee",
        string="Person",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True, precompute=True)
    department_id = fields.Many2one(related="employee_id.department_id", string="Team")
    agreement_id = fields.Many2one(
        "regie.iae.agreement",
        compute="_compute_agreement_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        help="Agreement of the contract. Its kind says which grounds are open.",
    )
    ground = fields.Selection(
        GROUNDS,
        required=True,
        tracking=True,
        help="The first three let the CDDI last past the total duration, the next two count fewer weekly hours.",
    )
    decision_date = fields.Date(
        string="Decided on", required=True, tracking=True, default=lambda self: fields.Date.context_today(self)
    )
    authority = fields.Char(tracking=True, help="Who decided: DDETS, France Travail, a prescriber, the préfet.")
    reference = fields.Char(tracking=True, help="Number or subject of the decision, as written on it.")
    document_ids = fields.Many2many("ir.attachment", string="Decision", help="Scan of the decision.")
    date_from = fields.Date(string="From", required=True, tracking=True)
    date_to = fields.Date(
        string="Until",
        required=True,
        tracking=True,
        help="New last possible day of the CDDI, or last day of the reduced hours. For a training: its last day.",
    )
    note = fields.Text()
    is_current = fields.Boolean(
        compute="_compute_is_current", search="_search_is_current", help="In force on the current day."
    )

    _dates_check = models.Constraint("CHECK (date_to >= date_from)", "A derogation cannot end before it starts.")
    _ground_period_excl = models.Constraint(
        "EXCLUDE USING gist (employee_id WITH =, ground WITH =, daterange(date_from, date_to, '[]') WITH &&) "
        "WHERE (ground <> 'unspecified')",
        "A derogation on the same ground already covers these days: open it rather than record it twice.",
    )

    @api.depends("ground", "date_to")
    def _compute_display_name(self):
        labels = dict(self._fields["ground"]._description_selection(self.env))
        for record in self:
            day = format_date(self.env, record.date_to) if record.date_to else ""
            record.display_name = " → ".join(filter(None, [labels.get(record.ground), day]))

    @api.depends("employee_id")
    def _compute_agreement_id(self):
        for record in self:
            record.agreement_id = record.agreement_id or record.employee_id.agreement_id

    @api.depends("date_from", "date_to")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for record in self:
            record.is_current = bool(record.date_from and record.date_from <= today <= record.date_to)

    @api.model
    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return Domain("date_from", "<=", today) & Domain("date_to", ">=", today)

    @api.constrains("employee_id", "ground", "agreement_id", "decision_date", "date_from", "date_to")
    def _check_decision(self):
        """INS-C07 then INS-C12."""
        periods = self.env["hr.version"]._get_cddi_periods(self.employee_id)
        for record in self.filtered(lambda record: record.ground in YEARLY_GROUNDS):
            parameters = self.env["regie.parameter"].with_company(record.company_id)
            months, total = (
                int(parameters.get(code, record.decision_date, kind=record.agreement_id.kind or None))
                for code in ("derogation_max_mois", "derogation_total_mois")
            )
            rows = periods.get(record.employee_id.id) or [(record.date_from, None)]
            limit = contract.last_day(rows[0][0], total, contract.gap_days(rows))
            too_late = record.ground == "difficulties" and record.date_to > limit
            if too_late or record.date_to > contract.last_day(record.date_from, months):
                raise ValidationError(
                    self.env._("Derogation: a decision of one year at most, 60 months in all. (INS-C07)")
                )
            if record.ground == "difficulties" and record.agreement_id.kind not in DIFFICULTIES_KINDS:
                raise ValidationError(self.env._("This derogation is reserved for ACI and AI. (INS-C12)"))

    @api.constrains("employee_id", "ground", "date_from", "date_to")
    def _check_contracts(self):
        """A decision that is shortened or changed must still carry the contracts that rest on it."""
        self.employee_id._check_derogations_rest()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self.employee_id.with_context(regie_without_derogations=self.ids)._check_derogations_rest()

    def action_open_employee(self):
        """Open the page of the person."""
        self.ensure_one()
        return self.employee_id.get_formview_action()
