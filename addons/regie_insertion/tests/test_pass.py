from datetime import date, timedelta

from freezegun import freeze_time
from psycopg2.errors import ExclusionViolation

from odoo.tools import mute_logger

from .common import InsertionCase


@freeze_time("2026-10-15")
class TestPass(InsertionCase):
    """The PASS IAE: its number, its 730 days, its status, and one at a time for a person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls._create_employee("E001", contract=None)

    def test_pass_lasts_730_days_both_ends_included(self):
        record = self._create_pass(self.person, date(2025, 3, 1))
        self.assertEqual(record.date_end, date(2027, 2, 28))
        self.assertEqual((record.date_end - record.date_start).days + 1, 730)

    def test_pass_over_a_leap_day_ends_one_day_earlier(self):
        record = self._create_pass(self.person, date(2023, 3, 1))
        self.assertEqual(record.date_end, date(2025, 2, 27))

    def test_pass_duration_is_the_parameter_of_its_first_day(self):
        parameter = self.env["regie.parameter"].search([("code", "=", "pass_duree_jours")])
        parameter.date_to = date(2026, 12, 31)
        self.env.flush_all()
        self._create_parameter("pass_duree_jours", 365, date_from="2027-01-01")
        record = self._create_pass(self.person, date(2027, 1, 1))
        self.assertEqual(record.date_end, date(2027, 12, 31))

    def test_pass_of_one_day_is_refused(self):
        self._create_parameter("pass_duree_jours", 1, company_id=self.company.id)
        with self.assertRule("INS-N02"):
            self._create_pass(self.person)

    def test_pass_without_duration_in_force_is_refused(self):
        with self.assertRule("INS-P01"):
            self._create_pass(self.person, date(2010, 1, 1))

    def test_number_typed_with_blanks_is_kept_without_and_shown_as_the_state_does(self):
        record = self._create_pass(self.person, number="99999 72 86473")
        self.assertEqual(record.number, "999997286473")
        self.assertEqual(record.display_name, "99999 72 86473")
        record.number = "99999ab00000"
        self.assertEqual(record.number, "99999AB00000")

    def test_number_of_another_length_or_with_signs_is_refused(self):
        for number in ("99999728647", "9999972864731", "99999-728647", " "):
            with self.subTest(number=number), self.assertRule("INS-N01"):
                self._create_pass(self.person, number=number)

    def test_status_follows_the_day(self):
        record = self._create_pass(self.person, date(2024, 10, 16))
        self.assertEqual(record.date_end, date(2026, 10, 15))
        expected = {
            "2024-10-15": ("future", 730),
            "2024-10-16": ("valid", 730),
            "2024-10-17": ("valid", 729),
            "2026-10-15": ("valid", 1),
            "2026-10-16": ("expired", 0),
        }
        for day, (status, remaining) in expected.items():
            with self.subTest(day=day), freeze_time(day):
                record.invalidate_recordset()
                self.assertEqual((record.status, record.remaining_days), (status, remaining))
                for searched in ("future", "valid", "expired"):
                    found = record.search([("id", "=", record.id), ("status", "=", searched)])
                    self.assertEqual(bool(found), searched == status, searched)

    def test_pass_ending_within_seven_months_is_found(self):
        record = self._create_pass(self.person, date(2025, 5, 17))
        self.assertEqual(record.date_end, date(2027, 5, 16))
        self.assertFalse(record.is_ending)
        record.date_start = date(2025, 5, 16)
        self.assertTrue(record.is_ending)
        self.assertIn(record, record.search([("is_ending", "=", True)]))
        self.assertNotIn(record, record.search([("is_ending", "=", False)]))

    def test_second_pass_while_one_is_valid_is_refused(self):
        self._create_pass(self.person, date(2026, 1, 1))
        for start in (date(2026, 6, 1), date(2028, 6, 1)):
            with self.subTest(start=start), self.assertRule("INS-N03"):
                self._create_pass(self.person, start)

    def test_second_pass_after_an_expired_one_is_accepted(self):
        old = self._create_pass(self.person, date(2022, 1, 1))
        self.assertLess(old.date_end, date(2026, 10, 15))
        new = self._create_pass(self.person, date(2026, 1, 1))
        self.assertEqual(self.person.pass_id, new)

    def test_past_passes_that_overlap_are_refused(self):
        self._create_pass(self.person, date(2020, 1, 1))
        with self.assertRule("INS-N03"):
            self._create_pass(self.person, date(2021, 12, 30))

    def test_overlap_behind_the_back_of_the_model_is_stopped_by_postgresql(self):
        old = self._create_pass(self.person, date(2022, 1, 1))
        self._create_pass(self.person, date(2026, 1, 1))
        self.env.flush_all()
        with self.assertRaises(ExclusionViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.cr.execute("UPDATE regie_iae_pass SET date_end = %s WHERE id = %s", [date(2026, 6, 1), old.id])
            self.cr.execute("SET CONSTRAINTS regie_iae_pass_employee_period_excl IMMEDIATE")

    def test_pass_does_not_cover_the_start_of_a_running_contract_is_refused(self):
        person = self._create_employee(contract=(date(2026, 2, 1), date(2027, 1, 31)))
        with self.assertRule("INS-C05"):
            self._create_pass(person, date(2026, 2, 2))
        self._create_pass(person, date(2026, 2, 1))

    def test_contract_over_before_the_first_known_pass_is_history(self):
        person = self._create_employee(contract=(date(2020, 1, 1), date(2020, 12, 31)))
        self.assertTrue(self._create_pass(person, date(2026, 1, 1)))

    def test_people_without_pass_are_found(self):
        running = (date(2026, 9, 1), date(2026, 9, 1) + timedelta(days=364))
        without = self._create_employee(contract=running)
        covered = self._create_employee(contract=running, pass_start=date(2026, 9, 1))
        expired = self._create_employee(contract=(date(2024, 12, 1), date(2026, 11, 30)), pass_start=date(2024, 10, 1))
        permanent = self._create_employee(contract=(date(2026, 9, 1), False))
        everybody = without | covered | expired | permanent
        missing = self.env["hr.employee"].search([("is_pass_missing", "=", True), ("id", "in", everybody.ids)])
        self.assertEqual(missing, without | expired)
        self.assertEqual(everybody.filtered("is_pass_missing"), missing)
        inside = self.env["hr.employee"].search([("is_in_insertion", "=", True), ("id", "in", everybody.ids)])
        self.assertEqual(inside, covered)
        self.assertEqual(everybody.filtered("is_in_insertion"), inside)

    def test_contract_past_the_pass_is_announced_not_refused(self):
        person = self._create_employee(
            contract=(date(2026, 9, 3), date(2028, 3, 1)), pass_start=date(2024, 10, 15), weekly_hours=35
        )
        self.assertTrue(person.contract_warning)
        person.contract_date_end = date(2027, 1, 2)
        self.assertEqual(person.pass_date_end, date(2026, 10, 14))
        self.assertTrue(person.contract_warning)
