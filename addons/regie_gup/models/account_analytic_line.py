from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column


class AccountAnalyticLine(models.Model):
    """An hour keeps the lot that its worksite had when it was entered."""

    _inherit = "account.analytic.line"

    market_lot_id = fields.Many2one(
        "regie.market.lot",
        string="Market lot",
        compute="_compute_market_lot_id",
        store=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The lot of the worksite on which the hour was worked.",
    )

    intervention_id = fields.Many2one(
        "regie.intervention",
        string="Pass",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
        help="The pass on a site during which the hour was worked.",
    )

    def _auto_init(self):
        """Create the column empty: the ORM would otherwise fill it line by line on a big table."""
        if not column_exists(self.env.cr, self._table, "market_lot_id"):
            create_column(self.env.cr, self._table, "market_lot_id", "int4")
        return super()._auto_init()

    @api.depends("project_id")
    def _compute_market_lot_id(self):
        for line in self:
            line.market_lot_id = line.project_id.market_lot_id
