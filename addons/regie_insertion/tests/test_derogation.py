import importlib.util
from datetime import date
from pathlib import Path

from freezegun import freeze_time
from psycopg2.errors import ExclusionViolation

from odoo.modules.module import get_module_path
from odoo.tools import mute_logger
from odoo.tools.sql import column_exists

from .common_contract import ContractCase


@freeze_time("2026-10-15")
class TestDerogation(ContractCase):
    """Decisions that let a CDDI go past 24 months or under 20 hours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls._create_agreement()
        cls.person = cls._create_employee(
            contract=(date(2025, 1, 1), date(2026, 12, 31)), agreement=cls.agreement, birthday=date(1970, 1, 1)
        )

    def test_contract_goes_on_to_the_last_day_of_the_decision(self):
        self._create_derogation(self.person, period=(date(2027, 1, 1), date(2027, 6, 30)))
        with self.assertRule("INS-C02"):
            self._renew(self.person, date(2027, 1, 1), date(2027, 7, 1))
        self._renew(self.person, date(2027, 1, 1), date(2027, 6, 30))

    def test_hours_decision_does_not_lengthen_the_contract(self):
        self._create_derogation(self.person, "weekly_hours")
        with self.assertRule("INS-C02"):
            self._renew(self.person, date(2027, 1, 1), date(2027, 6, 30))

    def test_hours_under_the_minimum_need_a_decision_on_that_day(self):
        with self.assertRule("INS-C03"):
            self.person.weekly_hours = 15
        self._create_derogation(self.person, "weekly_hours", (date(2026, 2, 1), date(2027, 1, 31)))
        with self.assertRule("INS-C03"):
            self.person.weekly_hours = 15  # the contract runs since 2025
        self.person.create_version({"date_version": date(2026, 10, 1), "weekly_hours": 15})
        self.assertEqual(self.person._get_version(date(2026, 10, 1)).weekly_hours, 15)

    def test_decision_of_one_year_is_accepted_and_one_day_more_refused(self):
        for ground in ("difficulties", "weekly_hours"):
            with self.subTest(ground=ground):
                decision = self._create_derogation(self.person, ground)
                with self.assertRule("INS-C07"):
                    decision.date_to = date(2027, 10, 1)

    def test_decisions_reach_60_months_and_no_day_more(self):
        start, end = date(2029, 1, 1), date(2029, 12, 31)
        last = self._create_derogation(self.person, "difficulties", (start, end))
        self.assertEqual(last.date_to, date(2029, 12, 31))
        with self.assertRule("INS-C07"):
            self._create_derogation(self.person, "difficulties", (date(2030, 1, 1), date(2030, 1, 1)))

    def test_other_grounds_may_last_longer(self):
        training = self._create_derogation(self.person, "training", (date(2027, 1, 1), date(2028, 6, 30)))
        self.assertEqual(training.agreement_id, self.agreement)

    def test_difficulties_are_reserved_for_aci_and_ai(self):
        for kind, refused in (("ACI", False), ("AI", False), ("EI", True), ("ETTI", True)):
            agreement = self._create_agreement(kind, annex=False)
            person = self._create_employee(agreement=agreement)
            with self.subTest(kind=kind):
                if refused:
                    with self.assertRule("INS-C12"):
                        self._create_derogation(person, "difficulties")
                else:
                    self.assertTrue(self._create_derogation(person, "difficulties"))

    def test_longer_decision_is_said_before_the_kind(self):
        person = self._create_employee(agreement=self._create_agreement("EI", annex=False))
        with self.assertRule("INS-C07"):
            self._create_derogation(person, "difficulties", (date(2026, 10, 1), date(2027, 10, 1)))

    def test_decision_under_a_contract_is_neither_shortened_nor_deleted(self):
        decision = self._create_derogation(self.person, period=(date(2027, 1, 1), date(2027, 6, 30)))
        self._renew(self.person, date(2027, 1, 1), date(2027, 6, 30))
        with self.assertRule("INS-C02"):
            decision.date_to = date(2027, 6, 29)
        with self.assertRule("INS-C02"):
            decision.ground = "weekly_hours"
        with self.assertRule("INS-C02"):
            decision.unlink()

    def test_same_decision_twice_is_refused_by_postgresql(self):
        self._create_derogation(self.person)
        with self.assertRaises(ExclusionViolation), mute_logger("odoo.sql_db"):
            self._create_derogation(self.person)

    def test_current_decisions_are_found(self):
        current = self._create_derogation(self.person)
        later = self._create_derogation(self.person, "training", (date(2027, 1, 1), date(2027, 2, 1)))
        found = self.env["regie.iae.derogation"].search(
            [("is_current", "=", True), ("employee_id", "=", self.person.id)]
        )
        self.assertEqual(found, current)
        self.assertEqual((current | later).filtered("is_current"), current)
        self.assertEqual(self.person.derogation_count, 2)

    def test_text_of_before_becomes_a_decision_to_specify(self):
        path = Path(get_module_path("regie_insertion"), "migrations", "19.0.1.1.0", "post-migration.py")
        spec = importlib.util.spec_from_file_location("migration", path)
        migration = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(migration)
        cr = self.env.cr
        if not column_exists(cr, "hr_version", "derogation_reference"):
            cr.execute("ALTER TABLE hr_version ADD COLUMN derogation_reference VARCHAR")
        self.env.flush_all()
        cr.execute(
            "UPDATE hr_version SET derogation_reference = 'DDETS 27 du 12/10/2026' WHERE employee_id = %s",
            [self.person.id],
        )
        migration.migrate(cr, "19.0.1.0.0")
        self.env.invalidate_all()
        decision = self.person.derogation_ids
        self.assertEqual((decision.ground, decision.reference), ("unspecified", "DDETS 27 du 12/10/2026"))
        self.assertEqual((decision.decision_date, decision.date_to), (date(2026, 10, 12), date(2026, 12, 31)))
        self.assertEqual(self.person.version_id.signed_on, date(2025, 1, 1))
        self.person.weekly_hours = 15
