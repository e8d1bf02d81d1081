from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date

KINDS = [
    ("paid_leave", "Paid leave"),
    ("public_holiday", "Public holiday not worked"),
    ("other_paid", "Other paid absence"),
    ("sick", "Sick leave"),
    ("accident", "Work accident"),
    ("unpaid", "Unpaid absence"),
]
# Kinds under the parameter maladie_maintenue_compte.
SICK_KINDS = ("sick", "accident")
PAID_KINDS = ("paid_leave", "public_holiday", "other_paid")


class RegieIaeAbsence(models.Model):
    """Hours of absence of a person in a month, typed once for the statement of the State and for the pay.

    Hours worked come from the timesheets and are never typed here. An ACI declares hours paid, so paid leave counts;
    an EI declares hours worked (section 1.3 of the domain file, parameters heures_payees_comptees and
    maladie_maintenue_compte).
    """

    _name = "regie.iae.absence"
    _description = "Absence"
    _order = "date_start desc, employee_id"
    _rec_name = "employee_id"
    _check_company_auto = True

    employee_id = fields.Many2one(
        "hr.employee", string="Person", required=True, ondelete="restrict", index=True, check_company=True
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True, precompute=True)
    kind = fields.Selection(KINDS, required=True, default="paid_leave")
    date_start = fields.Date(string="From", required=True, index=True, default=fields.Date.context_today)
    date_end = fields.Date(
        string="To",
        required=True,
        compute="_compute_date_end",
        store=True,
        readonly=False,
        precompute=True,
        help="Last day. An absence over two months is entered once per month: each month has its hours.",
    )
    hours = fields.Float(
        digits=(16, 2), required=True, help="Hours that the person would have worked on these days, all days together."
    )
    is_paid = fields.Boolean(
        string="Paid",
        compute="_compute_is_paid",
        store=True,
        readonly=False,
        precompute=True,
        help="Ticked: these hours are on the payslip. For a sick leave, tick it when the salary is maintained.",
    )
    note = fields.Char(help="Reference of the paper that justifies the absence, never its medical reason.")

    _dates_check = models.Constraint("CHECK (date_end >= date_start)", "An absence cannot end before it starts.")
    _absence_uniq = models.Constraint(
        "UNIQUE (employee_id, kind, date_start)", "This absence is already entered for this person and this day."
    )

    @api.depends("date_start")
    def _compute_date_end(self):
        for absence in self:
            if not absence.date_end or (absence.date_start and absence.date_end < absence.date_start):
                absence.date_end = absence.date_start

    @api.depends("kind")
    def _compute_is_paid(self):
        for absence in self:
            absence.is_paid = absence.kind in PAID_KINDS

    @api.constrains("date_start", "date_end", "hours")
    def _check_hours(self):
        for absence in self:
            days = (absence.date_end - absence.date_start) / timedelta(days=1) + 1
            if not 0 < absence.hours <= days * 24:
                raise ValidationError(
                    self.env._("The number of hours is invalid for %(name)s. (INS-M03)", name=absence.employee_id.name)
                )
            if absence.date_start.replace(day=1) != absence.date_end.replace(day=1):
                raise ValidationError(
                    self.env._(
                        "An absence over two months is entered once per month, with the hours of each. (INS-M12)"
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Refused in a closed month (INS-M16); the draft statements of the month follow."""
        absences = super().create(vals_list)
        absences._check_month_open()
        absences._refresh_statements()
        return absences

    def write(self, vals):
        """As ``create``: neither the month before the change nor the one after is closed."""
        if not vals.keys() - {"note"}:
            return super().write(vals)
        self._check_month_open()
        before = self._get_months()
        result = super().write(vals)
        self._check_month_open()
        self._refresh_statements(before)
        return result

    def unlink(self):
        """The draft statements of the months follow."""
        months = self._get_months()
        result = super().unlink()
        self.env["regie.iae.statement"]._refresh_drafts(months)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed_month(self):
        self._check_month_open()

    def _get_months(self):
        """Pairs (company, first day of the month) of the absences."""
        return {(absence.company_id, absence.date_start.replace(day=1)) for absence in self}

    def _refresh_statements(self, months=frozenset()):
        self.env["regie.iae.statement"]._refresh_drafts(self._get_months() | months)

    def _check_month_open(self):
        """Raise UserError (INS-M16) if the month of an absence is closed."""
        for company, day in self._get_months():
            if self.env["regie.hours.month"]._is_closed(company, day):
                raise UserError(
                    self.env._(
                        "The month of %(month)s is closed: enter the absence in the month in which the payslip "
                        "puts it right. (INS-M16)",
                        month=format_date(self.env, day, date_format="MMMM y"),
                    )
                )
