from odoo import fields, models


class RegieService(models.Model):
    """The passes of a recurring service are paid by a line of the price schedule."""

    _inherit = "regie.service"

    sale_line_id = fields.Many2one(
        "sale.order.line",
        string="Line of the schedule",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('order_id.market_lot_ids', '=', lot_id), ('display_type', '=', False)]",
        help="The line of the lot's order that pays for these passes.",
    )
