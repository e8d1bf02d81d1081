import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.exchange import write_json


class RegieConfigExport(models.TransientModel):
    """The file of the indicators or templates that a manager selected, ready to be downloaded."""

    _name = "regie.config.export"
    _description = "File of configuration"

    file = fields.Binary(attachment=False, readonly=True)
    file_name = fields.Char(readonly=True)

    @api.model
    def _export(self, records):
        """Write the file of ``records`` (of a model that takes part in the exchange) and download it."""
        if not records:
            raise UserError(self.env._("Select what the file must hold first. (IND-48)"))
        records.check_access("read")
        content = write_json(records._exchange_export())
        name = f"{records._name.replace('.', '_')}_{fields.Date.context_today(self)}.json"
        export = self.create({"file": base64.b64encode(content), "file_name": name})
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{export.id}/file/{name}?download=true",
            "target": "download",
        }
