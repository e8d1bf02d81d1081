from odoo import fields, models
from odoo.exceptions import UserError


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
        self.env["regie.deliberation.publication"].create(
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
        """Plan what the type of an adopted deliberation asks for: to declare, to send to the funder, to carry out."""
        self.ensure_one()
        xmlid = {
            "statutes": "regie_governance.mail_activity_type_declare",
            "dissolution": "regie_governance.mail_activity_type_declare",
            "election": "regie_governance.mail_activity_type_declare",
            "grant": "regie_governance.mail_activity_type_carry_out",
            "contract": "regie_governance.mail_activity_type_carry_out",
        }.get(self.resolution_type)
        if xmlid:
            self.activity_schedule(xmlid, user_id=user.id)
