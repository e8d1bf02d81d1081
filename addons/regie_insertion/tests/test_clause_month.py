from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common_clause import FEBRUARY, SIGNATURE, ClauseCase


@freeze_time("2026-04-10")
class TestClauseMonth(ClauseCase):
    """From the validated month to the buyer's answer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clause.user_id = cls._create_user("director", "group_role_director")
        cls.line = cls._work(cls.worksite, cls.amina)

    def _accept(self, month):
        return month._answer("accepted", "Pascal Roussel", signature=SIGNATURE)

    def test_month_goes_from_validated_to_declared_to_countersigned(self):
        self._validate_month()
        month = self._get_month()
        self.assertEqual(month.state, "validated")
        self._declare()
        self.assertEqual(month.state, "declared")
        self._accept(month)
        self.assertEqual((month.state, month.last_answer_id.hours), ("accepted", 7))
        self.assertEqual(month.ledger_ids.mapped("state"), ["accepted"])
        self.assertEqual(self.clause.declaration_ids.acknowledged_on, date(2026, 4, 10))

    def test_month_that_is_not_declared_waits_for_no_answer(self):
        self._validate_month()
        with self.assertRaises(UserError):
            self._accept(self._get_month())

    def test_answer_needs_a_name_and_a_drawing_or_a_reason(self):
        month = self._declare()
        for vals in (
            ("accepted", " ", SIGNATURE, None),
            ("accepted", "Pascal", None, None),
            ("accepted", "Pascal", "bm90IGEgcGljdHVyZQ==", None),
            ("contested", "Pascal", None, "  "),
            ("contested", "", None, "Ten hours too many"),
        ):
            with self.assertRaises(UserError):
                month._answer(vals[0], vals[1], signature=vals[2], reason=vals[3])
        self.assertEqual(month.state, "declared")

    def test_contest_warns_the_responsible(self):
        month = self._declare()
        month._answer("contested", "Pascal Roussel", reason="Nobody came on 2 February")
        self.assertEqual((month.state, self.clause.contested_count), ("contested", 1))
        activity = month.activity_ids
        self.assertEqual((activity.user_id, activity.date_deadline), (self.clause.user_id, date(2026, 4, 17)))
        self.assertIn("Nobody came", activity.note)
        self.assertFalse(self.clause.declaration_ids.acknowledged_on)

    def test_correction_asks_for_another_countersignature(self):
        month = self._declare()
        self._accept(month)
        self._correct(self.line, -2)
        self.assertEqual((month.hours, month.state), (5, "validated"))
        declaration = self.clause.declaration_ids[:1]
        declaration.browse(declaration.action_new_version()["res_id"]).action_send()
        self.assertEqual(month.state, "declared")
        self._accept(month)
        self.assertEqual((month.state, len(month.countersignature_ids)), ("accepted", 2))

    @mute_logger("odoo.sql_db")
    def test_answer_of_the_buyer_is_never_changed(self):
        answer = self._accept(self._declare())
        for act in (lambda: answer.sudo().write({"hours": 1}), answer.sudo().unlink):
            with self.assertRaises(UserError):
                act()
        with self.assertRaises(psycopg2.errors.RestrictViolation), self.cr.savepoint():
            self.cr.execute("DELETE FROM regie_clause_countersignature WHERE id = %s", [answer.id])

    def test_quarter_is_acknowledged_with_its_last_month(self):
        clause = self._create_clause(frequency="quarter")
        worksite = self._create_worksite(clause)
        for day in (date(2026, 1, 5), date(2026, 2, 2), date(2026, 3, 2)):
            self._work(worksite, self.amina, day)
            self._validate_month(day)
        clause._prepare_declarations(FEBRUARY).action_send()
        months = clause.month_ids.sorted("date")
        self.assertEqual(months.mapped("state"), ["declared"] * 3)
        for month in months:
            self.assertFalse(clause.declaration_ids.acknowledged_on)
            self._accept(month)
        self.assertTrue(clause.declaration_ids.acknowledged_on)

    def test_small_group_is_not_shown_to_the_buyer(self):
        month = self._declare()
        self.assertEqual((month.people_count, month._get_shown_people()), (1, False))

    def test_nothing_of_a_month_names_a_person(self):
        self.assertFalse([name for name in self.env["regie.clause.month"]._fields if "employee" in name])


@freeze_time("2026-04-10")
class TestClauseAlert(ClauseCase):
    """A clause that falls behind."""

    def test_responsible_is_warned_once(self):
        self.clause.user_id = self._create_user("director", "group_role_director")
        self.assertEqual(self.clause.alert, "red")
        for _again in range(2):
            self.env["regie.clause"]._cron_warn_late()
        self.assertEqual(len(self.clause.activity_ids), 1)
        self.assertEqual(self.clause.activity_ids.user_id, self.clause.user_id)
        self.assertTrue(self.env.ref("regie_insertion.regie_clause_cron_warn_late").active)

    def test_penalty_counts_the_missing_hours_and_never_goes_below_zero(self):
        self.clause.write({"hours_target_manual": 10, "penalty": 12.5})
        self._work(self.worksite, self.amina)
        self._validate_month()
        self.clause.invalidate_recordset()
        self.assertEqual(self.clause.penalty_proposal, 37.5)
        self.clause.hours_target_manual = 5
        self.clause.invalidate_recordset()
        self.assertEqual((self.clause.penalty_proposal, self.clause.hours_remaining), (0, 0))

    def test_hires_are_the_people_whose_contract_began_on_the_clause(self):
        clause = self._create_clause(hours=0, obligation_kind="hires", hires_target=2, start=date(2026, 2, 1))
        worksite = self._create_worksite(clause)
        new = self._create_employee(contract=(date(2026, 2, 2), date(2026, 12, 31)), pass_start=date(2026, 1, 1))
        self.assertEqual(clause.alert, "red")
        for person in (new, self.amina):
            self._work(worksite, person)
        clause.invalidate_recordset()
        self.assertEqual((clause.hires_done, clause.progress, clause.alert), (1, 50, "green"))
