from odoo import api, fields, models


class EventEvent(models.Model):
    """A session that volunteers hold too: who came to help, and how long."""

    _inherit = "event.event"

    regie_volunteer_time_ids = fields.One2many(
        "regie.volunteer.time", "event_id", string="Volunteers", groups="regie_activity.group_activity_user"
    )
    regie_volunteer_hours = fields.Float(
        string="Volunteer hours", compute="_compute_regie_volunteer_hours", groups="regie_activity.group_activity_user"
    )

    @api.depends("regie_volunteer_time_ids.hours")
    def _compute_regie_volunteer_hours(self):
        hours = dict(
            self.env["regie.volunteer.time"]._read_group([("event_id", "in", self.ids)], ["event_id"], ["hours:sum"])
        )
        for event in self:
            event.regie_volunteer_hours = hours.get(event._origin, 0)
