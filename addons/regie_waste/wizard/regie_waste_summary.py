import base64

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import register


class RegieWasteSummary(models.TransientModel):
    """The waste of a period, for a landlord, a site or a worksite: summary with rates, or register in a file."""

    _name = "regie.waste.summary"
    _description = "Waste of a period"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    date_from = fields.Date(string="From", required=True, default=lambda self: self._default_date_from())
    date_to = fields.Date(string="To", required=True, default=fields.Date.context_today)
    owner_id = fields.Many2one("res.partner", string="Landlord", help="Empty: all.")
    site_id = fields.Many2one("regie.site", check_company=True, help="And what stands in it.")
    project_id = fields.Many2one("project.project", string="Worksite", check_company=True)
    file = fields.Binary(attachment=False, readonly=True)
    file_name = fields.Char(readonly=True)

    @api.model
    def _default_date_from(self):
        return fields.Date.context_today(self) + relativedelta(month=1, day=1)

    @api.depends("date_from", "date_to")
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Waste of a period")

    def _get_domain(self):
        domain = [
            ("company_id", "=", self.company_id.id),
            ("date", ">=", self.date_from),
            ("date", "<=", self.date_to),
            ("date_done", "!=", False),
        ]
        if self.owner_id:
            domain.append(("owner_id", "child_of", self.owner_id.ids))
        if self.site_id:
            domain.append(("site_id", "child_of", self.site_id.ids))
        if self.project_id:
            domain.append(("project_id", "=", self.project_id.id))
        return domain

    def _get_movements(self):
        """The movements of the period that have left.

        :raise UserError: E-WASTE-11 when there is none
        """
        movements = self.env["regie.waste.movement"].search(self._get_domain(), order="date, id")
        if not movements:
            raise UserError(
                self.env._("No waste left in this period: choose other dates, or note what has gone. (E-WASTE-11)")
            )
        return movements

    def _get_figures(self):
        """Weights and rates of the period, for the printed summary."""
        return self.env["regie.waste.movement"]._get_figures(self._get_domain())

    def action_print(self):
        """Print the summary: weights by stream, rates, slips.

        :raise UserError: E-WASTE-11 when there is nothing to print
        """
        self.ensure_one()
        self._get_movements()
        return self.env.ref("regie_waste.regie_waste_summary_report").report_action(self)

    def action_export_xlsx(self):
        """Download the register as a workbook."""
        return self._export("xlsx")

    def action_export_csv(self):
        """Download the register as a CSV."""
        return self._export("csv")

    def _export(self, kind):
        self.ensure_one()
        movements = self._get_movements()
        titles, rows = movements._get_register_titles(), movements._get_register_rows()
        if kind == "xlsx":
            content = register.write_xlsx(titles, rows, self.env._("Register"))
        else:
            content = register.write_csv(titles, rows)
        name = f"registre-dechets-{self.date_from}-{self.date_to}.{kind}"
        self.write({"file": base64.b64encode(content), "file_name": name})
        self.env["regie.export.log"]._log(movements, title=self.env._("Register of outgoing waste"))
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file/{name}?download=true",
            "target": "download",
        }
