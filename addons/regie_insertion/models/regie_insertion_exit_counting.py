from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.exit_rate import BY_HOURS, BY_TIME

LEFT_OUT = [
    ("withdrawn", "Withdrawn"),
    ("short", "Too short a time in the structure"),
    ("no_hours", "No hour worked in the year of the exit"),
    ("few_hours", "Too few hours worked"),
    ("no_rule", "No dated rule on that day"),
]


class RegieInsertionExit(models.Model):
    """Whether an exit is counted in the rates, and why not: worked out by PostgreSQL, the same for every screen."""

    _inherit = "regie.insertion.exit"

    is_counted = fields.Boolean(
        string="Counted in the rates",
        compute="_compute_counting",
        search="_search_is_counted",
        help="Three months in an ACI or EI and an hour in the year of the exit, 150 hours in an AI or ETTI; never when "
        "withdrawn.",
    )
    not_counted_reason = fields.Selection(LEFT_OUT, string="Why not counted", compute="_compute_counting")

    @api.depends("date", "category", "agreement_id.kind", "hours_elsewhere", "cancelled_on", "pathway_id.date_start")
    def _compute_counting(self):
        rows = self.env.execute_query(
            SQL("SELECT id, not_counted_reason FROM (%s) counting", self._counting_query_of(self))
        )
        reasons = dict(rows)
        for leaving in self:
            leaving.is_counted = leaving.id in reasons and not reasons[leaving.id]
            leaving.not_counted_reason = reasons.get(leaving.id)

    @api.model
    def _search_is_counted(self, operator, value):
        if operator != "in":
            return NotImplemented
        self._flush_counting()
        counted = SQL("(SELECT id FROM (%s) counting WHERE not_counted_reason IS NULL)", self._counting_query())
        return [("id", "in" if True in value else "not in", counted)]

    @api.model
    def _counting_query_of(self, exits):
        self._flush_counting()
        return self._counting_query(SQL("leaving.id = ANY(%s)", list(exits.ids)))

    @api.model
    def _flush_counting(self):
        """Write to PostgreSQL what ``_counting_query`` reads."""
        self.flush_model()
        self.env["regie.insertion.pathway"].flush_model()
        self.env["regie.iae.agreement"].flush_model(["kind"])
        self.env["regie.parameter"].flush_model()
        self.env["hr.version"].flush_model(["contract_date_start", "contract_date_end", "iae_form", "employee_id"])
        self.env["account.analytic.line"]._flush_insertion_hours()

    @api.model
    def _counting_query(self, condition=None):
        """SELECT of the exits, one row each, with ``not_counted_reason`` (NULL: counted) and what it is made of.

        Time: entry to exit, less the days without contract in between. Hours: those of the worksites, and those typed
        on the exit. Rules: dated parameters read on the day of the exit, for the kind of the agreement (ACI without
        one). ``condition``: boolean SQL on the alias ``leaving``. Read with ``_flush_counting``; the caller checks the
        rights and shows totals, or the persons to whom may read them.
        """
        return SQL(
            """
            SELECT leaving.id, leaving.pathway_id, leaving.employee_id, leaving.company_id, leaving.department_id,
                   leaving.agreement_id, kind.code AS kind, pathway.date_start, leaving.date, leaving.motive_id,
                   leaving.category, leaving.hire_kind, leaving.motive_id IS NULL AS is_undocumented,
                   leaving.date + 1 - pathway.date_start - COALESCE(absence.days, 0) AS days,
                   hours.year AS hours_year, hours.total AS hours_total,
                   CASE WHEN leaving.category = 'withdrawn' THEN 'withdrawn'
                        WHEN kind.code = ANY(%(by_time)s) AND (rule.months IS NULL OR rule.hours_year IS NULL)
                          OR kind.code = ANY(%(by_hours)s) AND rule.hours IS NULL THEN 'no_rule'
                        WHEN kind.code = ANY(%(by_time)s)
                             AND leaving.date + 1 - COALESCE(absence.days, 0)
                                 < (pathway.date_start + make_interval(months => rule.months::int))::date THEN 'short'
                        WHEN kind.code = ANY(%(by_time)s) AND hours.year < rule.hours_year THEN 'no_hours'
                        WHEN kind.code = ANY(%(by_hours)s) AND hours.total < rule.hours THEN 'few_hours'
                   END AS not_counted_reason
              FROM regie_insertion_exit leaving
              JOIN regie_insertion_pathway pathway ON pathway.id = leaving.pathway_id
         LEFT JOIN regie_iae_agreement agreement ON agreement.id = leaving.agreement_id
        CROSS JOIN LATERAL (SELECT COALESCE(agreement.kind, 'ACI') AS code) kind
        CROSS JOIN LATERAL (%(rules)s) rule
        CROSS JOIN LATERAL (%(hours)s) hours
        CROSS JOIN LATERAL (%(absence)s) absence
             WHERE leaving.cancelled_on IS NULL AND %(condition)s
            """,
            by_time=list(BY_TIME),
            by_hours=list(BY_HOURS),
            rules=self._rules_query(),
            hours=self._hours_query(),
            absence=self._absence_query(),
            condition=condition or SQL("TRUE"),
        )

    @api.model
    def _rules_query(self):
        """The dated rules of one exit, as ``regie.parameter.get`` chooses them."""
        return SQL(
            "SELECT %s AS months, %s AS hours_year, %s AS hours",
            *map(self._parameter_query, ("sortie_seuil_mois", "sortie_heures_annee", "sortie_seuil_heures")),
        )

    @api.model
    def _parameter_query(self, code):
        return SQL(
            """(SELECT value FROM regie_parameter
                 WHERE code = %s AND (kind IS NULL OR kind = '' OR kind = kind.code)
                   AND (company_id IS NULL OR company_id = leaving.company_id)
                   AND daterange(date_from, date_to, '[]') @> leaving.date
              ORDER BY company_id NULLS LAST, NULLIF(kind, '') NULLS LAST LIMIT 1)""",
            code,
        )

    @api.model
    def _hours_query(self):
        """Hours of one person over the pathway, and in the year of the exit; papers older than the software count."""
        return SQL(
            """SELECT COALESCE(round(SUM(line.unit_amount)::numeric, 2), 0)
                      + COALESCE(leaving.hours_elsewhere, 0) AS total,
                      COALESCE(round((SUM(line.unit_amount)
                          FILTER (WHERE line.date >= date_trunc('year', leaving.date)::date))::numeric, 2), 0)
                      + COALESCE(leaving.hours_elsewhere, 0) AS year
                 FROM account_analytic_line line
                 JOIN project_project project ON project.id = line.project_id AND project.worksite_code IS NOT NULL
                WHERE line.employee_id = leaving.employee_id
                  AND line.date BETWEEN pathway.date_start AND leaving.date"""
        )

    @api.model
    def _absence_query(self):
        """Days without contract between entry and exit; none when the contracts are not known here."""
        return SQL(
            """SELECT leaving.date + 1 - pathway.date_start - SUM(upper(period) - lower(period))::int AS days
                 FROM (SELECT unnest(range_agg(daterange(version.contract_date_start, version.contract_date_end, '[]'))
                                     * datemultirange(daterange(pathway.date_start, leaving.date, '[]'))) AS period
                         FROM hr_version version
                        WHERE version.employee_id = leaving.employee_id AND version.active
                          AND version.contract_date_start IS NOT NULL) contract"""
        )
