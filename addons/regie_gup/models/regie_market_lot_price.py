from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column, table_exists


class RegieMarketLot(models.Model):
    """Whether the price of a lot pays for its hours: seen before the offer, not at the end of the year.

    An offer below its cost is an abnormally low offer (public purchasing code, R2152-3).
    """

    _inherit = "regie.market.lot"

    estimated_hours = fields.Float(
        string="Hours of work",
        digits=(16, 2),
        help="Of the whole crew, over the whole lot: what it takes to do it well.",
    )
    hourly_cost = fields.Monetary(
        string="Cost of an hour",
        compute="_compute_hourly_cost",
        store=True,
        readonly=False,
        help="Wages, charges, supervision; proposed from the parameters of the régie.",
    )
    other_costs = fields.Monetary(help="Products, machines, subcontracting, travel, over the whole lot.")
    estimated_cost = fields.Monetary(compute="_compute_margin", store=True)
    estimated_margin = fields.Monetary(compute="_compute_margin", store=True)
    estimated_margin_rate = fields.Float(string="Margin (%)", compute="_compute_margin", store=True, digits=(16, 1))
    price_alert = fields.Char(compute="_compute_price_alert")
    subcontract_ids = fields.One2many("regie.market.subcontract", "lot_id", string="Subcontracts")

    def _auto_init(self):
        """Create the column empty: the lots of before have no cost, and the parameter is not loaded yet."""
        is_old = table_exists(self.env.cr, self._table)
        if is_old and not column_exists(self.env.cr, self._table, "hourly_cost"):
            create_column(self.env.cr, self._table, "hourly_cost", "numeric")
        return super()._auto_init()

    @api.depends("company_id")
    def _compute_hourly_cost(self):
        today = fields.Date.context_today(self)
        for lot in self:
            parameters = self.env["regie.parameter"].with_company(lot.company_id or self.env.company)
            lot.hourly_cost = lot.hourly_cost or float(parameters.get("lot_hourly_cost", today))

    @api.depends("estimated_hours", "hourly_cost", "other_costs", "amount_untaxed")
    def _compute_margin(self):
        for lot in self:
            lot.estimated_cost = lot.estimated_hours * lot.hourly_cost + lot.other_costs
            lot.estimated_margin = lot.amount_untaxed - lot.estimated_cost
            lot.estimated_margin_rate = 100 * lot.estimated_margin / lot.amount_untaxed if lot.amount_untaxed else 0

    @api.depends("estimated_margin", "estimated_cost", "amount_untaxed")
    def _compute_price_alert(self):
        for lot in self:
            is_low = lot.amount_untaxed > 0 and lot.estimated_cost > lot.amount_untaxed
            lot.price_alert = is_low and self.env._(
                "The price does not pay for the hours: the buyer may find the offer abnormally low."
            )
