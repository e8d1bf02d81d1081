from odoo import models


class RegieMeetingVote(models.Model):
    """The point of a meeting that is being voted."""

    _inherit = "regie.meeting"

    def _get_open_resolution(self):
        """Return the point that is being voted, empty when none is."""
        self.ensure_one()
        return self.resolution_ids.filtered(lambda point: point.state == "open")[:1]
