from odoo import models


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
            "sentence": ("minute_text" in self._fields and self["minute_text"]) or "",
        }
