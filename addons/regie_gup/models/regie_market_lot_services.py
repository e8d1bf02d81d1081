from odoo import fields, models


class RegieMarketLot(models.Model):
    """A lot with the recurring services that it pays for."""

    _inherit = "regie.market.lot"

    service_ids = fields.One2many("regie.service", "lot_id", string="Recurring services")
    service_count = fields.Integer(string="Number of services", compute="_compute_service_count")

    def _compute_service_count(self):
        groups = self.env["regie.service"]._read_group([("lot_id", "in", self.ids)], ["lot_id"], ["__count"])
        counts = {lot.id: count for lot, count in groups}
        for lot in self:
            lot.service_count = counts.get(lot.id, 0)

    def action_view_services(self):
        """Open the recurring services of this lot."""
        context = {"default_frequency": "weekly"}
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_gup.regie_service_action")
        return {**action, "domain": [("lot_id", "=", self.id)], "context": context}

    def action_view_interventions(self):
        """Open the passes of this lot."""
        context = {"search_default_to_come": 1}
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_gup.regie_intervention_action")
        return {**action, "domain": [("lot_id", "=", self.id)], "context": context}
