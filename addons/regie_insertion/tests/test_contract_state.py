from datetime import date

from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st
from psycopg2.errors import ExclusionViolation

from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ..tools import contract
from .common_contract import ContractCase


@freeze_time("2026-10-15")
class TestContractState(ContractCase):
    """The state of a contract is read from its facts."""

    def _get_state(self, person, index=0):
        person.invalidate_recordset()
        return person.version_ids.sorted("date_version")[index].contract_state

    def test_contract_is_to_sign_then_running(self):
        person = self._create_employee()
        self.assertEqual(self._get_state(person), "to_sign")
        person.version_id.signed_on = date(2026, 1, 2)
        self.assertEqual(self._get_state(person), "running")

    def test_person_without_contract_is_a_draft(self):
        self.assertEqual(self._get_state(self._create_employee(contract=None)), "draft")

    def test_suspension_covers_its_days_only(self):
        person = self._create_employee(signed_on=date(2026, 1, 2))
        person.version_id.write({"suspension_reason": "pmsmp", "suspension_date_from": date(2026, 10, 15)})
        self.assertEqual(self._get_state(person), "suspended")
        person.version_id.suspension_date_to = date(2026, 10, 20)
        with freeze_time("2026-10-21"):
            self.assertEqual(self._get_state(person), "running")

    def test_signature_holds_for_every_version_of_the_contract(self):
        person = self._create_employee(signed_on=date(2026, 1, 2))
        person.create_version({"date_version": date(2026, 10, 1), "weekly_hours": 30})
        self.assertEqual([self._get_state(person, index) for index in (0, 1)], ["running", "running"])

    def test_contract_over_is_renewed_broken_or_ended(self):
        person = self._create_employee(contract=(date(2025, 1, 1), date(2026, 6, 30)))
        self.assertEqual(self._get_state(person), "ended")
        self._renew(person, date(2026, 7, 1), date(2026, 12, 31))
        self.assertEqual(self._get_state(person), "renewed")
        self.assertEqual(self._get_state(person, 1), "to_sign")
        self.assertEqual(person.version_ids.sorted("date_version").mapped("contract_rank"), [1, 2])
        left = self._create_employee(contract=(date(2026, 1, 1), date(2026, 2, 28)), short_contract_reason="broken")
        self.assertEqual(self._get_state(left), "broken")

    def test_renewal_may_be_shorter_than_a_first_contract(self):
        person = self._create_employee(contract=(date(2026, 1, 1), date(2026, 10, 31)))
        self.assertEqual(self._renew(person, date(2026, 11, 1), date(2026, 12, 31)).contract_months, 2)
        other = self._create_employee(contract=(date(2026, 1, 1), date(2026, 10, 31)))
        with self.assertRule("INS-C01"):
            self._renew(other, date(2026, 11, 2), date(2026, 12, 31))

    def test_rome_code_has_a_letter_and_four_figures(self):
        person = self._create_employee(rome_code="K2204")
        with self.assertRule("INS-C17"):
            person.rome_code = "2204"

    def test_overlap_is_refused_by_postgresql_too(self):
        person = self._create_employee(contract=(date(2026, 1, 1), date(2026, 6, 30)))
        version = self._renew(person, date(2026, 7, 1), date(2026, 12, 31))
        self.env.flush_all()
        with self.assertRaises(ExclusionViolation), mute_logger("odoo.sql_db"):
            self.env.cr.execute(
                "SET CONSTRAINTS ALL IMMEDIATE; UPDATE hr_version SET contract_date_start = '2026-06-30' WHERE id = %s",
                [version.id],
            )


@tagged("post_install", "-at_install")
class TestContractTools(BaseCase):
    """Calculators of the contract, on plain dates."""

    @given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 60))
    def test_months_of_a_period_are_those_it_was_made_of(self, start, months):
        self.assertEqual(contract.months_between(start, contract.last_day(start, months)), months)

    @given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(6, 800))
    def test_trial_lies_within_the_contract_and_one_month(self, start, days):
        end = date.fromordinal(start.toordinal() + days)
        trial = contract.trial_end(start, end)
        self.assertTrue(start <= trial <= min(end, contract.last_day(start, 1)))

    def test_trial_of_a_week_per_day(self):
        self.assertIsNone(contract.trial_end(date(2026, 1, 1), date(2026, 1, 5)))
        self.assertEqual(contract.trial_end(date(2026, 1, 1), date(2026, 1, 14)), date(2026, 1, 2))
        self.assertEqual(contract.trial_end(date(2026, 1, 1), None), date(2026, 2, 28))
