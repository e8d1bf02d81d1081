from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2.errors import CheckViolation, ExclusionViolation

from odoo.tests import BaseCase, Form, tagged
from odoo.tools import mute_logger

from ..tools import pass_iae
from .common_pass import PassCase


@freeze_time("2026-10-15")
class TestPassSuspension(PassCase):
    """Suspending a PASS: its rules in the order of the State, and how far the end moves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.iae_pass = cls._create_pass(cls.person, date(2026, 1, 1))

    def test_end_moves_by_end_less_start_on_create_edit_and_delete(self):
        self.assertEqual(self.iae_pass.date_end, date(2027, 12, 31))
        suspension = self._suspend(self.iae_pass, date(2026, 9, 1), date(2026, 9, 30))
        self.assertEqual(self.iae_pass.date_end, date(2028, 1, 29))
        suspension.date_end = date(2026, 10, 31)
        self.assertEqual(self.iae_pass.date_end, date(2028, 2, 29))
        suspension.unlink()
        self.assertEqual(self.iae_pass.date_end, date(2027, 12, 31))

    def test_suspension_of_one_day_moves_nothing(self):
        self._suspend(self.iae_pass, date(2026, 9, 1), date(2026, 9, 1))
        self.assertEqual(self.iae_pass.date_end, date(2027, 12, 31))

    def test_days_left_drop_by_one_on_the_first_day_then_stay(self):
        self._suspend(self.iae_pass, date(2026, 10, 1), date(2026, 10, 31))
        before = self.iae_pass._get_remaining_days(date(2026, 9, 30))
        days = [self.iae_pass._get_remaining_days(date(2026, 10, 1) + timedelta(days=n)) for n in range(31)]
        self.assertEqual(set(days), {before - 1})
        self.assertEqual(self.iae_pass._get_remaining_days(date(2026, 11, 1)), before - 1)
        self.assertEqual(self.iae_pass._get_remaining_days(date(2026, 11, 2)), before - 2)

    def test_status_is_suspended_both_ends_included(self):
        self._suspend(self.iae_pass, date(2026, 10, 1), date(2026, 10, 20))
        expected = {"2026-09-30": "valid", "2026-10-01": "suspended", "2026-10-20": "suspended", "2026-10-21": "valid"}
        for day, status in expected.items():
            with self.subTest(day=day), freeze_time(day):
                self.iae_pass.invalidate_recordset()
                self.assertEqual(self.iae_pass.status, status)
                found = self.iae_pass.search([("id", "=", self.iae_pass.id), ("status", "=", status)])
                self.assertTrue(found)
                others = {"valid", "suspended", "future", "expired"} - {status}
                self.assertFalse(self.iae_pass.search([("id", "=", self.iae_pass.id), ("status", "in", list(others))]))

    def test_suspended_person_is_not_a_person_without_pass(self):
        self._suspend(self.iae_pass, date(2026, 10, 1), date(2026, 10, 20))
        self.assertFalse(self.person.is_pass_missing)
        self.assertFalse(self.person.is_in_insertion)
        self.assertFalse(
            self.person.search([("id", "=", self.person.id), ("is_pass_missing", "=", True)]), "search says the same"
        )

    def test_missing_end_is_refused(self):
        with self.assertRule("INS-S01"):
            self._suspend(self.iae_pass, date(2026, 9, 1), False)
        suspension = self._suspend(self.iae_pass, date(2026, 9, 1), date(2026, 9, 2))
        with self.assertRule("INS-S01"):
            suspension.date_end = False

    def test_end_before_start_is_refused(self):
        with self.assertRule("INS-S02"):
            self._suspend(self.iae_pass, date(2026, 9, 2), date(2026, 9, 1))
        suspension = self._suspend(self.iae_pass, date(2026, 9, 1), date(2026, 9, 2))
        with self.assertRule("INS-S02"):
            suspension.date_end = date(2026, 8, 31)
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.cr.execute(
                "UPDATE regie_iae_pass_suspension SET date_end = '2026-08-31' WHERE id = %s", [suspension.id]
            )

    def test_thirty_six_months_less_a_day_is_the_longest(self):
        with self.assertRule("INS-S03"):
            self._suspend(self.iae_pass, date(2026, 9, 1), date(2029, 9, 1))
        self.assertTrue(self._suspend(self.iae_pass, date(2026, 9, 1), date(2029, 8, 31)))

    def test_start_outside_the_pass_is_refused(self):
        with self.assertRule("INS-S04"):
            self._suspend(self.iae_pass, date(2025, 12, 31), date(2026, 1, 15))
        with self.assertRule("INS-S04"):  # before S07, in the order of the State
            self._suspend(self.iae_pass, date(2028, 1, 1), date(2028, 1, 15))

    def test_start_before_the_last_hire_is_refused(self):
        self.person.create_version(
            {
                "date_version": date(2027, 3, 1),
                "contract_date_start": date(2027, 3, 1),
                "contract_date_end": date(2027, 8, 31),
            }
        )
        with freeze_time("2027-04-01"), self.assertRule("INS-S05"):
            self._suspend(self.iae_pass, date(2027, 2, 28), date(2027, 4, 30))
        with freeze_time("2027-04-01"):
            self.assertTrue(self._suspend(self.iae_pass, date(2027, 3, 1), date(2027, 4, 30)))

    def test_renewal_is_not_a_new_hire(self):
        self.person.create_version(
            {
                "date_version": date(2027, 1, 1),
                "contract_date_start": date(2027, 1, 1),
                "contract_date_end": date(2027, 6, 30),
            }
        )
        with freeze_time("2027-01-10"):
            self.assertTrue(self._suspend(self.iae_pass, date(2026, 12, 1), date(2027, 1, 31)))

    def test_back_dating_stops_at_365_days(self):
        person = self._create_employee(contract=(date(2024, 6, 1), date(2025, 5, 31)), pass_start=date(2024, 6, 1))
        with self.assertRule("INS-S05"):
            self._suspend(person.pass_id, date(2025, 10, 14), date(2025, 10, 31))
        self.assertTrue(self._suspend(person.pass_id, date(2025, 10, 15), date(2025, 10, 31)))

    def test_new_suspension_comes_after_the_last_one(self):
        self._suspend(self.iae_pass, date(2026, 5, 1), date(2026, 5, 31))
        for start in (date(2026, 4, 1), date(2026, 5, 31)):
            with self.subTest(start=start), self.assertRule("INS-S05"):
                self._suspend(self.iae_pass, start, date(2026, 6, 30))
        self.assertTrue(self._suspend(self.iae_pass, date(2026, 6, 1), date(2026, 6, 30)))

    def test_edited_suspension_over_a_later_one_overlaps(self):
        first = self._suspend(self.iae_pass, date(2026, 5, 1), date(2026, 5, 31))
        self._suspend(self.iae_pass, date(2026, 7, 1), date(2026, 7, 31))
        with self.assertRule("INS-S06"):
            first.date_end = date(2026, 7, 1)
        with self.assertRule("INS-S06"):
            first.write({"date_start": date(2026, 6, 1), "date_end": date(2026, 7, 15)})
        first.date_end = date(2026, 6, 30)

    def test_overlap_behind_the_back_of_the_model_is_stopped_by_postgresql(self):
        first = self._suspend(self.iae_pass, date(2026, 5, 1), date(2026, 5, 31))
        self._suspend(self.iae_pass, date(2026, 7, 1), date(2026, 7, 31))
        self.env.flush_all()
        with self.assertRaises(ExclusionViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.cr.execute("UPDATE regie_iae_pass_suspension SET date_end = '2026-07-01' WHERE id = %s", [first.id])
            self.cr.execute("SET CONSTRAINTS regie_iae_pass_suspension_period_excl IMMEDIATE")

    def test_start_in_the_future_is_refused(self):
        with self.assertRule("INS-S07"):
            self._suspend(self.iae_pass, date(2026, 10, 16), date(2026, 10, 31))

    def test_passerelle_is_for_ei_and_aci(self):
        for kind, allowed in (("ACI", True), ("EI", True), ("AI", False), ("ETTI", False), ("EITI", False)):
            agreement = self._create_agreement(kind, annex=False)
            with self.subTest(kind=kind):
                case = (self.iae_pass, date(2026, 9, 1), date(2026, 9, 2), "contrat_passerelle")
                if allowed:
                    self._suspend(*case, agreement_id=agreement.id).unlink()
                    continue
                with self.assertRule("INS-S08"):
                    self._suspend(*case, agreement_id=agreement.id)

    def test_old_reason_tells_the_past_only(self):
        with self.assertRule("INS-S09"):
            self._suspend(self.iae_pass, date(2026, 9, 1), date(2026, 10, 31), "sickness")
        self.assertTrue(self._suspend(self.iae_pass, date(2026, 8, 1), date(2026, 8, 31), "sickness"))

    def test_force_majeure_asks_for_words(self):
        with self.assertRule("INS-S10"):
            self._suspend(self.iae_pass, date(2026, 8, 1), date(2026, 8, 31), "force_majeure")
        self._suspend(self.iae_pass, date(2026, 8, 1), date(2026, 8, 31), "force_majeure", explanation="Crue")

    def test_moved_end_never_meets_the_next_pass(self):
        old = self._create_pass(self._create_employee(contract=None), date(2024, 5, 1))  # until 30/04/2026
        self._create_pass(old.employee_id, date(2028, 5, 31), prescriber_id=self._create_prescriber().id)
        with self.assertRule("INS-N03"):
            self._suspend(old, date(2026, 4, 1), date(2028, 12, 31), declared_on=date(2026, 4, 1))

    def test_lifting_on_a_new_hire_stops_the_day_before(self):
        suspension = self._suspend(self.iae_pass, date(2026, 9, 1), date(2027, 8, 31))
        self.assertEqual(self.iae_pass.date_end, date(2028, 12, 29))
        self.assertEqual(self.iae_pass._lift_suspension(date(2026, 10, 15)), self.iae_pass)
        self.assertEqual(suspension.date_end, date(2026, 10, 14))
        self.assertEqual(self.iae_pass.date_end, date(2028, 2, 12))
        self.assertEqual(self.iae_pass.status, "valid")

    def test_lifting_on_the_first_day_deletes_the_suspension(self):
        suspension = self._suspend(self.iae_pass, date(2026, 10, 15), date(2026, 12, 31))
        self.iae_pass._lift_suspension(date(2026, 10, 15))
        self.assertFalse(suspension.exists())
        self.assertEqual(self.iae_pass.date_end, date(2027, 12, 31))

    def test_lifting_a_pass_that_is_not_suspended_changes_nothing(self):
        self._suspend(self.iae_pass, date(2026, 9, 1), date(2026, 9, 30))
        self.assertFalse(self.iae_pass._lift_suspension(date(2026, 10, 15)))
        self.assertEqual(self.iae_pass.date_end, date(2028, 1, 29))

    def test_cip_suspends_and_lifts_from_the_person(self):
        cip = self._create_user("sus_cip", "group_role_social_worker")
        action = self.person.with_user(cip).action_suspend_pass()
        suspensions = self.env[action["res_model"]].with_user(cip).with_context(**action["context"])
        with Form(suspensions) as form:
            form.reason_id = self.env.ref("regie_insertion.suspension_reason_contract_suspended")
            form.date_start = date(2026, 10, 1)
            form.date_end = date(2027, 3, 31)
            self.assertEqual(form.pass_date_end_after, date(2028, 6, 29))
            self.assertEqual(form.date_end_max, date(2029, 9, 30))
        self.assertEqual(self.iae_pass.date_end, date(2028, 6, 29))
        action = self.person.with_user(cip).action_lift_pass()
        with Form(self.env[action["res_model"]].with_user(cip).with_context(**action["context"])) as form:
            self.assertEqual(form.date_end_after, date(2028, 1, 13))
        form.record.action_lift()
        self.assertEqual(self.iae_pass.date_end, date(2028, 1, 13))

    def test_team_leader_sees_no_suspension(self):
        suspension = self._suspend(self.iae_pass, date(2026, 9, 1), date(2026, 9, 30))
        for role, allowed in (("social_worker", True), ("office", True), ("director", True), ("team_leader", False)):
            user = self._create_user(f"sus_{role}", f"group_role_{role}")
            with self.subTest(role=role):
                self.assertEqual(suspension.with_user(user).has_access("read"), allowed)


class Oracle:
    """A PASS counted day by day, with no formula."""

    def __init__(self, start, days, suspensions):
        self.start, self.suspensions = start, suspensions
        self.end = start + timedelta(days=days - 1)
        for first, last in suspensions:
            self.end += last - first

    def days_of(self, first, last, day):
        if day < first:
            return (last - first).days + 1
        return sum(1 for n in range((last - first).days + 1) if first + timedelta(days=n) >= day)

    def remaining(self, day):
        whole = self.days_of(self.start, self.end, day)
        return whole - sum(self.days_of(first, last, day) for first, last in self.suspensions)


@st.composite
def suspended_pass(draw):
    start = draw(st.dates(date(2020, 1, 1), date(2026, 12, 31)))
    cursor, suspensions = start, []
    for _number in range(draw(st.integers(0, 4))):
        first = cursor + timedelta(days=draw(st.integers(0, 90)))
        last = first + timedelta(days=draw(st.integers(0, 200)))
        suspensions.append((first, last))
        cursor = last + timedelta(days=1)
    return start, suspensions


@tagged("post_install", "-at_install")
class TestPassCalculator(BaseCase):
    """The figures of a PASS against an oracle that counts the days one by one."""

    @settings(max_examples=60, deadline=None)
    @given(suspended_pass(), st.integers(-30, 1500))
    def test_end_and_days_left_are_those_counted_one_by_one(self, case, offset):
        start, suspensions = case
        oracle = Oracle(start, 730, suspensions)
        end = pass_iae.moved_end(pass_iae.end_date(start, 730), suspensions)
        self.assertEqual(end, oracle.end)
        day = start + timedelta(days=offset)
        self.assertEqual(pass_iae.remaining_days(start, end, day, suspensions), oracle.remaining(day))

    @settings(max_examples=60, deadline=None)
    @given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 1000), st.integers(0, 1000))
    def test_lifting_never_lengthens_a_pass(self, start, length, offset):
        hire = start + timedelta(days=min(offset, length))
        lifted = pass_iae.lifted_end(start, hire)
        moves = [(start, lifted)] if lifted else []
        full = [(start, start + timedelta(days=length))]
        self.assertLessEqual(pass_iae.moved_end(start, moves), pass_iae.moved_end(start, full))

    @given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 2000))
    def test_prolongation_never_passes_its_ceiling(self, start, used):
        end = pass_iae.prolongation_max_end(start, 365, 1095, used)
        self.assertLessEqual((end - start).days + used, max(1095, used))
        self.assertLessEqual(end, start + relativedelta(days=365))
