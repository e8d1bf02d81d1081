from odoo import models


class RegieConflictMinutes(models.Model):
    """What the minutes say of the conflicts that the organ looked at and set aside, with its reasons."""

    _inherit = "regie.resolution"

    def _prepare_minutes_point(self, rank):
        """Add the decisions of the organ on conflicts, and have the minutes whole even if a recused person edits them.

        sudo: who may write the minutes was checked by the caller; minutes say to everybody what was decided.
        """
        point = super(RegieConflictMinutes, self.sudo())._prepare_minutes_point(rank)
        decided = self.sudo().conflict_ids.filtered(lambda conflict: conflict.state == "no_conflict").sorted("id")
        point["conflicts"] = [{"reason": conflict.reason, "decision": conflict.decision} for conflict in decided]
        return point
