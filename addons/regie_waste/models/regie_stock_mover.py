from odoo import fields, models


class RegieStockMover(models.AbstractModel):
    """What puts things into stock and takes them out without the screens of the warehouse."""

    _name = "regie.stock.mover"
    _description = "Moves stock"
    _inherit = ["regie.fact.defaults"]

    def _move_stock(self, product, quantity, origin, destination, reference, lot=None):
        """The done stock move of ``quantity`` units of ``product``, of one lot when there is one."""
        self.ensure_one()
        # sudo: the people of the reuse shop and of the garden have no right on the warehouse; their record was checked
        move = (
            self.env["stock.move"]
            .sudo()
            .with_company(self.company_id)
            .create(
                {
                    "product_id": product.id,
                    "product_uom": product.uom_id.id,
                    "product_uom_qty": quantity,
                    "location_id": origin.id,
                    "location_dest_id": destination.id,
                    "company_id": self.company_id.id,
                    "origin": reference,
                    "inventory_name": reference,
                    "state": "confirmed",
                    "is_inventory": "inventory" in (origin.usage, destination.usage),
                    "picked": True,
                    "move_line_ids": [
                        fields.Command.create(
                            {
                                "product_id": product.id,
                                "product_uom_id": product.uom_id.id,
                                "quantity": quantity,
                                "location_id": origin.id,
                                "location_dest_id": destination.id,
                                "company_id": self.company_id.id,
                                "lot_id": lot.id if lot else False,
                                "picked": True,
                            }
                        )
                    ],
                }
            )
        )
        move._action_done()
        return move
