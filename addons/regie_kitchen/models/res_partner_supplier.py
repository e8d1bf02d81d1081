from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.sourcing import distance_km


class ResPartner(models.Model):
    """A supplier of food: how far, who makes it, with which labels."""

    _inherit = "res.partner"

    food_distance = fields.Float(
        string="Distance to the kitchen (km)",
        digits=(16, 1),
        help="0: unknown, it stays in the purchases and is listed.",
    )
    is_food_producer = fields.Boolean(string="Producer", help="Sells what it grows or makes.")
    food_label_ids = fields.Many2many(
        "regie.food.label", "res_partner_food_label_rel", "partner_id", "label_id", string="Food labels"
    )

    _food_distance_positive = models.Constraint("CHECK (food_distance >= 0)", "A distance is not negative.")

    def action_compute_food_distance(self):
        """Measure the distance to the first kitchen that has a position, as the crow flies.

        :raise UserError: E-FOOD-01 when the supplier or the kitchens have no position
        """
        kitchens = self.env["regie.site"].search(
            [
                ("is_kitchen", "=", True),
                ("company_id", "=", self.env.company.id),
                "|",
                ("latitude", "!=", 0),
                ("longitude", "!=", 0),
            ],
            limit=1,
        )
        for partner in self:
            if not kitchens or not (partner.partner_latitude or partner.partner_longitude):
                raise UserError(
                    self.env._(
                        "The distance of %(name)s is not known: write the position of the kitchen and of the supplier,"
                        " or type the kilometres. (E-FOOD-01)",
                        name=partner.display_name,
                    )
                )
            partner.food_distance = distance_km(
                kitchens.latitude, kitchens.longitude, partner.partner_latitude, partner.partner_longitude
            )
