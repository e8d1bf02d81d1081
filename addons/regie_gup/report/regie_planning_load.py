from odoo import fields, models
from odoo.tools import SQL


class RegiePlanningLoad(models.Model):
    """Load of the teams by week: hours planned on the passes beside the hours of the contracts, absences taken away.

    The length of a pass is what it asks of the whole team: it is shared between the people expected, or stays with the
    team when nobody is named. From four weeks ago to twelve weeks ahead.
    """

    _name = "regie.planning.load"
    _description = "Load of the Teams"
    _auto = False
    _order = "week, department_id, employee_id"

    week = fields.Date(readonly=True, help="Monday of the week.")
    company_id = fields.Many2one("res.company", string="Régie", readonly=True)
    department_id = fields.Many2one("hr.department", string="Team", readonly=True)
    employee_id = fields.Many2one(
        "hr.employee", string="Person", readonly=True, help="Empty: planned for the team, nobody being named."
    )
    pass_count = fields.Integer(string="Passes", readonly=True)
    hours_planned = fields.Float(string="Hours planned", readonly=True, digits=(16, 2))
    hours_contract = fields.Float(
        string="Hours available", readonly=True, digits=(16, 2), help="Weekly hours of the contracts, less absences."
    )
    hours_free = fields.Float(
        string="Hours left", readonly=True, digits=(16, 2), help="Available less planned; below zero, too much."
    )

    @property
    def _table_query(self):
        """What is planned and what is available, added up by week, team and person."""
        return SQL(
            """WITH weeks AS (%s), planned AS (%s), available AS (%s)
               SELECT row_number() OVER (ORDER BY week, department_id, employee_id) AS id, week, company_id,
                      department_id, employee_id, SUM(pass_count)::int AS pass_count,
                      SUM(hours_planned) AS hours_planned, SUM(hours_contract) AS hours_contract,
                      SUM(hours_contract - hours_planned) AS hours_free
                 FROM (SELECT *, 0 AS hours_contract FROM planned
                        UNION ALL
                       SELECT week, company_id, department_id, employee_id, 0, 0, hours_contract FROM available) AS load
                GROUP BY week, company_id, department_id, employee_id""",
            self._get_weeks(),
            self._get_planned(),
            self._get_available(),
        )

    def _get_weeks(self):
        return SQL(
            """SELECT generate_series(date_trunc('week', %(today)s::date) - interval '4 weeks',
                                      date_trunc('week', %(today)s::date) + interval '12 weeks', '1 week')::date AS week
            """,
            today=fields.Date.context_today(self),
        )

    def _get_planned(self):
        return SQL(
            """SELECT weeks.week, pass.company_id, pass.department_id, crew.employee_id, COUNT(*) AS pass_count,
                      SUM(pass.planned_minutes / 60.0 / COALESCE(crew.people, 1)) AS hours_planned
                 FROM regie_intervention pass
                 JOIN weeks ON pass.date_planned BETWEEN weeks.week AND weeks.week + 6
            LEFT JOIN (SELECT regie_intervention_id, hr_employee_id AS employee_id,
                              COUNT(*) OVER (PARTITION BY regie_intervention_id) AS people
                         FROM regie_intervention_employee_rel) crew ON crew.regie_intervention_id = pass.id
                WHERE pass.date_cancelled IS NULL AND pass.date_missed IS NULL
                GROUP BY weeks.week, pass.company_id, pass.department_id, crew.employee_id"""
        )

    def _get_available(self):
        """Hours of the contract in force at the end of each week, in the teams that have something to do."""
        return SQL(
            """SELECT DISTINCT ON (version.employee_id, weeks.week) weeks.week, employee.company_id,
                      version.department_id, version.employee_id,
                      GREATEST(COALESCE(version.weekly_hours, 0) - COALESCE(away.hours, 0), 0) AS hours_contract
                 FROM weeks
                 JOIN hr_version version
                   ON version.active AND version.date_version <= weeks.week + 6
                  AND version.contract_date_start <= weeks.week + 6
                  AND COALESCE(version.contract_date_end, 'infinity') >= weeks.week
                 JOIN hr_employee employee ON employee.id = version.employee_id AND employee.active
    LEFT JOIN LATERAL (SELECT SUM(absence.hours * (LEAST(absence.date_end, weeks.week + 6)
                                                   - GREATEST(absence.date_start, weeks.week) + 1)
                                  / (absence.date_end - absence.date_start + 1)) AS hours
                         FROM regie_iae_absence absence
                        WHERE absence.employee_id = version.employee_id
                          AND absence.date_start <= weeks.week + 6 AND absence.date_end >= weeks.week) away ON TRUE
                WHERE version.department_id IN (SELECT department_id FROM regie_service)
                ORDER BY version.employee_id, weeks.week, version.date_version DESC"""
        )
