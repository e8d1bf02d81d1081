from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL
from odoo.tools.misc import format_date

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
        string="Exact hours",
        digits=(16, 2),
        readonly=True,
        help="Hours of the days that a PASS IAE covers, worked or, for an ACI, paid, before the rounding of the State.",
    )
    declared_hours = fields.Float(
        string="Hours declared", digits=(16, 2), readonly=True, help="Exact hours as the extranet takes them: rounded."
    )
    leave_hours = fields.Float(
        string="Paid leave", digits=(16, 2), readonly=True, help="Leave, public holidays and other paid absences."
    )
    sick_hours = fields.Float(string="Sick leave", digits=(16, 2), readonly=True, help="Work accidents included.")
    unpaid_hours = fields.Float(string="Unpaid absence", digits=(16, 2), readonly=True)
    paid_hours = fields.Float(
        string="Hours paid", digits=(16, 2), readonly=True, help="Hours worked and paid absences: those of the payslip."
    )
    currency_id = fields.Many2one(related="statement_id.currency_id")
    gross_wage = fields.Monetary(
        readonly=True, groups="hr.group_hr_manager", help="Gross monthly wage of the contract."
    )
    exit_date = fields.Date(string="Exit on", readonly=True, help="Final exit recorded in the pathway.")
    exit_motive_id = fields.Many2one("regie.insertion.exit.motive", string="Motive of exit", readonly=True)
    exit_code = fields.Char(related="exit_motive_id.code", string="Code of the motive")
    is_declared = fields.Boolean(
        string="On the statement",
        readonly=True,
        help="On the statement: declared hours, or an absence or an exit of a day that a PASS IAE covers.",
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

    def init(self):
        """Lines of before the absences and the rounding: what was declared was the exact hours."""
        super().init()
        self.env.cr.execute(
            SQL(
                """UPDATE regie_iae_statement_line
                      SET declared_hours = insertion_hours, paid_hours = hours, is_declared = insertion_hours > 0
                    WHERE declared_hours IS NULL"""
            )
        )

    @api.model
    def _search_company_id(self, operator, value):
        return [("statement_id.company_id", operator, value)]

    @api.constrains("is_eligible", "ineligible_reason", "insertion_hours")
    def _check_eligibility(self):
        for line in self:
            if line.is_eligible and not line.insertion_hours:
                raise ValidationError(
                    self.env._(
                        "%(name)s has no valid PASS IAE in %(month)s. (INS-M07)",
                        name=line.employee_name,
                        month=format_date(self.env, line.statement_id.date_month, date_format="MMMM y"),
                    )
                )
            if not line.is_eligible and line.insertion_hours and not line.ineligible_reason:
                raise ValidationError(
                    self.env._(
                        "Say why the hours of %(name)s do not count for the aid. (INS-M11)", name=line.employee_name
                    )
                )

    @api.constrains("exit_date", "exit_motive_id")
    def _check_exit(self):
        for line in self:
            if bool(line.exit_date) != bool(line.exit_motive_id):
                raise ValidationError(
                    self.env._("The date and the motive of the exit must be filled in together. (INS-M05)")
                )

    @api.constrains("insertion_hours", "declared_hours", "hours")
    def _check_hours(self):
        for line in self:
            month = line.statement_id.date_month
            most = (month + relativedelta(months=1) - month).days * 24
            if any(not 0 <= line[name] <= most for name in ("hours", "insertion_hours", "declared_hours")):
                raise ValidationError(
                    self.env._("The number of hours is invalid for %(name)s. (INS-M03)", name=line.employee_name)
                )

    @api.constrains("contract_date_start", "contract_date_end", "is_declared")
    def _check_contract(self):
        for line in self.filtered("is_declared"):
            month = line.statement_id.date_month
            start, end = line.contract_date_start, line.contract_date_end
            if not start or start > month + relativedelta(day=31) or (end and end < month):
                raise ValidationError(
                    self.env._(
                        "%(name)s has no contract in %(month)s. (INS-M04)",
                        name=line.employee_name,
                        month=format_date(self.env, month, date_format="MMMM y"),
                    )
                )

    def _check_declared(self):
        """The rules of the lines, in the order of the domain file: they are written by SQL, checked before freezing."""
        self._check_hours()
        self._check_contract()
        self._check_exit()
        self._check_eligibility()

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
