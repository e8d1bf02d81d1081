from odoo import api, models
from odoo.fields import Domain


class RegieAttendanceConflict(models.Model):
    """Who comes on the roll brings their interests, and the recusals that they declared before."""

    _inherit = "regie.attendance"

    @api.model_create_multi
    def create(self, vals_list):
        """Look for the conflicts of those who come on the roll."""
        lines = super().create(vals_list)
        lines._sync_interests()
        return lines

    def write(self, vals):
        """Look again when another person carries the voice, a deputy for instance."""
        result = super().write(vals)
        if vals.keys() & {"partner_id", "membership_id", "mandate_id"}:
            self._sync_interests()
        return result

    def _sync_interests(self):
        # sudo: the person who keeps the roll does not read the declarations
        points = self.env["regie.resolution"].sudo()
        here = Domain("meeting_id", "in", self.meeting_id.ids)
        self.env["regie.conflict"]._sync(points.search(here & self.env["regie.conflict"]._get_open_domain()))
        points.search(here & Domain("recusal_ids.is_active", "=", True))._sync_recused_voices()
