from odoo import api, models


class RegieMandateConflict(models.Model):
    """A new mandate brings the interests of a person to the points still to be decided."""

    _inherit = "regie.mandate"

    @api.model_create_multi
    def create(self, vals_list):
        """Look for the conflicts of those who start to sit."""
        mandates = super().create(vals_list)
        self.env["regie.conflict"]._sync_upcoming(mandates.company_id)
        return mandates

    def write(self, vals):
        """Look for conflicts again when who sits, or when, changes."""
        result = super().write(vals)
        if vals.keys() & {"partner_id", "membership_id", "organ_id", "date_start", "date_end"}:
            self.env["regie.conflict"]._sync_upcoming(self.company_id)
        return result
