from datetime import date

from odoo.addons.regie_base.tools.scope import Scope

from .common import InsertionCase


class TestIndicatorClause(InsertionCase):
    """The figures of the clauses for a period, a buyer, an activity, and who may have them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.landlord = cls._create_partner("Habitat des Tilleuls")
        cls.town = cls._create_partner("Ville de Bocage")
        cls.activity = cls._create_activity()
        cls.cleaning = cls._create_clause(hours=100, buyer_id=cls.landlord.id)
        cls.squares = cls._create_clause(hours=60, buyer_id=cls.town.id)
        cls.halls = cls._create_worksite(cls.cleaning, activity_id=cls.activity.id)
        cls.gardens = cls._create_worksite(cls.squares)
        cls.amina = cls._create_employee(pass_start=date(2026, 1, 1), qpv=True)
        cls.bruno = cls._create_employee(pass_start=date(2026, 1, 1), qpv=False)
        cls._work(cls.halls, cls.amina, hours=6)
        cls._work(cls.halls, cls.bruno, hours=2)
        cls._work(cls.gardens, cls.amina, date(2026, 2, 3), hours=4)
        cls._work(cls.gardens, cls.amina, date(2026, 3, 3), hours=4)
        cls._validate_month()

    def _compute(self, code, user=None, **narrowings):
        indicator = self.env.ref(f"regie_insertion.indicator_{code}")
        scope = Scope.for_month(self.company, date(2026, 2, 1), **narrowings)
        return indicator.with_user(user or self.env.user)._compute_result(scope)

    def test_figures_of_the_regie(self):
        self.assertEqual(self._compute("clause_hours").value, 12)
        self.assertEqual(self._compute("clause_people").value, 2)
        self.assertAlmostEqual(self._compute("clause_qpv_share").value, 83.3333, 3)
        progress = self._compute("clause_progress")
        self.assertEqual((progress.value, progress.numerator, progress.denominator), (7.5, 12, 160))

    def test_figures_of_one_buyer(self):
        self.assertEqual(self._compute("clause_hours", partner=self.landlord).value, 8)
        self.assertEqual(self._compute("clause_qpv_share", partner=self.town).value, 100)
        self.assertEqual(self._compute("clause_progress", partner=self.landlord).value, 8)

    def test_figures_of_one_activity(self):
        self.assertEqual(self._compute("clause_hours", activity=self.activity).value, 8)
        self.assertEqual(self._compute("clause_progress", activity=self.activity).reason, "no_scope")

    def test_share_of_nothing_is_not_zero(self):
        nobody = self._create_partner("Nobody yet")
        self.assertIsNone(self._compute("clause_qpv_share", partner=nobody).value)
        self.assertIsNone(self._compute("clause_progress", partner=nobody).value)

    def test_records_behind_add_up_to_the_figure(self):
        result = self._compute("clause_hours")
        rows = self.env[result.model].search(result.domain)
        self.assertEqual((sum(rows.mapped("hours_insertion")), result.source_count), (result.value, 3))

    def test_board_member_has_the_totals_and_a_cashier_has_none(self):
        member = self._create_user("member", "group_role_board_member")
        self.assertEqual(self._compute("clause_hours", member).value, 12)
        cashier = self._create_user("cashier", "group_role_cashier", "regie_base.group_regie_read")
        self.assertEqual(self._compute("clause_hours", cashier).reason, "no_access")
