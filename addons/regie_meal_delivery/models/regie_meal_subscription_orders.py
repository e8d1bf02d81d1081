from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .regie_meal_subscription import WEEKDAYS


class RegieMealSubscription(models.Model):
    """The meals to come that follow from the subscriptions, their price, and what is erased in the end."""

    _inherit = "regie.meal.subscription"

    def _generate_orders(self):
        """Write the meals to come of these subscriptions, as far as the horizon; return those that were missing.

        One statement whatever the number of people; played twice, or by two at the same moment, each meal is there
        once. A meal whose delivery can no longer be prepared is not added.
        """
        created = self.env["regie.meal.order"]
        for circuit, some in self.grouped("circuit_id").items():
            first = circuit._get_first_open_to_change()
            parameters = self.env["regie.parameter"].with_company(circuit.company_id)
            days = int(parameters.get("portage_horizon_jours", first))
            orders = self.env["regie.meal.order"].browse(some._insert_orders(first, first + relativedelta(days=days)))
            orders._plan_deliveries()
            # sudo: what has just been written and comes too late for the kitchen
            late = orders.sudo().filtered_domain([("date_delivery", "<", first)])
            created |= orders - late
            late.unlink()
        return created

    def _insert_orders(self, first, last):
        """Insert the meals from the first to the last day that are not there, but for the suspensions; their ids."""
        self.env.flush_all()
        week = SQL(", ").join(SQL.identifier("s", day) for day in WEEKDAYS)
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO regie_meal_order (subscription_id, company_id, circuit_id, date, quantity, diet_label,
                                                 state, create_uid, create_date, write_uid, write_date)
                   SELECT s.id, s.company_id, s.circuit_id, day::date, s.meals_per_day, s.diet_label,
                          'blocked', %(uid)s, %(now)s, %(uid)s, %(now)s
                     FROM regie_meal_subscription s
               CROSS JOIN LATERAL generate_series(GREATEST(s.date_start, %(first)s)::timestamp,
                                                  LEAST(COALESCE(s.date_end, %(last)s), %(last)s)::timestamp,
                                                  interval '1 day') day
                    WHERE s.id IN %(ids)s
                      AND (ARRAY[%(week)s])[EXTRACT(isodow FROM day)::int]
                      AND NOT EXISTS (SELECT FROM regie_meal_suspension p
                                       WHERE p.subscription_id = s.id
                                         AND daterange(p.date_from, p.date_to, '[]') @> day::date)
                 ORDER BY s.id, day
                   ON CONFLICT (subscription_id, date) DO NOTHING
                RETURNING id""",
                uid=self.env.uid,
                now=fields.Datetime.now(),
                first=first,
                last=last,
                ids=tuple(self.ids) or (0,),
                week=week,
            )
        )
        self.env["regie.meal.order"].invalidate_model()
        self.invalidate_recordset(["order_ids", "order_count"])
        return [number for (number,) in rows]

    def _refresh_orders(self):
        """Write again the meals that may still change, but for those that somebody changed by hand."""
        for circuit, some in self.grouped("circuit_id").items():
            # sudo: the meals follow from the subscription, for whoever may write it
            orders = (
                self.env["regie.meal.order"]
                .sudo()
                .search(
                    [
                        ("subscription_id", "in", some.ids),
                        ("state", "in", ("planned", "blocked")),
                        ("is_manual", "=", False),
                        "|",
                        ("date_delivery", "=", False),
                        ("date_delivery", ">=", circuit._get_first_open_to_change()),
                    ]
                )
            )
            orders.unlink()
        self._generate_orders()

    def _refresh_labels(self):
        """Tell the kitchen the diet of now for the meals that are not brought yet."""
        for one in self:
            # sudo: the label follows from the subscription, for whoever may write it
            one.order_ids.sudo().filtered(
                lambda order: order.state in ("planned", "blocked")
            ).diet_label = one.diet_label

    def _get_meal_price(self):
        """The price of one meal for the person today: that of their price list, which nobody here can tell."""
        self.ensure_one()
        # sudo: the price of who brings the meal, and may read neither prices nor lists
        one = self.sudo().with_company(self.company_id)
        product = one.company_id.regie_meal_product_id
        pricelist = one.partner_id.property_product_pricelist
        if not product:
            return 0
        return pricelist._get_product_price(product, 1) if pricelist else product.lst_price

    @api.model
    def _cron_purge(self):
        """Every night: erase the subscriptions that ended long ago; meals and figures stay, without a name."""
        today = fields.Date.context_today(self)
        for company in self.env["res.company"].search([]):
            parameters = self.env["regie.parameter"].with_company(company)
            months = int(parameters.get("portage_conservation_mois", today))
            ended = self.search(
                [("company_id", "=", company.id), ("date_end", "<", today - relativedelta(months=months))]
            )
            ended.order_ids.delivery_id._forget()
            ended.unlink()
