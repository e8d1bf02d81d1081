from odoo import api, fields, models

#: Where a banned product found in a shed may still go: back to its supplier, or to be destroyed
WAY_OUT = ("supplier", "inventory")


class StockMove(models.Model):
    """What enters the stock or leaves it for a worksite is no plant-protection product."""

    _inherit = "stock.move"

    @api.constrains("product_id", "state", "location_dest_id")
    def _check_zero_phyto(self):
        """Refuse any move of a refused product but its way out. (E-PHYTO-01)"""
        moves = self.filtered(lambda move: move.state != "cancel" and move.location_dest_id.usage not in WAY_OUT)
        for company, own in moves.grouped("company_id").items():
            own.product_id._check_zero_phyto(company)


class StockPickingType(models.Model):
    """The operation by which materials leave for worksites."""

    _inherit = "stock.picking.type"

    is_worksite = fields.Boolean(
        string="For worksites", copy=False, help="What leaves by this operation is consumed on the worksite it names."
    )
