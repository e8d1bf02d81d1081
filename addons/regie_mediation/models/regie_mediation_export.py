from odoo import models
from odoo.exceptions import AccessError


class RegieMediationExport(models.AbstractModel):
    """Records whose raw export is kept for the manager, or for nobody: what goes out are the protected statistics."""

    _name = "regie.mediation.export"
    _description = "Guarded export"
    _inherit = ["regie.mediation.facts"]

    #: Group that may export the records; ``None``: nobody
    _export_group = "regie_mediation.group_mediation_manager"

    def export_data(self, fields_to_export):
        """Export for who may; ``regie.export.log`` keeps who took what.

        :raise AccessError: E-MED-07 for anybody else
        """
        allowed = self._export_group and self.env.user.has_group(self._export_group)
        if not self.env.su and not allowed:
            who = (
                self.env._("The raw entries are exported by the mediation manager only")
                if self._export_group
                else self.env._("Named cases are never exported")
            )
            raise AccessError(self.env._("%(who)s: use the statistics, which name nobody. (E-MED-07)", who=who))
        return super().export_data(fields_to_export)
