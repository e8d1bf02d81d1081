from odoo import models


class Base(models.AbstractModel):
    """Every model: what is taken out in a file leaves a trace."""

    _inherit = "base"

    def export_data(self, fields_to_export):
        """Export as Odoo does, and keep who took what."""
        exported = super().export_data(fields_to_export)
        self.env["regie.export.log"]._log(self, columns=fields_to_export)
        return exported
