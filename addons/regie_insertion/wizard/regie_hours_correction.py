from odoo import api, fields, models


class RegieHoursCorrection(models.TransientModel):
    """Gathers what is needed to correct an hour of a validated month, and shows the result before it is made."""

    _name = "regie.hours.correction"
    _description = "Correction of hours"

    line_id = fields.Many2one(
        "account.analytic.line",
        string="Line to correct",
        help="Optional: fills in the person, the day and the worksite.",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Person",
        required=True,
        compute="_compute_from_line",
        store=True,
        precompute=True,
        readonly=False,
    )
    date = fields.Date(
        string="Day worked", required=True, compute="_compute_from_line", store=True, precompute=True, readonly=False
    )
    project_id = fields.Many2one(
        "project.project",
        string="Worksite",
        required=True,
        domain=[("worksite_code", "!=", False)],
        compute="_compute_from_line",
        store=True,
        precompute=True,
        readonly=False,
    )
    hours_delta = fields.Float(
        string="Hours to add", required=True, digits=(16, 2), help="Negative to take hours away."
    )
    reason = fields.Char(required=True, help="Shows beside the correction on every paper.")
    hours_before = fields.Float(string="Hours now", digits=(16, 2), compute="_compute_hours")
    hours_after = fields.Float(string="Hours after", digits=(16, 2), compute="_compute_hours")

    @api.depends("line_id")
    def _compute_from_line(self):
        for wizard in self.filtered("line_id"):
            wizard.employee_id = wizard.line_id.employee_id
            wizard.date = wizard.line_id.date
            wizard.project_id = wizard.line_id.project_id

    @api.depends("employee_id", "date", "project_id", "hours_delta")
    def _compute_hours(self):
        for wizard in self:  # a wizard is one record: no batch to group
            groups = self.env["account.analytic.line"]._read_group(
                [
                    ("employee_id", "=", wizard.employee_id.id),
                    ("date", "=", wizard.date),
                    ("project_id", "=", wizard.project_id.id),
                ],
                [],
                ["unit_amount:sum"],
            )
            wizard.hours_before = groups[0][0] or 0.0
            wizard.hours_after = wizard.hours_before + wizard.hours_delta

    def action_correct(self):
        """Make the correction and show the lines of the day."""
        self.ensure_one()
        line = self.env["account.analytic.line"]._correct_hours(
            self.employee_id, self.project_id, self.date, self.hours_delta, self.reason, self.line_id
        )
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.account_analytic_line_action_hours")
        domain = [("employee_id", "=", line.employee_id.id), ("date", "=", line.date)]
        return dict(action, domain=domain, context={"is_timesheet": 1})
