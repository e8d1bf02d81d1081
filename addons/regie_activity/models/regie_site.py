from odoo import fields, models
from odoo.tools import format_time
from odoo.tools.date_utils import float_to_time


class RegieSite(models.Model):
    """A place that receives people: how many came, and the hours that its door shows. gup_services.md, 8.11."""

    _inherit = "regie.site"

    visit_count = fields.Integer(string="People this year", compute="_compute_visit_count")

    def _compute_visit_count(self):
        first = fields.Date.context_today(self).replace(month=1, day=1)
        rows = self.env["regie.place.visit"]._read_group(
            [("site_id", "in", self.ids), ("date", ">=", first)], ["site_id"], ["people:sum"]
        )
        counts = dict(rows)
        for site in self:
            site.visit_count = counts.get(site, 0)

    def action_open_visits(self):
        """Open the counts of the place."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_activity.regie_place_visit_action")
        return {**action, "domain": [("site_id", "=", self.id)], "context": {"default_site_id": self.id}}

    def _get_opening(self):
        """Return ``{"days": [(weekday, hours)], "is_open": today}`` of the week, or nothing without opening hours."""
        self.ensure_one()
        slots = self.calendar_id.attendance_ids.filtered(lambda slot: slot.day_period != "lunch")
        if not slots:
            return None
        days = []
        for number, name in slots._fields["dayofweek"]._description_selection(self.env):
            hours = [
                f"{self._format_hour(slot.hour_from)} – {self._format_hour(slot.hour_to)}"
                for slot in slots.sorted("hour_from")
                if slot.dayofweek == number
            ]
            days.append((name, ", ".join(hours)))
        return {"days": days, "is_open": self._is_open_on(fields.Date.context_today(self))}

    def _format_hour(self, hour):
        return format_time(self.env, float_to_time(hour), time_format="short")
