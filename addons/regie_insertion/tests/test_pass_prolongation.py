from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time
from psycopg2.errors import CheckViolation, ExclusionViolation, UniqueViolation

from odoo.exceptions import AccessError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common_pass import PassCase


@freeze_time("2026-10-15")
class TestPassProlongation(PassCase):
    """Prolonging a PASS: who decides, how far, when, and what is never done twice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person.birthday = date(1972, 1, 1)
        cls.iae_pass = cls._create_pass(cls.person, date(2025, 1, 1))
        assert cls.iae_pass.date_end == date(2026, 12, 31)

    def test_declared_reason_is_granted_at_once_and_moves_the_end(self):
        for reason, days in (("complete_training", 100), ("senior_cdi", 3650)):
            with self.subTest(reason=reason):
                end = self.iae_pass.date_end
                prolongation = self._prolong(self.iae_pass, days, reason)
                self.assertEqual(prolongation.state, "acceptee")
                self.assertEqual(self.iae_pass.date_end, end + timedelta(days=days))
                prolongation.unlink()
                self.assertEqual(self.iae_pass.date_end, end)

    def test_request_waits_for_the_prescriber(self):
        prolongation = self._prolong(self.iae_pass, 365, "senior", granted=False)
        self.assertEqual(prolongation.state, "brouillon")
        prolongation.action_submit()
        self.assertEqual(prolongation.state, "a_traiter")
        self.assertEqual(self.iae_pass.date_end, date(2026, 12, 31))
        prolongation.action_grant()
        self.assertEqual(self.iae_pass.date_end, date(2027, 12, 31))

    def test_denial_is_motivated_in_writing_and_moves_nothing(self):
        prolongation = self._prolong(self.iae_pass, 365, "senior", granted=False)
        prolongation.action_submit()
        prolongation.write({"deny_reason": "DURATION", "deny_action": "OTHER"})
        with self.assertRule("INS-R13"):
            prolongation.action_deny()
        prolongation.deny_explanation = "La formation finit avant."
        prolongation.action_deny()
        self.assertEqual((prolongation.state, self.iae_pass.date_end), ("refusee", date(2026, 12, 31)))

    def test_less_than_a_day_is_refused(self):
        for days in (0, -1):
            with self.subTest(days=days), self.assertRule("INS-R01"):
                self._prolong(self.iae_pass, days)
        prolongation = self._prolong(self.iae_pass, 1, granted=False)
        with self.assertRule("INS-R01"):
            prolongation.date_end = prolongation.date_start
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.cr.execute(
                "UPDATE regie_iae_pass_prolongation SET date_end = date_start WHERE id = %s", [prolongation.id]
            )

    def test_each_reason_has_its_longest_request(self):
        for reason, days in (
            ("senior_cdi", 3650),
            ("complete_training", 365),
            ("rqth", 365),
            ("senior", 365),
            ("particular_difficulties", 365),
        ):
            with self.subTest(reason=reason):
                with self.assertRule("INS-R02"):
                    self._prolong(self.iae_pass, days + 1, reason)
                self._prolong(self.iae_pass, days, reason, granted=False).unlink()

    def test_ceiling_counts_every_prolongation_whatever_its_reason(self):
        for reason, ceiling in (("rqth", 1095), ("senior", 1825), ("particular_difficulties", 1095)):
            with self.subTest(reason=reason):
                person = self._create_employee(contract=None, agreement=self.agreement, birthday=date(1970, 1, 1))
                record = self._create_pass(person, date(2025, 1, 1))
                used = 0
                while used + 365 <= ceiling - 100:
                    with freeze_time(record.date_end):
                        self._prolong(record, 365, "complete_training")
                    used += 365
                with freeze_time(record.date_end):
                    with self.assertRule("INS-R02"):
                        self._prolong(record, min(365, ceiling - used) + 1, reason)
                    self._prolong(record, min(365, ceiling - used), reason)
                    used += min(365, ceiling - used)
                self.assertEqual(used, ceiling)
                with freeze_time(record.date_end), self.assertRule("INS-R02"):
                    self._prolong(record, 1, reason)

    def test_particular_difficulties_are_for_ai_and_aci(self):
        for kind, allowed in (("AI", True), ("ACI", True), ("EI", False), ("ETTI", False), ("EITI", False)):
            agreement = self._create_agreement(kind, annex=False)
            case = (self.iae_pass, 365, "particular_difficulties", False)
            with self.subTest(kind=kind):
                if allowed:
                    self._prolong(*case, agreement_id=agreement.id).unlink()
                    continue
                with self.assertRule("INS-R03"):
                    self._prolong(*case, agreement_id=agreement.id)

    def test_start_is_the_end_of_the_pass(self):
        for start in (date(2026, 12, 30), date(2027, 1, 1)):
            with self.subTest(start=start), self.assertRule("INS-R04"):
                self._prolong(self.iae_pass, date_start=start, date_end=date(2027, 3, 31))

    def test_second_prolongation_follows_the_first(self):
        first = self._prolong(self.iae_pass, 365)
        with freeze_time("2026-12-31"):
            second = self._prolong(self.iae_pass, 365, date_start=first.date_end)
        self.assertEqual(second.date_start, first.date_end)
        self.assertEqual(self.iae_pass.date_end, date(2028, 12, 30))

    def test_prolongation_over_another_is_refused(self):
        suspension = self._create_suspended_history()
        self._prolong(self.iae_pass, 200)
        suspension.unlink()  # the PASS now ends before the end of the prolongation granted
        with self.assertRule("INS-R05"):
            self._prolong(self.iae_pass, 100)

    def _create_suspended_history(self):
        return self._suspend(self.iae_pass, date(2026, 8, 1), date(2026, 8, 31))

    def test_overlap_behind_the_back_of_the_model_is_stopped_by_postgresql(self):
        first = self._prolong(self.iae_pass, 100)
        self._prolong(self.iae_pass, 100)
        self.env.flush_all()
        with self.assertRaises(ExclusionViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.cr.execute("UPDATE regie_iae_pass_prolongation SET date_end = date_end + 1 WHERE id = %s", [first.id])
            self.cr.execute("SET CONSTRAINTS regie_iae_pass_prolongation_period_excl IMMEDIATE")

    def test_one_request_waits_at_a_time(self):
        self._prolong(self.iae_pass, 365, "senior", granted=False).action_submit()
        with self.assertRule("INS-R06"):
            self._prolong(self.iae_pass, 100, "rqth", granted=False)

    def test_second_request_behind_the_back_of_the_model_is_stopped_by_postgresql(self):
        first = self._prolong(self.iae_pass, 365, "senior", granted=False)
        second = self._prolong(self.iae_pass, 100, "senior", granted=False)
        first.action_submit()
        self.env.flush_all()
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.cr.execute("UPDATE regie_iae_pass_prolongation SET state = 'a_traiter' WHERE id = %s", [second.id])

    def test_prescriber_is_an_authorised_one(self):
        with self.assertRule("INS-R07"):
            self._prolong(self.iae_pass, 365, "senior", prescriber_id=self._create_prescriber("orienteur").id)
        with self.assertRule("INS-R07"):
            self._prolong(self.iae_pass, 365, "senior", prescriber_id=False)

    def test_window_goes_from_twelve_months_before_to_six_after(self):
        for day, good in (
            ("2025-12-30", False),
            ("2025-12-31", True),
            ("2027-06-30", True),
            ("2027-07-01", False),
        ):
            with self.subTest(day=day), freeze_time(day):
                if good:
                    self._prolong(self.iae_pass, 30).unlink()
                    continue
                with self.assertRule("INS-R08"):
                    self._prolong(self.iae_pass, 30)

    def test_suspended_pass_is_not_prolonged(self):
        self._suspend(self.iae_pass, date(2026, 10, 1), date(2026, 10, 15))
        self.assertFalse(self.iae_pass.can_prolong)
        with self.assertRule("INS-R09"):
            self._prolong(self.iae_pass, 30)
        with freeze_time("2026-10-16"):
            self.iae_pass.invalidate_recordset()
            self.assertTrue(self.iae_pass.can_prolong)
            self._prolong(self.iae_pass, 30)

    def test_only_the_latest_pass_is_prolonged(self):
        person = self._create_employee(contract=None)
        old = self._create_pass(person, date(2024, 7, 1))  # until 30/06/2026
        self._create_pass(person, date(2026, 8, 1), prescriber_id=self._create_prescriber().id)
        with self.assertRule("INS-R10"):
            self._prolong(old, 10)

    def test_closed_reason_is_refused(self):
        with self.assertRule("INS-R11"):
            self._prolong(self.iae_pass, 30, "health_context")

    def test_report_is_asked_for_when_the_request_is_sent(self):
        prolongation = self._prolong(self.iae_pass, 365, "senior", granted=False, report_file=False)
        with self.assertRule("INS-R12"):
            prolongation.action_submit()

    def test_decided_prolongation_does_not_change(self):
        prolongation = self._prolong(self.iae_pass, 30)
        for vals in ({"date_end": date(2027, 3, 1)}, {"granted_on": False}, {"denied_on": date(2026, 10, 1)}):
            with self.subTest(vals=vals), self.assertRule("INS-R14"):
                prolongation.write(vals)
        office = self._create_user("pro_office", "group_role_office")
        with self.assertRule("INS-R14"):
            prolongation.with_user(office).unlink()

    def test_regie_iae_pass_prolongation_cron_remind_calls_at_ten_twenty_and_thirty_days(self):
        cip = self._create_user("pro_cip", "group_role_social_worker")
        self._create_pathway(self.person, date(2026, 1, 1), cip)
        prolongation = self._prolong(self.iae_pass, 365, "senior", granted=False)
        prolongation.action_submit()
        cron = self.env.ref("regie_insertion.regie_iae_pass_prolongation_cron_remind")
        for days, count in ((9, 0), (10, 1), (10, 1), (19, 1), (20, 2), (30, 3), (40, 3), (60, 3)):
            with self.subTest(days=days), freeze_time(date(2026, 10, 15) + relativedelta(days=days)):
                with self.enter_registry_test_mode():
                    cron.method_direct_trigger()
                self.assertEqual(prolongation.reminder_count, count)
                self.assertEqual(len(prolongation.activity_ids), count)
        self.assertEqual(prolongation.activity_ids.user_id, cip)
        prolongation.action_grant()
        self.assertFalse(prolongation.activity_ids)

    def test_cip_asks_from_the_pass(self):
        cip = self._create_user("pro_cip", "group_role_social_worker")
        action = self.iae_pass.with_user(cip).action_prolong()
        prolongations = self.env[action["res_model"]].with_user(cip).with_context(**action["context"])
        with Form(prolongations) as form:
            self.assertEqual(form.date_start, date(2026, 12, 31))
            form.reason_id = self.env.ref("regie_insertion.prolongation_reason_complete_training")
            self.assertEqual(form.date_end_max, date(2027, 12, 31))
            form.date_end = form.date_end_max
        form.record.action_submit()
        self.assertEqual(self.iae_pass.date_end, date(2027, 12, 31))
        self.assertIn("bg-success", self.iae_pass.timeline_html)

    def test_office_never_learns_that_a_prolongation_is_for_health(self):
        prolongation = self._prolong(self.iae_pass, 365, "rqth")
        with freeze_time("2027-01-15"):
            other = self._prolong(self.iae_pass, 100, "senior", granted=False)
        self.env.flush_all()
        self.env.invalidate_all()
        office = self._create_user("pro_office", "group_role_office")
        self.assertEqual(self.iae_pass.with_user(office).prolongation_ids, other)
        with self.assertRaises(AccessError):
            prolongation.with_user(office).read(["reason_id"])
        with self.assertRaises(AccessError):
            other.with_user(office).read(["report_file"])
        self.assertEqual(self.iae_pass.with_user(office).date_end, date(2027, 12, 31))
        self.assertIn("bg-success", self.iae_pass.with_user(office).timeline_html)

    def test_team_leader_sees_no_prolongation(self):
        prolongation = self._prolong(self.iae_pass, 30)
        for role in ("team_leader", "accountant", "board_member", "cashier"):
            user = self._create_user(f"pro_{role}", f"group_role_{role}")
            with self.subTest(role=role):
                self.assertFalse(prolongation.with_user(user).has_access("read"))
                self.assertFalse(self.iae_pass.with_user(user).has_access("read"))
