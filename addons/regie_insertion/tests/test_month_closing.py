from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_reconciliation import ReconciliationCase

STEPS = ("step_hours", "step_payroll", "step_statement", "step_sent", "step_reconciled")


@tagged("post_install", "-at_install")
class TestMonthClosing(ReconciliationCase):
    """The director closes October step by step; each step is green when it is done and red again when it is undone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.month = cls.env["regie.hours.month"].search(
            [("company_id", "=", cls.company.id), ("date", "=", date(2026, 10, 1))]
        )

    def _steps(self):
        self.env.invalidate_all()
        return "".join("x" if self.month[name] == "done" else "." for name in STEPS)

    def _reconcile(self):
        rows = "Matricule;Heures\nM001;60\nM002;70\nM003;80\n"
        self._import(rows)
        self._import(rows, "asp")
        self.record.action_sign_off()

    def test_month_is_closed_when_every_step_is_green(self):
        self.assertEqual(self._steps(), "x.xx.")
        with self.assertRule("INS-M15"):
            self.month.action_close()
        self._reconcile()
        self.env["regie.payroll.export"].create({"month_id": self.month.id}).action_export()
        self.assertEqual(self._steps(), "xxxxx")
        self.month.action_close()
        self.assertTrue(self.month.closed_on)
        with self.assertRule("INS-M16"):
            self.record.action_reopen()

    def test_correction_of_the_hours_turns_the_statement_red(self):
        self._correct(self.rose, date(2026, 10, 5), -2)
        self.assertEqual(self._steps(), "x....")

    def test_signature_taken_back_turns_the_last_step_red(self):
        self._reconcile()
        self.assertEqual(self._steps(), "x.xxx")
        self.record.action_reopen()
        self.assertEqual(self._steps(), "x.xx.")

    def test_open_month_is_red_everywhere(self):
        self._create_hours(self.rose, date(2026, 11, 3), 5)
        self.month = self.month.search([("company_id", "=", self.company.id), ("date", "=", date(2026, 11, 1))])
        self.assertEqual(self._steps(), ".....")

    def test_reconciliations_are_opened_from_the_month(self):
        self.record.unlink()
        action = self.month.action_open_reconciliations()
        self.assertEqual(self.env["regie.iae.reconciliation"].search(action["domain"]).annex_id, self.annex)

    def test_only_a_manager_closes(self):
        office = self._create_user("office_close", "group_role_office", company=self.company)
        with self.assertRaises(AccessError):
            self.month.with_user(office).action_close()

    def test_list_of_months_keeps_its_query_budget(self):
        for number in range(1, 8):
            self._create_hours(self.rose, date(2026, number + 1, 20), 5) if number + 1 != 10 else None
        months = self.month.search([("company_id", "=", self.company.id)])
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(25):
            months.mapped("done_count")
