from odoo import models
from odoo.tools import SQL

from odoo.addons.regie_insertion.models.hr_version import CDDI_FORMS


class RegieAnnualAccounts(models.Model):
    """The annex of the annual accounts counts the paid staff."""

    _inherit = "regie.annual.accounts"

    def _get_annex_headcount(self):
        """People under contract in the exercise, in insertion or not, and full-time equivalents over its days.

        Totals only, counted by PostgreSQL from contracts that the reader of the annex may not read.
        """
        heads = super()._get_annex_headcount()["heads"]
        names = {False: self.env._("Permanent employees"), True: self.env._("Employees in insertion")}
        rows = [
            [names[is_insertion], float(people), round(float(posts), 2)]
            for is_insertion, people, posts in self._read_headcount()
        ]
        return self._make_table(heads, rows)

    def _read_headcount(self):
        """``[(in insertion, people, full-time equivalents)]``: days under contract × weekly hours ÷ legal hours."""
        self.check_access("read")
        exercise = self.exercise_id
        legal_hours = (
            self.env["regie.parameter"].with_company(self.company_id).get("duree_legale_hebdo", exercise.date_to)
        )
        self.env["hr.version"].flush_model()
        return self.env.execute_query(
            SQL(
                """SELECT agreement_id IS NOT NULL OR COALESCE(iae_form IN %(forms)s, FALSE),
                          COUNT(DISTINCT employee_id),
                          SUM((LEAST(COALESCE(contract_date_end, %(last)s), %(last)s)
                               - GREATEST(contract_date_start, %(first)s) + 1)
                              * COALESCE(NULLIF(weekly_hours, 0), %(legal)s) / %(legal)s)
                          / (%(last)s - %(first)s + 1)
                     FROM (SELECT DISTINCT ON (version.employee_id, version.contract_date_start) version.employee_id,
                                  version.agreement_id, version.iae_form, version.weekly_hours::numeric AS weekly_hours,
                                  version.contract_date_start, version.contract_date_end
                             FROM hr_version version
                             JOIN hr_employee employee ON employee.id = version.employee_id
                            WHERE version.active AND employee.company_id = %(company)s
                              AND version.contract_date_start <= %(last)s
                              AND COALESCE(version.contract_date_end, %(last)s) >= %(first)s
                         ORDER BY version.employee_id, version.contract_date_start, version.date_version DESC) contract
                 GROUP BY 1 ORDER BY 1""",
                forms=CDDI_FORMS,
                first=SQL("%s::date", exercise.date_from),
                last=SQL("%s::date", exercise.date_to),
                legal=SQL("%s::numeric", legal_hours),
                company=self.company_id.id,
            )
        )
