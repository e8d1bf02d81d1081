from zoneinfo import ZoneInfo

from odoo import fields, models


class ResCompany(models.Model):
    """A régie, with the public holidays that it keeps."""

    _inherit = "res.company"

    has_alsace_moselle_holidays = fields.Boolean(
        string="Public holidays of Alsace-Moselle", help="Good Friday and 26 December are public holidays there."
    )

    def _get_zone(self):
        """The time zone in which the régie works: that of its working hours."""
        return ZoneInfo(self.resource_calendar_id.tz or "Europe/Paris")
