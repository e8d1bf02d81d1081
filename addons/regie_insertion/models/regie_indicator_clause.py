from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of the social clauses, for the régie or for one buyer."""

    _inherit = "regie.indicator"

    def _compute_clause_hours(self, scope):
        """Insertion hours worked for the clauses in the period."""
        figures, source = self._read_clause_figures(scope)
        if not figures:
            return source
        return IndicatorResult(float(figures["counted"]), source_count=figures["lines"], **source)

    def _compute_clause_qpv_share(self, scope):
        """Percentage of the clause hours of the period worked by people who lived in a QPV on that day."""
        figures, source = self._read_clause_figures(scope)
        if not figures:
            return source
        return IndicatorResult.ratio(figures["qpv"], figures["counted"], 100, source_count=figures["lines"], **source)

    def _compute_clause_people(self, scope):
        """Distinct people whose hours counted for a clause in the period."""
        figures, source = self._read_clause_figures(scope)
        if not figures:
            return source
        return IndicatorResult(figures["people"], source_count=figures["lines"], **source)

    def _compute_clause_progress(self, scope):
        """Percentage of the hours due worked in validated months, from each clause's start to the period's end.

        A clause is read as a whole: the progress of an activity or of a territory alone is not computable.
        """
        if scope.activity is not None or scope.territory is not None:
            return IndicatorResult.unavailable(NO_SCOPE)
        clauses = self._get_scope_clauses(scope).filtered("hours_target")
        periods = [(0, clause.id, clause.date_start, scope.date_to) for clause in clauses]
        validated = self.env["regie.clause"]._read_figures(periods, shared=False)[0]["validated"] if periods else 0
        return IndicatorResult.ratio(
            validated,
            sum(clauses.mapped("hours_target")),
            100,
            model="regie.clause",
            domain=[("id", "in", clauses.ids)],
            source_count=len(clauses),
        )

    def _get_scope_clauses(self, scope):
        """The clauses of the company (and of the buyer) with a day in the period, as the reader sees them."""
        domain = Domain(
            [
                ("company_id", "=", scope.company.id),
                ("date_start", "<=", scope.date_to),
                ("date_end", ">=", scope.date_from),
            ]
        )
        if scope.partner is not None:
            domain &= Domain("buyer_id", "child_of", scope.partner.ids)
        return self.env["regie.clause"].with_context(active_test=False).search(domain)

    def _read_clause_figures(self, scope):
        """``(figures, where they come from)`` of the scope, or ``(None, the result that says why there is none)``."""
        if scope.territory is not None:
            return None, IndicatorResult.unavailable(NO_SCOPE)
        clauses = self._get_scope_clauses(scope)
        source = {
            "model": "regie.clause.report",
            "domain": [
                ("clause_id", "in", clauses.ids),
                ("date", ">=", scope.date_from.replace(day=1)),
                ("date", "<=", scope.date_to),
            ],
        }
        condition = None
        if scope.activity is not None:
            account = scope.activity.analytic_account_id
            column = self.env.ref("regie_base.analytic_plan_activity").sudo()._column_name()
            condition = SQL("%s = %s", SQL.identifier("line", column), account.id)
            source["domain"].append(("project_id.activity_id", "in", scope.activity.ids))
        periods = [(0, clause.id, scope.date_from, scope.date_to) for clause in clauses]
        figures = self.env["regie.clause"]._read_figures(periods, condition, shared=False)
        return figures.get(0) or self.env["regie.clause"]._get_no_figures(), source
