from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.tools import SQL

#: Open-ended contracts, whatever their purpose: the text tells no other
OPEN_ENDED = ("cdi", "cdii")
QUARTERS = 4


class RegieExercise(models.Model):
    """The permanent employees of an exercise, counted in the contracts."""

    _inherit = "regie.exercise"

    def _get_permanent_headcount(self):
        """Mean of the employees under an open-ended contract at the ends of the quarters (C. com. R. 612-1).

        A figure typed on the exercise prevails; 0 when neither says anything. A contract whose form is not told is
        open-ended when it has no end. Totals only, counted from contracts that the reader may not read.
        """
        self.ensure_one()
        typed = super()._get_permanent_headcount()
        if typed:
            return typed
        self.check_access("read")
        ends = [self.date_to - relativedelta(months=3 * rank, day=31) for rank in range(QUARTERS)]
        ends = [day for day in ends if day >= self.date_from]
        if not ends:
            return 0.0
        self.env["hr.version"].flush_model()
        self.env["hr.employee"].flush_model(["company_id"])
        [(people,)] = self.env.execute_query(
            SQL(
                """SELECT COUNT(DISTINCT (contract.employee_id, quarter.day))
                     FROM unnest(%(ends)s::date[]) AS quarter (day)
                     JOIN (SELECT DISTINCT ON (version.employee_id, version.contract_date_start) version.employee_id,
                                  version.iae_form, version.contract_date_start, version.contract_date_end
                             FROM hr_version version
                             JOIN hr_employee employee ON employee.id = version.employee_id
                            WHERE version.active AND employee.company_id = %(company)s
                         ORDER BY version.employee_id, version.contract_date_start, version.date_version DESC) contract
                       ON contract.contract_date_start <= quarter.day
                      AND COALESCE(contract.contract_date_end, quarter.day) >= quarter.day
                    WHERE contract.iae_form IN %(forms)s
                       OR (contract.iae_form IS NULL AND contract.contract_date_end IS NULL)""",
                ends=ends,
                company=self.company_id.id,
                forms=OPEN_ENDED,
            )
        )
        return people / len(ends)
