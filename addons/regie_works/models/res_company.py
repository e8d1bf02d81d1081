from odoo import fields, models


class ResCompany(models.Model):
    """The rule of a régie on plant-protection products, and the operation by which materials leave for worksites."""

    _inherit = "res.company"

    is_zero_phyto_strict = fields.Boolean(
        string="Strict zero phyto",
        default=True,
        help="Also refuses what the law still allows: biocontrol, low-risk products, products of organic farming.",
    )

    def _get_worksite_picking_type(self):
        """Return the operation "Materials for worksites" of a régie, made on its first use."""
        self.ensure_one()
        # sudo: whoever sends materials to a worksite does not configure the warehouses
        types = self.env["stock.picking.type"].sudo().with_company(self)
        found = types.search([("is_worksite", "=", True), ("company_id", "=", self.id)], limit=1)
        return found or types.create(self._prepare_worksite_picking_type_vals())

    def _prepare_worksite_picking_type_vals(self):
        """Return the values of the operation: from the stock of the first warehouse to what worksites consume."""
        self.ensure_one()
        warehouse = self.env["stock.warehouse"].sudo().search([("company_id", "=", self.id)], limit=1)
        parent = self.env.ref("stock.stock_location_locations_virtual", raise_if_not_found=False)
        location = (
            self.env["stock.location"]
            .sudo()
            .create(
                {
                    "name": self.env._("Worksites"),
                    "usage": "production",
                    "company_id": self.id,
                    "location_id": parent.id if parent else False,
                }
            )
        )
        return {
            "name": self.env._("Materials for worksites"),
            "code": "outgoing",
            "sequence_code": "CHT",
            "is_worksite": True,
            "company_id": self.id,
            "warehouse_id": warehouse.id,
            "default_location_src_id": warehouse.lot_stock_id.id,
            "default_location_dest_id": location.id,
            "use_create_lots": False,
        }
