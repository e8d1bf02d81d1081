from dateutil.relativedelta import relativedelta

from odoo import fields, models

#: What a resident reads on a phone: the next days, in a few lines
DAYS = 14
LINES = 5


class RegieSite(models.Model):
    """A site tells residents when the régie comes next."""

    _inherit = "regie.site"

    def _get_public_passes(self):
        """Return ``[(day, service)]`` of the next passes on the site or on what it stands in; nobody is named."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        above = [int(number) for number in (self.parent_path or "").split("/") if number]
        passes = self.env["regie.intervention"].search(
            [
                ("site_id", "in", above),
                ("state", "in", ("planned", "in_progress")),
                ("date_planned", ">=", today),
                ("date_planned", "<=", today + relativedelta(days=DAYS)),
            ],
            order="date_planned, time_start, id",
            limit=LINES * 4,
        )
        lines = dict.fromkeys((one.date_planned, one.service_type_id.name) for one in passes)
        return list(lines)[:LINES]
