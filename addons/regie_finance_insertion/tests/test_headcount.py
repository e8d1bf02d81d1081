from datetime import date

from odoo.addons.regie_finance.tests.common import FinanceBuilders
from odoo.addons.regie_insertion.tests.common import InsertionCase


class TestHeadcount(FinanceBuilders, InsertionCase):
    """Permanent employees that the duties of the exercise rest on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_finance()

    def _count(self):
        return self.exercise._get_permanent_headcount()

    def test_permanent_employees_are_the_mean_of_the_ends_of_the_quarters(self):
        self.assertEqual(self._count(), 0)
        self._create_employee(contract=(date(2020, 1, 1), None))
        self._create_employee(contract=(date(2026, 7, 1), None))
        self._create_employee(contract=(date(2026, 1, 1), date(2026, 12, 31)))
        self.assertEqual(self._count(), 1.5, "one all year, one at two ends of quarters, none of the CDDI")

    def test_permanent_employee_who_left_counts_until_then(self):
        self._create_employee(contract=(date(2020, 1, 1), date(2026, 6, 30)), iae_form="cdi")
        self._create_employee(contract=(date(2026, 1, 1), date(2026, 12, 31)), iae_form="cdd")
        self.assertEqual(self._count(), 0.5)

    def test_figure_typed_on_the_exercise_prevails(self):
        self._create_employee(contract=(date(2020, 1, 1), None))
        self.exercise.permanent_headcount = 12
        self.assertEqual(self._count(), 12)

    def test_employees_of_the_neighbour_are_not_counted(self):
        neighbour = self._create_company()
        self._create_employee(contract=(date(2020, 1, 1), None), company_id=neighbour.id)
        self.assertEqual(self._count(), 0)

    def test_size_of_the_duties_is_known_by_the_contracts(self):
        self._create_employee(contract=(date(2020, 1, 1), None))
        check = self.env["regie.duty.check"].new(
            {"duty_id": self.env.ref("regie_accounts.duty_auditor_size").id, "exercise_id": self.exercise.id}
        )
        line = check._get_size_lines(self.exercise)[0]
        self.assertEqual((line["figure"], line["is_known"]), (1, True))
