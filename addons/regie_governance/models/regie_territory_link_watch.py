from odoo import api, models


class RegieTerritoryLinkWatch(models.Model):
    """A new address: an inhabitant who leaves the territory no longer counts for the majority of inhabitants."""

    _inherit = "regie.territory.link"

    @api.model_create_multi
    def create(self, vals_list):
        """Count again the organs where these people sit."""
        links = super().create(vals_list)
        links._plan_watch()
        return links

    def write(self, vals):
        """Count again the organs where these people sit."""
        result = super().write(vals)
        self._plan_watch()
        return result

    def unlink(self):
        """Count again the organs where these people sat."""
        partners = self.partner_id
        result = super().unlink()
        # sudo: the agent who looks up addresses need not know who sits; nothing of it is shown
        partners.sudo().regie_mandate_ids.organ_id._plan_watch()
        return result

    def _plan_watch(self):
        """Have the organs where these people sit counted."""
        # sudo: the agent who looks up addresses need not know who sits; nothing of it is shown
        self.sudo().partner_id.regie_mandate_ids.organ_id._plan_watch()
