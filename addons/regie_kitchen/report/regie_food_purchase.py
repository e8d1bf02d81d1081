from odoo import fields, models
from odoo.tools import SQL


class RegieFoodPurchase(models.Model):
    """What the régie spends on food, before tax, line by line: bills less refunds, and what its gardens gave.

    A line of a bill counts when its product is a food. What goes into stock from its own production counts at the
    standard price. An unknown distance stays in the whole, and is listed.
    """

    _name = "regie.food.purchase"
    _description = "Analysis of the food purchases"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "product_id"

    date = fields.Date(string="Day", readonly=True)
    company_id = fields.Many2one("res.company", string="Régie", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one("res.partner", string="Supplier", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    amount = fields.Monetary(string="Before tax", readonly=True)
    amount_local = fields.Monetary(string="Local", readonly=True)
    amount_organic = fields.Monetary(string="Organic", readonly=True)
    amount_unknown = fields.Monetary(string="Distance unknown", readonly=True)
    distance = fields.Float(string="Distance (km)", readonly=True, aggregator=None)
    is_local = fields.Boolean(string="Is local", readonly=True)
    is_organic = fields.Boolean(string="Is organic", readonly=True)
    is_distance_unknown = fields.Boolean(string="Distance not known", readonly=True)
    is_producer = fields.Boolean(string="From a producer", readonly=True)
    is_garden = fields.Boolean(string="From a garden", readonly=True)

    @property
    def _table_query(self):
        radius = float(self.env["regie.parameter"].get("achats_rayon_km", fields.Date.context_today(self)))
        return SQL(
            """SELECT id, date, company_id, partner_id, product_id, amount, distance, is_producer, is_garden,
                      is_organic, is_local,
                      CASE WHEN is_local THEN amount ELSE 0 END AS amount_local,
                      CASE WHEN is_organic THEN amount ELSE 0 END AS amount_organic,
                      NOT is_local AND distance = 0 AS is_distance_unknown,
                      CASE WHEN NOT is_local AND distance = 0 THEN amount ELSE 0 END AS amount_unknown
                 FROM (SELECT *, is_garden OR (distance > 0 AND distance <= %(radius)s) AS is_local
                         FROM (%(bills)s UNION ALL %(harvests)s) AS bought) AS judged""",
            radius=radius,
            bills=self._get_bills_query(),
            harvests=self._get_harvests_query(),
        )

    def _get_bills_query(self):
        """The lines of food of the posted bills; the balance of a refund is negative."""
        return SQL(
            """SELECT line.id, line.date, line.company_id, move.commercial_partner_id AS partner_id, line.product_id,
                      line.balance AS amount, COALESCE(partner.food_distance, 0) AS distance,
                      COALESCE(partner.is_food_producer, FALSE) AS is_producer,
                      %(garden)s AS is_garden,
                      COALESCE(template.is_organic, FALSE) OR %(organic)s AS is_organic
                 FROM account_move_line line
                 JOIN account_move move ON move.id = line.move_id AND move.state = 'posted'
                      AND move.move_type IN ('in_invoice', 'in_refund')
                 JOIN product_product product ON product.id = line.product_id
                 JOIN product_template template ON template.id = product.product_tmpl_id AND template.is_food
            LEFT JOIN res_partner partner ON partner.id = move.commercial_partner_id
                WHERE line.display_type = 'product'""",
            garden=self._get_label_query("is_garden"),
            organic=self._get_label_query("is_organic"),
        )

    def _get_label_query(self, kind):
        return SQL(
            """EXISTS (SELECT FROM res_partner_food_label_rel rel
                         JOIN regie_food_label label ON label.id = rel.label_id AND label.%s
                        WHERE rel.partner_id = move.commercial_partner_id)""",
            SQL.identifier(kind),
        )

    def _get_harvests_query(self):
        """What entered the stock from the own production: the harvests of the gardens, at the standard price."""
        return SQL(
            """SELECT -move.id, move.date::date, move.company_id, NULL::integer, move.product_id,
                      (move.quantity * COALESCE((product.standard_price->>move.company_id::text)::float, 0))::numeric,
                      0::float, TRUE, TRUE, COALESCE(template.is_organic, FALSE)
                 FROM stock_move move
                 JOIN stock_location origin ON origin.id = move.location_id AND origin.usage = 'production'
                 JOIN stock_location place ON place.id = move.location_dest_id AND place.usage = 'internal'
                 JOIN product_product product ON product.id = move.product_id
                 JOIN product_template template ON template.id = product.product_tmpl_id AND template.is_food
                WHERE move.state = 'done'"""
        )
