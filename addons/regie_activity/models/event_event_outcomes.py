from odoo import api, fields, models


class EventEvent(models.Model):
    """What came out of a session: objects repaired, kilograms, kilometres, and what it cost. gup_services.md, 8.8."""

    _inherit = "event.event"

    regie_outcome = fields.Selection(related="regie_type_id.outcome", string="What comes out")
    regie_repair_ids = fields.One2many("regie.repair.outcome", "event_id", string="Objects brought")
    regie_repair_count = fields.Integer(string="Number of objects", compute="_compute_regie_repairs")
    regie_repaired_count = fields.Integer(string="Objects repaired", compute="_compute_regie_repairs")
    regie_weight_avoided = fields.Float(string="Waste avoided (kg)", compute="_compute_regie_repairs")
    regie_outcome_weight = fields.Float(
        string="Weight collected (kg)", digits=(16, 2), help="Compost, harvest, litter, clothes…"
    )
    regie_outcome_distance = fields.Float(string="Distance (km)", digits=(16, 1), help="Walked, ridden or driven.")
    regie_outcome_number = fields.Integer(string="Number made", help="Meals, trees, films, masks: say which below.")
    regie_outcome_note = fields.Text(string="What came out of it", help="For the report of activity: two sentences.")
    regie_cost = fields.Float(
        string="Cost (€)", digits=(16, 2), compute="_compute_regie_cost", store=True, readonly=False, precompute=True
    )

    _regie_outcome_positive = models.Constraint(
        "CHECK (regie_outcome_weight >= 0 AND regie_outcome_distance >= 0 AND regie_outcome_number >= 0"
        " AND regie_cost >= 0)",
        "What comes out of a session is not negative.",
    )

    @api.depends("regie_repair_ids.result", "regie_repair_ids.weight_avoided")
    def _compute_regie_repairs(self):
        rows = self.env["regie.repair.outcome"]._read_group(
            [("event_id", "in", self.ids)], ["event_id", "result"], ["__count", "weight_avoided:sum"]
        )
        for event in self:
            own = [row for row in rows if row[0] == event._origin]
            event.regie_repair_count = sum(row[2] for row in own)
            event.regie_repaired_count = sum(row[2] for row in own if row[1] == "repaired")
            event.regie_weight_avoided = sum(row[3] for row in own)

    @api.depends("regie_type_id")
    def _compute_regie_cost(self):
        for event in self:
            event.regie_cost = event.regie_type_id.cost

    def action_open_repairs(self):
        """Open the objects brought to the session."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_activity.regie_repair_outcome_action")
        return {**action, "domain": [("event_id", "=", self.id)], "context": {"default_event_id": self.id}}

    def action_open_repairs_phone(self):
        """Open the page of the objects, made for a phone."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/animation/objets/{self.id}", "target": "self"}
