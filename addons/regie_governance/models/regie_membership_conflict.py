from odoo import models


class RegieMembershipConflict(models.Model):
    """Who represents a legal person has its interests."""

    _inherit = "regie.membership"

    def write(self, vals):
        """Look for conflicts again when the representative of a legal person changes."""
        result = super().write(vals)
        if vals.keys() & {"partner_id", "representative_id", "deputy_id", "date_end"}:
            self.env["regie.conflict"]._sync_upcoming(self.company_id)
        return result
