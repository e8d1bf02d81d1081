from odoo import api, models
from odoo.tools import SQL


class RegieInsertionYearTable(models.AbstractModel):
    """The yearly tables of the accompaniment: barriers (*Accompagnement*), trainings (*Formations*), immersions.

    Totals only, worked out from assessments that most readers of a total may not read.
    """

    _inherit = "regie.insertion.year.table"

    @api.model
    def _get_tables(self, scope):
        tables = super()._get_tables(scope)
        return [*tables, self._get_barrier_table(scope), self._get_training_table(scope), self._get_pmsmp_table(scope)]

    # -- Accompagnement ------------------------------------------------------------------------

    @api.model
    def _get_barrier_table(self, scope):
        """*Accompagnement*: per barrier of the State, persons concerned and accompanied, inside, outside or both.

        Concerned is raised to accompanied when it is smaller, as the State does.
        """
        labels = dict(self.env["regie.barrier.axis"]._fields["state_code"]._description_selection(self.env))
        rows = {code: figures for code, *figures in self.env.execute_query(self._barrier_query(scope))}
        return {
            "code": "barriers",
            "title": self.env._("Barriers and who helps (Accompagnement)"),
            "columns": [
                self.env._("Barrier"),
                self.env._("Persons concerned"),
                self.env._("Accompanied in the régie"),
                self.env._("Accompanied by partners"),
                self.env._("Both"),
                self.env._("Accompanied in all"),
                self.env._("Ratio (%)"),
            ],
            "rows": [self._get_barrier_row(label, rows.get(code)) for code, label in labels.items()],
            "note": self.env._(
                "Concerned: level 1 or more in the year, or the last one before it. The level of nobody is shown."
            ),
        }

    @api.model
    def _get_barrier_row(self, label, figures):
        concerned, internal, external, both = figures or (0, 0, 0, 0)
        accompanied = internal + external + both
        concerned = max(concerned, accompanied)
        ratio = round(100 * accompanied / concerned, 1) if concerned else None
        return [label, concerned, internal, external, both, accompanied, ratio]

    @api.model
    def _barrier_query(self, scope):
        """SELECT of ``state_code, concerned, internal, external, both``, one row per barrier of the State."""
        self._flush_people()
        self.env["regie.barrier.assessment"].flush_model()
        self.env["regie.barrier.axis"].flush_model(["state_code"])
        return SQL(
            """WITH person AS (%(people)s),
                    assessment AS (
                 SELECT assessment.pathway_id, axis.state_code, assessment.level, assessment.support,
                        assessment.date >= %(first_day)s AS is_of_year,
                        ROW_NUMBER() OVER (PARTITION BY assessment.pathway_id, assessment.axis_id
                                           ORDER BY assessment.date >= %(first_day)s, assessment.date DESC,
                                                    assessment.id DESC) AS rank_before
                   FROM regie_barrier_assessment assessment
                   JOIN regie_barrier_axis axis ON axis.id = assessment.axis_id
                   JOIN person ON person.pathway_id = assessment.pathway_id
                  WHERE assessment.date <= %(last_day)s),
                    barrier AS (
                 SELECT state_code, pathway_id, bool_or(level > '0') AS is_concerned,
                        COALESCE(bool_or(support IN ('internal', 'both')), FALSE) AS is_internal,
                        COALESCE(bool_or(support IN ('external', 'both')), FALSE) AS is_external
                   FROM assessment WHERE is_of_year OR rank_before = 1
               GROUP BY state_code, pathway_id)
               SELECT state_code, COUNT(*) FILTER (WHERE is_concerned),
                      COUNT(*) FILTER (WHERE is_internal AND NOT is_external),
                      COUNT(*) FILTER (WHERE is_external AND NOT is_internal),
                      COUNT(*) FILTER (WHERE is_internal AND is_external)
                 FROM barrier GROUP BY state_code""",
            people=self._people_query(scope),
            first_day=scope["date_from"],
            last_day=scope["date_to"],
        )

    # -- Formations ----------------------------------------------------------------------------

    @api.model
    def _get_training_table(self, scope):
        """*Formations*: trainings begun in the year, by kind."""
        self._flush_people()
        self.env["regie.training"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """WITH person AS (%s)
                   SELECT training.kind, COUNT(*), COUNT(DISTINCT training.employee_id),
                          COUNT(*) FILTER (WHERE training.result = 'obtained'),
                          COALESCE(round(SUM(training.hours)::numeric), 0)::int
                     FROM regie_training training JOIN person ON person.employee_id = training.employee_id
                    WHERE training.date_start BETWEEN %s AND %s GROUP BY training.kind""",
                self._people_query(scope),
                scope["date_from"],
                scope["date_to"],
            )
        )
        figures = {kind: found for kind, *found in rows}
        labels = self.env["regie.training"]._fields["kind"]._description_selection(self.env)
        return {
            "code": "trainings",
            "title": self.env._("Trainings begun in the year (Formations)"),
            "columns": [
                self.env._("Kind of training"),
                self.env._("Trainings"),
                self.env._("Persons"),
                self.env._("Results obtained"),
                self.env._("Planned hours"),
            ],
            "rows": [[label, *figures.get(kind, (0, 0, 0, 0))] for kind, label in labels],
        }

    @api.model
    def _get_pmsmp_table(self, scope):
        """Immersions begun in the year, by object."""
        self._flush_people()
        self.env["regie.pmsmp"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """WITH person AS (%s)
                   SELECT pmsmp.object_id, COUNT(*), COUNT(DISTINCT pmsmp.employee_id),
                          COUNT(*) FILTER (WHERE pmsmp.is_hired)
                     FROM regie_pmsmp pmsmp JOIN person ON person.employee_id = pmsmp.employee_id
                    WHERE pmsmp.date_start BETWEEN %s AND %s AND pmsmp.cancelled_on IS NULL
                 GROUP BY pmsmp.object_id""",
                self._people_query(scope),
                scope["date_from"],
                scope["date_to"],
            )
        )
        figures = {object_id: found for object_id, *found in rows}
        objects = self.env["regie.pmsmp.object"].search([])
        return {
            "code": "immersions",
            "title": self.env._("Immersions begun in the year (PMSMP)"),
            "columns": [
                self.env._("Object"),
                self.env._("Immersions"),
                self.env._("Persons"),
                self.env._("Ended with a job"),
            ],
            "rows": [[one.display_name, *figures.get(one.id, (0, 0, 0))] for one in objects],
        }
