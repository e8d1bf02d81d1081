from datetime import timedelta

from odoo import api, fields, models

KINDS = [
    ("fridge", "Fridge"),
    ("freezer", "Freezer"),
    ("cooler", "Blast chiller"),
    ("cold_room", "Cold room"),
    ("hot", "Hot holding"),
    ("box_cold", "Cold box or van"),
    ("box_hot", "Hot box or van"),
]


class RegieHaccpEquipment(models.Model):
    """A fridge, a freezer, a bain-marie, a box of the van: what keeps food at a temperature, between two limits."""

    _name = "regie.haccp.equipment"
    _description = "Equipment of the kitchen"
    _inherit = ["regie.fact.guard"]
    _order = "place_id, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    place_id = fields.Many2one(
        "regie.site",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_kitchen', '=', True)]",
        default=lambda self: self.env["regie.site"]._get_default_kitchen(),
    )
    company_id = fields.Many2one(related="place_id.company_id", store=True, precompute=True, index=True)
    kind = fields.Selection(KINDS, required=True, default="fridge")
    temp_min = fields.Float(
        string="Lowest (°C)", digits=(16, 1), help="From the limits of its kind; yours may be stricter."
    )
    temp_max = fields.Float(
        string="Highest (°C)", digits=(16, 1), help="From the limits of its kind; yours may be stricter."
    )
    hours_between = fields.Integer(
        string="Hours between two readings", default=12, help="After which it is shown as to be read. 0: never asked."
    )
    reading_ids = fields.One2many("regie.haccp.reading", "equipment_id", string="Readings")
    date_last = fields.Datetime(string="Last reading", readonly=True, copy=False)
    value_last = fields.Float(string="Last temperature (°C)", digits=(16, 1), readonly=True, copy=False)
    is_last_conform = fields.Boolean(string="Last one conform", readonly=True, copy=False)
    date_due = fields.Datetime(string="To be read from", compute="_compute_date_due", store=True, index=True)
    is_due = fields.Boolean(string="To be read", compute="_compute_is_due")

    _limits_ordered = models.Constraint("CHECK (temp_min <= temp_max)", "The lowest limit is above the highest.")

    @api.depends("date_last", "hours_between")
    def _compute_date_due(self):
        for one in self:
            one.date_due = one.date_last and one.hours_between and one.date_last + timedelta(hours=one.hours_between)

    @api.depends("date_due", "date_last", "hours_between")
    def _compute_is_due(self):
        now = fields.Datetime.now()
        for one in self:
            one.is_due = bool(one.hours_between and (not one.date_last or one.date_due <= now))

    @api.model_create_multi
    def create(self, vals_list):
        """Add equipment, between the limits of its kind unless others are written."""
        today = fields.Date.context_today(self)
        for vals in vals_list:
            if "temp_min" not in vals and "temp_max" not in vals:
                vals.update(self._get_kind_limits(vals.get("kind") or "fridge", today))
        return super().create(vals_list)

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.kind:
            self.update(self._get_kind_limits(self.kind, fields.Date.context_today(self)))

    @api.model
    def _get_kind_limits(self, kind, day):
        """Return ``{temp_min, temp_max}`` of a kind on a day."""
        parameters = self.env["regie.parameter"]
        return {
            "temp_min": float(parameters.get("haccp_temp_min", day, kind)),
            "temp_max": float(parameters.get("haccp_temp_max", day, kind)),
        }

    def action_view_readings(self):
        """Open the readings of the equipment."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_kitchen.regie_haccp_reading_action")
        return dict(action, domain=[("equipment_id", "=", self.id)], context={"default_equipment_id": self.id})
