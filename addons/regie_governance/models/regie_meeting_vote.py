from odoo import models


class RegieMeetingVote(models.Model):
    """The points of a meeting on the day: those that the convocation told of, the one that is being voted."""

    _inherit = "regie.meeting"

    def write(self, vals):
        """Change a meeting; its convocation tells of all the points written so far."""
        result = super().write(vals)
        if vals.get("date_convoked"):
            for meeting in self:
                told = meeting.resolution_ids.filtered(lambda point: not point.date_on_agenda)
                # sudo: a fact of the convocation, whoever may send it
                told.sudo().date_on_agenda = meeting.date_convoked
        return result

    def _get_open_resolution(self):
        """Return the point that is being voted, empty when none is."""
        self.ensure_one()
        return self.resolution_ids.filtered(lambda point: point.state == "open")[:1]
