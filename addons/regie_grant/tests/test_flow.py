from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import GrantCase


@freeze_time("2026-03-10")
class TestFlow(GrantCase):
    """The life of a grant, from the request to the closing."""

    def test_request_needs_the_republican_commitment(self):
        grant = self._create_grant()
        self._attach_documents(grant)
        with self.assertRaisesRegex(UserError, "FIN-013"):
            grant.action_request()
        grant.cer_signed_on = "2026-01-02"
        with self.assertRaisesRegex(UserError, "FIN-013"):
            grant.action_request()
        self._sign_commitment(grant)
        grant.action_request()
        self.assertEqual((grant.state, grant.amount_requested), ("requested", 12000))

    def test_commitment_is_asked_by_authorities_for_subventions_only(self):
        for kind, funder, asked in (
            ("grant", "commune", True),
            ("grant", "caf", True),
            ("grant", "private", False),
            ("grant", "eu", False),
            ("public_contribution", "asp", False),
            ("assigned_gift", "private", False),
        ):
            grant = self._create_grant(legal_kind=kind, funder_type=funder)
            self.assertEqual(grant.is_cer_required, asked, (kind, funder))

    def test_request_needs_its_compulsory_documents(self):
        grant = self._create_grant()
        self._sign_commitment(grant)
        with self.assertRaisesRegex(UserError, "Bank details.*FIN-043"):
            grant.action_request()

    def test_request_needs_a_budget_in_balance(self):
        grant = self._create_grant()
        self._sign_commitment(grant)
        self._attach_documents(grant)
        self._plan(grant, charge_03=10000, income_06=12000)
        with self.assertRaisesRegex(UserError, r"2\D000.*FIN-040"):
            grant.action_request()
        self._plan(grant, charge_02=2000, charge_34=500)
        with self.assertRaisesRegex(UserError, "in kind.*FIN-040"):
            grant.action_request()
        self._plan(grant, income_24=500)
        grant.action_request()
        self.assertEqual(grant.state, "requested")

    def test_notification_needs_its_date_and_its_file(self):
        grant = self._create_grant()
        self._sign_commitment(grant)
        with self.assertRaisesRegex(UserError, "FIN-011"):
            grant.action_notify()
        grant.notified_on = "2026-01-15"
        with self.assertRaisesRegex(UserError, "FIN-011"):
            grant.action_notify()
        grant.notification_ids = self._file()
        grant.action_notify()
        self.assertEqual(grant.state, "running")

    def test_files_of_a_colleague_are_read_by_who_reads_the_grant(self):
        director = self._create_user("dir", "group_role_director")
        treasurer = self._create_user("tre", "regie_finance.group_role_treasurer")
        grant = self._create_grant(notified_on="2026-01-15")
        notification = self.env["ir.attachment"].with_user(director).create({"name": "Decision", "raw": b"yes"})
        grant.with_user(director).notification_ids = notification
        self.assertEqual(grant.with_user(treasurer).notification_ids.raw, b"yes")
        commitment = self.env["ir.attachment"].with_user(director).create({"name": "CER", "raw": b"signed"})
        grant.with_user(director).write({"cer_signed_on": "2026-01-02", "cer_attachment_ids": commitment.ids})
        grant.with_user(self._create_user("acc", "group_role_accountant")).action_notify()
        self.assertEqual(grant.state, "running")

    def test_grant_runs_from_the_first_day_of_its_period(self):
        grant = self._create_notified_grant(period_start="2026-04-01")
        self.assertEqual(grant.state, "notified")
        with freeze_time("2026-04-01"):
            self.env["regie.grant"]._cron_follow()
        self.assertEqual(grant.state, "running")

    def test_steps_are_taken_in_order(self):
        grant = self._create_grant()
        for step in ("action_report", "action_close"):
            with self.assertRaisesRegex(UserError, "FIN-019"), self.cr.savepoint():
                getattr(grant, step)()
        grant.action_refuse()
        with self.assertRaisesRegex(UserError, "FIN-019"):
            grant.action_notify()

    def test_state_is_written_by_the_buttons_only(self):
        director = self._create_user("dir", "group_role_director")
        grant = self._create_grant()
        with self.assertRaisesRegex(UserError, "FACT-01"):
            grant.with_user(director).write({"state": "closed"})
        with self.assertRaisesRegex(UserError, "FACT-01"):
            grant.copy().with_user(director).copy({"state": "closed"})

    def test_reported_grant_does_not_change_any_more(self):
        director = self._create_user("dir", "group_role_director")
        grant = self._create_notified_grant(amount=1000, tranches=[("2026-02-01", 1000)])
        self._plan(grant, charge_03=1000)
        grant.budget_line_ids.note = "Nothing spent yet"
        self._attach_documents(grant)
        grant.action_report()
        for record, vals in (
            (grant, {"amount": 2000}),
            (grant.tranche_ids, {"amount": 1000}),
            (grant.budget_line_ids, {"planned": 5}),
        ):
            with self.assertRaisesRegex(UserError, "FIN-019"), self.cr.savepoint():
                record.with_user(director).write(vals)
        with self.assertRaisesRegex(UserError, "FIN-019"):
            grant.with_user(director).action_reopen()
        accountant = self._create_user("acc", "group_role_accountant")
        grant.with_user(accountant).action_reopen()
        self.assertEqual((grant.state, grant.reported_on), ("running", False))

    def test_treasurer_reads_and_prepares_nothing(self):
        treasurer = self._create_user("tre", "regie_finance.group_role_treasurer")
        grant = self._create_notified_grant()
        self.assertEqual(grant.with_user(treasurer).amount_received, 0)
        with self.assertRaises(AccessError):
            grant.with_user(treasurer).write({"name": "Other"})
        with self.assertRaises(AccessError):
            grant.with_user(treasurer).action_report()

    def test_sent_request_is_archived_never_deleted(self):
        grant = self._create_notified_grant()
        with self.assertRaisesRegex(UserError, "FIN-019"):
            grant.unlink()
        self._create_grant().unlink()

    def test_amount_is_above_zero_and_the_period_in_order(self):
        for vals, code in (
            ({"amount": 0}, "FIN-010"),
            ({"amount": -5}, "FIN-010"),
            ({"period_end": "2025-12-31"}, "FIN-014"),
        ):
            with self.subTest(vals=vals), self.assertRaisesRegex(Exception, "grant"), self.cr.savepoint():
                self._create_grant(**vals)
            message = next(
                item.get_error_message(self.env, None)
                for name, item in self.env["regie.grant"]._table_objects.items()
                if ("amount" in name) == ("amount" in vals) and name.endswith(("amount_positive", "period_ordered"))
            )
            self.assertIn(code, message)

    def test_deadline_is_six_months_after_the_end_of_the_exercise(self):
        grant = self._create_grant(period_end="2026-08-31")
        self.assertEqual(str(grant.reporting_deadline), "2027-06-30")
        late = self._create_notified_grant(period_start="2025-01-01", period_end="2025-06-30")
        self.assertFalse(late.is_late)
        late.reporting_deadline = "2026-03-01"
        self.assertTrue(late.is_late)
        self.assertIn(late, self.env["regie.grant"].search([("is_late", "=", True)]))

    def test_cron_reminds_once_of_reports_tranches_and_conditions(self):
        cron = self.env.ref("regie_grant.regie_grant_cron_follow")
        self.assertEqual(cron.model_id.model, "regie.grant")
        grant = self._create_notified_grant(
            tranches=[("2026-02-01", 12000)],
            reporting_deadline="2026-04-01",
            condition="suspensive",
            period_end="2026-03-31",
        )
        for _time in range(2):
            self.env["regie.grant"]._cron_follow()
        self.assertEqual(len(grant.activity_ids), 3)
        grant.reporting_deadline = "2026-04-10"
        self.env["regie.grant"]._cron_follow()
        self.assertEqual(len(grant.activity_ids), 4)

    def test_renewal_follows_the_period_and_copies_the_budget(self):
        grant = self._create_notified_grant()
        self._plan(grant, charge_03=1001, income_06=1001)
        wizard = self.env["regie.grant.renew"].create({"grant_id": grant.id, "rate": 10})
        self.assertEqual((str(wizard.period_start), str(wizard.period_end)), ("2027-01-01", "2027-12-31"))
        following = self.env["regie.grant"].browse(wizard.action_confirm()["res_id"])
        self.assertEqual((following.previous_id, following.state), (grant, "draft"))
        self.assertEqual(following.budget_line_ids.mapped("planned"), [1101, 1101])
        self.assertFalse(following.cer_signed_on)
        self.assertNotEqual(following.analytic_account_id, grant.analytic_account_id)

    def test_parts_of_another_amount_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "FIN-015"):
            self._create_grant(1000, fractions={self.exercise: 999})
