from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .hr_version import FORMS


class RegieIaeStatementLine(models.Model):
    """One person on a monthly statement: hours of the month and share of a full-time post, as they were declared."""

    _name = "regie.iae.statement.line"
    _description = "Line of a monthly IAE statement"
    _order = "employee_name, id"
    _rec_name = "employee_name"

    statement_id = fields.Many2one("regie.iae.statement", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="statement_id.company_id", search="_search_company_id")
    state = fields.Selection(related="statement_id.state")
    employee_id = fields.Many2one("hr.employee", required=True, readonly=True, ondelete="restrict", index=True)
    employee_name = fields.Char(string="Name", readonly=True, help="Name on the day of the statement.")
    registration_number = fields.Char(readonly=True)
    birth_date = fields.Date(readonly=True, groups="hr.group_hr_user")
    iae_form = fields.Selection(FORMS, string="Form of contract", readonly=True)
    contract_date_start = fields.Date(string="Contract from", readonly=True)
    contract_date_end = fields.Date(string="Contract until", readonly=True)
    hours = fields.Float(string="Hours worked", digits=(16, 2), readonly=True)
    insertion_hours = fields.Float(
        string="Hours declared", digits=(16, 2), readonly=True, help="Hours of the days that a PASS IAE covers."
    )
    corrected_hours = fields.Float(
        string="Of which corrections", digits=(16, 2), readonly=True, help="Part that comes from dated corrections."
    )
    etp_share = fields.Float(
        string="FTE share",
        digits=(16, 2),
        readonly=True,
        aggregator=None,
        help="Declared hours × 12 ÷ hours of a full-time year. The total is computed on the hours, not on the shares.",
    )
    is_eligible = fields.Boolean(
        string="Counts for the aid", help="Untick when the hours are declared without opening a right to the aid."
    )
    ineligible_reason = fields.Char(
        string="Why not", help="Asked for when declared hours do not count: other aid of the State, absence…"
    )

    _person_uniq = models.Constraint(
        "UNIQUE (statement_id, employee_id)", "A person appears once on a monthly statement."
    )

    @api.model
    def _search_company_id(self, operator, value):
        return [("statement_id.company_id", operator, value)]

    @api.constrains("is_eligible", "ineligible_reason", "insertion_hours")
    def _check_eligibility(self):
        for line in self:
            if line.is_eligible and not line.insertion_hours:
                raise ValidationError(
                    self.env._("%(name)s has no valid PASS IAE this month. (INS-M07)", name=line.employee_name)
                )
            if not line.is_eligible and line.insertion_hours and not line.ineligible_reason:
                raise ValidationError(
                    self.env._(
                        "Say why the hours of %(name)s do not count for the aid. (INS-M11)", name=line.employee_name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Lines come from the hours; none is added to a validated statement (INS-M06)."""
        lines = super().create(vals_list)
        lines.statement_id._check_draft()
        return lines

    def write(self, vals):
        """Only the eligibility of a draft line is said by hand (INS-M06)."""
        self.statement_id._check_draft()
        result = super().write(vals)
        if {"is_eligible", "insertion_hours"} & vals.keys():
            self.statement_id._update_eligible()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_validated(self):
        self.statement_id._check_draft()
