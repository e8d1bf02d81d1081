from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class RegieResolutionExtract(models.Model):
    """The extract of a deliberation, certified true to the signed minutes: what a bank or a funder asks for."""

    _inherit = "regie.resolution"

    def action_print_extract(self):
        """Print the extract of the deliberation.

        :raise UserError: the minutes are not signed
        """
        self.ensure_one()
        self._check_extract()
        return self.env.ref("regie_governance.regie_resolution_report_extract").report_action(self)

    def _check_extract(self):
        """Refuse an extract of what is no deliberation, or whose minutes are not signed."""
        for resolution in self:
            if not resolution.number or not resolution.meeting_id.date_signed:
                raise UserError(
                    self.env._(
                        "“%(title)s” has no extract yet: an extract is certified true to signed minutes.",
                        title=resolution.title,
                    )
                )

    def _prepare_extract(self):
        """Return what the extract says: the text that was sealed, and who certifies it."""
        self.ensure_one()
        self.check_access("read")
        self._check_extract()
        # sudo: the deliberation is read from the sealed text, the reader may read the deliberation
        meeting = self.meeting_id.sudo()
        minutes = meeting._get_minutes()
        point = next(point for point in minutes["points"] if point["number"] == self.number)
        env = self.with_context(lang=self.company_id.partner_id.lang or self.env.lang).env
        return {
            "association": minutes["association"],
            "meeting": minutes["meeting"],
            "point": point,
            "signed": format_date(env, meeting._get_signing_day()),
            "today": format_date(env, fields.Date.context_today(self)),
            "signatory": meeting.chair_id.name,
            "role": env._("Chair of the meeting"),
            "seal": meeting.minutes_seal,
        }

    def _get_extract_name(self):
        """Return the name of the file of the extract."""
        return self.env._("Deliberation %(number)s", number=self.number or self.title)
