import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.rates import OPERATIONS

TREATMENTS = [
    ("reuse", "Reuse as it is"),
    ("reutilisation", "Preparation for reuse"),
    ("recycling", "Recycling"),
    ("composting", "Composting"),
    ("methanisation", "Methanisation"),
    ("backfilling", "Backfilling"),
    ("energy", "Energy recovery"),
    ("storage", "Landfill"),
    ("unknown", "Unknown"),
]
#: Kilograms of a unit; a volume needs the density of its stream, a piece its own weight.
KILOGRAMS = {"kg": 1.0, "t": 1000.0}
CUBIC_METRES = {"m3": 1.0, "l": 0.001}


class RegieWasteMovement(models.Model):
    """Waste that leaves a site or a worksite: what, how much, by what way, to which installation, with which slip.

    It is a line of the register of outgoing waste (order of 31 May 2021). Domain: gup_services.md, 4.3.
    """

    _name = "regie.waste.movement"
    _description = "Waste movement"
    _inherit = ["regie.fact.defaults"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date = fields.Date(string="Day", required=True, default=fields.Date.context_today, index=True)
    site_id = fields.Many2one(
        "regie.site",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    project_id = fields.Many2one(
        "project.project",
        string="Worksite",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    intervention_id = fields.Many2one(
        "regie.intervention", string="Pass", index="btree_not_null", ondelete="restrict", check_company=True
    )
    owner_id = fields.Many2one(related="site_id.owner_id", store=True, index="btree_not_null", string="Landlord")
    producer_id = fields.Many2one("res.partner", help="Whose waste it is; empty: the régie itself.")
    stream_id = fields.Many2one("regie.waste.stream", required=True, index=True, ondelete="restrict")
    is_hazardous = fields.Boolean(related="stream_id.is_hazardous")
    quantity = fields.Float(required=True, digits=(16, 3))
    unit = fields.Selection(
        [("kg", "kg"), ("t", "t"), ("m3", "m³"), ("l", "L"), ("bin", "Bin"), ("piece", "Piece")],
        required=True,
        default="kg",
    )
    bin_volume = fields.Float(string="Volume of a bin (L)", digits=(16, 1), help="How much a full bin holds.")
    piece_weight = fields.Float(string="Weight of a piece (kg)", digits=(16, 2))
    weight = fields.Float(string="Weight (kg)", compute="_compute_weight", store=True, precompute=True, digits=(16, 2))
    treatment = fields.Selection(TREATMENTS, required=True, default="unknown")
    operation_code = fields.Char(
        string="D/R code",
        compute="_compute_operation_code",
        store=True,
        readonly=False,
        precompute=True,
        help="Code of the treatment in the register (directive 2008/98/EC): R1 energy, R3 organic, D5 landfill.",
    )
    destination_id = fields.Many2one("res.partner", string="Installation", ondelete="restrict")
    destination_kind = fields.Selection(
        [
            ("recycling_centre", "Recycling centre"),
            ("sorting", "Sorting centre"),
            ("platform", "Platform"),
            ("compost", "Composting site"),
            ("methaniser", "Methanisation unit"),
            ("reuse", "Reuse shop"),
            ("landfill", "Landfill"),
        ],
        string="Kind of installation",
    )
    carrier_id = fields.Many2one("res.partner", help="Empty: the régie itself.")
    transport_mode = fields.Selection(
        [("truck", "Truck"), ("van", "Van"), ("cargo_bike", "Cargo bike"), ("foot", "On foot")],
        string="Means of transport",
        default="van",
    )
    trip_id = fields.Many2one(
        "regie.transport.trip",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        help="A trip takes several movements: its kilometres count once, on the trip.",
    )
    distance = fields.Float(
        string="Distance (km)", digits=(16, 1), help="Of this movement alone; none when it has a trip."
    )
    slip_number = fields.Char(string="Slip no.", help="Number of the Trackdéchets slip, or of the deposit slip.")
    slip = fields.Binary(attachment=True, copy=False)
    slip_name = fields.Char(string="Name of the slip")
    cost = fields.Monetary()
    revenue = fields.Monetary()
    currency_id = fields.Many2one(related="company_id.currency_id")
    note = fields.Text()
    date_done = fields.Datetime(string="Left on", readonly=True, copy=False)
    date_documented = fields.Datetime(string="Documented on", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "To take away"), ("done", "Gone"), ("documented", "Documented")],
        compute="_compute_state",
        store=True,
        precompute=True,
    )

    _quantity_positive = models.Constraint("CHECK (quantity > 0)", "The quantity of waste is positive. (E-WASTE-01)")
    _company_date_idx = models.Index("(company_id, date)")
    _distance_positive = models.Constraint("CHECK (distance >= 0)", "A distance is not negative.")

    @api.depends("date_done", "date_documented")
    def _compute_state(self):
        for one in self:
            one.state = "documented" if one.date_documented else "done" if one.date_done else "draft"

    @api.depends("intervention_id")
    def _compute_place(self):
        """Where the pass was, and for which worksite; both may be changed."""
        for one in self:
            one.site_id = one.site_id or one.intervention_id.site_id
            one.project_id = one.project_id or one.intervention_id.project_id

    @api.depends("treatment", "stream_id")
    def _compute_operation_code(self):
        for one in self:
            code = one.stream_id.recycling_code if one.treatment == "recycling" else None
            one.operation_code = code or OPERATIONS.get(one.treatment)

    @api.depends("quantity", "unit", "stream_id.density", "piece_weight", "bin_volume")
    def _compute_weight(self):
        """Kilograms. A movement that has left keeps the weight that it had: a density corrected later is for later."""
        for one in self:
            if one.date_done and one.weight:
                continue
            one.weight = one._get_weight()

    def _get_weight(self):
        if self.unit in CUBIC_METRES:
            return self.quantity * CUBIC_METRES[self.unit] * self.stream_id.density
        if self.unit == "bin":
            return self.quantity * self.bin_volume * CUBIC_METRES["l"] * self.stream_id.density
        if self.unit == "piece":
            return self.quantity * self.piece_weight
        return self.quantity * KILOGRAMS[self.unit]

    @api.depends("stream_id", "date")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.name} {one.stream_id.name or ''}"

    @api.constrains("operation_code")
    def _check_operation_code(self):
        """R1 to R13, D1 to D15. (E-WASTE-10)"""
        for one in self.filtered("operation_code"):
            if not re.fullmatch(r"R([1-9]|1[0-3])|D([1-9]|1[0-5])", one.operation_code):
                raise ValidationError(
                    self.env._(
                        "“%(code)s” is not a code of treatment: R1 to R13 or D1 to D15. (E-WASTE-10)",
                        code=one.operation_code,
                    )
                )

    @api.constrains("distance", "trip_id")
    def _check_distance_counted_once(self):
        """The kilometres are those of the trip or those of the movement. (E-TRIP-01)"""
        for one in self.filtered("trip_id"):
            if one.distance:
                raise ValidationError(
                    self.env._(
                        "%(name)s is part of a trip: its kilometres are already those of the trip. (E-TRIP-01)",
                        name=one.display_name,
                    )
                )

    @api.constrains("unit", "stream_id", "piece_weight", "bin_volume")
    def _check_density(self):
        """A volume needs a density, a piece its weight, a bin its volume. (E-WASTE-02)"""
        for one in self:
            if one.unit == "bin" and one.bin_volume <= 0:
                raise ValidationError(self.env._("Give the volume of the bin, in litres. (E-WASTE-02)"))
            if (one.unit in CUBIC_METRES or one.unit == "bin") and not one.stream_id.density:
                raise ValidationError(
                    self.env._(
                        "Density missing to turn %(stream)s into kg: weigh it, or give the stream a density."
                        " (E-WASTE-02)",
                        stream=one.stream_id.name,
                    )
                )
            if one.unit == "piece" and one.piece_weight <= 0:
                raise ValidationError(
                    self.env._("Give the weight of a piece of %(stream)s. (E-WASTE-02)", stream=one.stream_id.name)
                )
