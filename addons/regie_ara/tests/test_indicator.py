from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.regie_base.tools.scope import Scope

from .common import AraCase


@tagged("post_install", "-at_install")
class TestIndicator(AraCase):
    """The figures of self-renovation, for the régie and for a landlord."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_parameter("ara_tutor_hour_cost", 20, company_id=cls.company.id)
        with freeze_time("2026-03-10 10:00:00"):
            cls.case = cls._create_aided_case(300)
            session = cls.env["regie.ara.session"].create(
                {
                    "case_id": cls.case.id,
                    "name": "Paint",
                    "date_start": "2026-03-05 08:00:00",
                    "hours": 4,
                    "people_count": 2,
                }
            )
            session.action_done()
            cls.case.task_ids.sudo().write({"company_price": 1000, "is_learnt": True})
            cls._control(cls.case)
            cls.case.action_release_aid()
            cls.case.action_close()
        cls.year = Scope(cls.company, date(2026, 1, 1), date(2026, 12, 31))

    def _read(self, code, scope=None):
        return getattr(self.env["regie.indicator"], f"_compute_ara_{code}")(scope or self.year)

    def test_figures_of_the_year(self):
        # a company asks 1 000; the supplies cost 500 and the tutor 4 × 20
        figures = {
            "cases_closed": 1,
            "household_hours": 8,
            "company_saving": 420,
            "aid_released": 300,
            "learnt_share": 100,
        }
        for code, value in figures.items():
            with self.subTest(code=code):
                self.assertEqual(self._read(code).value, value)

    def test_figures_of_another_landlord_or_year_are_missing(self):
        other = Scope(self.company, date(2026, 1, 1), date(2026, 12, 31), partner=self._create_partner())
        before = Scope(self.company, date(2025, 1, 1), date(2025, 12, 31))
        activity = Scope(self.company, date(2026, 1, 1), date(2026, 12, 31), activity=self._create_activity())
        for code in ("cases_closed", "household_hours", "company_saving", "aid_released", "learnt_share"):
            for scope in (other, before, activity):
                with self.subTest(code=code, scope=scope):
                    self.assertFalse(self._read(code, scope).is_available)

    def test_figures_of_its_landlord_are_its_own(self):
        scope = Scope(self.company, date(2026, 1, 1), date(2026, 12, 31), partner=self.landlord)
        self.assertEqual(self._read("aid_released", scope).value, 300)

    def test_shipped_indicators_have_their_method(self):
        for code in ("cases_closed", "household_hours", "company_saving", "aid_released", "learnt_share"):
            self.assertEqual(self.env.ref(f"regie_ara.indicator_ara_{code}").code, f"ara_{code}")
