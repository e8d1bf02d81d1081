from odoo import api, fields, models

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]


class RegiePmsmpSchedule(models.Model):
    """Hours of one day of the week of an immersion, as the Cerfa asks for them."""

    _name = "regie.pmsmp.schedule"
    _description = "Day of an immersion"
    _order = "weekday, hour_from, id"

    pmsmp_id = fields.Many2one("regie.pmsmp", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="pmsmp_id.company_id", store=True, precompute=True, index=True)
    weekday = fields.Selection(WEEKDAYS, string="Day", required=True, default="0")
    hour_from = fields.Float(string="From", required=True)
    hour_to = fields.Float(string="To", required=True)
    hours = fields.Float(compute="_compute_hours", store=True)

    _hours_check = models.Constraint(
        "CHECK (hour_from >= 0 AND hour_to <= 24 AND hour_from < hour_to)",
        "The hours of a day go from an hour to a later one: correct the schedule of the immersion.",
    )

    @api.depends("hour_from", "hour_to")
    def _compute_hours(self):
        for line in self:
            line.hours = line.hour_to - line.hour_from
