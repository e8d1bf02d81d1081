from datetime import date

from freezegun import freeze_time

from odoo.addons.regie_base.tools.scope import Scope

from .common import InsertionCase


@freeze_time("2026-12-31")
class TestIndicatorExit(InsertionCase):
    """The rates of the exits, the figures of the yearly report, and who may have them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._create_company("Régie des taux")
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.company.ids))
        cls.agreement = cls._create_agreement()
        cls.cip = cls._create_user("cip", "group_role_social_worker", company=cls.company)

    def _leave(self, category, day=date(2026, 9, 30), start=date(2026, 1, 1), hours=100, **vals):
        employee = self._create_employee(contract=(start, day), agreement=self.agreement, **vals.pop("person", {}))
        pathway = self._create_pathway(employee, social_worker=self.cip)
        return self._create_exit(pathway, day, category, hours_elsewhere=hours, reason="Moved", **vals)

    def _compute(self, code, user=None, **narrowings):
        indicator = self.env.ref(f"regie_insertion.indicator_{code}")
        scope = Scope.for_year(self.company, date(2026, 6, 1), **narrowings)
        return indicator.with_user(user or self.env.user)._compute_result(scope)

    def test_rates_of_the_worked_example(self):
        # 3 durable, 2 transition, 1 positive, 3 others (one without motive), 1 withdrawn, 1 short, 1 without hour
        for category, count in {"durable": 3, "transition": 2, "positive": 1, "other": 2, None: 1}.items():
            for _number in range(count):
                self._leave(category)
        self._leave("withdrawn")
        self._leave("durable", start=date(2026, 8, 1))
        self._leave("durable", hours=0)
        self._leave("durable", day=date(2025, 12, 31), start=date(2025, 1, 1))
        rates = {code: self._compute(f"exit_{code}_rate") for code in ("dynamic", "durable", "transition", "positive")}
        self.assertEqual(
            {code: float(rate.rounded(1)) for code, rate in rates.items()},
            {"dynamic": 66.7, "durable": 33.3, "transition": 22.2, "positive": 11.1},
        )
        self.assertEqual((rates["dynamic"].numerator, rates["dynamic"].denominator), (6, 9))
        figures = {code: self._compute(f"exit_{code}").value for code in ("counted", "left_out", "undocumented")}
        self.assertEqual(figures, {"counted": 9, "left_out": 3, "undocumented": 1})
        self.assertEqual(self._compute("exit_undocumented").source_count, 1)

    def test_no_counted_exit_gives_no_rate(self):
        self._leave("withdrawn")
        result = self._compute("exit_dynamic_rate")
        self.assertEqual((result.value, result.reason), (None, "no_denominator"))

    def test_an_exit_changes_the_rate_at_once_and_a_reopening_takes_it_back(self):
        self._leave("other")
        self.assertEqual(self._compute("exit_dynamic_rate").value, 0)
        leaving = self._leave("durable")
        self.assertEqual(self._compute("exit_dynamic_rate").value, 50)
        self._create_pass(leaving.employee_id, date(2026, 1, 1))
        leaving.action_cancel()
        self.assertEqual(self._compute("exit_dynamic_rate").value, 0)

    def test_records_behind_the_rate_are_the_counted_exits(self):
        self._leave("durable")
        self._leave("withdrawn")
        result = self._compute("exit_dynamic_rate", self.cip)
        self.env.flush_all()
        self.assertEqual(len(self.env[result.model].search(result.domain)), result.source_count)

    def test_rate_of_a_territory_is_not_computable(self):
        self._leave("durable")
        self.assertEqual(self._compute("exit_dynamic_rate", territory=self.territory_qpv).reason, "no_scope")

    def test_board_member_has_the_rate_without_the_persons(self):
        self._leave("durable")
        member = self._create_user("member", "group_role_board_member", company=self.company)
        result = self._compute("exit_dynamic_rate", member)
        self.assertEqual((result.value, result.model), (100, None))

    def test_caretakers_hired_by_landlords(self):
        self._leave("durable", hire_kind="caretaker")
        self._leave("durable", hire_kind="elsewhere")
        result = self._compute("exit_caretakers")
        self.env.flush_all()
        self.assertEqual((result.value, len(self.env[result.model].search(result.domain))), (1, 1))

    def test_people_reached_after_their_exit(self):
        leaving = self._leave("durable", day=date(2026, 5, 31))
        leaving.follow_up_ids[0].write({"date_done": date(2026, 8, 31), "is_reached": True, "situation": "durable"})
        result = self._compute("exit_follow_up_rate")
        self.assertEqual((result.numerator, result.denominator), (1, 2))

    def test_persons_of_the_yearly_report(self):
        self.company.regie_territory_id = self.territory_qpv
        self._create_employee(sex="female", birthday=date(2003, 1, 1), qpv=True)
        self._create_employee(sex="male", birthday=date(1970, 1, 1), qpv=False)
        self._create_employee(sex="male", birthday=date(1990, 1, 1), qpv=None)
        leader = self._create_user("leader", "group_role_team_leader", company=self.company)
        self._create_employee(contract=(date(2020, 1, 1), None), qpv=True, user_id=leader.id)
        self.assertEqual(self._compute("insertion_employees").value, 3)
        self.assertAlmostEqual(self._compute("insertion_women_share").value, 33.333, 2)
        self.assertAlmostEqual(self._compute("insertion_young_share").value, 33.333, 2)
        self.assertAlmostEqual(self._compute("insertion_senior_share").value, 33.333, 2)
        self.assertEqual(self._compute("insertion_local_share").value, 50)
        self.assertEqual(self._compute("supervisors_local_share").value, 100)
        self.assertEqual(self._compute("permanent_posts").value, 1)
        self.assertEqual(self._compute("insertion_weekly_hours").value, 26)

    def test_follow_up_of_the_yearly_report(self):
        self._leave("durable", day=date(2026, 6, 30))
        self._create_pathway(self._create_employee(), date(2025, 9, 1), self.cip)
        figures = {
            code: self._compute(f"pathway_{code}").value
            for code in ("entries", "followed", "advisers", "per_adviser", "months")
        }
        self.assertEqual(figures["entries"], 1)
        self.assertEqual((figures["followed"], figures["advisers"], figures["per_adviser"]), (2, 1, 2))
        self.assertAlmostEqual(figures["months"], 5.95, 2)

    def test_every_figure_of_the_two_reports_is_computed(self):
        templates = ("insertion_year", "insertion_dialogue")
        for name in templates:
            template = self.env.ref(f"regie_insertion.dossier_template_{name}")
            indicators = template.criterion_ids.indicator_ids
            scope = Scope.for_year(self.company, date(2026, 6, 1))
            results = indicators._compute_results(scope)
            self.assertNotIn("error", [result.reason for result in results.values()])
            self.assertNotIn("no_method", [result.reason for result in results.values()])
        year = self.env.ref("regie_insertion.dossier_template_insertion_year")
        self.assertEqual(len(year.section_ids), 6)
