from datetime import date

from psycopg2.errors import UniqueViolation

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .common import ClosingCase


class TestSteps(ClosingCase):
    """The order of the closing, its notes, its evidence and its lock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = cls._create_user("accountant", "regie_finance.group_finance_manager")
        cls.bookkeeper = cls._create_user("bookkeeper", "regie_finance.group_finance_user")
        cls.treasurer = cls._create_user("treasurer", "regie_finance.group_finance_read")
        cls.closing = cls.closing.with_user(cls.accountant)

    def _give(self, step, note="Looked at with the director."):
        """Write a note and attach a file."""
        file = self.env["ir.attachment"].with_user(self.accountant).create({"name": "proof.txt", "raw": b"proof"})
        step.write({"note": note, "attachment_ids": [Command.link(file.id)]})
        return file

    def _confirm_until(self, code):
        """Confirm every step before one, each with a note and a file."""
        for step in self.closing.step_ids.sorted("sequence"):
            if step.code == code:
                return
            if step.control_state != "na" and not step.done_on:
                self._give(step)
                step.action_confirm()

    def test_file_takes_the_twenty_six_steps_in_their_order(self):
        numbers = self.closing.step_ids.sorted("sequence").mapped("number")
        self.assertEqual(numbers, list(range(1, 27)))
        self.assertEqual(self.closing.state, "open")

    def test_step_waits_for_the_mandatory_ones_before_it(self):
        with self.assertRaisesRegex(UserError, "FIN-070"):
            self._step("draft").action_confirm()
        self._step("opening_file").action_confirm()
        self._step("draft").action_confirm()
        self.assertEqual(self._step("draft").done_by_id, self.accountant)

    def test_red_control_is_refused(self):
        self._step("opening_file").action_confirm()
        self._plant("467000", 10, post=False)
        self._give(self._step("draft"))
        with self.assertRaisesRegex(UserError, r"1 draft entries.*FIN-070"):
            self._step("draft").action_confirm()

    def test_green_steps_are_confirmed_at_once_up_to_the_first_to_judge(self):
        self.closing.action_confirm_green()
        self.assertEqual(self._step("cutoff").state, "done")
        self.assertEqual(self._step("stock").state, "manual")
        self.assertEqual(self.closing.next_step_id, self._step("stock"))
        with self.assertRaisesRegex(UserError, "FIN-070"):
            self.closing.action_confirm_green() and self._step("payroll").action_confirm()

    def test_step_to_judge_asks_for_a_note_and_evidence(self):
        self._confirm_until("provision")
        step = self._step("provision")
        with self.assertRaisesRegex(UserError, "evidence.*FIN-074"):
            step.action_confirm()
        self._give(step, note="   ")
        with self.assertRaisesRegex(UserError, "note.*FIN-074"):
            step.action_confirm()
        step.note = "No dispute in progress."
        step.action_confirm()
        self.assertEqual(step.state, "done")

    def test_difference_is_accepted_with_a_note_until_it_changes(self):
        self.closing.leave_due = 100
        self._confirm_until("payroll")
        step = self._step("payroll")
        step.note = "Leave of December, known in January."
        step.action_confirm()
        self.assertEqual((step.state, step.is_explained, step.value), ("done", True, 20))
        self.closing.leave_due = 150
        self.closing.action_check()
        self.assertEqual(step.state, "broken")

    def test_difference_above_the_materiality_is_not_accepted(self):
        self.closing.leave_due = 5000
        self._confirm_until("payroll")
        self._step("payroll").note = "Later."
        with self.assertRaisesRegex(UserError, "FIN-070"):
            self._step("payroll").action_confirm()

    def test_confirmed_step_that_turns_red_stops_the_following_ones(self):
        self._confirm_until("third_party")
        self._plant("467000", 10, post=False)
        with self.assertRaisesRegex(UserError, "FIN-070"):
            self._step("third_party").action_confirm()
        self.assertEqual(self._step("draft").state, "broken")

    def test_note_of_a_confirmed_step_stays(self):
        self._confirm_until("draft")
        with self.assertRaisesRegex(UserError, "FIN-075"):
            self._step("opening_file").note = "Something else"

    def test_reopened_step_takes_the_following_ones_with_it(self):
        self._confirm_until("third_party")
        self._step("draft").action_reopen()
        self.assertTrue(self._step("opening_file").done_on)
        self.assertFalse(self._step("draft").done_on or self._step("bank").done_on)

    def test_facts_are_not_written_by_hand(self):
        step = self._step("draft")
        for vals in ({"done_on": "2027-01-01"}, {"control_state": "na"}, {"is_explained": True}, {"value": 7}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "FACT-01"):
                step.write(vals)
        for vals in ({"state": "done"}, {"locked_on": "2027-01-01"}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "FACT-01"):
                self.closing.write(vals)

    def test_bookkeeper_does_not_confirm_what_the_accountant_answers_for(self):
        with self.assertRaisesRegex(AccessError, "FIN-084"):
            self._step("opening_file").with_user(self.bookkeeper).action_confirm()
        self._step("opening_file").action_confirm()
        self._step("draft").with_user(self.bookkeeper).action_confirm()

    def test_treasurer_reads_the_live_file_and_confirms_nothing(self):
        closing = self.closing.with_user(self.treasurer)
        self._plant("467000", 10, post=False)
        [page] = closing.web_read({"step_ids": {"fields": {"code": {}, "state": {}}}})
        self.assertEqual({step["code"]: step["state"] for step in page["step_ids"]}["draft"], "ko")
        with self.assertRaises(AccessError):
            closing.step_ids[0].action_confirm()

    def test_evidence_is_read_by_who_reads_the_step(self):
        file = self._give(self._step("draft"))
        self.assertEqual((file.res_model, file.res_id), ("regie.closing.step", self._step("draft").id))
        self.assertEqual(file.with_user(self.treasurer).raw, b"proof")

    def test_file_of_somebody_else_is_not_opened_by_linking_it(self):
        secret = self.env["ir.attachment"].create({"name": "secret.txt", "raw": b"secret"})
        self._step("draft").sudo().write({"attachment_ids": [Command.link(secret.id)]})
        self._step("draft").write({"attachment_ids": []})
        self.assertFalse(secret.res_model)

    def test_one_file_is_open_at_a_time(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation), self.cr.savepoint():
            self._create_closing(exercise_id=self.exercise_before.id)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation), self.cr.savepoint():
            self._create_closing()

    def test_materiality_below_zero_is_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaisesRegex(Exception, "materiality_positive"), self.cr.savepoint():
            self.closing.materiality = -1
            self.env.flush_all()

    def test_file_with_a_confirmed_step_is_kept(self):
        self._step("opening_file").action_confirm()
        with self.assertRaisesRegex(UserError, "FIN-076"):
            self.closing.unlink()
        self._step("opening_file").action_reopen()
        self.closing.unlink()

    def test_year_runs_from_the_first_control_to_the_lock(self):
        self._confirm_until("board")
        self.assertEqual(self.closing.state, "controls_ok")
        self._confirm_until("assembly")
        self.assertEqual(self.closing.state, "settled")
        self._confirm_until("fec")
        self.assertEqual(self.closing.state, "approved")
        self._confirm_until("lock")
        self._lock("hard", is_understood=True)
        self.assertEqual(self.company.hard_lock_date, date(2026, 12, 31))
        self._step("lock").action_confirm()
        self.assertEqual((self.closing.state, bool(self.closing.locked_on)), ("locked", True))
        with self.assertRaisesRegex(UserError, "FIN-077"):
            self._step("draft").action_reopen()
        with self.assertRaises(UserError):
            self.sale.button_draft()
        self._confirm_until("")
        self.assertEqual((self.closing.state, self.closing.progress), ("done", 100))
        # the next closing opens
        self._create_closing(exercise_id=self.exercise_next.id)

    def _lock(self, kind, **vals):
        """Set the lock through its wizard."""
        wizard = self.env["regie.closing.lock"].with_user(self.accountant)
        wizard.create({"closing_id": self.closing.id, "kind": kind, **vals}).action_lock()

    def test_lock_waits_for_the_steps_before_it(self):
        with self.assertRaisesRegex(UserError, "FIN-070"):
            self._lock("soft")
        self.assertFalse(self.company.fiscalyear_lock_date)

    def test_hard_lock_asks_for_an_acknowledgement(self):
        self._confirm_until("lock")
        with self.assertRaisesRegex(UserError, "FIN-083"):
            self._lock("hard")
        self._lock("soft")
        self.assertEqual(self.company.fiscalyear_lock_date, date(2026, 12, 31))
        self.assertFalse(self.company.hard_lock_date)

    def test_locked_file_keeps_what_it_found(self):
        self._confirm_until("lock")
        self._lock("soft")
        self._step("lock").action_confirm()
        found = self._step("opening_file").sentence
        self.closing.materiality = 1
        self.closing.action_check()
        self.assertEqual(self._step("opening_file").sentence, found)

    def test_step_added_to_the_set_up_without_a_control_is_to_judge(self):
        self.env["regie.closing.step.template"].create(
            {"number": 27, "sequence": 270, "code": "own_step", "name": "Our own step", "is_mandatory": False}
        )
        self.closing.unlink()
        closing = self._create_closing()
        self.assertEqual(self._step("own_step", closing).control_state, "manual")

    def test_code_of_a_step_is_taken_once(self):
        with mute_logger("odoo.sql_db"), self.assertRaisesRegex(Exception, "code_uniq"), self.cr.savepoint():
            self.env["regie.closing.step.template"].create({"number": 1, "code": "draft", "name": "Again"})

    def test_controls_are_counted_in_queries(self):
        self.closing.action_check()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(110):
            self.closing.action_check()
            self.env.flush_all()
