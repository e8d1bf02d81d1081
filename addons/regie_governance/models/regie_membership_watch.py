from odoo import api, models
from odoo.fields import Domain


class RegieMembershipWatch(models.Model):
    """A member whose college, dates or representative change may change who sits as an inhabitant."""

    _inherit = "regie.membership"

    @api.model_create_multi
    def create(self, vals_list):
        """Count the assembly again: it has new members."""
        members = super().create(vals_list)
        members._plan_watch()
        return members

    def write(self, vals):
        """Count the organs again when what is counted changes; a college that changes must have the seats."""
        result = super().write(vals)
        if "college_id" in vals:
            self.mandate_ids._check_seats()
        if {"college_id", "date_start", "date_end", "date_approved", "date_suspended", "partner_id"} & vals.keys():
            self._plan_watch()
        return result

    def _plan_watch(self):
        """Have the organs where these members sit or vote counted."""
        assemblies = Domain([("kind", "=", "assembly"), ("company_id", "in", self.company_id.ids)])
        organs = self.env["regie.organ"]
        # sudo: what is counted does not depend on who made the change
        watched = organs.sudo().search(organs._get_watched_domain() & assemblies)
        (watched | self.sudo().mandate_ids.organ_id)._plan_watch()
