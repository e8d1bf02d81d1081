from odoo import api, fields, models


class RegieConfigImportLine(models.TransientModel):
    """What one record of an imported file becomes."""

    _name = "regie.config.import.line"
    _description = "Record of a file of configuration"

    wizard_id = fields.Many2one("regie.config.import", required=True, ondelete="cascade", index=True)
    kind = fields.Char()
    code = fields.Char()
    name = fields.Char()
    status = fields.Selection(
        [
            ("created", "✚ Created"),
            ("updated", "✎ Updated"),
            ("unchanged", "= Unchanged"),
            ("refused", "✖ Refused"),
        ]
    )
    message = fields.Char(string="What changes, or why it is refused")

    @api.model
    def _prepare_vals(self, line):
        """The values of the line of the screen for an ``ExchangeLine``."""
        model = self.env.get(line.model)
        labels = [model._fields[name]._description_string(self.env) for name in line.changes]
        return {
            "kind": self.env["ir.model"]._get(line.model).sudo().name if model is not None else line.model,
            "code": line.key,
            "name": line.name,
            "status": line.status,
            "message": line.message or ", ".join(labels),
        }
