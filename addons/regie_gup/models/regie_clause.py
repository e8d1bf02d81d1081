from odoo import api, fields, models


class RegieClause(models.Model):
    """A clause that comes from a market lot follows it: what the lot says is not typed a second time."""

    _inherit = "regie.clause"

    market_lot_ids = fields.One2many("regie.market.lot", "clause_id", string="Lots")
    market_lot_id = fields.Many2one(
        "regie.market.lot", string="Market lot", compute="_compute_market_lot_id", search="_search_market_lot_id"
    )
    reference = fields.Char(compute="_compute_from_market_lot", store=True, readonly=False)
    name = fields.Char(compute="_compute_from_market_lot", store=True, readonly=False)
    buyer_id = fields.Many2one(compute="_compute_from_market_lot", store=True, readonly=False)
    date_start = fields.Date(compute="_compute_from_market_lot", store=True, readonly=False)
    date_end = fields.Date(compute="_compute_from_market_lot", store=True, readonly=False)
    role = fields.Selection(compute="_compute_from_market", store=True, readonly=False)
    main_contractor_id = fields.Many2one(compute="_compute_from_market", store=True, readonly=False)
    penalty = fields.Monetary(compute="_compute_from_market", store=True, readonly=False)

    @api.depends("market_lot_ids")
    def _compute_market_lot_id(self):
        for clause in self:
            clause.market_lot_id = clause.market_lot_ids[:1]

    def _search_market_lot_id(self, operator, value):
        return [("market_lot_ids", operator, value)]

    @api.depends(
        "market_lot_ids.reference",
        "market_lot_ids.name",
        "market_lot_ids.buyer_id",
        "market_lot_ids.date_start",
        "market_lot_ids.date_end",
    )
    def _compute_from_market_lot(self):
        for clause in self:
            source = clause.with_context(active_test=False).market_lot_ids[:1] or clause
            clause.reference = source.reference
            clause.name = source.name
            clause.buyer_id = source.buyer_id
            clause.date_start = source.date_start
            clause.date_end = source.date_end

    @api.depends(
        "market_lot_ids.market_id.role",
        "market_lot_ids.market_id.main_contractor_id",
        "market_lot_ids.market_id.clause_penalty",
    )
    def _compute_from_market(self):
        for clause in self:
            market = clause.with_context(active_test=False).market_lot_ids[:1].market_id
            clause.role = market.role or clause.role or "holder"
            clause.main_contractor_id = market.main_contractor_id if market else clause.main_contractor_id
            clause.penalty = market.clause_penalty or clause.penalty

    def action_view_market_lot(self):
        """Open the lot that this clause comes from."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.market.lot",
            "view_mode": "form",
            "res_id": self.market_lot_id.id,
        }
