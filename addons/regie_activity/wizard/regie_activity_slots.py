from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

#: A month of machines, and some; more is a mistake of hours.
MOST_SLOTS = 400


class RegieActivitySlots(models.TransientModel):
    """Cut the days of a session in slots of the same length: the turns of a washing machine, the hours of a desk."""

    _name = "regie.activity.slots"
    _description = "Cut a session in slots"

    event_id = fields.Many2one("event.event", string="Session", required=True, ondelete="cascade")
    hour_from = fields.Float(string="From (hour)", required=True, default=9)
    hour_to = fields.Float(string="To (hour)", required=True, default=17)
    minutes = fields.Integer(string="Length (minutes)", required=True, default=90)

    _hours_ordered = models.Constraint(
        "CHECK (hour_from >= 0 AND hour_to <= 23.98 AND hour_from < hour_to AND minutes >= 10)",
        "The first hour comes before the last one, and a slot lasts 10 minutes at least.",
    )

    def action_cut(self):
        """Create the slots of every day when the place is open.

        :raise UserError: E-ACT-15 when no slot holds, or far too many
        """
        self.ensure_one()
        event = self.event_id.with_context(tz=self.event_id.date_tz)
        first = fields.Datetime.context_timestamp(event, event.date_begin)
        last = fields.Datetime.context_timestamp(event, event.date_end)
        days = [first.date() + timedelta(days=number) for number in range((last.date() - first.date()).days + 1)]
        closed = event.regie_site_id._get_closed_days(days[0], days[-1]) if event.regie_site_id else set()
        vals_list = []
        for day in days:
            if day in closed:
                continue
            start = self.hour_from
            while start + self.minutes / 60 <= self.hour_to + 0.001 and len(vals_list) <= MOST_SLOTS:
                vals_list.append(
                    {"event_id": event.id, "date": day, "start_hour": start, "end_hour": start + self.minutes / 60}
                )
                start += self.minutes / 60
        vals_list = [vals for vals in vals_list if self._is_inside(vals, first, last)]
        if not 0 < len(vals_list) <= MOST_SLOTS:
            raise UserError(
                self.env._("No slot holds between these hours, or there are too many: change the hours. (E-ACT-15)")
            )
        event.is_multi_slots = True
        self.env["event.slot"].create(vals_list)
        return {"type": "ir.actions.act_window_close"}

    def _is_inside(self, vals, first, last):
        """Tell whether a slot is inside the session: Odoo refuses the others."""
        begin = (vals["date"], round(vals["start_hour"] * 60))
        end = (vals["date"], round(vals["end_hour"] * 60))
        return (first.date(), first.hour * 60 + first.minute) <= begin and end <= (
            last.date(),
            last.hour * 60 + last.minute,
        )
