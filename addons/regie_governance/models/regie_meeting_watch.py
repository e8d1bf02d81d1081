from odoo import fields, models
from odoo.fields import Domain


class RegieMeetingWatch(models.Model):
    """A meeting whose end shows who stayed away."""

    _inherit = "regie.meeting"

    def write(self, vals):
        """Look at absences in a row, and at the cooptations to ratify, when a meeting closes."""
        result = super().write(vals)
        if vals.get("date_closed"):
            today = fields.Date.context_today(self)
            mandates = self.env["regie.mandate"]
            running = mandates._get_running_domain(today)
            domain = Domain("organ_id", "in", self.organ_id.ids)
            if "assembly" in self.organ_id.mapped("kind"):
                domain |= Domain("company_id", "in", self.company_id.ids) & Domain("origin", "=", "cooptation")
            mandates.search(running & domain)._tell(today)
        return result
