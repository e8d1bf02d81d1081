from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SaleOrder(models.Model):
    """A quotation of the régie: its waste, its worksite, the lot that it prices, its situations."""

    _inherit = "sale.order"

    service_family_ids = fields.Many2many(
        "regie.service.family", string="Families of services", compute="_compute_service_family_ids"
    )
    waste_rule = fields.Selection(
        [
            ("none", "Not concerned"),
            ("due", "To describe"),
            ("upkeep", "Not due: routine upkeep"),
            ("repair", "Not due: breakdown repair"),
        ],
        string="Waste of the works",
        compute="_compute_waste_rule",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
        help="Building and gardening works describe their waste. Routine upkeep and breakdown repairs are outside the "
        "rule: say it, the quotation keeps it.",
    )
    waste_line_ids = fields.One2many("sale.order.waste", "order_id", string="Waste", copy=True)
    waste_cost = fields.Monetary(string="Cost of the waste", compute="_compute_waste_cost")
    market_lot_ids = fields.One2many("regie.market.lot", "sale_order_id", string="Lots")
    situation_ids = fields.One2many("regie.situation", "sale_order_id", string="Situations")
    situation_count = fields.Integer(compute="_compute_situation_count", string="Number of situations")

    @api.depends("order_line.product_id")
    def _compute_service_family_ids(self):
        families = self.order_line.product_id._get_service_families()
        none = self.env["regie.service.family"]
        for order in self:
            order.service_family_ids = none.union(*(families[product] for product in order.order_line.product_id))

    @api.depends("order_line.product_id")
    def _compute_waste_rule(self):
        for order in self:
            concerned = any(order.service_family_ids.mapped("has_waste_block"))
            if not concerned:
                order.waste_rule = "none"
            elif order.waste_rule in (False, "none"):
                order.waste_rule = "due"

    @api.depends("waste_line_ids.cost")
    def _compute_waste_cost(self):
        for order in self:
            order.waste_cost = sum(order.waste_line_ids.mapped("cost"))

    def _compute_situation_count(self):
        groups = self.env["regie.situation"]._read_group(
            [("sale_order_id", "in", self.ids)], ["sale_order_id"], ["__count"]
        )
        counts = dict(groups)
        for order in self:
            order.situation_count = counts.get(order, 0)

    @api.constrains("state", "waste_rule", "waste_line_ids")
    def _check_waste_block(self):
        """Refuse a confirmed order of works that does not say what becomes of its waste. (E-CHANT-03)"""
        for order in self.filtered(lambda order: order.state == "sale"):
            concerned = any(order.service_family_ids.mapped("has_waste_block"))
            if order.waste_rule in ("none", "due") and concerned and not order._is_waste_block_complete():
                raise ValidationError(
                    self.env._(
                        "The waste block of %(order)s is incomplete: estimated quantity, sorting, collection point and "
                        "cost are compulsory for building and gardening works (article D541-45-1). (E-CHANT-03)",
                        order=order.name,
                    )
                )

    def _is_waste_block_complete(self):
        """Whether the order describes its waste, each line whole."""
        self.ensure_one()
        # sudo: the customer who signs on the portal does not read the lines
        lines = self.sudo().waste_line_ids
        return bool(lines) and all(line._is_complete() for line in lines)

    @api.constrains("state")
    def _check_zero_phyto(self):
        for order in self.filtered(lambda order: order.state == "sale"):
            order.order_line.product_id._check_zero_phyto(order.company_id)

    def action_view_situations(self):
        """Open the situations of this order."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_works.regie_situation_action")
        return {
            **action,
            "domain": [("sale_order_id", "=", self.id)],
            "context": {"default_sale_order_id": self.id},
        }
