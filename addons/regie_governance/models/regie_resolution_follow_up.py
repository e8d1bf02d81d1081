from odoo import fields, models
from odoo.exceptions import UserError

#: Types of resolutions after which the régie has something to send or to sign.
CARRIED_OUT = ("grant", "contract")


class RegieResolutionFollowUp(models.Model):
    """What follows an adopted deliberation: its publication, and what its type asks for."""

    _inherit = "regie.resolution"

    publication_ids = fields.One2many(
        "regie.deliberation.publication", "resolution_id", string="Publications", context={"active_test": False}
    )

    def action_publish(self):
        """Publish an adopted deliberation to the members.

        :raise UserError: the minutes are not signed, or it was not adopted
        """
        self.check_access("write")
        for resolution in self:
            if not resolution.meeting_id.date_signed or resolution.result != "adopted":
                raise UserError(
                    self.env._(
                        "“%(title)s” is not published: it was not adopted, or its minutes are not signed.",
                        title=resolution.title,
                    )
                )
        self._publish()
        return True

    def _publish(self):
        """Give the members the number, the title, the text and the extract of these deliberations."""
        now = fields.Datetime.now()
        self.filtered("publication_ids").publication_ids.active = True
        # sudo: nobody creates a publication by hand; the callers checked that these were adopted and signed
        self.env["regie.deliberation.publication"].sudo().create(
            [
                {
                    "resolution_id": resolution.id,
                    "company_id": resolution.company_id.id,
                    "number": resolution.number,
                    "title": resolution.title,
                    "organ": resolution.organ_id.name,
                    "date": resolution.meeting_id._get_day(),
                    "text": resolution.text,
                    "date_published": now,
                }
                for resolution in self.filtered(lambda resolution: not resolution.publication_ids)
            ]
        )

    def _plan_follow_up(self, user):
        """Plan what the type of an adopted deliberation asks for: to send to the funder, to sign with the partner.

        What is declared to the prefecture is not planned here: the declaration itself is prepared and followed.
        """
        self.ensure_one()
        if self.resolution_type in CARRIED_OUT:
            self.activity_schedule("regie_governance.mail_activity_type_carry_out", user_id=user.id)
