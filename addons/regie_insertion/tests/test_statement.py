import io
from datetime import date
from decimal import Decimal

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from odoo.exceptions import AccessError
from odoo.tests import BaseCase, Form, tagged

from ..tools import etp
from .common_hours import OCTOBER, HoursCase


class StatementCase(HoursCase):
    """October 2026 with its statement."""

    @classmethod
    def _create_statement(cls, annex=None, month=OCTOBER):
        return cls.env["regie.iae.statement"].create({"annex_id": (annex or cls.annex).id, "date_month": month})

    def _declared(self, statement):
        return {line.employee_id: line.insertion_hours for line in statement.line_ids if line.is_declared}


@tagged("post_install", "-at_install")
class TestStatementFigures(StatementCase):
    def test_hours_of_the_pass_are_declared_and_the_others_are_not(self):
        self._create_hours(self.rose, date(2026, 10, 5), 5.25)
        self._create_hours(self.rose, date(2026, 10, 6), 2.5)
        self._create_hours(self.paul, date(2026, 10, 6), 7)
        statement = self._create_statement()
        self.assertEqual(self._declared(statement), {self.rose: 7.75})
        self.assertEqual((statement.hours_worked, statement.hours_declared), (14.75, 7.75))
        self.assertEqual((statement.employee_count, statement.contributing_count), (1, 1))

    def test_first_and_last_day_of_the_pass_count(self):
        lina = self._create_employee(
            contract=(date(2026, 1, 1), date(2026, 12, 31)), iae_form="cdi", agreement=self.agreement
        )
        self._create_pass(lina, date(2024, 10, 11))  # 730 days: until 10 October 2026
        for day in (9, 10, 11):
            self._create_hours(lina, date(2026, 10, day), day)
        self.assertEqual(self._declared(self._create_statement()), {lina: 19})
        noa = self._create_employee(
            contract=(date(2026, 1, 1), date(2026, 12, 31)), iae_form="cdi", agreement=self.agreement
        )
        self._create_pass(noa, date(2026, 9, 15))
        for day in (14, 15, 16):
            self._create_hours(noa, date(2026, 9, day), day - 10)
        self.assertEqual(self._declared(self._create_statement(month=date(2026, 9, 1))), {noa: 11})

    def test_pass_over_a_leap_year_lasts_730_days_and_not_two_years(self):
        lina = self._create_employee(contract=(date(2023, 1, 1), None))
        self._create_pass(lina, date(2023, 3, 1))  # 29 February 2024 is one of its days
        hours = self._create_hours(lina, date(2025, 2, 27), 3) | self._create_hours(lina, date(2025, 2, 28), 4)
        query = self.env["account.analytic.line"]._insertion_hours_query()
        self.env["account.analytic.line"]._flush_insertion_hours()
        rows = {row["id"]: row["is_insertion"] for row in self.env.execute_query_dict(query)}
        self.assertEqual([rows[line.id] for line in hours], [True, False])

    def test_residence_and_agreement_are_those_of_the_day(self):
        elsewhere = self._create_agreement("EI")
        self._create_hours(self.rose, date(2026, 10, 14), 5)
        self._create_hours(self.rose, date(2026, 10, 15), 6)
        self.rose.create_version(
            {
                "date_version": date(2026, 10, 15),
                "territory_id": self.territory_other.id,
                "agreement_id": elsewhere.id,
            }
        )
        statement, other = self._create_statement(), self._create_statement(elsewhere.annex_ids)
        self.assertEqual(self._declared(statement), {self.rose: 5})
        self.assertEqual(self._declared(other), {self.rose: 6})
        report = self.env["regie.hours.report"].search([("employee_id", "=", self.rose.id)], order="date")
        self.assertEqual(report.mapped("qpv_hours"), [5, 0])

    def test_etp_is_worked_out_on_the_total_of_hours(self):
        other = self._create_employee(
            contract=(date(2026, 1, 9), date(2027, 1, 8)), pass_start=date(2026, 1, 3), agreement=self.agreement
        )
        for day in range(1, 9):
            self._create_hours(self.rose, date(2026, 10, day), 1.25)
            self._create_hours(other, date(2026, 10, day), 1.25)
        statement = self._create_statement()
        self.assertEqual(statement.hours_basis, 1820)
        self.assertEqual(statement.line_ids.filtered("insertion_hours").mapped("etp_share"), [0.07, 0.07])
        self.assertEqual((statement.etp_realised, statement.etp_conventioned), (0.13, 10))
        self.assertEqual(statement.rate, 1.3)

    def test_figures_of_all_annexes_take_one_sql_and_the_parameters_another(self):
        annexes = self.annex
        for _number in range(3):
            annexes |= self._create_agreement("EI").annex_ids
        self._create_hours(self.rose, date(2026, 10, 5), 5)
        statements = self.env["regie.iae.statement"].concat(*map(self._create_statement, annexes))
        statements._insert_lines(date(2026, 8, 1))
        self.env.flush_all()
        with self.assertQueryCount(2):
            statements._insert_lines(date(2026, 9, 1))

    def test_recompute_costs_the_same_queries_with_more_people(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            statement.action_recompute()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        self._create_hours(self.rose, date(2026, 10, 5), 5)
        statement = self._create_statement()
        count()
        self._create_hours(self.rose, date(2026, 10, 6), 5)
        few = count()
        for _number in range(5):
            person = self._create_employee(
                contract=(date(2026, 1, 9), date(2027, 1, 8)), pass_start=date(2026, 1, 3), agreement=self.agreement
            )
            self._create_hours(person, date(2026, 10, 5), 5)
        self.assertEqual(count(), few)

    def test_month_without_active_annex_is_refused(self):
        with self.assertRule("INS-M08"):
            self._create_statement(month=date(2027, 1, 1))
        self.annex.state = "brouillon"
        with self.assertRule("INS-M08"):
            self._create_statement()
        with self.assertRule("INS-M08"):
            self.env["regie.iae.statement"]._prepare_month(self.company, OCTOBER)


@tagged("post_install", "-at_install")
class TestStatementVersions(StatementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_hours(cls.rose, date(2026, 10, 5), 5)
        cls._create_hours(cls.rose, date(2026, 10, 6), 6)
        cls.statement = cls._create_statement()

    def _validate(self):
        self._validate_month()
        self.statement.action_validate()
        return self.statement

    def test_second_statement_beside_a_draft_is_refused(self):
        with self.assertRule("INS-M01"):
            self._create_statement()

    def test_statement_of_an_open_month_is_not_validated(self):
        with self.assertRule("INS-M09"):
            self.statement.action_validate()

    def test_statement_is_sent_once_validated(self):
        with self.assertRule("INS-M10"):
            self.statement.action_mark_sent()
        self._validate().action_mark_sent()
        self.assertEqual(self.statement.state, "sent")

    def test_validated_statement_is_frozen_by_every_door(self):
        statement = self._validate()
        line = statement.line_ids
        for act in (
            lambda: statement.write({"hours_declared": 12}),
            lambda: statement.write({"validated_on": False}),
            lambda: statement.write({"line_ids": [(0, 0, {"employee_id": self.paul.id})]}),
            lambda: statement.write({"line_ids": [(2, line.id)]}),
            lambda: line.write({"insertion_hours": 12}),
            lambda: line.create({"statement_id": statement.id, "employee_id": self.paul.id}),
            line.unlink,
            statement.unlink,
            statement.action_recompute,
            statement.action_validate,
        ):
            with self.assertRule("INS-M06"):
                act()
                self.env.flush_all()
        statement.message_post(body="Sent")

    def test_correction_keeps_version_1_and_appears_in_version_2(self):
        first = self._validate()
        self.assertFalse(first.is_outdated)
        self._correct(self.rose, date(2026, 10, 6), -2)
        self.env.invalidate_all()
        self.assertTrue(first.is_outdated)
        self.assertEqual(self.env["regie.iae.statement"].search([("is_outdated", "=", True)]), first)
        second = self.env["regie.iae.statement"].browse(first.action_new_version()["res_id"])
        self.assertEqual((first.version, first.hours_declared), (1, 11))
        self.assertEqual((second.version, second.previous_id), (2, first))
        self.assertEqual((second.hours_declared, second.hours_corrected), (9, -2))
        self.assertFalse(first.is_outdated)
        change = second.difference_ids
        self.assertEqual((change.hours_before, change.hours_after, change.hours_change), (11, 9, -2))
        second.action_validate()
        self.assertEqual(second.state, "validated")

    def test_hours_all_taken_back_leave_the_next_version(self):
        self._validate()
        self._correct(self.rose, date(2026, 10, 5), -5)
        self._correct(self.rose, date(2026, 10, 6), -6)
        second = self.env["regie.iae.statement"].browse(self.statement.action_new_version()["res_id"])
        self.assertEqual((second.employee_count, second.hours_declared, second.etp_realised), (0, 0, 0))
        self.assertEqual(second.difference_ids.hours_change, -11)

    def test_reason_not_eligible_survives_a_recompute_and_the_next_version(self):
        line = self.statement.line_ids
        with self.assertRule("INS-M11"):
            line.is_eligible = False
        line.write({"is_eligible": False, "ineligible_reason": "Other aid"})
        self.assertEqual((self.statement.hours_eligible, self.statement.contributing_count), (0, 0))
        self._validate()
        self.assertEqual(self.statement.line_ids.ineligible_reason, "Other aid")
        self._correct(self.rose, date(2026, 10, 6), 1)
        second = self._create_statement()
        self.assertEqual((second.hours_declared, second.hours_eligible), (12, 0))

    def test_person_without_pass_is_not_made_eligible(self):
        self._create_hours(self.paul, date(2026, 10, 6), 7)
        self.statement.action_recompute()
        line = self.statement.line_ids.filtered(lambda line: line.employee_id == self.paul)
        with self.assertRule("INS-M07"):
            line.is_eligible = True

    def test_form_opens_a_statement_and_computes_it(self):
        form = Form(self.env["regie.iae.statement"])
        form.annex_id = self.annex
        form.date_month = date(2026, 9, 14)
        statement = form.save()
        self.assertEqual((statement.date_month, statement.hours_declared), (date(2026, 9, 1), 0))


@tagged("post_install", "-at_install")
class TestStatementWalls(StatementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_hours(cls.rose, date(2026, 10, 5), 5)
        cls._validate_month()
        cls.statement = cls._create_statement()
        cls.users = {
            role: cls._create_user(f"{role}_wall", f"group_role_{role}", company=cls.company)
            for role in ("director", "social_worker", "office", "team_leader", "accountant", "board_member")
        }

    def test_totals_are_read_by_the_readers_of_insertion_and_names_by_its_officers(self):
        for role, sees_totals, sees_names in (
            ("director", True, True),
            ("social_worker", True, True),
            ("office", True, True),
            ("team_leader", True, False),
            ("accountant", True, False),
            ("board_member", False, False),
        ):
            with self.subTest(role=role):
                statement = self.statement.with_user(self.users[role])
                if sees_totals:
                    self.assertEqual((statement.hours_declared, statement.is_outdated), (5, False))
                else:
                    with self.assertRaises(AccessError):
                        statement.read(["hours_declared"])
                lines = self.env["regie.iae.statement.line"].with_user(self.users[role])
                if sees_names:
                    self.assertEqual(lines.search([("statement_id", "=", statement.id)]).employee_name, "Rose")
                else:
                    with self.assertRaises(AccessError):
                        lines.search([("statement_id", "=", statement.id)])

    def _lead(self, leader):
        """Put Rose in a team that this user leads: the hours of another team are not theirs to read."""
        self.rose.department_id = self.env["hr.department"].create({"name": "Team", "deputy_ids": leader.ids})
        self.env["account.analytic.line"].search(
            [("employee_id", "=", self.rose.id)]
        ).sudo().department_id = self.rose.department_id
        self.env.flush_all()

    def test_analysis_hides_insertion_hours_from_whoever_does_not_keep_the_pass(self):
        report = self.env["regie.hours.report"].search([("employee_id", "=", self.rose.id)])
        office, leader = self.users["office"], self.users["team_leader"]
        self._lead(leader)
        self.assertEqual(report.with_user(office).read(["insertion_hours"])[0]["insertion_hours"], 5)
        self.assertEqual(report.with_user(leader).read(["hours"])[0]["hours"], 5)
        with self.assertRaises(AccessError):
            report.with_user(leader).read(["insertion_hours"])
        with self.assertRaises(AccessError):
            report.with_user(leader).formatted_read_group([], ["employee_id"], ["insertion_hours:sum"])

    def test_only_a_manager_validates(self):
        with self.assertRaises(AccessError):
            self.statement.with_user(self.users["office"]).action_validate()
        self.statement.with_user(self.users["director"]).action_validate()
        self.assertEqual(self.statement.state, "validated")

    def test_another_company_reads_nothing(self):
        neighbour = self._create_company("Régie d'à côté")
        director = self._create_user("director_next", "group_role_director", company=neighbour)
        for model in (
            "regie.hours.month",
            "regie.iae.statement",
            "regie.iae.statement.line",
            "regie.iae.statement.difference",
            "regie.hours.anomaly",
            "regie.hours.report",
        ):
            records = self.env[model].with_user(director).with_context(allowed_company_ids=neighbour.ids)
            self.assertFalse(records.search([]), model)


@tagged("post_install", "-at_install")
class TestStatementPapers(StatementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_hours(cls.rose, date(2026, 10, 5), 5.25)
        cls._create_hours(cls.rose, date(2026, 10, 6), 2.5)
        other = cls._create_employee(
            name="Lina",
            contract=(date(2026, 1, 9), date(2027, 1, 8)),
            pass_start=date(2026, 1, 3),
            agreement=cls.agreement,
        )
        cls._create_hours(other, date(2026, 10, 5), 7)
        cls._create_hours(cls.paul, date(2026, 10, 5), 7)
        cls.statement = cls._create_statement()

    def test_workbook_holds_numbers_whose_sum_is_the_total(self):
        report = self.env.ref("regie_insertion.regie_iae_statement_report_xlsx").with_context(lang="en_US")
        content, kind = report._render_xlsx(report.report_name, self.statement.ids, {})
        self.assertEqual(kind, "xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True).active
        head = next(row[0].row for row in sheet.iter_rows() if row[3].value == "Hours")
        total = next(row[0].row for row in sheet.iter_rows(min_row=head) if row[0].value == "Total")
        hours = [sheet.cell(row, 4).value for row in range(head + 1, total)]
        self.assertEqual(sorted(hours), [7, 7.75])
        self.assertEqual(sheet.cell(total, 4).value, f"=SUM(D{head + 1}:D{total - 1})")
        self.assertEqual(values.cell(total, 4).value, sum(hours))
        self.assertEqual(values.cell(total, 14).value, float(etp.month_etp(sum(hours), 1820)))

    def test_workbook_of_a_month_without_hours_opens(self):
        report = self.env.ref("regie_insertion.regie_iae_statement_report_xlsx")
        empty = self._create_statement(month=date(2026, 9, 1))
        content, _kind = report._render_xlsx(report.report_name, (self.statement | empty).ids, {})
        self.assertEqual(len(openpyxl.load_workbook(io.BytesIO(content)).worksheets), 2)

    def test_print_names_the_persons_declared_and_those_left_out(self):
        report = self.env.ref("regie_insertion.regie_iae_statement_report")
        self.company.partner_id.lang = "en_US"
        html = report._render_qweb_html(report.report_name, self.statement.ids)[0].decode()
        body, _end_of_table, foot = html.partition("</tbody>")
        for text in ("Rose", "Lina", self.annex.number, "14[.,]75"):
            self.assertRegex(body, text)
        self.assertNotIn("Paul", body)
        self.assertIn("Paul", foot)


@tagged("post_install", "-at_install")
class TestEtp(BaseCase):
    @given(hours=st.lists(st.decimals(min_value=0, max_value=24, places=2), max_size=40))
    def test_etp_of_the_total_is_within_the_rounding_of_the_shares(self, hours):
        shares = [etp.month_etp(value, 1820) for value in hours]
        gap = abs(etp.month_etp(sum(hours, Decimal(0)), 1820) - sum(shares, Decimal(0)))
        self.assertLessEqual(gap, Decimal("0.005") * (len(hours) + 1))

    @given(hours=st.decimals(min_value=0, max_value=100000, places=2), basis=st.sampled_from([1505, 1600, 1607, 1820]))
    def test_etp_is_the_nearest_hundredth_half_up(self, hours, basis):
        exact = hours * 12 / basis
        result = etp.month_etp(hours, basis)
        self.assertLessEqual(abs(result - exact), Decimal("0.005000000001"))
        self.assertGreaterEqual(result + Decimal("0.005000000001"), exact)
