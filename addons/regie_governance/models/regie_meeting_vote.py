from odoo import models
from odoo.exceptions import UserError


class RegieMeetingVote(models.Model):
    """The points of a meeting on the day: those that the convocation told of, the one that is being voted."""

    _inherit = "regie.meeting"

    def write(self, vals):
        """Change a meeting: a convocation tells of all the points written so far; no meeting ends during a vote.

        :raise UserError: GOV-060 when it would close with a vote open
        """
        if vals.get("date_closed") or vals.get("date_adjourned") or vals.get("date_cancelled"):
            self._check_no_vote_open()
        result = super().write(vals)
        if vals.get("date_convoked"):
            # sudo: a fact, of who may convoke
            self.resolution_ids.filtered("is_late").sudo().is_late = False
        return result

    def _get_open_resolution(self):
        """Return the point that is being voted, empty when none is."""
        self.ensure_one()
        return self.resolution_ids.filtered(lambda point: point.state == "open")[:1]

    def _check_no_vote_open(self):
        for meeting in self:
            point = meeting._get_open_resolution()
            if point:
                raise UserError(
                    self.env._(
                        "The vote on “%s” is open: close it before the end of the meeting. (GOV-060)", point.title
                    )
                )
