from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .common_clause import FEBRUARY, ClauseCase

MARCH = date(2026, 3, 1)


@freeze_time("2026-04-10")
class TestClauseLedger(ClauseCase):
    """What the régie stands for: written once, corrected by one more row."""

    def _get_rows(self, clause=None):
        clause = clause or self.clause
        return self.env["regie.clause.ledger"].search([("clause_id", "=", clause.id)], order="sequence")

    def _post(self, **vals):
        month = self._get_month() or self.env["regie.clause.month"].create(
            {"clause_id": self.clause.id, "company_id": self.company.id, "date": FEBRUARY}
        )
        row = {"month_id": month.id, "employee_id": self.amina.id, "hours": 7.0, "pass_id": self.amina.pass_ids.id}
        return self.env["regie.clause.ledger"].create({**row, **vals})

    def test_validated_month_is_written_person_by_person(self):
        guide = self._create_employee(contract=(date(2024, 1, 1), None))
        self._work(self.worksite, self.amina, hours=7)
        self._work(self.worksite, self.amina, date(2026, 2, 3), hours=3.5)
        self._work(self.worksite, guide)
        self.assertFalse(self._get_rows())
        self._validate_month()
        row = self._get_rows()
        self.assertEqual((row.employee_id, row.hours, row.hours_qpv, row.kind), (self.amina, 10.5, 10.5, "entry"))
        self.assertEqual((row.state, row.proof), ("validated", f"PASS IAE {self.amina.pass_ids.number}"))
        self.assertEqual((self._get_month().hours, self._get_month().people_count), (10.5, 1))

    def test_ledger_adds_up_to_the_declaration(self):
        line = self._work(self.worksite, self.amina, hours=5.25)
        month = self._declare()
        declaration = self.clause.declaration_ids
        self.assertEqual((month.hours, month.state), (declaration.hours, "declared"))
        self._correct(line, -1.25)
        self.assertEqual((month.hours, month.state), (4, "validated"), "a correction waits for a new declaration")
        second = declaration.browse(declaration.action_new_version()["res_id"])
        second.action_send()
        self.assertEqual((month.hours, month.state), (second.hours, "declared"))

    def test_correction_is_one_more_row_with_its_reason(self):
        line = self._work(self.worksite, self.amina, hours=7)
        self._validate_month()
        self._correct(line, -2)
        rows = self._get_rows()
        self.assertEqual(rows.mapped("hours"), [7, -2])
        self.assertEqual((rows[1].kind, rows[1].reason), ("correction", "Wrong person"))

    def test_forgetting_a_person_leaves_the_seals_of_the_ledger_whole(self):
        self._work(self.worksite, self.amina, hours=7)
        self._validate_month()
        self.amina._anonymise()
        self.assertEqual(self._get_rows().mapped("hours"), [7])
        self.assertFalse(self.clause._find_broken_row())
        self.assertNotIn("Amina", self.amina.name)

    def test_minutes_that_do_not_make_hundredths_are_no_fault(self):
        other = self._create_worksite(self._create_clause())
        for worksite in (self.worksite, other):
            self._work(worksite, self.amina, hours=5.336)
        self._validate_month()
        self.assertEqual(self._get_rows().hours, 5.34)
        self.assertFalse(self.clause._post_ledger([FEBRUARY]))

    def test_training_alone_that_the_market_does_not_count_opens_no_row(self):
        self._work(self._create_worksite(self.clause, is_training=True), self.amina)
        self._validate_month()
        self.assertFalse(self._get_rows())
        self.assertFalse(self._get_month())

    def test_posting_twice_writes_nothing_more(self):
        self._work(self.worksite, self.amina)
        self._validate_month()
        self.assertFalse(self.clause._post_ledger([FEBRUARY]))
        self.assertEqual(len(self._get_rows()), 1)

    @mute_logger("odoo.sql_db")
    def test_nobody_changes_the_ledger_not_even_in_sql(self):
        self._work(self.worksite, self.amina)
        self._validate_month()
        row = self._get_rows()
        for act in (lambda: row.sudo().write({"hours": 8}), row.sudo().unlink, row.sudo().copy):
            with self.assertRaises(UserError):
                act()
        for statement in (
            "UPDATE regie_clause_ledger SET hours = 8 WHERE id = %s",
            "DELETE FROM regie_clause_ledger WHERE id = %s",
            "TRUNCATE regie_clause_ledger, regie_clause_hour /* %s */",
        ):
            with self.assertRaises(psycopg2.errors.RestrictViolation), self.cr.savepoint():
                self.cr.execute(statement, [row.id])

    def test_seals_prove_that_the_ledger_is_whole(self):
        self._work(self.worksite, self.amina)
        self._work(self.worksite, self.amina, MARCH)
        self._validate_month()
        self._validate_month(MARCH)
        self.assertFalse(self.clause._find_broken_row())
        self.assertIn("2", self.clause.action_check_ledger()["params"]["message"])
        self.cr.execute("ALTER TABLE regie_clause_ledger DISABLE TRIGGER regie_clause_ledger_append_only")
        first = self._get_rows()[0]
        self.cr.execute("UPDATE regie_clause_ledger SET hours = 8 WHERE id = %s", [first.id])
        self.env.invalidate_all()
        self.assertEqual(self.clause._find_broken_row(), first)

    def test_row_out_of_the_market_is_refused(self):
        self._work(self.worksite, self.amina)
        self.clause.date_start = MARCH
        with self.assertRule("INS-L01"):
            self._post()

    def test_row_of_a_person_no_longer_eligible_gives_the_first_day_refused(self):
        self.clause.eligibility_months = 1
        self._work(self.worksite, self.amina, date(2026, 1, 1))
        self._work(self.worksite, self.amina)
        with self.assertRaisesRegex(UserError, "01/02/2026.*INS-L02"):
            self._post()

    def test_row_of_hours_of_another_clause_is_refused(self):
        other = self._create_clause("M-2026-051/1")
        self._work(self._create_worksite(other), self.amina)
        self._validate_month()
        with self.assertRaisesRegex(UserError, "M-2026-051/1.*INS-L03"):
            self._post()

    def test_row_above_the_hours_worked_is_refused(self):
        self._work(self.worksite, self.amina, hours=6)
        with self.assertRaisesRegex(UserError, r"7[.,]00.*6[.,]00.*INS-L04"):
            self._post()

    def test_row_without_a_proof_is_refused(self):
        self._work(self.worksite, self.amina)
        with self.assertRule("INS-L05"):
            self._post(pass_id=False)

    def test_row_of_no_hour_is_refused(self):
        self._work(self.worksite, self.amina)
        for hours in (0, -1):
            with self.assertRule("INS-L06"):
                self._post(hours=hours)

    def test_rights_on_the_ledger_are_to_read_it_in_one_s_own_regie(self):
        self._work(self.worksite, self.amina)
        self._validate_month()
        row = self._get_rows()
        self.assertEqual(row.with_user(self._create_user("office", "group_role_office")).hours, 7)
        other = self._create_user("other", "group_role_director", company=self._create_company())
        leader = self._create_user("leader", "group_role_team_leader")
        member = self._create_user("member", "group_role_board_member")
        for user in (other, leader, member):
            with self.assertRaises(AccessError):
                row.with_user(user).read(["hours"])


