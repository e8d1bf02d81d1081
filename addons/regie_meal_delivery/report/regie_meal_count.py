from odoo import api, fields, models
from odoo.tools import SQL


class RegieMealCount(models.Model):
    """What the kitchen prepares for the meals at home: how many of each, to carry on which day. Nobody's name."""

    _name = "regie.meal.count"
    _description = "Meals to prepare"
    _auto = False
    _order = "date_delivery, date, diet_label, id"
    _rec_name = "diet_label"

    company_id = fields.Many2one("res.company", string="Régie", readonly=True)
    circuit_id = fields.Many2one("regie.meal.circuit", readonly=True)
    date_delivery = fields.Date(string="Brought on", readonly=True)
    date = fields.Date(string="Eaten on", readonly=True)
    diet_label = fields.Char(string="Meal", readonly=True)
    allergen_label = fields.Char(string="Allergies", readonly=True, help="Told with the agreement of the person.")
    quantity = fields.Integer(string="Meals", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """SELECT MIN(o.id) AS id, o.company_id, o.circuit_id, o.date_delivery, o.date, o.diet_label,
                      told.names AS allergen_label, SUM(o.quantity)::int AS quantity
                 FROM regie_meal_order o
            LEFT JOIN regie_meal_subscription s ON s.id = o.subscription_id
            LEFT JOIN LATERAL (%(allergens)s) told ON TRUE
                WHERE o.date_delivery IS NOT NULL AND o.date_cancelled IS NULL
             GROUP BY o.company_id, o.circuit_id, o.date_delivery, o.date, o.diet_label, told.names""",
            allergens=self._get_allergen_query(),
        )

    @api.model
    def _get_allergen_query(self):
        """The allergies that a person told the kitchen, in the language of the reader."""
        lang = self.env.lang or "en_US"
        return SQL(
            """SELECT string_agg(COALESCE(a.name->>%(lang)s, a.name->>'en_US'), ', ' ORDER BY a.sequence, a.id) AS names
                 FROM res_partner_meal_allergen_rel rel
                 JOIN regie_meal_allergen a ON a.id = rel.allergen_id
                WHERE rel.partner_id = s.partner_id""",
            lang=lang,
        )
