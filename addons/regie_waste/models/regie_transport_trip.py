from odoo import api, fields, models


class RegieTransportTrip(models.Model):
    """A trip of a collection or of a delivery: how it was made and how far, whatever it carried.

    Cyclologistics: the kilometres by cargo bike are counted here once, though ten halls were served.
    """

    _name = "regie.transport.trip"
    _description = "Trip"
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="What for", required=True, help="Round of the crates, delivery of the meals…")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date = fields.Date(string="Day", required=True, default=fields.Date.context_today, index=True)
    kind = fields.Selection(
        [
            ("collection", "Collection"),
            ("delivery", "Delivery"),
            ("material", "Material of a worksite"),
            ("other", "Other"),
        ],
        string="Kind of trip",
        required=True,
        default="collection",
    )
    transport_mode = fields.Selection(
        [("truck", "Truck"), ("van", "Van"), ("cargo_bike", "Cargo bike"), ("foot", "On foot")],
        string="Means of transport",
        required=True,
        default="cargo_bike",
    )
    distance = fields.Float(string="Distance (km)", required=True, digits=(16, 1))
    weight = fields.Float(string="Carried (kg)", digits=(16, 1), help="What it carried beside the waste.")
    partner_id = fields.Many2one("res.partner", string="Customer", index="btree_not_null", help="Who asked for it.")
    project_id = fields.Many2one(
        "project.project", string="Worksite", index="btree_not_null", ondelete="restrict", check_company=True
    )
    movement_ids = fields.One2many("regie.waste.movement", "trip_id", string="Waste carried")
    waste_weight = fields.Float(string="Waste carried (kg)", compute="_compute_waste_weight")

    _distance_positive = models.Constraint("CHECK (distance > 0)", "A trip has a distance in kilometres. (E-TRIP-02)")
    _weight_positive = models.Constraint("CHECK (weight >= 0)", "A weight is not negative.")

    @api.depends("movement_ids.weight")
    def _compute_waste_weight(self):
        groups = dict(
            self.env["regie.waste.movement"]._read_group([("trip_id", "in", self.ids)], ["trip_id"], ["weight:sum"])
        )
        for trip in self:
            trip.waste_weight = groups.get(trip, 0)
