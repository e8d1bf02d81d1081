from odoo import models


class RegieCollegeWatch(models.Model):
    """A college that becomes one of inhabitants, or no longer votes, changes the majorities."""

    _inherit = "regie.college"

    def write(self, vals):
        """Count every watched organ again when what a college is changes."""
        result = super().write(vals)
        if {"is_resident", "is_authority", "is_landlord", "voice"} & vals.keys():
            organs = self.env["regie.organ"]
            organs.search(organs._get_watched_domain())._plan_watch()
        return result
