from odoo import fields, models


class RegieMarket(models.Model):
    """A market, and what the governance must know of it."""

    _inherit = "regie.market"

    bound_count = fields.Integer(
        string="Bound to the buyer",
        compute="_compute_bound_count",
        help="People who sit in the bodies of the régie and have an interest with the buyer or the main contractor.",
    )
    resolution_count = fields.Integer(string="Deliberations", compute="_compute_resolution_count")

    def _compute_bound_count(self):
        # sudo: a number, without a name nor an interest, from declarations that the reader of a market may not see
        counts = self.env["regie.conflict"].sudo()._count_bound_to_markets(self)
        for market in self:
            market.bound_count = counts.get(market.id, 0)

    def _compute_resolution_count(self):
        resolutions = self.env["regie.resolution"]
        references = {f"regie.market,{market.id}": market.id for market in self}
        found = []
        if resolutions.has_access("read"):
            found = resolutions._read_group([("source_ref", "in", list(references))], ["source_ref"], ["__count"])
        counts = {references[source]: count for source, count in found}
        for market in self:
            market.resolution_count = counts.get(market.id, 0)

    def action_view_resolutions(self):
        """Open the deliberations about this market."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_governance.regie_resolution_action")
        return {**action, "domain": [("source_ref", "=", f"regie.market,{self.id}")], "context": {"create": False}}
