from odoo import api, models
from odoo.tools import consteq


class RegieAttendanceLink(models.Model):
    """The personal link of a person: votes without an account, from the convocation to the end of the meeting."""

    _inherit = "regie.attendance"

    @api.model
    def _find_by_link(self, token):
        """Return the line of a personal link while its meeting is convoked or open; empty otherwise."""
        # sudo: the token is the right; it is compared in constant time
        line = self.sudo().search([("access_token", "=", token)], limit=1)
        if not line or not consteq(line.access_token, token) or line.meeting_id.state not in ("convoked", "open"):
            return self.sudo().browse()
        return line

    def _get_vote_url(self):
        """Return the address where the person votes."""
        self.ensure_one()
        # sudo: the link is sent to its person
        return f"{self.get_base_url()}/vote/{self.sudo().access_token}"

    def _get_own_lines(self):
        """Return all the voices that the same person carries in the meeting."""
        self.ensure_one()
        return self.search([("meeting_id", "=", self.meeting_id.id), ("partner_id", "=", self.partner_id.id)])

    def _can_come_online(self):
        """Tell whether the person may say from a phone that they attend from elsewhere."""
        self.ensure_one()
        meeting = self.meeting_id
        return (
            meeting.state == "open"
            and meeting.mode != "onsite"
            and meeting.rule_id.is_remote_allowed
            and not self.is_present
        )
