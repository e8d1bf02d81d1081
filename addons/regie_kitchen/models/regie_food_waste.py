from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.sourcing import grams_per_meal
from .regie_meal_menu import SERVICES


class RegieFoodWaste(models.Model):
    """What a service throws away, weighed: while cooking, not served, left on the plates."""

    _name = "regie.food.waste"
    _description = "Food waste of a service"
    _inherit = ["regie.fact.guard"]
    _order = "date desc, id desc"
    _check_company_auto = True

    date = fields.Date(string="Day", required=True, default=fields.Date.context_today, index=True)
    service = fields.Selection(SERVICES, required=True, default="lunch")
    place_id = fields.Many2one(
        "regie.site",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_kitchen', '=', True)]",
        default=lambda self: self.env["regie.site"]._get_default_kitchen(),
    )
    company_id = fields.Many2one(related="place_id.company_id", store=True, precompute=True, index=True)
    covers = fields.Integer(
        string="Covers served", compute="_compute_covers", store=True, readonly=False, precompute=True
    )
    weight_preparation = fields.Float(string="While cooking (kg)", digits=(16, 2))
    weight_unserved = fields.Float(string="Not served (kg)", digits=(16, 2))
    weight_plate = fields.Float(string="Left on the plates (kg)", digits=(16, 2))
    weight_inedible = fields.Float(
        string="Of which not edible (kg)", digits=(16, 2), help="Bones, peelings, coffee grounds: not wasted food."
    )
    weight_total = fields.Float(string="Total (kg)", compute="_compute_weights", store=True, digits=(16, 2))
    weight_edible = fields.Float(string="Edible (kg)", compute="_compute_weights", store=True, digits=(16, 2))
    grams = fields.Float(string="Grams a meal", compute="_compute_weights", store=True, digits=(16, 0), aggregator=None)
    reference = fields.Float(string="Reference (g)", compute="_compute_reference", digits=(16, 0))
    destination = fields.Selection(
        [("compost", "Compost"), ("gift", "Given away"), ("animals", "Animals"), ("bin", "Bin")],
        required=True,
        default="compost",
        index=True,
    )
    note = fields.Char()

    _service_uniq = models.UniqueIndex(
        "(date, service, place_id)", "This service is already weighed: open its line and complete it. (E-FW-02)"
    )
    _positive = models.Constraint(
        "CHECK (covers >= 0 AND weight_preparation >= 0 AND weight_unserved >= 0 AND weight_plate >= 0"
        " AND weight_inedible >= 0)",
        "A weight or a count is not negative.",
    )

    @api.depends("date", "place_id")
    def _compute_display_name(self):
        for waste in self:
            waste.display_name = f"{waste.place_id.name or ''} {waste.date or ''}".strip()

    @api.depends("date", "service", "place_id")
    def _compute_covers(self):
        """The covers of the menu of the service, when there is one."""
        menus = self.env["regie.meal.menu"].search(
            [("date", "in", self.mapped("date")), ("place_id", "in", self.place_id.ids)]
        )
        # one menu a day, a service and a place: PostgreSQL keeps it so
        by_service = {(menu.date, menu.service, menu.place_id): menu for menu in menus}
        for waste in self:
            menu = by_service.get((waste.date, waste.service, waste.place_id._origin), menus.browse())
            waste.covers = menu.served_count or menu.booked_count or waste.covers

    @api.depends("covers", "weight_preparation", "weight_unserved", "weight_plate", "weight_inedible")
    def _compute_weights(self):
        for waste in self:
            waste.weight_total = waste.weight_preparation + waste.weight_unserved + waste.weight_plate
            waste.weight_edible = max(0, waste.weight_total - waste.weight_inedible)
            waste.grams = grams_per_meal(waste.weight_edible, waste.covers) or 0

    @api.depends("date")
    def _compute_reference(self):
        today = fields.Date.context_today(self)
        days = {waste.date or today for waste in self}
        references = {day: float(self.env["regie.parameter"].get("gaspillage_reference_g", day)) for day in days}
        for waste in self:
            waste.reference = references[waste.date or today]

    @api.constrains("weight_preparation", "weight_unserved", "weight_plate", "weight_inedible")
    def _check_inedible(self):
        """What is not edible is part of what was weighed. (E-FW-01)"""
        for waste in self:
            if waste.weight_inedible > waste.weight_total + 1e-6:
                raise ValidationError(
                    self.env._(
                        "The non-edible part exceeds the total weighed: %(part)s kg of %(total)s kg. (E-FW-01)",
                        part=f"{waste.weight_inedible:g}",
                        total=f"{waste.weight_total:g}",
                    )
                )
