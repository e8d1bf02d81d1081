from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from ..tools.clause import to_decimal

#: What is summed of the hours of a clause: the hours that count, those of validated months, those of people who live in
#: a priority territory, those of the last days (the pace), those of training, and those that do not count (training
#: that the market leaves out, outside the dates, person no longer eligible, person not eligible at all). Summed as
#: floats, then rounded to a millionth: exact for what people type.
HOURS = {
    "counted": "verdict = 'counted'",
    "validated": "verdict = 'counted' AND is_validated",
    "qpv": "verdict = 'counted' AND is_qpv",
    "recent": "verdict = 'counted' AND is_recent",
    "training": "is_training AND verdict IN ('counted', 'training')",
    "training_out": "verdict = 'training'",
    "outside": "verdict = 'outside'",
    "not_eligible": "verdict = 'not_eligible'",
    "other": "verdict = 'other'",
}
#: Beyond this number of periods at once, PostgreSQL gets the memory to group the people without sorting them on disk.
NETWORK_PERIODS = 1_000
#: What is counted among the hours that count: people, people hired since the clause began, lines of the timesheets.
PEOPLE = ("people", "qpv_people", "women", "hires", "lines")


def _exact(figures):
    """The hours of ``figures`` as Decimals: PostgreSQL adds them up exactly, its driver hands them over as floats."""
    return {name: to_decimal(value) if name in HOURS else value for name, value in figures.items()}


class RegieClause(models.Model):
    """The hours of the clauses, read from the timesheets by one SQL statement for any number of clauses and periods."""

    _inherit = "regie.clause"

    @api.model
    def _read_figures(self, periods, condition=None, shared=True):
        """``{key: {figure: Decimal or int}}`` of ``periods``, a list of (key, clause id, first day, last day).

        Only the hours of a person whom a PASS IAE or a verified criterion covers that day, inside the clause's dates
        and inside the person's window of eligibility, are counted; the others are summed apart. One statement whatever
        the number of periods. Periods of the same key are one period, in which a person counts once. ``condition`` is a
        boolean SQL on the alias ``line`` that narrows the hours; ``shared`` False leaves out the hours that only a
        globalisation agreement brings, so that clauses can be added up. The caller checks the reader's right on the
        clauses: the figures are totals, without a name.
        """
        figures = {key: self._get_no_figures() for key, *_rest in periods}
        if not periods:
            return figures
        names = (*HOURS, *PEOPLE)
        sums = [SQL("COALESCE(SUM(%s), 0)", SQL.identifier("person", name)) for name in HOURS]
        counts = [
            SQL("COUNT(*) FILTER (WHERE person.counted > 0)"),
            SQL("COUNT(*) FILTER (WHERE person.qpv > 0)"),
            SQL("COUNT(*) FILTER (WHERE person.counted > 0 AND version.sex = 'female')"),
            SQL("COUNT(*) FILTER (WHERE person.counted > 0 AND version.contract_date_start >= person.clause_start)"),
            SQL("SUM(person.lines)::integer"),
        ]
        query = SQL(
            "SELECT key, %s FROM (%s) person LEFT JOIN hr_version version ON version.id = version_id GROUP BY key",
            SQL(", ").join(sums + counts),
            self._people_query(periods, condition, shared),
        )
        is_network = len(periods) > NETWORK_PERIODS
        if is_network:
            self.env.cr.execute("SET LOCAL work_mem = '64MB'")
        for key, *values in self.env.execute_query(query):
            figures[key] = _exact(dict(zip(names, values, strict=True)))
        if is_network:
            self.env.cr.execute("SET LOCAL work_mem TO DEFAULT")
        return figures

    @api.model
    def _get_no_figures(self):
        """The figures of a clause on which nobody has worked yet."""
        return dict.fromkeys(HOURS, Decimal(0)) | dict.fromkeys(PEOPLE, 0)

    @api.model
    def _read_people(self, periods):
        """``[(key, employee id, {figure: Decimal})]`` of ``periods``: the nominative detail, one statement.

        The caller checks that the reader may see names.
        """
        if not periods:
            return []
        columns = SQL(", ").join(SQL.identifier(name) for name in HOURS)
        query = SQL(
            "SELECT key, employee_id, first_refused, %s FROM (%s) person ORDER BY key, employee_id",
            columns,
            self._people_query(periods),
        )
        return [
            (key, employee, {"first_refused": first_refused, **_exact(dict(zip(HOURS, values, strict=True)))})
            for key, employee, first_refused, *values in self.env.execute_query(query)
        ]

    @api.model
    def _people_query(self, periods, condition=None, shared=True):
        """SELECT of one row per key and person, with the hours of each verdict."""
        sums = SQL(", ").join(
            SQL(
                "COALESCE(ROUND((SUM(hours) FILTER (WHERE %s))::numeric, 6), 0) AS %s",
                SQL(test),
                SQL.identifier(name),
            )
            for name, test in HOURS.items()
        )
        return SQL(
            """SELECT key, employee_id, MAX(version_id) AS version_id, MIN(clause_start) AS clause_start,
                      COUNT(*) FILTER (WHERE verdict = 'counted') AS lines,
                      MIN(first_refused) FILTER (WHERE verdict = 'not_eligible') AS first_refused,
                      %(sums)s
                 FROM (%(judged)s) judged
             GROUP BY key, employee_id""",
            sums=sums,
            judged=self._judged_hours_query(periods, condition, shared),
        )
