from odoo import models
from odoo.tools import SQL

from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult

from ..tools import aid
from .regie_iae_annex_etp import FOLLOWED_STATES


class RegieIndicator(models.Model):
    """The figures of the posts and of the aide au poste, for the whole régie: an annex has no territory or activity."""

    _inherit = "regie.indicator"

    def _compute_etp_realisation_rate(self, scope):
        """Realised over conventioned posts, in percent, over the months of the period whose hours are known."""
        if self._is_narrowed(scope):
            return IndicatorResult.unavailable(NO_SCOPE)
        self.check_access("read")
        annexes = self.env["regie.iae.annex"]
        annexes._flush_etp()
        condition = SQL("annex.state = ANY(%s) AND annex.company_id = %s", list(FOLLOWED_STATES), scope.company.id)
        [(realised, conventioned, months)] = self.env.execute_query(
            SQL(
                """SELECT COALESCE(SUM(hours * 12 / NULLIF(hours_basis, 0)), 0), COALESCE(SUM(etp_posts), 0), COUNT(*)
                     FROM (%s) month WHERE hours IS NOT NULL AND date BETWEEN %s AND %s""",
                annexes._etp_months_query(condition),
                scope.date_from.replace(day=1),
                scope.date_to,
            )
        )
        return IndicatorResult.ratio(
            realised,
            conventioned,
            100,
            model="regie.iae.etp.report",
            domain=[
                ("company_id", "=", scope.company.id),
                ("date", ">=", scope.date_from.replace(day=1)),
                ("date", "<=", scope.date_to),
                ("series", "!=", "3_forecast"),
            ],
            source_count=months,
        )

    def _compute_aid_expected(self, scope):
        """Aid whose expected day falls in the period."""
        return self._get_aid_result(scope, "1_expected")

    def _compute_aid_received(self, scope):
        """Aid received in the period."""
        return self._get_aid_result(scope, "2_received")

    def _compute_aid_gap(self, scope):
        """Received − expected until the end of the period, for the annexes that have a day in it."""
        if self._is_narrowed(scope):
            return IndicatorResult.unavailable(NO_SCOPE)
        payments = self.env["regie.iae.aid.payment"]
        domain = [
            ("company_id", "=", scope.company.id),
            ("annex_id.date_start", "<=", scope.date_to),
            ("annex_id.date_end", ">=", scope.date_from),
            "|",
            ("date_expected", "<=", scope.date_to),
            ("date_received", "<=", scope.date_to),
        ]
        rows = payments.search(domain)
        expected = sum(aid.cents(row.amount_expected) for row in rows if row.date_expected <= scope.date_to)
        received = sum(
            aid.cents(row.amount_received) for row in rows if row.date_received and row.date_received <= scope.date_to
        )
        return IndicatorResult(float(received - expected), model=payments._name, domain=domain, source_count=len(rows))

    def _get_aid_result(self, scope, series):
        if self._is_narrowed(scope):
            return IndicatorResult.unavailable(NO_SCOPE)
        domain = [
            ("company_id", "=", scope.company.id),
            ("series", "=", series),
            ("date", ">=", scope.date_from),
            ("date", "<=", scope.date_to),
        ]
        rows = self.env["regie.iae.aid.report"]
        [(amount, count)] = rows._read_group(domain, [], ["amount:sum", "__count"])
        return IndicatorResult(float(aid.cents(amount)), model=rows._name, domain=domain, source_count=count)

    def _is_narrowed(self, scope):
        return any(part is not None for part in (scope.activity, scope.territory, scope.partner))
