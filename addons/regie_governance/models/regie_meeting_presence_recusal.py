from odoo import api, models


class RegieMeetingPresenceRecusal(models.Model):
    """Who comes in or leaves changes whose proxies a recusal suspends: the giver votes, a substitute takes over."""

    _inherit = "regie.meeting.presence"

    @api.model_create_multi
    def create(self, vals_list):
        """Look again at the voices that recusals take out of the vote."""
        spans = super().create(vals_list)
        spans._sync_recused_voices()
        return spans

    def write(self, vals):
        """Look again at the voices that recusals take out of the vote."""
        result = super().write(vals)
        self._sync_recused_voices()
        return result

    def _sync_recused_voices(self):
        recusals = self.env["regie.recusal"].search(
            [("meeting_id", "in", self.meeting_id.ids), ("is_active", "=", True)]
        )
        recusals.resolution_id._sync_recused_voices()
