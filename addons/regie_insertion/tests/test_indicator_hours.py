from datetime import date

from freezegun import freeze_time

from odoo.addons.regie_base.tools.scope import Scope

from .common_hours import HoursCase


class TestIndicatorHours(HoursCase):
    """October 2026: Rose (PASS, QPV) and Lina (PASS, elsewhere) clean and paint, Paul works without PASS."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cleaning = cls._create_activity("Cleaning", company_id=cls.company.id)
        cls.painting = cls._create_activity("Painting", company_id=cls.company.id)
        cls.customer = cls._create_partner()
        cls.worksite.write({"activity_id": cls.cleaning.id, "partner_id": cls.customer.id})
        cls.stairs = cls._create_worksite("T-02", activity_id=cls.painting.id)
        cls.lina = cls._create_employee(
            name="Lina",
            contract=(date(2026, 1, 9), date(2027, 1, 8)),
            pass_start=date(2026, 1, 3),
            agreement=cls.agreement,
        )
        for day in range(5, 10):
            cls._create_hours(cls.rose, date(2026, 10, day), 6)
            cls._create_hours(cls.lina, date(2026, 10, day), 4, cls.stairs)
            cls._create_hours(cls.paul, date(2026, 10, day), 7, cls.stairs)

    def _compute(self, code, user=None, **narrowings):
        indicator = self.env.ref(f"regie_insertion.indicator_{code}")
        scope = Scope.for_month(self.company, date(2026, 10, 1), **narrowings)
        return indicator.with_user(user or self.env.user)._compute_result(scope)

    def test_figures_of_the_regie(self):
        for code, value in (
            ("insertion_hours", 50),
            ("insertion_people", 2),
            ("insertion_qpv_share", 60),
            ("insertion_etp", 0.33),
            ("activity_hours", 85),
        ):
            with self.subTest(code=code):
                self.assertEqual(self._compute(code).value, value)

    def test_figures_narrowed_to_an_activity_a_customer_or_a_residence(self):
        self.assertEqual(self._compute("insertion_hours", activity=self.painting).value, 20)
        self.assertEqual(self._compute("activity_hours", activity=self.painting).value, 55)
        self.assertEqual(self._compute("insertion_hours", partner=self.customer).value, 30)
        self.assertEqual(self._compute("insertion_hours", territory=self.territory_qpv).value, 30)

    def test_share_of_no_hours_is_not_zero(self):
        nobody = self._create_partner("Nobody yet")
        self.assertIsNone(self._compute("insertion_qpv_share", partner=nobody).value)

    def test_posts_of_a_year_are_the_mean_of_its_months(self):
        indicator = self.env.ref("regie_insertion.indicator_insertion_etp")
        scope = Scope.for_year(self.company, date(2026, 10, 1))
        self._create_hours(self.rose, date(2026, 11, 2), 20)
        self.assertEqual(indicator._compute_result(scope).value, 0.04)  # 70 × 12 ÷ 1820 ÷ 12 months

    def test_figure_is_that_of_the_statement(self):
        statement = self.env["regie.iae.statement"].create({"annex_id": self.annex.id, "date_month": date(2026, 10, 1)})
        self.assertEqual(self._compute("insertion_hours").value, statement.hours_declared)
        self.assertEqual(self._compute("insertion_etp").value, statement.etp_realised)

    def test_rows_behind_add_up_to_the_figure_for_who_keeps_the_pass(self):
        office = self._create_user("office_rows", "group_role_office", company=self.company)
        for code, field in (("insertion_hours", "insertion_hours"), ("activity_hours", "hours")):
            result = self._compute(code, office)
            rows = self.env[result.model].with_user(office).search(result.domain)
            self.assertEqual((sum(rows.mapped(field)), len(rows)), (result.value, result.source_count))

    def test_board_member_and_team_leader_have_the_total_without_the_rows(self):
        for role in ("board_member", "team_leader", "accountant"):
            user = self._create_user(f"{role}_figure", f"group_role_{role}", company=self.company)
            result = self._compute("insertion_hours", user)
            self.assertEqual((result.value, result.model), (50, None))

    def test_template_of_the_month_of_insertion_asks_these_figures(self):
        template = self.env.ref("regie_insertion.dossier_template_insertion_month")
        self.assertEqual(
            set(template.criterion_ids.indicator_ids.mapped("code")),
            {"insertion_hours", "insertion_etp", "insertion_people", "insertion_qpv_share", "activity_hours"},
        )


class TestHoursCards(HoursCase):
    """The cards of the home about hours, as their person sees them."""

    def _count(self, xmlid, login, role):
        user = self._create_user(login, f"group_role_{role}", company=self.company)
        card = self.env.ref(f"regie_insertion.{xmlid}").with_user(user)
        return card.with_context(allowed_company_ids=self.company.ids).count

    @freeze_time("2026-11-03")
    def test_month_that_is_over_waits_for_the_director(self):
        self._create_hours(self.rose, date(2026, 10, 5), 5)
        self._create_hours(self.rose, date(2026, 11, 2), 5)
        self.assertEqual(self._count("home_card_month_to_validate", "d1", "director"), 1)
        self._validate_month()
        self.assertEqual(self._count("home_card_month_to_validate", "d2", "director"), 0)

    def test_statement_waits_until_it_is_declared(self):
        self._create_hours(self.rose, date(2026, 10, 5), 5)
        self._validate_month()
        statement = self.env["regie.iae.statement"].create({"annex_id": self.annex.id, "date_month": date(2026, 10, 1)})
        self.assertEqual(self._count("home_card_statement_to_send", "a1", "accountant"), 1)
        statement.action_validate()
        statement.action_mark_sent()
        self.assertEqual(self._count("home_card_statement_to_send", "a2", "accountant"), 0)
        self._correct(self.rose, date(2026, 10, 5), 1)
        self.assertEqual(self._count("home_card_statement_outdated", "d3", "director"), 1)

    @freeze_time("2026-10-14")
    def test_team_leader_sees_who_of_the_team_has_no_hours(self):
        leader = self._create_user("leader_card", "group_role_team_leader", company=self.company)
        team = self.env["hr.department"].create({"name": "Cleaning", "company_id": self.company.id})
        (self.rose | self.paul).department_id = team
        team.manager_id = self._create_employee(name="Leader", user_id=leader.id, department_id=team.id, contract=None)
        self.env.flush_all()
        self._create_hours(self.rose, date(2026, 10, 12), 5)
        people = self.env["hr.employee.public"].with_user(leader).search([("is_missing_hours", "=", True)])
        self.assertIn(self.paul.id, people.ids)
        self.assertNotIn(self.rose.id, people.ids)
        self.assertTrue(people.browse(self.paul.id).is_missing_hours)
        card = self.env.ref("regie_insertion.home_card_team_hours_missing").with_user(leader)
        self.assertEqual(card.with_context(allowed_company_ids=self.company.ids).count, 1)
