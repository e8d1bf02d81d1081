from odoo import api, models
from odoo.tools import SQL

from odoo.addons.regie_base.tools.result import IndicatorResult

from ..tools import etp


class RegieIndicator(models.Model):
    """The figures of the hours: insertion hours, full-time posts, people, QPV share and hours of the activities.

    Totals only: they are worked out by PostgreSQL from PASS IAE and residences that most readers of a figure may not
    read, after the check that the reader may read the indicator. The rows behind are given to who keeps the PASS.
    """

    _inherit = "regie.indicator"

    def _compute_insertion_hours(self, scope):
        """Hours worked in the period on days that a PASS IAE of the person covers."""
        figures = self._read_hours_figures(scope)
        return self._get_hours_result(scope, float(figures["hours"]), figures)

    def _compute_insertion_people(self, scope):
        """Distinct people with insertion hours in the period."""
        figures = self._read_hours_figures(scope)
        return self._get_hours_result(scope, figures["people"], figures)

    def _compute_insertion_qpv_share(self, scope):
        """Percentage of the insertion hours worked by people who lived in a QPV on that day; none without hours."""
        figures = self._read_hours_figures(scope)
        source = self._get_hours_source(scope, figures)
        return IndicatorResult.ratio(figures["qpv"], figures["hours"], 100, **source)

    def _compute_insertion_etp(self, scope):
        """Full-time posts that the declared hours make over the months of the period, 2 decimals half up.

        Each agreement's hours are divided by the hours of a full-time year of its active annex.
        """
        self.check_access("read")
        rows = self.env.execute_query(
            SQL(
                """SELECT annex.hours_basis, round(SUM(hour.unit_amount)::numeric, 2)
                     FROM (%s) hour
                     JOIN regie_iae_annex annex ON annex.agreement_id = hour.agreement_id AND annex.is_active
                                               AND hour.date BETWEEN annex.date_start AND annex.date_end
                    WHERE hour.is_insertion AND annex.hours_basis > 0 AND %s
                 GROUP BY annex.hours_basis""",
                self._get_scope_hours(scope),
                self._get_territory_condition(scope),
            )
        )
        months = (scope.date_to.year - scope.date_from.year) * 12 + scope.date_to.month - scope.date_from.month + 1
        posts = sum(etp.to_decimal(hours) * etp.MONTHS / etp.to_decimal(basis) for basis, hours in rows)
        value = etp.to_decimal(posts / months) if rows else etp.to_decimal(0)
        return self._get_hours_result(scope, float(value), self._read_hours_figures(scope))

    def _compute_activity_hours(self, scope):
        """All hours worked for the activities of the régie in the period, or for one of them."""
        figures = self._read_hours_figures(scope, SQL("hour.activity_account_id IS NOT NULL"))
        domain = [*self._get_hours_domain(scope), ("activity_id", "!=", False)]
        return IndicatorResult(
            float(figures["hours"]), model="regie.hours.report", domain=domain, source_count=figures["lines"]
        )

    def _read_hours_figures(self, scope, kept=None):
        """``{hours, qpv, people, lines}`` of the hours of the scope that ``kept`` keeps: those of insertion."""
        self.check_access("read")
        [figures] = self.env.execute_query_dict(
            SQL(
                """SELECT COALESCE(round(SUM(hour.unit_amount)::numeric, 2), 0) AS hours,
                          COALESCE(round((SUM(hour.unit_amount) FILTER (WHERE hour.is_qpv))::numeric, 2), 0) AS qpv,
                          COUNT(DISTINCT hour.employee_id) AS people, COUNT(*) AS lines
                     FROM (%s) hour
                    WHERE %s AND %s""",
                self._get_scope_hours(scope),
                kept or SQL("hour.is_insertion"),
                self._get_territory_condition(scope),
            )
        )
        return figures

    @api.model
    def _get_scope_hours(self, scope):
        """SELECT of the hours of the company, the period, the activity and the customer of the scope."""
        lines = self.env["account.analytic.line"]
        lines._flush_insertion_hours()
        condition = SQL(
            "line.company_id = %s AND line.date BETWEEN %s AND %s", scope.company.id, scope.date_from, scope.date_to
        )
        if scope.activity is not None:
            column = SQL.identifier("line", lines._get_activity_column())
            # sudo: the account of an activity is no secret, the figure is the activity's
            condition = SQL("%s AND %s = %s", condition, column, scope.activity.sudo().analytic_account_id.id)
        if scope.partner is not None:
            customers = self.env["res.partner"].sudo().search([("id", "child_of", scope.partner.ids)])
            condition = SQL("%s AND line.partner_id = ANY(%s)", condition, list(customers.ids))
        return lines._insertion_hours_query(condition)

    @api.model
    def _get_territory_condition(self, scope):
        if scope.territory is None:
            return SQL("TRUE")
        return SQL("hour.territory_id = %s", scope.territory.id)

    def _get_hours_result(self, scope, value, figures):
        return IndicatorResult(value, **self._get_hours_source(scope, figures))

    def _get_hours_source(self, scope, figures):
        """Where the insertion hours are, for whoever may tell them from the others."""
        source = {"source_count": figures["lines"]}
        if self.env.user.has_group("regie_insertion.group_insertion_user"):
            domain = [*self._get_hours_domain(scope), ("insertion_hours", "!=", 0)]
            source.update(model="regie.hours.report", domain=domain)
        return source

    @api.model
    def _get_hours_domain(self, scope):
        domain = [
            ("company_id", "=", scope.company.id),
            ("date", ">=", scope.date_from),
            ("date", "<=", scope.date_to),
        ]
        if scope.activity is not None:
            domain.append(("activity_id", "in", scope.activity.ids))
        if scope.partner is not None:
            domain.append(("partner_id", "child_of", scope.partner.ids))
        if scope.territory is not None:
            domain.append(("territory_id", "in", scope.territory.ids))
        return domain
