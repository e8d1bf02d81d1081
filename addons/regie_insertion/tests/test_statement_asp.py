from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_hours import OCTOBER
from .test_statement import StatementCase


@tagged("post_install", "-at_install")
class TestStatementAbsences(StatementCase):
    """Hours paid or worked, as the kind of structure declares them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_hours(cls.rose, date(2026, 10, 5), 5.25)
        cls._create_hours(cls.rose, date(2026, 10, 6), 5.25)

    def _absent(self, kind, hours, day=date(2026, 10, 7), **vals):
        return self.env["regie.iae.absence"].create(
            {
                "employee_id": self.rose.id,
                "kind": kind,
                "date_start": day,
                "date_end": day.replace(day=9),
                "hours": hours,
                **vals,
            }
        )

    def _line(self, annex=None):
        return self._create_statement(annex).line_ids.filtered(lambda line: line.employee_id == self.rose)

    def test_aci_declares_the_paid_leave(self):
        self._absent("paid_leave", 15)
        line = self._line()
        self.assertEqual((line.hours, line.leave_hours, line.paid_hours), (10.5, 15, 25.5))
        self.assertEqual((line.insertion_hours, line.declared_hours), (25.5, 25.5))
        self.assertEqual(line.statement_id.hours_declared, 25.5)

    def test_aci_declares_a_sick_leave_with_the_salary_maintained(self):
        self._absent("sick", 7)
        self._absent("accident", 7, date(2026, 10, 8), is_paid=True)
        line = self._line()
        self.assertEqual((line.sick_hours, line.paid_hours, line.insertion_hours), (14, 17.5, 17.5))

    def test_maintained_sick_leave_counts_as_the_parameter_says(self):
        self.env.ref("regie_insertion.parameter_maladie_maintenue_compte_aci").value = 0
        self._absent("sick", 7, is_paid=True)
        line = self._line()
        self.assertEqual((line.paid_hours, line.insertion_hours), (17.5, 10.5))

    def test_ei_declares_the_hours_worked_only(self):
        elsewhere = self._create_agreement("EI")
        self.rose.version_id.agreement_id = elsewhere
        self._absent("paid_leave", 15)
        line = self._line(elsewhere.annex_ids)
        self.assertEqual((line.paid_hours, line.insertion_hours), (25.5, 10.5))

    def test_unpaid_absence_never_counts(self):
        self._absent("unpaid", 7)
        line = self._line()
        self.assertEqual((line.unpaid_hours, line.paid_hours, line.insertion_hours), (7, 10.5, 10.5))

    def test_rounding_follows_its_dated_parameter(self):
        self.env.ref("regie_insertion.parameter_arrondi_heures_etat_mensuel").value = 1
        line = self._line()
        self.assertEqual((line.insertion_hours, line.declared_hours), (10.5, 11))
        self.assertEqual(line.statement_id.hours_declared, 11)

    def test_missing_parameter_is_said(self):
        self.env.ref("regie_insertion.parameter_arrondi_heures_etat_mensuel").date_from = date(2027, 1, 1)
        with self.assertRule("INS-P01"):
            self._create_statement()

    def test_absence_of_a_draft_month_changes_the_draft_at_once(self):
        statement = self._create_statement()
        absence = self._absent("paid_leave", 15)
        self.assertEqual(statement.hours_declared, 25.5)
        absence.hours = 7.5
        self.assertEqual(statement.hours_declared, 18)
        absence.unlink()
        self.assertEqual(statement.hours_declared, 10.5)

    def test_absence_entered_after_the_check_shows_on_the_statement(self):
        statement = self._create_statement()
        self._validate_month()
        statement.action_validate()
        self._absent("paid_leave", 15)
        self.assertTrue(statement.is_outdated)

    def test_hours_of_an_absence_are_possible(self):
        for hours in (0, -1, 73):
            with self.subTest(hours=hours), self.assertRule("INS-M03"):
                self._absent("paid_leave", hours)

    def test_absence_over_two_months_is_entered_by_month(self):
        with self.assertRule("INS-M12"):
            self._absent("sick", 70, date(2026, 10, 26), date_end=date(2026, 11, 6))

    def test_absence_of_a_closed_month_is_refused(self):
        month = self._validate_month()
        month.write({"closed_on": "2026-11-20 10:00:00"})
        with self.assertRule("INS-M16"):
            self._absent("paid_leave", 7)

    def test_absences_are_read_by_the_officers_only(self):
        absence = self._absent("sick", 7)
        for role, allowed in (("office", True), ("social_worker", True), ("team_leader", False), ("accountant", False)):
            user = self._create_user(f"{role}_absence", f"group_role_{role}", company=self.company)
            with self.subTest(role=role):
                self.assertEqual(absence.with_user(user).has_access("read"), allowed)


@tagged("post_install", "-at_install")
class TestStatementAsp(StatementCase):
    """What the extranet of the ASP asks for, and what it answers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rose.birthday = date(1991, 11, 6)
        cls._create_hours(cls.rose, date(2026, 10, 5), 6)
        cls.statement = cls._create_statement()

    def _validate(self):
        self._validate_month()
        self.statement.action_validate()
        return self.statement

    def _leave(self, motive=None, **vals):
        pathway = self._create_pathway(self.rose)
        motive = self.env.ref("regie_insertion.exit_motive_cdi") if motive is None else motive
        return self.env["regie.insertion.exit"].create(
            {"pathway_id": pathway.id, "date": date(2026, 10, 20), "motive_id": motive.id, **vals}
        )

    def test_exit_of_the_month_is_declared_with_the_code_of_its_motive(self):
        self.env.ref("regie_insertion.exit_motive_cdi").code = "11"
        self._leave()
        line = self.statement.line_ids
        self.assertEqual((line.exit_date, line.exit_code), (date(2026, 10, 20), "11"))
        self.assertEqual(self.statement.exit_count, 1)

    def test_persons_who_entered_on_rsa_are_counted(self):
        pathway = self._create_pathway(self.rose, rsa="NON")
        self.statement.action_recompute()
        self.assertEqual(self.statement.rsa_count, 0)
        pathway.rsa = "OUI-M"
        self.statement.action_recompute()
        self.assertEqual((self.statement.rsa_count, self.statement.employee_count), (1, 1))

    def test_exit_without_hours_in_the_month_is_declared_too(self):
        lina = self._create_employee(
            contract=(date(2026, 1, 9), date(2027, 1, 8)), pass_start=date(2026, 1, 3), agreement=self.agreement
        )
        self._create_exit(self._create_pathway(lina), date(2026, 10, 2))
        line = self.statement.line_ids.filtered(lambda line: line.employee_id == lina)
        self.assertTrue(line.is_declared)
        self.assertEqual((line.declared_hours, self.statement.employee_count), (0, 2))

    def test_exit_of_a_person_without_pass_is_not_declared(self):
        self._create_exit(self._create_pathway(self.paul), date(2026, 10, 2))
        self.assertEqual((self.statement.exit_count, self.statement.employee_count), (0, 1))
        self._validate()
        self.assertFalse(self.statement.is_outdated)

    def test_exit_recorded_after_the_check_shows_on_the_statement(self):
        self._validate()
        self.assertFalse(self.statement.is_outdated)
        self._leave()
        self.assertTrue(self.statement.is_outdated)

    def test_exit_without_motive_is_not_declared(self):
        self._leave(motive=self.env["regie.insertion.exit.motive"])
        self._validate_month()
        with self.assertRule("INS-M05"):
            self.statement.action_validate()

    def test_exit_of_a_line_keeps_its_date_and_motive_together(self):
        with self.assertRule("INS-M05"):
            self.statement.line_ids.write({"exit_date": date(2026, 10, 20)})
        with self.assertRule("INS-M05"):
            self.statement.line_ids.write({"exit_motive_id": self.env.ref("regie_insertion.exit_motive_cdi").id})

    def test_total_shown_by_the_extranet_is_that_of_the_lines(self):
        with self.assertRule("INS-M02"):
            self.statement.hours_typed = 7
        self.statement.hours_typed = 6
        self._create_hours(self.rose, date(2026, 10, 6), 5)
        self._validate_month()
        with self.assertRule("INS-M02"):
            self.statement.action_validate()

    def test_hours_beyond_the_days_of_the_month_are_refused(self):
        for hours in (-1, 31 * 24 + 1):
            with self.subTest(hours=hours), self.assertRule("INS-M03"):
                self.statement.line_ids.write({"declared_hours": hours})

    def test_person_without_contract_in_the_month_is_refused(self):
        line = self.statement.line_ids
        for vals in (
            {"contract_date_start": False},
            {"contract_date_start": date(2026, 11, 1)},
            {"contract_date_end": date(2026, 9, 30)},
        ):
            with self.subTest(vals=vals), self.assertRule("INS-M04"):
                line.write(vals)
        line.write({"contract_date_end": date(2026, 10, 1)})

    def test_typing_guide_is_in_the_order_of_the_extranet(self):
        self._leave()
        self.env.ref("regie_insertion.exit_motive_cdi").code = "11"
        self.env.invalidate_all()
        title, line = self.statement.typing_guide.split("\n")
        self.assertEqual(len(title.split("\t")), 9)
        self.assertEqual(
            line.split("\t"),
            ["ROSE", "06/11/1991", "CDDI « Classique »", "6", "", "09/01/2026", "20/10/2026", "20/10/2026", "11"],
        )

    def test_gross_wage_is_for_those_who_read_contracts_wages(self):
        self.rose.version_id.wage = 1801.8
        self.statement.action_recompute()
        for role, allowed in (("director", True), ("office", True), ("social_worker", False)):
            user = self._create_user(f"{role}_wage", f"group_role_{role}", company=self.company)
            with self.subTest(role=role):
                statement = self.statement.with_user(user)
                self.env.invalidate_all()
                self.assertEqual("1801,80" in statement.typing_guide, allowed)
                if not allowed:
                    with self.assertRaises(AccessError):
                        statement.line_ids.read(["gross_wage"])

    def test_statement_goes_from_draft_to_accepted(self):
        with self.assertRule("INS-M18"):
            self.statement.action_mark_accepted()
        self._validate()
        self.assertEqual(self.statement.state, "validated")
        self.statement.action_mark_sent()
        self.statement.action_mark_accepted()
        self.assertEqual(self.statement.state, "accepted")

    def test_rejected_statement_says_why_and_gets_a_next_version(self):
        self._validate().action_mark_sent()
        with self.assertRule("INS-M17"):
            self.statement.action_mark_rejected()
        self.statement.rejection_reason = "Contrat inconnu"
        self.statement.action_mark_rejected()
        self.assertEqual(self.statement.state, "rejected")
        second = self.env["regie.iae.statement"].browse(self.statement.action_new_version()["res_id"])
        self.assertEqual((second.version, second.previous_id), (2, self.statement))
        self.assertEqual(self.statement.next_ids, second)

    def test_opening_the_form_and_computing_keep_their_query_budget(self):
        names = [name for name in self.env["regie.iae.statement"]._fields if name != "message_ids"]
        for _number in range(6):
            person = self._create_employee(
                contract=(date(2026, 1, 9), date(2027, 1, 8)), pass_start=date(2026, 1, 3), agreement=self.agreement
            )
            self._create_hours(person, date(2026, 10, 5), 5)
        self.statement.action_recompute()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            self.statement.web_read({name: {} for name in names})
            self.statement.line_ids.mapped("declared_hours")
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            self.statement.action_recompute()
            self.env.flush_all()


