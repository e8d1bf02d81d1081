from odoo import api, fields, models
from odoo.tools import SQL


class RegieConflict(models.Model):
    """Looks for those who sit in the bodies and are bound to the buyer of a market, before any agenda speaks of it."""

    _inherit = "regie.conflict"

    @api.model
    def _count_bound_to_markets(self, markets):
        """``{market id: number of people}`` who hold a mandate today and have an interest with its buyer.

        The same interests as on a point of an agenda (declared, represented, oneself), in one query.
        """
        for model in ("regie.mandate", "regie.membership", "regie.interest.line", "regie.interest.declaration"):
            self.env[model].flush_model()
        for model in ("regie.market", "res.partner"):
            self.env[model].flush_model()
        rows = self.env.execute_query(
            SQL(
                "WITH RECURSIVE %(concerned)s, %(persons)s, %(interests)s, %(groups)s, found AS (%(select)s)"
                " SELECT point_id, count(DISTINCT person_id) FROM found match(point_id, person_id) GROUP BY 1",
                concerned=SQL(
                    """concerned(point_id, partner_id) AS (
                        SELECT id, buyer_id FROM regie_market WHERE id = ANY(%(markets)s) AND buyer_id IS NOT NULL
                         UNION
                        SELECT id, main_contractor_id FROM regie_market
                         WHERE id = ANY(%(markets)s) AND main_contractor_id IS NOT NULL
                    )""",
                    markets=list(markets.ids),
                ),
                persons=SQL(
                    """persons AS (
                        SELECT market.id AS point_id, market.company_id, mandate.partner_id, mandate.membership_id,
                               %(today)s::date AS day
                          FROM regie_market market
                          JOIN regie_mandate mandate ON mandate.company_id = market.company_id
                         WHERE market.id = ANY(%(markets)s) AND mandate.date_start <= %(today)s
                           AND (mandate.date_end IS NULL OR mandate.date_end >= %(today)s)
                    )""",
                    markets=list(markets.ids),
                    today=fields.Date.context_today(self),
                ),
                interests=self._get_interests_sql(),
                groups=self._get_groups_sql(),
                select=self._get_matches_sql(),
            )
        )
        return dict(rows)
