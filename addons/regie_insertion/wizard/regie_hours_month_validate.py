from odoo import api, fields, models


class RegieHoursMonthValidate(models.TransientModel):
    """Shows what a month holds and what looks wrong in it, before somebody locks it for good."""

    _name = "regie.hours.month.validate"
    _description = "Validation of a month of hours"

    month_id = fields.Many2one("regie.hours.month", required=True, readonly=True)
    line_count = fields.Integer(related="month_id.line_count")
    employee_count = fields.Integer(related="month_id.employee_count")
    hours = fields.Float(related="month_id.hours")
    anomaly_count = fields.Integer(related="month_id.anomaly_count")
    anomaly_ids = fields.One2many(related="month_id.anomaly_ids")
    is_over = fields.Boolean(compute="_compute_is_over")
    has_seen = fields.Boolean(string="I have looked at the points to check")

    @api.depends("month_id")
    def _compute_is_over(self):
        today = fields.Date.context_today(self)
        for wizard in self:
            wizard.is_over = bool(wizard.month_id) and wizard.month_id._get_last_day() <= today

    def action_validate(self):
        """Lock the month, then prepare the statements of its annexes if it has any."""
        self.ensure_one()
        return self.month_id._validate_and_prepare()
