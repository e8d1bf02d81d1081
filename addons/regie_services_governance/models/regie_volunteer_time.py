from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date


class RegieVolunteerTime(models.Model):
    """Hours given at a session of an activity: written once, on the session or on the page of the volunteer."""

    _inherit = "regie.volunteer.time"

    event_id = fields.Many2one(
        "event.event",
        string="Session",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("regie_type_id", "!=", False)],
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Take the day and the activity of a session that is given without them."""
        for vals in vals_list:
            if vals.get("event_id"):
                event = self.env["event.event"].browse(vals["event_id"])
                begin = fields.Datetime.context_timestamp(event.with_context(tz=event.date_tz), event.date_begin)
                vals.setdefault("date", begin.date())
                vals.setdefault("activity_id", event.regie_type_id.activity_id.id)
        return super().create(vals_list)

    @api.constrains("event_id", "hours", "date", "volunteer_id")
    def _check_session_hours(self):
        """At the sessions a volunteer gives more than nothing and no more than the hours of a day. (E-ACT-06)"""
        with_session = self.filtered("event_id")
        if not with_session:
            return
        totals = self._read_group(
            [
                ("volunteer_id", "in", with_session.volunteer_id.ids),
                ("date", "in", with_session.mapped("date")),
                ("event_id", "!=", False),
            ],
            ["volunteer_id", "date:day"],
            ["hours:sum"],
        )
        for volunteer, day, hours in totals:
            limit = float(self.env["regie.parameter"].get("benevole_heures_jour", day))
            if not 0 < hours <= limit:
                raise ValidationError(
                    self.env._(
                        "%(name)s, %(date)s: volunteer hours are more than 0 and at most %(limit)s a day. (E-ACT-06)",
                        name=volunteer.name,
                        date=format_date(self.env, day),
                        limit=f"{limit:g}",
                    )
                )
