from odoo import api, models


class RegieRecusalVote(models.Model):
    """A recusal closes every door of the vote at once, even of a vote that is open."""

    _inherit = "regie.recusal"

    @api.model_create_multi
    def create(self, vals_list):
        """Record recusals.

        :raise ValidationError: GOV-041 when the person has already voted on the point
        """
        recusals = super().create(vals_list)
        recusals._sync_votes()
        return recusals

    def write(self, vals):
        """Change recusals; one that is cancelled gives back the vote as long as it is open."""
        result = super().write(vals)
        if {"date_cancelled", "partner_id", "resolution_id"} & vals.keys():
            self._sync_votes()
        return result

    def _sync_votes(self):
        points = self.resolution_id.filtered(lambda point: point.state == "open")
        points._hold_vote()
        points._block_recused()
