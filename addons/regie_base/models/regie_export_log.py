import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.http import request


class RegieExportLog(models.Model):
    """Trace of a file taken out of the régie: who, when, which records, with which filter, how many rows.

    CNIL referential on social support (délib. 2021-028): exports that hold names are logged. Written by the system
    only; nobody changes or deletes a row.
    """

    _name = "regie.export.log"
    _description = "Export log"
    _order = "id desc"
    _rec_name = "title"

    title = fields.Char(string="Exported", required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="By", required=True, readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    date = fields.Datetime(required=True, readonly=True, index=True, default=fields.Datetime.now)
    res_model = fields.Char(string="Model", readonly=True, index=True)
    filter = fields.Char(readonly=True, help="Filter or selection under which the records were taken.")
    columns = fields.Char(readonly=True, help="Columns of the file, when they were chosen by hand.")
    row_count = fields.Integer(string="Records", readonly=True)

    def write(self, vals):
        """Refuse: a trace is never changed. (EXP-01)"""
        if vals:
            raise UserError(self.env._("The export log is written by the system and never changed. (EXP-01)"))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The export log is written by the system and never changed. (EXP-01)"))

    @api.model
    def _log(self, records, title=None, columns=()):
        """Keep the trace of the export of ``records`` by the reader; the superuser's own work leaves none."""
        if self.env.su:
            return self.browse()
        # sudo: everybody leaves a trace, nobody may write one
        return self.sudo().create(
            {
                "title": title or records._description,
                "user_id": self.env.uid,
                "company_id": self.env.company.id,
                "res_model": records._name,
                "filter": self._get_request_filter() or str(records.ids[:20]),
                "columns": ", ".join(columns)[:2000] or False,
                "row_count": len(records),
            }
        )

    @api.model
    def _get_request_filter(self):
        """Filter that the screen of export sent, as text; nothing outside of it."""
        if not request or not request.httprequest.path.startswith("/web/export/"):
            return ""
        try:
            asked = json.loads(request.params.get("data") or "{}")
        except (TypeError, ValueError):
            return ""
        return str(asked.get("ids") or asked.get("domain") or "[]")[:2000]