@freeze_time("2026-04-10")
class TestClauseOneHour(ClauseCase):
    """An hour serves one clause, or those of an agreement that their buyers signed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_clause("M-2026-052/1")

    def _read(self, clause):
        return self.env["regie.clause"]._read_figures([(1, clause.id, date(2026, 1, 1), date(2026, 12, 31))])[1]

    def test_hour_of_a_validated_month_is_taken_by_its_clause(self):
        line = self._work(self.worksite, self.amina)
        self._validate_month()
        taken = self.env["regie.clause.hour"].search([("line_id", "=", line.id)])
        self.assertEqual(taken.clause_id, self.clause)

    @mute_logger("odoo.sql_db")
    def test_postgresql_refuses_an_hour_twice(self):
        line = self._work(self.worksite, self.amina)
        month = self._declare()
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.cr.savepoint():
            self.cr.execute(
                "INSERT INTO regie_clause_hour (line_id, clause_id, month_id, company_id) VALUES (%s, %s, %s, %s)",
                [line.id, self.other.id, month.id, self.company.id],
            )
        vals = {
            "line_id": line.id,
            "clause_id": self.other.id,
            "month_id": month.id,
            "company_id": self.company.id,
        }
        with self.assertRaisesRegex(UserError, "M-2026-050/1.*INS-L03"):
            self.env["regie.clause.hour"].create(vals)

    def test_signed_agreement_lets_an_hour_count_for_both_clauses(self):
        self._create_globalisation(self.clause | self.other)
        self._work(self.worksite, self.amina)
        self.assertEqual((self._read(self.clause)["counted"], self._read(self.other)["counted"]), (7, 7))
        self._validate_month()
        hours = self.env["regie.clause.ledger"].search([("employee_id", "=", self.amina.id)])
        self.assertEqual((hours.clause_id, sum(hours.mapped("hours"))), (self.clause | self.other, 14))
        self.assertEqual(len(self.env["regie.clause.hour"].search([("clause_id", "in", hours.clause_id.ids)])), 2)

    def test_agreement_of_two_clauses_lets_a_third_one_count_its_own_hours(self):
        self._create_globalisation(self.clause | self.other)
        third = self._create_clause("M-2026-053/1")
        self._work(self.worksite, self.amina)
        self._work(self._create_worksite(third), self.amina, date(2026, 2, 3))
        self._validate_month()
        hours = {row.clause_id: row.hours for row in self.env["regie.clause.ledger"].search([])}
        self.assertEqual([hours[clause] for clause in (self.clause, self.other, third)], [7, 7, 7])

    def test_agreement_counts_nothing_before_it_is_signed_nor_after_its_last_day(self):
        agreement = self._create_globalisation(self.clause | self.other, signed=False, date_end=date(2026, 2, 10))
        self._work(self.worksite, self.amina)
        self._work(self.worksite, self.amina, date(2026, 2, 11))
        self.assertEqual(self._read(self.other)["counted"], 0)
        agreement.action_sign()
        self.assertEqual(self._read(self.other)["counted"], 7)

    def test_agreement_that_does_not_cover_the_hour_is_refused(self):
        agreement = self._create_globalisation(self.other | self._create_clause())
        line = self._work(self.worksite, self.amina)
        month = self._declare()
        with self.assertRule("INS-L03"):
            self.env["regie.clause.hour"].create(
                {
                    "line_id": line.id,
                    "clause_id": self.other.id,
                    "globalisation_id": agreement.id,
                    "month_id": month.id,
                    "company_id": self.company.id,
                }
            )

    def test_agreement_under_which_hours_were_counted_does_not_change(self):
        agreement = self._create_globalisation(self.clause | self.other)
        self._work(self.worksite, self.amina)
        self._validate_month()
        with self.assertRaises(UserError):
            agreement.signed_on = False
        with self.assertRaises(UserError):
            agreement.unlink()

    def test_agreement_covers_two_clauses_and_no_pair_twice(self):
        with self.assertRaises(UserError):
            self._create_globalisation(self.clause)
        self._create_globalisation(self.clause | self.other)
        with self.assertRaises(UserError):
            self._create_globalisation(self.clause | self.other)

    def test_indicator_counts_a_shared_hour_once(self):
        self._create_globalisation(self.clause | self.other)
        self._work(self.worksite, self.amina)
        periods = [(0, clause.id, date(2026, 1, 1), date(2026, 12, 31)) for clause in self.clause | self.other]
        self.assertEqual(self.env["regie.clause"]._read_figures(periods, shared=False)[0]["counted"], 7)

    def test_hours_button_adds_up_to_the_figure(self):
        guide = self._create_employee(contract=(date(2024, 1, 1), None))
        self._work(self.worksite, guide)
        counted = self._work(self.worksite, self.amina) | self._work(self.worksite, self.amina, MARCH)
        action = self.clause.action_view_hours()
        found = self.env["account.analytic.line"].search(action["domain"])
        self.assertEqual((found, sum(found.mapped("unit_amount"))), (counted, self.clause.hours_done))
        self.assertEqual(found.counted_clause_id, self.clause)
