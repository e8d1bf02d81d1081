from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.tools import SQL

from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The people not seen lately: a total, worked out from interviews that most readers of it may not read."""

    _inherit = "regie.indicator"

    def _compute_people_not_seen(self, scope):
        """People followed at the end of the period without an interview for the days of ``non_vu_jours``."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        days = int(self.env["regie.parameter"].get("non_vu_jours", scope.date_to))
        limit = scope.date_to - relativedelta(days=days)
        self.check_access("read")
        self.env.flush_all()
        [[count]] = self.env.execute_query(
            SQL(
                """SELECT COUNT(*) FROM regie_insertion_pathway pathway
                    WHERE pathway.company_id = %(company)s AND pathway.active AND pathway.refused_on IS NULL
                      AND pathway.date_start < %(limit)s
                      AND (pathway.date_end IS NULL OR pathway.date_end > %(day)s)
                      AND NOT EXISTS (SELECT FROM regie_interview interview
                                       WHERE interview.pathway_id = pathway.id AND interview.state = 'done'
                                         AND interview.date_start::date BETWEEN %(limit)s AND %(day)s)""",
                company=scope.company.id,
                limit=limit,
                day=scope.date_to,
            ),
        )
        return IndicatorResult(count, source_count=count)
