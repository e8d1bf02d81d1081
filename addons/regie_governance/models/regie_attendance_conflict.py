from odoo import api, models


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
        points = self.sudo().meeting_id.resolution_ids.filtered(lambda point: not point.date_closed)
        self.env["regie.conflict"]._sync(points.filtered(lambda point: point.counterparty_ids or point.source_ref))
        points.filtered("recusal_ids")._sync_recused_voices()
