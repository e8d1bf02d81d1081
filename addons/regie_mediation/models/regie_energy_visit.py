from odoo import api, fields, models
from odoo.exceptions import UserError

PRESENCE = [("none", "None"), ("some", "Some"), ("much", "Much")]


class RegieEnergyVisit(models.Model):
    """A visit at home: what was measured and seen, what was given, what was agreed."""

    _name = "regie.energy.visit"
    _description = "Energy visit"
    _inherit = ["regie.mediation.export"]
    _export_group = None
    _order = "date desc, id desc"
    _rec_name = "case_id"
    _check_company_auto = True

    case_id = fields.Many2one(
        "regie.energy.case", string="Household", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True, precompute=True)
    owner_id = fields.Many2one(related="case_id.owner_id", store=True, index="btree_not_null", precompute=True)
    territory_id = fields.Many2one(related="case_id.territory_id", store=True, index="btree_not_null", precompute=True)
    user_id = fields.Many2one("res.users", string="Mediator", required=True, default=lambda self: self.env.user)
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    kind = fields.Selection(
        [("diagnosis", "Diagnosis"), ("equipment", "Small equipment"), ("follow_up", "Follow-up")],
        required=True,
        default="diagnosis",
    )
    temperature = fields.Float(string="Temperature (°C)", digits=(16, 1), aggregator="avg")
    humidity = fields.Integer(string="Humidity (%)", aggregator="avg")
    mould = fields.Selection(PRESENCE)
    draughts = fields.Selection(PRESENCE)
    ventilation = fields.Selection(
        [("works", "Works"), ("blocked", "Blocked"), ("missing", "Missing"), ("broken", "Out of order")]
    )
    thermostat = fields.Selection([("set", "Present and set"), ("unset", "Present, not set"), ("absent", "Absent")])
    heated_rooms = fields.Selection(
        [("all", "All rooms"), ("some", "Some rooms"), ("none", "None, to save")],
        help="A household that heats no more for want of money is in fuel poverty, whatever its bill.",
    )
    has_led = fields.Boolean(string="LED bulbs")
    has_aerators = fields.Boolean(string="Aerators on the taps")
    has_old_appliances = fields.Boolean(string="Old or greedy appliances")
    meter_reading = fields.Char(string="Meter reading")
    note = fields.Text(help="Technical findings. Erased when the case is anonymised.")
    gesture_ids = fields.Many2many("regie.energy.gesture", string="Gestures agreed")
    product_ids = fields.One2many("regie.energy.visit.product", "visit_id", string="Equipment given")
    has_equipment_to_give = fields.Boolean(compute="_compute_has_equipment_to_give")

    _humidity_range = models.Constraint("CHECK (humidity BETWEEN 0 AND 100)", "Humidity is between 0 and 100 %.")
    _temperature_range = models.Constraint(
        "CHECK (temperature BETWEEN -20 AND 50)", "The temperature of a home is between -20 and 50 °C."
    )

    @api.depends("product_ids.move_id")
    def _compute_has_equipment_to_give(self):
        for visit in self:
            visit.has_equipment_to_give = any(not line.move_id for line in visit.product_ids)

    @api.depends("case_id", "date")
    def _compute_display_name(self):
        for visit in self:
            visit.display_name = " · ".join(filter(None, (visit.case_id.name, str(visit.date or ""))))

    @api.model_create_multi
    def create(self, vals_list):
        """Add visits to cases that were not anonymised. (E-MED-09)"""
        visits = super().create(vals_list)
        visits.case_id._check_not_locked()
        return visits

    def write(self, vals):
        """Change visits of cases that were not anonymised. (E-MED-09)"""
        if not self.env.su:
            self.case_id._check_not_locked()
        return super().write(vals)

    def action_give(self):
        """Take what was given out of the stock of the régie, once.

        :raise UserError: E-NRJ-02 when nothing is left to take out or the régie has no warehouse
        """
        self.ensure_one()
        self.check_access("write")
        lines = self.product_ids.filtered(lambda line: not line.move_id)
        # sudo: the mediators do not keep the stock; the moves are those of their visit and name nobody
        warehouse = self.env["stock.warehouse"].sudo().search([("company_id", "=", self.company_id.id)], limit=1)
        if not lines or not warehouse:
            raise UserError(
                self.env._(
                    "Nothing is left to take out of the stock, or the régie has no warehouse: add what was given."
                    " (E-NRJ-02)"
                )
            )
        customers = self.env.ref("stock.stock_location_customers").sudo()
        for line in lines:
            line.sudo().move_id = line.sudo()._create_move(warehouse.lot_stock_id, customers)
