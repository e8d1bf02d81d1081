from odoo import fields, models


class RegieMeetingMinutes(models.Model):
    """The minutes of a meeting: written from its facts, approved, signed, sealed."""

    _inherit = "regie.meeting"

    def _get_minutes_timezone(self):
        """Return the time zone in which the hours of the minutes are told: that of the régie, not of the reader."""
        self.ensure_one()
        return self.company_id.partner_id.tz or self.company_id.resource_calendar_id.tz or "Europe/Paris"

    def _get_signing_day(self):
        """Return the day of the last signature where the régie is, False before it."""
        self.ensure_one()
        local = self.with_context(tz=self._get_minutes_timezone())
        return self.date_signed and fields.Datetime.context_timestamp(local, self.date_signed).date()
