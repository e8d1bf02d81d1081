from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieEnergyVisitProduct(models.Model):
    """Small equipment given to a household, taken out of the stock once."""

    _name = "regie.energy.visit.product"
    _description = "Equipment given at a visit"
    _inherit = ["regie.mediation.facts"]
    _order = "id"
    _rec_name = "product_id"

    visit_id = fields.Many2one("regie.energy.visit", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="visit_id.company_id", store=True, index=True, precompute=True)
    product_id = fields.Many2one(
        "product.product", required=True, ondelete="restrict", domain="[('type', '=', 'consu')]"
    )
    quantity = fields.Float(required=True, default=1, digits="Product Unit")
    move_id = fields.Many2one("stock.move", string="Taken out", readonly=True, copy=False, index="btree_not_null")
    is_taken_out = fields.Boolean(string="Out of the stock", compute="_compute_is_taken_out")

    _quantity_positive = models.Constraint("CHECK (quantity > 0)", "A quantity given is more than nothing.")

    @api.depends("move_id")
    def _compute_is_taken_out(self):
        for line in self:
            line.is_taken_out = bool(line.sudo().move_id)  # sudo: the mediators do not read the moves

    @api.ondelete(at_uninstall=False)
    def _unlink_not_taken_out(self):
        self._check_not_locked()

    def _check_not_locked(self):
        # sudo: the mediators do not read the moves
        if not self.env.su and self.sudo().move_id:
            raise UserError(
                self.env._("What was taken out of the stock does not change any more: correct the stock. (E-MED-08)")
            )
        return super()._check_not_locked()

    def _create_move(self, source, destination):
        """Make and do the stock move of the line; it carries the number of the case, no name."""
        move = self.env["stock.move"].create(
            {
                "product_id": self.product_id.id,
                "product_uom_qty": self.quantity,
                "product_uom": self.product_id.uom_id.id,
                "location_id": source.id,
                "location_dest_id": destination.id,
                "company_id": self.company_id.id,
                "origin": self.visit_id.case_id.name,
            }
        )
        move._action_confirm()
        move.write({"quantity": self.quantity, "picked": True})
        move._action_done()
        return move
