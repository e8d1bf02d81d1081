from odoo import fields, models


class ResCompany(models.Model):
    """Where the shared supplies of a régie are, and on which worksite its tutors' hours go."""

    _inherit = "res.company"

    ara_location_id = fields.Many2one(
        "stock.location",
        string="Shared supplies",
        domain="[('usage', '=', 'internal')]",
        help="Where the supplies shared by the self-renovation cases are. Empty: made on first use.",
    )
    ara_project_id = fields.Many2one(
        "project.project",
        string="Worksite of self-renovation",
        help="The hours of the tutors are typed on it by the sessions. Empty: they are counted on the cases only.",
    )

    def _get_ara_location(self):
        """Return the place of the shared supplies, made on its first use under the stock of the régie."""
        self.ensure_one()
        # sudo: a tutor who issues supplies does not configure the warehouses
        company = self.sudo()
        if not company.ara_location_id:
            warehouse = self.env["stock.warehouse"].sudo().search([("company_id", "=", self.id)], limit=1)
            company.ara_location_id = (
                self.env["stock.location"]
                .sudo()
                .create(
                    {
                        "name": self.env._("Shared supplies"),
                        "usage": "internal",
                        "company_id": self.id,
                        "location_id": warehouse.view_location_id.id,
                    }
                )
            )
        return self.env["stock.location"].browse(company.ara_location_id.id)

    def action_view_ara_supplies(self):
        """Open what is in the shared supplies of the régie, with the rights of who looks."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Shared supplies"),
            "res_model": "stock.quant",
            "view_mode": "list",
            "views": [(self.env.ref("regie_ara.stock_quant_view_list_ara").id, "list")],
            "domain": [("location_id", "child_of", self._get_ara_location().id)],
            "context": {"create": False},
        }
