from odoo import api, fields, models

UNITS = {"cold_water": "m³", "hot_water": "m³", "heating": "kWh", "electricity": "kWh", "gas": "m³"}


class RegieMeter(models.Model):
    """A meter of a building that the régie reads: water, heating, electricity of the common parts."""

    _name = "regie.meter"
    _description = "Meter"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "site_id, kind, number"
    _rec_names_search = ["number", "site_id.complete_name"]
    _check_company_auto = True

    number = fields.Char(required=True, tracking=True, help="The number engraved on the meter.")
    active = fields.Boolean(default=True)
    site_id = fields.Many2one(
        "regie.site", required=True, index=True, ondelete="restrict", check_company=True, tracking=True
    )
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    owner_id = fields.Many2one(related="site_id.owner_id", store=True, index="btree_not_null")
    kind = fields.Selection(
        [
            ("cold_water", "Cold water"),
            ("hot_water", "Hot water"),
            ("heating", "Heating"),
            ("electricity", "Electricity of the common parts"),
            ("gas", "Gas"),
        ],
        required=True,
        default="cold_water",
        tracking=True,
    )
    unit = fields.Char(compute="_compute_unit", store=True, readonly=False, required=True, precompute=True)
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        check_company=True,
        help="Warned when a consumption jumps.",
    )
    reading_ids = fields.One2many("regie.meter.reading", "meter_id", string="Readings")
    reading_count = fields.Integer(compute="_compute_last_reading", string="Number of readings")
    date_last = fields.Date(string="Last reading", compute="_compute_last_reading")
    note = fields.Char(string="Where it is", help="Cellar, left-hand riser…: what the next one looks for.")

    _number_uniq = models.UniqueIndex("(number, kind, company_id)", "Another meter of this kind bears this number.")

    @api.depends("kind")
    def _compute_unit(self):
        for meter in self:
            meter.unit = UNITS.get(meter.kind)

    @api.depends("number", "kind", "site_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for meter in self:
            meter.display_name = f"{kinds.get(meter.kind, '')} {meter.number or ''} · {meter.site_id.name or ''}"

    @api.depends("reading_ids")
    def _compute_last_reading(self):
        groups = self.env["regie.meter.reading"]._read_group(
            [("meter_id", "in", self.ids)], ["meter_id"], ["__count", "date:max"]
        )
        found = {meter: (count, last) for meter, count, last in groups}
        for meter in self:
            meter.reading_count, meter.date_last = found.get(meter, (0, False))

    def action_view_readings(self):
        """Open the readings of this meter."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_works.regie_meter_reading_action")
        return {**action, "domain": [("meter_id", "=", self.id)], "context": {"default_meter_id": self.id}}
