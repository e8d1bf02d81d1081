import base64

from odoo import Command, fields, models
from odoo.exceptions import UserError

from ..tools.exchange import ExchangeError, read_json


class RegieConfigImport(models.TransientModel):
    """Bring in indicators or templates that another régie gives: see what they become, then keep all or none."""

    _name = "regie.config.import"
    _description = "Import of a file of configuration"

    file = fields.Binary(attachment=False, required=True, help="File made by “Export as a file” in another régie.")
    file_name = fields.Char()
    state = fields.Selection([("choose", "File"), ("preview", "Preview"), ("done", "Imported")], default="choose")
    line_ids = fields.One2many("regie.config.import.line", "wizard_id", readonly=True)
    refused_count = fields.Integer(readonly=True)
    changed_count = fields.Integer(readonly=True)

    def action_preview(self):
        """Say what each record of the file becomes, and write nothing else."""
        self.ensure_one()
        return self._show(self._exchange(dry_run=True), "preview")

    def action_import(self):
        """Create and update the records of the file: all, or none when one is refused."""
        self.ensure_one()
        return self._show(self._exchange(dry_run=False), "done")

    def action_back(self):
        """Choose another file."""
        self.ensure_one()
        return self._show([], "choose")

    def _exchange(self, dry_run):
        """The lines of the import of the file, under the user's rights."""
        exchange = self.env["regie.config.exchange"]
        try:
            payload = read_json(base64.b64decode(self.file or b""))
        except ExchangeError as error:
            raise UserError(exchange._exchange_error_message(error.reason)) from None
        return exchange._exchange_import(payload, dry_run=dry_run)

    def _show(self, lines, state):
        """Show ``lines`` in the wizard."""
        self.write(
            {
                "state": state,
                "refused_count": sum(line.is_refused for line in lines),
                "changed_count": sum(line.status in ("created", "updated") for line in lines),
                "line_ids": [
                    Command.clear(),
                    *(Command.create(self.line_ids._prepare_vals(line)) for line in lines),
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import a file of indicators or templates"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }
