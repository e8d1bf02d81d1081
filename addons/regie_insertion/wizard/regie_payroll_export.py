import base64

from odoo import api, fields, models

from ..tools import payroll_file


class RegiePayrollExport(models.TransientModel):
    """Make the file of the pay of a validated month, in the form that the pay software reads."""

    _name = "regie.payroll.export"
    _description = "File of the month for the pay"

    month_id = fields.Many2one("regie.hours.month", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="month_id.company_id")
    template_id = fields.Many2one(
        "regie.payroll.export.template",
        string="Form of the file",
        required=True,
        ondelete="cascade",
        domain="[('company_id', 'in', [False, company_id])]",
        default=lambda self: self._default_template_id(),
    )
    kind = fields.Selection([("csv", "CSV"), ("xlsx", "XLSX")], string="Format", required=True, default="csv")
    file = fields.Binary(attachment=False, readonly=True)
    file_name = fields.Char(readonly=True)

    @api.model
    def _default_template_id(self):
        domain = [("company_id", "in", [False, self.env.company.id])]
        return self.env["regie.payroll.export.template"].search(domain, limit=1)

    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("File of the month for the pay")

    def action_export(self):
        """Make the file and download it; the export is logged, the month remembers it."""
        self.ensure_one()
        titles, rows = self.template_id._get_table(self.month_id._get_payroll_rows())
        template = self.template_id
        if self.kind == "xlsx":
            content = payroll_file.write_xlsx(titles, rows, self.month_id.date.strftime("%Y-%m"))
        else:
            content = payroll_file.write_csv(
                titles, rows, template.separator, template.decimal_mark, template.encoding, template.has_titles
            )
        name = f"paie_{template.code}_{self.month_id.date:%Y-%m}.{self.kind}"
        self.write({"file": base64.b64encode(content), "file_name": name})
        self.env["regie.export.log"]._log(
            self.month_id, self.env._("File of the month for the pay (%(count)s rows)", count=len(rows)), titles
        )
        # sudo: whoever makes the file may not manage the months; only the day of the file is written
        self.month_id.sudo().payroll_exported_on = fields.Datetime.now()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file/{name}?download=true",
            "target": "download",
        }
