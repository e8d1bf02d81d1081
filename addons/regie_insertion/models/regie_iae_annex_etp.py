import json
from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ..tools import aid
from .hr_version import IAE_FORMS
from .regie_iae_annex import ACTIVE_STATES

# States of the annexes that are followed: those in force, and those that are over.
FOLLOWED_STATES = (*ACTIVE_STATES, "cloture")


class RegieIaeAnnex(models.Model):
    """Posts of an annex month by month: conventioned, realised, planned by the contracts in force."""

    _inherit = "regie.iae.annex"

    etp_realised = fields.Float(
        string="Realised FTE",
        digits=(16, 2),
        compute="_compute_consumption",
        help="Mean of the months that are over since the start of the annex: last validated statement of the month, or "
        "the insertion hours typed. A month without any hour is not known and left out. Cut to 2 decimals.",
    )
    etp_projected = fields.Float(
        string="Forecast to the end (FTE)",
        digits=(16, 2),
        compute="_compute_consumption",
        help="Mean over the whole annex: the known months, then what the contracts in force and their PASS IAE give.",
    )
    realisation_rate = fields.Float(
        string="Realisation rate (%)", digits=(16, 1), compute="_compute_consumption", help="Realised ÷ conventioned."
    )
    consumption = fields.Selection(
        [("under", "Under-consumption"), ("ok", "As agreed"), ("over", "Over-consumption")],
        compute="_compute_consumption",
        search="_search_consumption",
        help="Mean of the realised months against the conventioned posts, both cut to 2 decimals, as the State does.",
    )
    is_under_used = fields.Boolean(
        string="Posts under-used",
        compute="_compute_consumption",
        search="_search_is_under_used",
        help="The active annex realises less than the warning rate (dated parameter) of its posts.",
    )

    etp_chart = fields.Char(string="Posts by month", compute="_compute_consumption", export_string_translation=False)

    @api.depends("etp_posts", "hours_basis", "date_start", "date_end", "state", "agreement_id")
    @api.depends_context("lang")
    def _compute_consumption(self):
        months = self._get_etp_months()
        rate = self.env["regie.parameter"].get("alerte_taux_realisation", fields.Date.context_today(self))
        for annex in self:
            rows = months.get(annex.id, [])
            realised = [row["etp_realised"] for row in rows if row["etp_realised"] is not None]
            projected = [row["etp_projected"] for row in rows]
            mean = aid.mean_etp(realised)
            annex.etp_realised = float(aid.truncate(mean))
            annex.etp_projected = float(aid.truncate(aid.mean_etp(projected)))
            annex.realisation_rate = float(aid.share(mean, annex.etp_posts))
            annex.consumption = aid.consumption(realised, annex.etp_posts) or False
            annex.etp_chart = annex._get_etp_chart(rows)
            annex.is_under_used = bool(
                realised and annex.is_active and mean * 100 < rate * aid.exact(round(annex.etp_posts, 2))
            )

    def _search_consumption(self, operator, value):
        if operator != "in":
            return NotImplemented
        annexes = self.search([("state", "in", FOLLOWED_STATES)])
        return [("id", "in", annexes.filtered(lambda annex: annex.consumption in value).ids)]

    def _search_is_under_used(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        domain = [("state", "in", ACTIVE_STATES), ("date_start", "<=", today), ("date_end", ">=", today)]
        return [("id", "in", self.search(domain).filtered("is_under_used").ids)]

    def _get_etp_chart(self, rows):
        """The three lines of the posts, for the chart of the form."""

        def values(name):
            return [None if row[name] is None else round(float(row[name]), 2) for row in rows]

        return json.dumps(
            {
                "title": self.env._("Posts of the annex by month: conventioned, realised, forecast"),
                "labels": [format_date(self.env, row["date"], date_format="MMM y") for row in rows],
                "series": [
                    {"name": self.env._("Realised"), "color": "#017e84", "values": values("etp_realised")},
                    {"name": self.env._("Conventioned"), "color": "#714b67", "values": values("etp_posts")},
                    {
                        "name": self.env._("Realised, then forecast"),
                        "color": "#c2570c",
                        "dashed": True,
                        "values": values("etp_projected"),
                    },
                ],
            }
        )

    def action_open_etp(self):
        """The graph of the posts of the annex by month."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_iae_etp_report_action")
        return dict(action, domain=[("annex_id", "=", self.id)], context={})

    def action_open_statements(self):
        """The monthly statements of the annex."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_iae_statement_action")
        return dict(action, domain=[("annex_id", "=", self.id)], context={"default_annex_id": self.id})

    def _get_etp_months(self):
        """Months of each annex in order, ``{annex id: [{date, hours, planned_hours, etp_realised, etp_projected}]}``.

        ``hours`` and ``etp_realised`` are None for a month that is not over or has no hour at all. Unrounded Decimals.
        Whoever reads the annex has these totals: they name nobody.
        """
        ids = self._origin.ids
        if not ids:
            return {}
        self.check_access("read")
        self._flush_etp()
        months = defaultdict(list)
        for row in self.env.execute_query_dict(self._etp_months_query(SQL("annex.id = ANY(%s)", ids))):
            basis, planned = aid.exact(row["hours_basis"]), aid.exact(row["planned_hours"])
            hours = row["hours"] if row["hours"] is None else aid.exact(row["hours"])
            row.update(hours=hours, planned_hours=planned)
            realised = hours * aid.MONTHS / basis if hours is not None and basis else None
            row["etp_realised"] = realised
            row["etp_projected"] = realised if realised is not None else planned * aid.MONTHS / basis if basis else 0
            months[row["annex_id"]].append(row)
        return months

    @api.model
    def _flush_etp(self):
        """Write to PostgreSQL what ``_etp_months_query`` reads."""
        self.env["account.analytic.line"]._flush_insertion_hours()
        self.flush_model()
        self.env["regie.iae.statement"].flush_model()
        self.env["hr.version"].flush_model(["iae_form", "weekly_hours", "contract_date_start", "contract_date_end"])

    @api.model
    def _etp_months_query(self, condition):
        """SELECT of the months of the annexes that ``condition`` (on the alias ``annex``) keeps, one row each.

        Columns: annex_id, company_id, agreement_id, kind, position, date, etp_posts, hours_basis, hours (NULL when not
        known), planned_hours, statement_id. Realised: hours declared by the last validated statement of the month; in a
        month that is over without one, the insertion hours typed, or those of its draft, which knows the paid leave, if
        there are more. Planned: weekly hours of the contracts in force, on the days
        that a PASS IAE covers, against a full-time week.
        """
        lines = self.env["account.analytic.line"]
        today = fields.Date.context_today(self)
        return SQL(
            """
            WITH month AS MATERIALIZED (%(months)s), stated AS MATERIALIZED (%(stated)s),
            worked AS (
                SELECT month.annex_id, month.date, round(SUM(hour.unit_amount)::numeric, 2) AS hours
                  FROM month
                  JOIN (%(hours)s) hour ON hour.agreement_id = month.agreement_id
                                       AND hour.date >= month.date_from AND hour.date < month.date_to
                 WHERE hour.is_insertion
                   AND NOT EXISTS (SELECT FROM stated
                                    WHERE stated.annex_id = month.annex_id AND stated.date = month.date
                                      AND stated.is_validated)
              GROUP BY month.annex_id, month.date
            ), planned AS (%(planned)s)
            SELECT month.annex_id, month.company_id, month.agreement_id, month.kind, month.position, month.date,
                   month.etp_posts, month.hours_basis,
                   CASE WHEN stated.is_validated THEN stated.hours
                        ELSE NULLIF(GREATEST(stated.hours, worked.hours), 0) END AS hours,
                   COALESCE(planned.weeks * month.hours_basis / 12 / %(full_week)s, 0) AS planned_hours,
                   stated.statement_id
              FROM month
         LEFT JOIN stated ON stated.annex_id = month.annex_id AND stated.date = month.date
         LEFT JOIN worked ON worked.annex_id = month.annex_id AND worked.date = month.date
         LEFT JOIN planned ON planned.annex_id = month.annex_id AND planned.date = month.date
          ORDER BY month.annex_id, month.date
            """,
            months=self._annex_months_query(condition),
            stated=self._stated_hours_query(),
            hours=lines._insertion_hours_query(
                SQL(
                    "line.date >= (SELECT MIN(date_from) FROM month) AND line.date < %s"
                    " AND line.company_id IN (SELECT company_id FROM month)",
                    today.replace(day=1),
                )
            ),
            planned=self._planned_hours_query(),
            full_week=self.env["regie.parameter"].get("duree_hebdo_temps_plein", today),
        )

    @api.model
    def _annex_months_query(self, condition):
        return SQL(
            """SELECT annex.id AS annex_id, annex.agreement_id, annex.company_id, annex.kind,
                      annex.etp_posts::numeric AS etp_posts, annex.hours_basis::numeric AS hours_basis,
                      day.position, day.date::date AS date, GREATEST(day.date::date, annex.date_start) AS date_from,
                      LEAST((day.date + INTERVAL '1 month')::date, annex.date_end + 1) AS date_to
                 FROM regie_iae_annex annex
           CROSS JOIN generate_series(date_trunc('month', annex.date_start::timestamp), annex.date_end::timestamp,
                                      INTERVAL '1 month') WITH ORDINALITY day(date, position)
                WHERE %s""",
            condition,
        )

    @api.model
    def _stated_hours_query(self):
        """Last statement of each month of an annex, or of the annex that it replaced: validated ones come first."""
        return SQL(
            """SELECT DISTINCT ON (month.annex_id, month.date) month.annex_id, month.date,
                      statement.id AS statement_id, statement.hours_declared::numeric AS hours,
                      statement.validated_on IS NOT NULL AS is_validated
                 FROM month
                 JOIN regie_iae_statement statement ON statement.date_month = month.date
                                                   AND (statement.validated_on IS NOT NULL OR month.date < %s)
                 JOIN regie_iae_annex source ON source.id = statement.annex_id
                WHERE source.id = month.annex_id
                   OR (source.agreement_id = month.agreement_id AND source.state = 'historise')
             ORDER BY month.annex_id, month.date, statement.validated_on IS NULL, (source.id = month.annex_id) DESC,
                      statement.version DESC""",
            fields.Date.context_today(self).replace(day=1),
        )

    @api.model
    def _planned_hours_query(self):
        """Weekly hours of the insertion contracts in force in each month, in proportion of their days."""
        return SQL(
            """SELECT month.annex_id, month.date,
                      SUM(contract.weekly_hours::numeric * covered.days
                          / EXTRACT(day FROM month.date + INTERVAL '1 month - 1 day')) AS weeks
                 FROM month
                 JOIN %(versions)s version ON version.agreement_id = month.agreement_id
                                          AND version.date_from < month.date_to AND version.date_to > month.date_from
                 JOIN hr_version contract ON contract.id = version.id
                 JOIN %(pass_days)s pass ON pass.employee_id = version.employee_id
           CROSS JOIN LATERAL (
                      SELECT SUM(upper(days) - lower(days)) AS days
                        FROM unnest(pass.days * datemultirange(daterange(
                             GREATEST(month.date_from, version.date_from, contract.contract_date_start),
                             GREATEST(LEAST(month.date_to, version.date_to,
                                            COALESCE(contract.contract_date_end + 1, 'infinity')),
                                      GREATEST(month.date_from, version.date_from, contract.contract_date_start))
                             ))) days
                      ) covered
                WHERE contract.contract_date_start < month.date_to AND contract.weekly_hours > 0
                  AND contract.iae_form = ANY(%(forms)s)
             GROUP BY month.annex_id, month.date""",
            versions=self.env["account.analytic.line"]._dated_versions_query(),
            pass_days=self.env["account.analytic.line"]._pass_days_query(),
            forms=list(IAE_FORMS),
        )
