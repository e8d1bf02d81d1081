from odoo import models
from odoo.tools import SQL

from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult

from ..tools.exit_rate import DYNAMIC


class RegieIndicator(models.Model):
    """The rates of the exits and what becomes of people: one aggregation each, over the exits that the State counts.

    No counted exit, no rate: « non calculable », never 0 %. Exits are those of the régie as a whole.
    """

    _inherit = "regie.indicator"

    def _compute_exit_dynamic_rate(self, scope):
        """Percentage of the counted exits of the period to a lasting job, a transition job or a positive exit."""
        return self._get_exit_rate(scope, DYNAMIC)

    def _compute_exit_durable_rate(self, scope):
        """Percentage of the counted exits of the period to a lasting job."""
        return self._get_exit_rate(scope, ("durable",))

    def _compute_exit_transition_rate(self, scope):
        """Percentage of the counted exits of the period to a transition job."""
        return self._get_exit_rate(scope, ("transition",))

    def _compute_exit_positive_rate(self, scope):
        """Percentage of the counted exits of the period that are positive ones."""
        return self._get_exit_rate(scope, ("positive",))

    def _compute_exit_counted(self, scope):
        """Exits of the period that the State counts."""
        return self._get_exit_number(scope, "counted", [("status", "=", "counted")])

    def _compute_exit_left_out(self, scope):
        """Exits of the period that are not counted: withdrawn, too short, without hours."""
        return self._get_exit_number(scope, "left_out", [("status", "=", "left_out")])

    def _compute_exit_undocumented(self, scope):
        """Counted exits without motive: they count as other exits and lower the rates."""
        domain = [("status", "=", "counted"), ("is_undocumented", "=", True)]
        return self._get_exit_number(scope, "undocumented", domain)

    def _compute_exit_caretakers(self, scope):
        """People who left for a post of caretaker with a landlord."""
        return self._get_exit_number(scope, "caretakers", [("exit_id.hire_kind", "=", "caretaker")])

    def _compute_exit_follow_up_rate(self, scope):
        """Percentage of the follow-ups due in the period whose person was reached."""
        self.check_access("read")
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        self.env["regie.insertion.follow.up"].flush_model()
        [(due, reached)] = self.env.execute_query(
            SQL(
                """SELECT COUNT(*), COUNT(*) FILTER (WHERE is_reached AND date_done IS NOT NULL)
                     FROM regie_insertion_follow_up
                    WHERE company_id = %s AND date_due BETWEEN %s AND %s AND kind <> 'fse'""",
                scope.company.id,
                scope.date_from,
                scope.date_to,
            )
        )
        source = {"source_count": due}
        if self.env.user.has_group("regie_insertion.group_insertion_user"):
            domain = [
                ("company_id", "=", scope.company.id),
                ("date_due", ">=", scope.date_from),
                ("date_due", "<=", scope.date_to),
                ("kind", "!=", "fse"),
            ]
            source.update(model="regie.insertion.follow.up", domain=domain)
        return IndicatorResult.ratio(reached, due, 100, **source)

    def _get_exit_rate(self, scope, categories):
        """Percentage of the counted exits in ``categories``; without value when none is counted."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        figures = self._read_exit_figures(scope)
        numerator = sum(figures[category] for category in categories)
        source = self._get_exit_source(scope, [("status", "=", "counted")], figures["counted"])
        return IndicatorResult.ratio(numerator, figures["counted"], 100, **source)

    def _get_exit_number(self, scope, name, domain):
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        figure = self._read_exit_figures(scope)[name]
        return IndicatorResult(figure, **self._get_exit_source(scope, domain, figure))

    def _read_exit_figures(self, scope):
        """Counts of the exits of the period, by category for the counted ones: a dict of whole numbers."""
        self.check_access("read")
        exits = self.env["regie.insertion.exit"]
        exits._flush_counting()
        condition = SQL(
            "leaving.company_id = %s AND leaving.date BETWEEN %s AND %s",
            scope.company.id,
            scope.date_from,
            scope.date_to,
        )
        counted = SQL("not_counted_reason IS NULL")
        columns = [
            SQL("COUNT(*) FILTER (WHERE %s AND category = %s) AS %s", counted, category, SQL.identifier(category))
            for category in (*DYNAMIC, "other")
        ]
        [figures] = self.env.execute_query_dict(
            SQL(
                """SELECT COUNT(*) FILTER (WHERE %(counted)s) AS counted,
                          COUNT(*) FILTER (WHERE NOT (%(counted)s)) AS left_out,
                          COUNT(*) FILTER (WHERE %(counted)s AND is_undocumented) AS undocumented,
                          COUNT(*) FILTER (WHERE hire_kind = 'caretaker') AS caretakers,
                          %(columns)s
                     FROM (%(counting)s) counting""",
                counted=counted,
                columns=SQL(", ").join(columns),
                counting=exits._counting_query(condition),
            )
        )
        return figures

    def _get_exit_source(self, scope, domain, count):
        """Where the exits are, for those who may read whose they are."""
        source = {"source_count": count}
        if self.env["regie.insertion.exit.report"].has_access("read"):
            period = [("date", ">=", scope.date_from), ("date", "<=", scope.date_to)]
            source.update(
                model="regie.insertion.exit.report", domain=[("company_id", "=", scope.company.id), *period, *domain]
            )
        return source
