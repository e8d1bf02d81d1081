from odoo import api, fields, models


class RegieMarketLot(models.Model):
    """The technical and the social result of a lot, side by side: what its contract joins."""

    _inherit = "regie.market.lot"

    result_html = fields.Html(string="Results of the year", compute="_compute_result_html", sanitize=False)

    @api.depends_context("lang")
    def _compute_result_html(self):
        room, today = self.env["regie.landlord.room"], fields.Date.context_today(self)
        for lot in self:
            results = lot.id and room._read_lot_results(lot, today.replace(month=1, day=1), today)
            lot.result_html = results and self.env["ir.qweb"]._render(
                "regie_landlord.lot_results", {"results": results, "year": today.year}
            )
