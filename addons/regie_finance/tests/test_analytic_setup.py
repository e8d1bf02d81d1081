from datetime import date

from odoo.exceptions import AccessError, ValidationError

from odoo.addons.regie_base.tools.scope import Scope

from .activity_common import ActivityCase


class TestAnalyticSetup(ActivityCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._year()
        cls.accountant = cls._create_user("comptable_test", "regie_base.group_role_accountant")

    def _setup(self, exercise=None, **vals):
        model = self.env["regie.analytic.setup"].with_user(self.accountant)
        return model.create({"exercise_id": (exercise or self.exercise).id, **vals})

    def test_accountant_requires_the_activities_and_takes_up_the_keys(self):
        self._create_key(base="fixed", weights=[(self.garden, 2), (self.green, 1)], reason="Surface")
        following = self._create_exercise(2027)
        setup = self._setup(following)
        self.assertEqual(setup.default_activity_id, self.office)
        self.assertEqual(setup.support_count, 1)
        action = setup.action_apply()
        self.assertEqual(action["tag"], "regie_activity_table")
        self.assertTrue(self.company.regie_activity_required)
        [key] = self.env["regie.overhead.key"].search([("exercise_id", "=", following.id)])
        self.assertEqual((key.reason, key.line_ids.mapped("weight")), ("Surface", [2, 1]))
        self._setup(following).action_apply()
        self.assertEqual(self.env["regie.overhead.key"].search_count([("exercise_id", "=", following.id)]), 1)
        with self.assertRaisesRegex(ValidationError, "FIN-060"):
            self._entry("2027-01-05", ("606100", 10), ("401100", -10))

    def test_entry_screens_ask_for_the_activity_as_long_as_it_is_required(self):
        plan = self.env.ref("regie_base.analytic_plan_activity")
        asked = {"business_domain": "bill", "company_id": self.company.id, "account": self._account("606100").id}
        self._setup().action_apply()
        self.assertEqual(plan._get_applicability(**asked), "mandatory")
        self.assertEqual(plan._get_applicability(**{**asked, "account": self._account("401100").id}), "optional")
        self._setup(activity_required=False).action_apply()
        self.assertEqual(plan._get_applicability(**asked), "optional")
        self.assertFalse(self.company.regie_activity_required)

    def test_what_is_left_to_say_is_counted_and_opened(self):
        setup = self._setup()
        self.assertEqual(setup.left_count, 2)
        items = self.env["account.move.line"].search(setup.action_view_left()["domain"])
        self.assertEqual(sorted(items.mapped("balance")), [75, 100])
        self.assertEqual(setup.sector_count, 4)
        self.assertEqual(setup.action_view_sectors()["res_model"], "regie.activity")
        self.assertEqual(self.exercise.action_view_activity_result()["context"], {"exercise_id": self.exercise.id})

    def test_treasurer_prepares_nothing(self):
        treasurer = self._create_user("tresorier_test", "regie_finance.group_role_treasurer")
        setup = self._setup()
        with self.assertRaises(AccessError):
            setup.with_user(treasurer).action_apply()
        with self.assertRaises(AccessError):
            self.env["regie.analytic.setup"].with_user(treasurer).create({"exercise_id": self.exercise.id})


class TestActivityIndicators(ActivityCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._year()

    def _result(self, code, **narrowing):
        scope = Scope(self.company, date(2026, 1, 1), date(2026, 12, 31), **narrowing)
        return self.env.ref(f"regie_finance.indicator_{code}")._compute_result(scope)

    def test_market_and_non_market_results_take_their_overheads(self):
        self._create_key()
        market, other = self._result("market_result"), self._result("non_market_result")
        self.assertEqual(market.value, self._values("result", "market")["market"])
        self.assertEqual(other.value, self._values("result", "market")["non_market"])
        self.assertLess(other.value, 0)
        items = self.env[market.model].search(market.domain)
        self.assertEqual(len(items), market.source_count)

    def test_market_surplus_covers_the_deficit_of_the_others(self):
        self.assertEqual(self._result("market_surplus_transfer").value, 0, "no deficit before the overheads")
        self._create_key()
        self.assertEqual(self._result("market_surplus_transfer").value, -self._values("result", "market")["non_market"])

    def test_activities_in_balance_leave_the_supports_out(self):
        self.assertEqual(self._result("activities_in_balance_share").value, 100)
        self._entry("2026-10-01", ("606100", 900, self.green), ("401100", -900))
        result = self._result("activities_in_balance_share")
        self.assertEqual((result.numerator, result.denominator), (2, 3))

    def test_turnover_share_counts_job_aids_with_the_grants(self):
        result = self._result("turnover_share")
        self.assertAlmostEqual(result.value, 100 * 1400.55 / (1400.55 + 300 + 400))
        self.assertEqual(self._result("turnover_share", activity=self.garden).value, 0)
        self.assertEqual(self._result("turnover_share", activity=self.green).value, 100)

    def test_setup_opens_in_a_regie_without_exercise(self):
        newcomer = self._create_company()
        setup = self.env["regie.analytic.setup"].with_company(newcomer).new()
        self.assertFalse(setup.exercise_id)
        self.assertFalse(setup.left_count)

    def test_questions_without_answer_are_said_unavailable(self):
        self.assertEqual(self._result("turnover_share", partner=self._create_partner()).reason, "no_scope")
        for code in ("market_result", "market_surplus_transfer", "activities_in_balance_share"):
            self.assertEqual(self._result(code, activity=self.garden).reason, "no_scope", code)
        scope = Scope(self.company, date(2031, 1, 1), date(2031, 12, 31))
        result = self.env.ref("regie_finance.indicator_market_result")._compute_result(scope)
        self.assertIn("FIN-082", result.detail)
