from odoo import fields, models
from odoo.exceptions import UserError


class RegieAraReceipt(models.TransientModel):
    """Supplies that arrive in the shared stock without an order: a gift, a left over, a direct purchase."""

    _name = "regie.ara.receipt"
    _description = "Supplies received"
    _inherit = ["regie.stock.mover"]

    company_id = fields.Many2one("res.company", string="Régie", required=True, default=lambda self: self.env.company)
    product_id = fields.Many2one("product.product", required=True, domain="[('is_storable', '=', True)]")
    unit_name = fields.Char(related="product_id.uom_id.name")
    quantity = fields.Float(required=True, default=1, digits=(16, 2))
    origin = fields.Char(string="Where from", required=True, help="Giver, shop, worksite.")

    def action_confirm(self):
        """Put them into the shared supplies.

        :raise UserError: E-ARA-21 for nothing
        """
        self.ensure_one()
        self.env["regie.ara.case"].check_access("create")
        if self.quantity <= 0:
            raise UserError(self.env._("Write how many arrive. (E-ARA-21)"))
        # sudo: who receives supplies does not read how products come into stock
        supplier = self.env.ref("stock.stock_location_suppliers").sudo()
        location = self.company_id._get_ara_location()
        self._move_stock(self.product_id, self.quantity, supplier, location, self.origin)
        return {"type": "ir.actions.act_window_close"}
