from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import ormcache


class AccountAnalyticLine(models.Model):
    """An hour worked: typed once on a worksite, it serves every paper (statement, clause, activity, invoice)."""

    _inherit = "account.analytic.line"

    correction_date = fields.Date(
        readonly=True,
        copy=False,
        help="Day on which this correction was made. Empty on an ordinary line. A correction is dated on the day "
        "worked, in a month already validated, and may be negative.",
    )
    correction_reason = fields.Char(readonly=True, copy=False)
    corrected_line_id = fields.Many2one(
        "account.analytic.line", string="Corrects", readonly=True, copy=False, index="btree_not_null"
    )
    import_key = fields.Char(
        readonly=True,
        copy=False,
        help="Fingerprint of the row of the file this line was imported from: the same row is never imported twice.",
    )

    _import_key_uniq = models.UniqueIndex(
        "(company_id, import_key) WHERE import_key IS NOT NULL", "This row of hours has already been imported."
    )
    _correction_has_reason = models.Constraint(
        "CHECK (correction_date IS NULL OR correction_reason <> '')", "A correction needs a reason."
    )
    _employee_day_idx = models.Index("(employee_id, date) WHERE project_id IS NOT NULL")
    _company_day_idx = models.Index("(company_id, date) WHERE project_id IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse hours that break a rule of the trade (HRS-05 to HRS-11), with one check for the whole batch."""
        if any(vals.get("correction_date") or vals.get("corrected_line_id") for vals in vals_list):
            self._check_can_correct()
        lines = super().create(self._with_costs(vals_list))
        lines._check_hours()
        return lines

    def write(self, vals):
        """Same rules as create; the hours of a validated month do not change at all (HRS-09)."""
        if not (vals.keys() & self._get_hours_fnames()):
            return super().write(vals)
        if {"correction_date", "correction_reason", "corrected_line_id"} & vals.keys():
            self._check_can_correct()
        self._check_hours_open()
        result = super().write(vals)
        self._check_hours()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_validated_month(self):
        self._check_hours_open()

    def _timesheet_postprocess(self, values):
        """Write the cost only where it changes: most hours are typed with a cost that is already right."""
        sudo_self = self.sudo()  # as in hr_timesheet: whoever types an hour may not read its cost
        for line_id, line_values in self._timesheet_postprocess_values(values).items():
            line = sudo_self.browse(line_id)
            changed = {fname: value for fname, value in line_values.items() if line[fname] != value}
            if changed:
                line.write(changed)
        return values

    @api.model
    def _with_costs(self, vals_list):
        """The same values with the cost that hr_timesheet would write afterwards, line by line."""
        # sudo: as in hr_timesheet, whoever types an hour may not read its cost
        employees = (
            self.env["hr.employee"].sudo().browse({vals.get("employee_id") for vals in vals_list} - {None, False})
        )
        costs = {employee.id: (employee.hourly_cost, employee.currency_id) for employee in employees}
        result = []
        for vals in vals_list:
            cost, currency = costs.get(vals.get("employee_id"), (0, None))
            if cost and vals.get("project_id"):
                vals = dict(vals, amount=currency.round(-vals.get("unit_amount", 0.0) * cost))
            result.append(vals)
        return result

    def _check_can_correct(self):
        """Only a manager of the insertion side makes corrections, through the wizard or not."""
        if not (self.env.su or self.env.user.has_group("regie_insertion.group_insertion_manager")):
            raise AccessError(
                self.env._("Only a manager of the insertion side corrects the hours of a validated month. (HRS-11)")
            )

    @api.model
    @ormcache()
    def _get_activity_column(self):
        """Name of the column of the lines and of the worksites that holds the account of their activity."""
        return self.env.ref("regie_base.analytic_plan_activity").sudo()._column_name()

    @api.model
    def _get_hours_fnames(self):
        """Fields whose change makes it another hour: they are checked, and frozen with the month."""
        return {
            "date",
            "employee_id",
            "project_id",
            "task_id",
            "company_id",
            "unit_amount",
            "correction_date",
            "correction_reason",
            "corrected_line_id",
            self._get_activity_column(),
        }
