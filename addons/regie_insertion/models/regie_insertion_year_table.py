from odoo import api, models
from odoo.tools import SQL

from .hr_version import IAE_FORMS
from .regie_insertion_exit_motive import CATEGORIES


class RegieInsertionYearTable(models.AbstractModel):
    """The yearly tables that the State asks of each annex, worked out by PostgreSQL. Extended by the addons above.

    A table is ``{"code", "title", "columns", "rows", "note"}``; a row is ``[label, figure, …]``, a figure being a
    number or ``None`` when the records that it needs do not exist here.
    """

    _name = "regie.insertion.year.table"
    _description = "Yearly tables of an annex"

    @api.model
    def _get_tables(self, scope):
        """The tables of a scope: ``company``, ``agreement`` (or an empty one: all), ``date_from``, ``date_to``."""
        return [self._get_people_table(scope), self._get_exit_table(scope)]

    # -- BenefSorties --------------------------------------------------------------------------

    @api.model
    def _get_people_table(self, scope):
        """*BenefSorties*: who worked in the year, who left, by the situation on the day of the entry."""
        criteria = self._get_people_criteria()
        known = [(code, condition) for code, _label, condition in criteria if condition is not None]
        columns = [
            SQL(
                "COUNT(*) FILTER (WHERE %s) AS %s, COUNT(exit_id) FILTER (WHERE %s) AS %s",
                condition,
                SQL.identifier(code),
                condition,
                SQL.identifier(f"{code}_left"),
            )
            for code, condition in known
        ]
        self._flush_people()
        [figures] = self.env.execute_query_dict(
            SQL("SELECT %s FROM (%s) person", SQL(", ").join(columns), self._people_query(scope))
        )
        return {
            "code": "people",
            "title": self.env._("Employees and those who left (BenefSorties)"),
            "columns": [self.env._("Situation"), self.env._("Employees of the year"), self.env._("Of whom left")],
            "rows": [[label, figures.get(code), figures.get(f"{code}_left")] for code, label, _condition in criteria],
            "note": self.env._("Ages and situations are those of the first day of the pathway."),
        }

    @api.model
    def _get_people_criteria(self):
        """``[(code, label, boolean SQL on the alias person, or None when it is not recorded), …]`` in order."""
        return [
            ("total", self.env._("All the employees"), SQL("TRUE")),
            ("men", self.env._("Men"), SQL("person.sex = 'male'")),
            ("women", self.env._("Women"), SQL("person.sex = 'female'")),
            ("rsa", self.env._("RSA"), self._get_flag("rsa")),
            ("ass", self.env._("ASS"), self._get_flag("ass")),
            ("aah", self.env._("AAH"), self._get_flag("aah")),
            ("rqth", self.env._("RQTH"), self._get_flag("rqth")),
            ("zrr", self.env._("Live in a ZRR"), self._get_flag("zrr")),
            ("qpv", self.env._("Live in a QPV"), SQL("person.is_qpv")),
            ("young", self.env._("Under 26"), SQL("person.age < 26")),
            ("senior", self.env._("50 and over"), SQL("person.age >= 50")),
            ("deld", self.env._("Long-term job seekers (12 to 23 months)"), self._get_flag("deld")),
            ("detld", self.env._("Very long-term job seekers (24 months and more)"), self._get_flag("detld")),
            ("cap", self.env._("Level: CAP or BEP"), self._get_flag("cap")),
            ("uncertified", self.env._("Level: training without certificate"), self._get_flag("uncertified")),
            ("below_cap", self.env._("Level: below CAP"), self._get_flag("below_cap")),
        ]

    @api.model
    def _get_flag(self, code):
        """Boolean SQL of a situation on entry, on the alias ``person``; ``None`` when the pathway does not tell it."""
        return SQL("COALESCE(person.%s, FALSE)", SQL.identifier(code)) if code in self._get_flags() else None

    @api.model
    def _get_flags(self):
        """``{code: boolean SQL on the alias pathway}`` of the situations on entry that the pathway tells."""
        return {
            "rsa": SQL("pathway.rsa IN ('OUI-M', 'OUI-NM')"),
            "ass": SQL("pathway.has_ass"),
            "aah": SQL("pathway.has_aah"),
            "rqth": SQL("pathway.is_rqth"),
            "deld": SQL("pathway.without_job_since = '03'"),
            "detld": SQL("pathway.without_job_since = '04'"),
            "cap": SQL("pathway.education_level IN ('50', '51')"),
            "uncertified": SQL("pathway.education_level = '00'"),
            "below_cap": SQL("pathway.education_level IN ('01', '60', '70')"),
        }

    @api.model
    def _people_query(self, scope):
        """SELECT of the persons with an insertion contract on a day of the period, one row each, with their exit."""
        return SQL(
            """SELECT DISTINCT ON (version.employee_id) version.employee_id, version.sex, pathway.*,
                      COALESCE(territory.is_priority, FALSE) AS is_qpv,
                      EXTRACT(year FROM age(COALESCE(pathway.date_start, version.contract_date_start),
                                            employee.birthday)) AS age
                 FROM hr_version version
                 JOIN hr_employee employee ON employee.id = version.employee_id
            LEFT JOIN regie_territory territory ON territory.id = version.territory_id
            LEFT JOIN LATERAL (
                SELECT pathway.id AS pathway_id, pathway.date_start, %(flags)s, leaving.id AS exit_id
                  FROM regie_insertion_pathway pathway
             LEFT JOIN regie_insertion_exit leaving
                    ON leaving.pathway_id = pathway.id AND leaving.cancelled_on IS NULL
                   AND leaving.date BETWEEN %(first_day)s AND %(last_day)s
                 WHERE pathway.employee_id = employee.id AND pathway.refused_on IS NULL
                   AND pathway.date_start <= %(last_day)s
              ORDER BY pathway.date_start DESC LIMIT 1) pathway ON TRUE
                WHERE version.active AND employee.company_id = %(company)s AND version.iae_form = ANY(%(forms)s)
                  AND version.date_version <= %(last_day)s AND version.contract_date_start <= %(last_day)s
                  AND COALESCE(version.contract_date_end, 'infinity') >= %(first_day)s AND %(agreement)s
             ORDER BY version.employee_id, version.date_version DESC""",
            flags=self._get_flag_columns(),
            company=scope["company"].id,
            forms=list(IAE_FORMS),
            first_day=scope["date_from"],
            last_day=scope["date_to"],
            agreement=self._get_agreement_condition("version", scope),
        )

    @api.model
    def _get_flag_columns(self):
        """Columns of the pathway, alias ``pathway``, that the situations on entry need."""
        return SQL(", ").join(SQL("%s AS %s", flag, SQL.identifier(code)) for code, flag in self._get_flags().items())

    @api.model
    def _get_agreement_condition(self, alias, scope):
        if not scope.get("agreement"):
            return SQL("TRUE")
        return SQL("%s = %s", SQL.identifier(alias, "agreement_id"), scope["agreement"].id)

    @api.model
    def _flush_people(self):
        self.env["hr.version"].flush_model()
        self.env["hr.employee"].flush_model(["company_id", "birthday"])
        self.env["regie.territory"].flush_model(["is_priority"])
        self.env["regie.insertion.pathway"].flush_model()
        self.env["regie.insertion.exit"].flush_model()

    # -- exits ---------------------------------------------------------------------------------

    @api.model
    def _get_exit_table(self, scope):
        """Exits of the year by category, those counted and those left out, and the rates of the counted ones."""
        exits = self.env["regie.insertion.exit"]
        exits._flush_counting()
        condition = SQL(
            "leaving.company_id = %s AND leaving.date BETWEEN %s AND %s AND %s",
            scope["company"].id,
            scope["date_from"],
            scope["date_to"],
            self._get_agreement_condition("leaving", scope),
        )
        rows = self.env.execute_query(
            SQL(
                """SELECT category, COUNT(*), COUNT(*) FILTER (WHERE not_counted_reason IS NULL)
                     FROM (%s) counting GROUP BY category""",
                exits._counting_query(condition),
            )
        )
        figures = {category: (total, counted) for category, total, counted in rows}
        labels = dict(exits._fields["category"]._description_selection(self.env))
        total = [sum(column) for column in zip(*figures.values(), strict=True)] or [0, 0]

        def line(label, found):
            number, counted = found
            rate = round(100 * counted / total[1], 1) if total[1] else None
            return [label, number, counted, number - counted, rate]

        return {
            "code": "exits",
            "title": self.env._("Exits of the year"),
            "columns": [
                self.env._("Category"),
                self.env._("Exits"),
                self.env._("Counted"),
                self.env._("Left out"),
                self.env._("Rate (%)"),
            ],
            "rows": [
                *(line(labels[category], figures.get(category, (0, 0))) for category, _label in CATEGORIES),
                line(self.env._("Total"), total),
            ],
            "note": self.env._("Rates over the counted exits; an exit without motive is another exit."),
        }
