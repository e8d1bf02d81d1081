from odoo import api, models
from odoo.fields import Domain


class RegieStatutesWatch(models.Model):
    """New rules of composition: the majorities are counted by them from their first day."""

    _inherit = "regie.statutes"

    @api.model_create_multi
    def create(self, vals_list):
        """Count the organs by the new rules."""
        statutes = super().create(vals_list)
        statutes._plan_watch()
        return statutes

    def write(self, vals):
        """Count the organs by the new rules."""
        result = super().write(vals)
        self._plan_watch()
        return result

    def _plan_watch(self):
        """Have the watched organs of these régies counted."""
        organs = self.env["regie.organ"]
        organs.search(organs._get_watched_domain() & Domain("company_id", "in", self.company_id.ids))._plan_watch()
