from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieMarketLot(models.Model):
    """The quality that a lot asks for: its threshold, the rule of its penalties, what was inspected."""

    _inherit = "regie.market.lot"

    quality_threshold = fields.Float(
        string="Compliant from (%)",
        digits=(5, 2),
        tracking=True,
        help="Quality threshold of the contract. 0: that of the régie. A threshold written on a site comes first.",
    )
    penalty_missed = fields.Monetary(
        string="Penalty per missed pass", tracking=True, help="Excluding tax, as the contract says. 0: none."
    )
    penalty_point = fields.Monetary(
        string="Penalty per point",
        tracking=True,
        help="Excluding tax, for each whole point of the score of the month below the threshold. 0: none.",
    )
    penalty_cap = fields.Monetary(
        string="Most in a month", tracking=True, help="Penalties of a month never go beyond. 0: no limit."
    )
    inspection_ids = fields.One2many("regie.quality.inspection", "lot_id", string="Inspections")
    inspection_count = fields.Integer(string="Number of inspections", compute="_compute_quality")
    penalty_count = fields.Integer(string="Penalties to decide", compute="_compute_quality")

    @api.constrains("penalty_missed", "penalty_point", "penalty_cap")
    def _check_penalties(self):
        for lot in self:
            if min(lot.penalty_missed, lot.penalty_point, lot.penalty_cap) < 0:
                raise ValidationError(
                    self.env._("%s: an amount of penalty is not negative. (E-PEN-01)", lot.display_name)
                )

    @api.constrains("quality_threshold")
    def _check_quality_threshold(self):
        for lot in self:
            if not 0 <= lot.quality_threshold <= 100:
                raise ValidationError(
                    self.env._("%s: a quality threshold goes from 0 to 100 %%. (E-QUAL-15)", lot.display_name)
                )

    def _compute_quality(self):
        inspections, penalties = self.env["regie.quality.inspection"], self.env["regie.penalty"]
        made = waiting = {}
        if inspections.has_access("read"):
            made = dict(inspections._read_group([("lot_id", "in", self.ids)], ["lot_id"], ["__count"]))
        if penalties.has_access("read"):
            domain = [("lot_id", "in", self.ids), ("state", "=", "proposed")]
            waiting = dict(penalties._read_group(domain, ["lot_id"], ["__count"]))
        for lot in self:
            lot.inspection_count = made.get(lot, 0)
            lot.penalty_count = waiting.get(lot, 0)

    def action_view_inspections(self):
        """Open the inspections of this lot."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_quality.regie_quality_inspection_action")
        return {**action, "domain": [("lot_id", "=", self.id)], "context": {"default_lot_id": self.id}}

    def action_view_penalties(self):
        """Open the penalties of this lot."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_quality.regie_penalty_action")
        return {**action, "domain": [("lot_id", "=", self.id)], "context": {"default_lot_id": self.id}}
