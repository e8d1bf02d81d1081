from odoo import api, fields, models


class RegieTusVehicle(models.Model):
    """A vehicle of the social transport, whose insurance and inspection are followed as authorisations."""

    _name = "regie.tus.vehicle"
    _description = "Vehicle of social transport"
    _order = "name, id"

    name = fields.Char(required=True)
    plate = fields.Char(string="Registration plate", required=True)
    seats = fields.Integer(string="Seats, driver included", required=True, default=5)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    document_ids = fields.One2many("regie.regulatory.document", "vehicle_id", string="Documents")
    missing_gate_ids = fields.Many2many(
        "regie.regulatory.gate", string="Documents missing today", compute="_compute_missing_gate_ids"
    )

    _plate_uniq = models.UniqueIndex("(plate, company_id)", "Another vehicle already bears this plate.")
    _seats_range = models.Constraint(
        "CHECK (seats BETWEEN 2 AND 9)", "Social transport is made with vehicles of nine seats at most. (E-TUS-06)"
    )

    @api.depends("document_ids.date_from", "document_ids.date_to")
    def _compute_missing_gate_ids(self):
        today = fields.Date.context_today(self)
        gates = self.env["regie.regulatory.gate"].search([("is_tus", "=", True), ("scope", "=", "vehicle")])
        for vehicle in self:
            held = vehicle.document_ids.filtered(
                lambda paper: paper.date_from <= today and (not paper.date_to or paper.date_to >= today)
            )
            vehicle.missing_gate_ids = gates - held.gate_id
