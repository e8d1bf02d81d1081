from odoo import models
from odoo.tools import SQL

from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult

from .hr_version import IAE_FORMS


class RegieIndicator(models.Model):
    """Who works in the régie and who is followed: the means and the persons of the yearly report.

    Totals only, worked out by PostgreSQL from contracts and residences that most readers of a figure may not read.
    """

    _inherit = "regie.indicator"

    def _compute_insertion_employees(self, scope):
        """Distinct persons with an insertion contract on a day of the period."""
        return self._get_people_number(scope, "insertion")

    def _compute_insertion_women_share(self, scope):
        """Percentage of women among the persons with an insertion contract in the period."""
        return self._get_people_share(scope, "women", "insertion")

    def _compute_insertion_young_share(self, scope):
        """Percentage of persons under 26 at the end of the period, among those whose birth date is known."""
        return self._get_people_share(scope, "young", "aged")

    def _compute_insertion_senior_share(self, scope):
        """Percentage of persons of 50 and over at the end of the period, among those whose birth date is known."""
        return self._get_people_share(scope, "senior", "aged")

    def _compute_insertion_local_share(self, scope):
        """Percentage of persons in insertion who live where the régie works, among the residences known (INS-12)."""
        return self._get_people_share(scope, "local", "located")

    def _compute_supervisors_local_share(self, scope):
        """Percentage of the supervisors who live where the régie works, among the residences known (INS-07)."""
        return self._get_people_share(scope, "supervisors_local", "supervisors_located")

    def _compute_permanent_posts(self, scope):
        """Full-time posts of the permanent staff at the end of the period: weekly hours of the contracts / 35."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        figures = self._read_people_figures(scope)
        return IndicatorResult(float(figures["permanent_posts"]), source_count=figures["permanent"])

    def _compute_insertion_weekly_hours(self, scope):
        """Average weekly hours of the insertion contracts of the period; none without contract."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        figures = self._read_people_figures(scope)
        return IndicatorResult.ratio(figures["weekly_hours"], figures["with_hours"], source_count=figures["with_hours"])

    def _get_people_number(self, scope, name):
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        figures = self._read_people_figures(scope)
        return IndicatorResult(figures[name], source_count=figures[name])

    def _get_people_share(self, scope, part, whole):
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        figures = self._read_people_figures(scope)
        return IndicatorResult.ratio(figures[part], figures[whole], 100, source_count=figures[whole])

    def _read_people_figures(self, scope):
        """Counts of the persons under contract on a day of the period, each once, as their last contract says."""
        self.check_access("read")
        self._flush_people()
        insertion = SQL("person.is_insertion")
        local = SQL("person.is_local")
        located = SQL("person.territory_id IS NOT NULL")
        [figures] = self.env.execute_query_dict(
            SQL(
                """SELECT COUNT(*) FILTER (WHERE %(insertion)s) AS insertion,
                          COUNT(*) FILTER (WHERE %(insertion)s AND person.sex = 'female') AS women,
                          COUNT(*) FILTER (WHERE %(insertion)s AND person.age IS NOT NULL) AS aged,
                          COUNT(*) FILTER (WHERE %(insertion)s AND person.age < 26) AS young,
                          COUNT(*) FILTER (WHERE %(insertion)s AND person.age >= 50) AS senior,
                          COUNT(*) FILTER (WHERE %(insertion)s AND %(located)s) AS located,
                          COUNT(*) FILTER (WHERE %(insertion)s AND %(local)s) AS local,
                          COUNT(*) FILTER (WHERE %(insertion)s AND person.weekly_hours > 0) AS with_hours,
                          COALESCE(SUM(person.weekly_hours) FILTER (WHERE %(insertion)s), 0) AS weekly_hours,
                          COUNT(*) FILTER (WHERE NOT %(insertion)s) AS permanent,
                          COALESCE(round((SUM(person.weekly_hours)
                              FILTER (WHERE NOT %(insertion)s AND person.is_present))::numeric / %(week)s, 2), 0)
                              AS permanent_posts,
                          COUNT(*) FILTER (WHERE person.is_supervisor AND %(located)s) AS supervisors_located,
                          COUNT(*) FILTER (WHERE person.is_supervisor AND %(local)s) AS supervisors_local
                     FROM (%(people)s) person""",
                insertion=insertion,
                week=self.env["regie.parameter"].get("duree_legale_semaine", scope.date_to),
                located=located,
                local=local,
                people=self._people_query(scope),
            )
        )
        return figures

    def _people_query(self, scope):
        """SELECT of the persons under contract in the period, one row each.

        Supervisor: leads a team, or has the role of a team leader, outside the insertion contracts. Local: lives in
        the main territory of the régie or in a priority neighbourhood.
        """
        # sudo: who holds a role is no secret, groups are read by administrators only
        leaders = self.env.ref("regie_base.group_role_team_leader").sudo().user_ids
        return SQL(
            """SELECT DISTINCT ON (version.employee_id) version.employee_id, version.weekly_hours, version.sex,
                      version.territory_id, version.iae_form = ANY(%(forms)s) AS is_insertion,
                      EXTRACT(year FROM age(%(last_day)s, employee.birthday))::int AS age,
                      COALESCE(territory.is_priority OR territory.id = company.regie_territory_id, FALSE) AS is_local,
                      COALESCE(version.contract_date_end, 'infinity') >= %(last_day)s AS is_present,
                      NOT COALESCE(version.iae_form = ANY(%(forms)s), FALSE)
                      AND (employee.user_id = ANY(%(leaders)s)
                           OR EXISTS (SELECT FROM hr_department team WHERE team.manager_id = employee.id))
                          AS is_supervisor
                 FROM hr_version version
                 JOIN hr_employee employee ON employee.id = version.employee_id
                 JOIN res_company company ON company.id = employee.company_id
            LEFT JOIN regie_territory territory ON territory.id = version.territory_id
                WHERE version.active AND employee.company_id = %(company)s
                  AND version.contract_date_start <= %(last_day)s
                  AND COALESCE(version.contract_date_end, 'infinity') >= %(first_day)s
                  AND version.date_version <= %(last_day)s
             ORDER BY version.employee_id, version.date_version DESC""",
            forms=list(IAE_FORMS),
            leaders=list(leaders.ids),
            company=scope.company.id,
            first_day=scope.date_from,
            last_day=scope.date_to,
        )

    def _flush_people(self):
        self.env["hr.version"].flush_model()
        self.env["hr.employee"].flush_model(["company_id", "birthday", "user_id"])
        self.env["hr.department"].flush_model(["manager_id"])
        self.env["regie.territory"].flush_model(["is_priority"])
        self.env["res.company"].flush_model(["regie_territory_id"])
