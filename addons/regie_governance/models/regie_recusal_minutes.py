from odoo import models
from odoo.tools import format_date


class RegieRecusalMinutes(models.Model):
    """What the minutes say of a recusal."""

    _inherit = "regie.recusal"

    def _prepare_minutes_recusal(self):
        """Return who left, why, at what hours, as plain values."""
        self.ensure_one()
        meeting = self.resolution_id.meeting_id
        return {
            "person": self.partner_id.name,
            "nature": self._get_minutes_label("nature"),
            "reason": self.reason,
            "declared": meeting._get_hour(self.date_declared),
            "left": meeting._get_hour(self.date_left),
            "returned": meeting._get_hour(self.date_returned),
            "sentence": self._get_minute_text(),
            "college": self.college_id.name or "",
            "declaration": format_date(self.env, self.declaration_date) or "",
            "moment": self._get_minutes_label("moment"),
            "work": self.excluded_work or "" if self.is_preparatory_work else "",
            "committee": self.committee or "" if self.is_selection_committee else "",
            "noted_by": self.signatory_id.name or "",
        }
