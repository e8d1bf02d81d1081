from odoo import fields, models
from odoo.exceptions import UserError


class RegieResolutionAgenda(models.Model):
    """A point is decided only if it was on the agenda that the members received."""

    _inherit = "regie.resolution"

    date_on_agenda = fields.Datetime(
        string="Sent with the agenda on",
        readonly=True,
        copy=False,
        help="Empty once the meeting is convoked: was added after, may be discussed and not voted. (GOV-022)",
    )

    def _check_on_agenda(self):
        """Check that the point was on the agenda that was sent.

        :raise UserError: GOV-022
        """
        for point in self:
            sent = point.meeting_id.resolution_ids.filtered("date_on_agenda")
            if sent and point not in sent:
                raise UserError(
                    self.env._(
                        "%(point)s is not on the agenda that the members received: discuss it, and put it to the vote"
                        " of the next meeting. (GOV-022)",
                        point=point.title,
                    )
                )
