from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_compare


class RegieSituationLine(models.Model):
    """A line of an order in a situation: done before, done now, since the start."""

    _name = "regie.situation.line"
    _description = "Line of a situation"
    _inherit = ["regie.fact.defaults"]
    _order = "situation_id, sequence, id"

    situation_id = fields.Many2one("regie.situation", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="situation_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="sale_line_id.currency_id")
    state = fields.Selection(related="situation_id.state", string="State of the situation")
    sale_line_id = fields.Many2one(
        "sale.order.line", string="Line of the order", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="sale_line_id.sequence", store=True)
    name = fields.Text(related="sale_line_id.name", string="Description")
    pass_billing = fields.Selection(related="sale_line_id.pass_billing", string="Counted by")
    quantity_ordered = fields.Float(related="sale_line_id.product_uom_qty", string="Ordered")
    uom_id = fields.Many2one(related="sale_line_id.product_uom_id", string="Unit")
    price_unit = fields.Monetary(
        string="Unit price", compute="_compute_price_unit", store=True, precompute=True, help="Net, excluding tax."
    )
    previous_quantity = fields.Float(string="Done before", digits="Product Unit", readonly=True)
    quantity = fields.Float(string="Done since the start", digits="Product Unit")
    excess_quantity = fields.Float(
        string="Beyond the order",
        digits="Product Unit",
        readonly=True,
        help="Passes done that the order does not hold: they are not invoiced until the order is raised.",
    )
    percent = fields.Float(
        string="Progress (%)",
        digits=(16, 2),
        compute="_compute_percent",
        inverse="_inverse_percent",
        help="Since the start. Type it or the quantity: each gives the other, with the decimals of the quantities.",
    )
    previous_percent = fields.Float(string="Before (%)", digits=(16, 2), compute="_compute_percent")
    amount_total_done = fields.Monetary(string="Amount since the start", compute="_compute_amounts", store=True)
    amount_period = fields.Monetary(string="Amount of the period", compute="_compute_amounts", store=True)

    _line_uniq = models.UniqueIndex("(situation_id, sale_line_id)", "A line of the order is counted once.")

    @api.depends("sale_line_id")
    def _compute_price_unit(self):
        for line in self:
            line.price_unit = line.sale_line_id.price_reduce_taxexcl

    @api.depends("quantity", "previous_quantity", "quantity_ordered")
    def _compute_percent(self):
        for line in self:
            ordered = line.quantity_ordered
            line.percent = 100 * line.quantity / ordered if ordered else 0
            line.previous_percent = 100 * line.previous_quantity / ordered if ordered else 0

    def _inverse_percent(self):
        """Deduce the quantity; the refusals are said in percent, as it was typed."""
        for line in self:
            line._check_percent(line.percent, line.previous_percent)
            line.quantity = line.quantity_ordered * line.percent / 100

    @api.depends("quantity", "previous_quantity", "price_unit")
    def _compute_amounts(self):
        for line in self:
            currency = line.currency_id
            total = currency.round(line.quantity * line.price_unit)
            line.amount_total_done = total
            line.amount_period = total - currency.round(line.previous_quantity * line.price_unit)

    @api.constrains("quantity", "previous_quantity")
    def _check_quantity(self):
        for line in self:
            line._check_percent(line.percent, line.previous_percent)

    def _check_percent(self, new, old):
        """Refuse a cumulative progress that goes beyond the order, or back.

        :raise ValidationError: E-SIT-01, E-SIT-02
        """
        self.ensure_one()
        if float_compare(new, 100, precision_digits=2) > 0:
            raise ValidationError(
                self.env._(
                    "The cumulative progress goes beyond 100 %% (%(line)s: %(percent)s %%). Raise the order first, by "
                    "an amendment. (E-SIT-01)",
                    line=self.name,
                    percent=round(new, 2),
                )
            )
        if float_compare(new, old, precision_digits=2) < 0:
            raise ValidationError(
                self.env._(
                    "The cumulative progress cannot go down (%(old)s %% → %(new)s %%, %(line)s). (E-SIT-02)",
                    old=round(old, 2),
                    new=round(new, 2),
                    line=self.name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Add lines to drafts. ``previous_quantity`` comes from the situations before: it is not typed."""
        for vals in vals_list:
            self._check_no_fact(vals)
        lines = super().create(vals_list)
        lines.situation_id._check_draft()
        return lines

    def write(self, vals):
        """Change lines of drafts."""
        self._check_no_fact(vals)
        self.situation_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self.situation_id._check_draft()

    def _check_no_fact(self, vals):
        # The situation writes them in sudo when it counts what was done before.
        if not self.env.su and {"previous_quantity", "excess_quantity", "price_unit"} & vals.keys():
            raise UserError(
                self.env._("What was done before comes from the situations before: it is not typed. (E-SIT-05)")
            )