@tagged("post_install", "-at_install")
class TestStatementDeadline(StatementCase):
    """The day before which a month is declared, and the reminder: cron regie_iae_statement_cron_remind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls._create_user("director_deadline", "group_role_director", company=cls.company)
        cls._create_hours(cls.rose, date(2026, 10, 5), 6)

    def _remind(self, day):
        with freeze_time(day):
            self.env["regie.iae.statement"]._cron_remind()
            self.env["regie.iae.statement"]._cron_remind()
        self.env.invalidate_all()
        statement = self.env["regie.iae.statement"].search(
            [("annex_id", "=", self.annex.id), ("date_month", "=", OCTOBER)]
        )
        return statement, statement.activity_ids.filtered(lambda activity: activity.user_id == self.director)

    def test_deadline_is_the_tenth_of_the_next_month(self):
        statement = self._create_statement()
        self.assertEqual(statement.date_deadline, date(2026, 11, 10))
        with freeze_time("2026-11-10"):
            self.assertFalse(statement.is_late)
        self.env.invalidate_all()
        with freeze_time("2026-11-11"):
            self.assertTrue(statement.is_late)
            self.assertIn(statement, statement.search([("is_late", "=", True)]))

    def test_directors_are_reminded_once_five_days_before(self):
        statement, told = self._remind("2026-11-04")
        self.assertFalse(statement)
        statement, told = self._remind("2026-11-05")
        self.assertEqual((len(statement), len(told)), (1, 1))
        self.assertEqual(told.date_deadline, date(2026, 11, 10))

    def test_declared_month_is_not_called_to_mind(self):
        statement, _told = self._remind("2026-11-05")
        self._validate_month()
        statement.action_validate()
        statement.action_mark_sent()
        _statement, told = self._remind("2026-11-06")
        self.assertFalse(told)
