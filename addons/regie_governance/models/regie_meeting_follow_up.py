from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieMeetingFollowUp(models.Model):
    """What follows the signed minutes: publish to the members, carry out what was decided."""

    _inherit = "regie.meeting"

    publishable_count = fields.Integer(
        compute="_compute_publishable_count", help="Adopted deliberations that the members do not read yet."
    )

    @api.depends("date_signed", "resolution_ids.result", "resolution_ids.publication_ids")
    def _compute_publishable_count(self):
        for meeting in self:
            meeting.publishable_count = len(meeting._get_publishable()) if meeting.date_signed else 0

    def _get_publishable(self):
        """Return the adopted deliberations that are not published."""
        return self.resolution_ids.filtered(
            lambda point: point.result == "adopted" and point.number and not point.publication_ids
        )

    def action_publish_deliberations(self):
        """Publish the adopted deliberations to the members, on their portal.

        :raise UserError: the minutes are not signed
        """
        self.check_access("write")
        for meeting in self:
            if not meeting.date_signed:
                raise UserError(
                    self.env._("Sign the minutes of %(meeting)s first, then publish.", meeting=meeting.name)
                )
            meeting._get_publishable()._publish()
            meeting.activity_feedback(["regie_governance.mail_activity_type_publish"])
        return True

    def _plan_follow_up(self):
        """Plan what the adopted deliberations ask for: to publish them, and to do what the type of each calls for."""
        super()._plan_follow_up()
        self.ensure_one()
        # sudo: the last signer, perhaps without account, is not the one who plans; activities are for who prepares
        meeting = self.sudo()
        user = meeting.user_id if meeting.user_id.active else meeting.env.user
        adopted = meeting.resolution_ids.filtered(lambda point: point.result == "adopted")
        today = fields.Date.context_today(meeting)
        if adopted and not meeting.organ_id.partner_id:
            meeting.activity_schedule(
                "regie_governance.mail_activity_type_publish",
                date_deadline=today + relativedelta(days=meeting._get_publication_days()),
                user_id=user.id,
            )
        for point in adopted:
            point._plan_follow_up(user)

    def _get_publication_days(self):
        """Return in how many days the deliberations are published: the delay of the type of activity."""
        return self.env.ref("regie_governance.mail_activity_type_publish").delay_count
