import io
from datetime import date, datetime

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools.pdf import PdfFileReader

from .common import InsertionCase


@freeze_time("2026-03-10")
class TestClauseDeclaration(InsertionCase):
    """The paper that the buyer receives, and what may never be in it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clause = cls._create_clause("M-2026-077/1", hours=365)
        cls.worksite = cls._create_worksite(cls.clause)
        people = (("E-701", "Zulmira Fontaine", True), ("E-702", "Casimir Lebreton", False))
        cls.people = [
            cls._create_employee(number, name, pass_start=date(2026, 1, 1), qpv=qpv) for number, name, qpv in people
        ]
        for person in cls.people:
            person.birthday = date(1987, 6, 5)
        cls.lines = [
            cls._work(cls.worksite, person, hours=hours) for person, hours in zip(cls.people, (7, 5.5), strict=True)
        ]

    def _declare(self, day=date(2026, 2, 14), clause=None):
        return (clause or self.clause)._prepare_declarations(day)

    def _send(self, day=date(2026, 2, 14)):
        self._validate_month(day)
        declaration = self._declare(day)
        declaration.action_send()
        return declaration

    def _correct(self, line, hours):
        return self._work(
            self.worksite,
            line.employee_id,
            line.date,
            hours,
            correction_date="2026-03-10",
            correction_reason="Wrong person",
            corrected_line_id=line.id,
        )

    def test_declaration_reads_its_figures_from_the_hours(self):
        declaration = self._declare()
        self.assertEqual((declaration.date_from, declaration.date_to), (date(2026, 2, 1), date(2026, 2, 28)))
        self.assertEqual((declaration.hours, declaration.hours_qpv, declaration.qpv_share), (12.5, 7, 56))
        self.assertEqual((declaration.people_count, declaration.hours_not_validated), (2, 12.5))
        self.assertEqual((declaration.hours_total, declaration.hours_expected), (12.5, 59))
        self.assertEqual(
            (declaration.hours_gap, declaration.hours_remaining, declaration.progress), (-46.5, 352.5, 3.42)
        )
        self.assertEqual(sorted(declaration.line_ids.mapped("registration_number")), ["E-701", "E-702"])

    def test_quarter_is_declared_in_one_paper(self):
        self.clause.frequency = "quarter"
        declaration = self._declare()
        self.assertEqual((declaration.date_from, declaration.date_to), (date(2026, 1, 1), date(2026, 3, 31)))

    def test_period_outside_the_clause_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "INS-L01"):
            self._declare(date(2027, 1, 5))

    def test_hours_outside_the_dates_are_listed_and_not_counted(self):
        self.clause.date_start = date(2026, 2, 3)
        declaration = self._declare()
        self.assertEqual((declaration.hours, declaration.hours_outside, len(declaration.line_ids)), (0, 12.5, 2))
        self.assertIn("INS-L01", declaration.line_ids[0].note)

    def test_person_no_longer_eligible_is_listed_with_the_day(self):
        self.clause.eligibility_months = 1
        self._work(self.worksite, self.people[0], date(2026, 3, 2))
        declaration = self._declare(date(2026, 3, 2))
        self.assertEqual((declaration.hours, declaration.hours_not_eligible), (0, 7))
        self.assertIn("INS-L02", declaration.line_ids.note)

    def test_declaration_of_an_open_month_is_not_sent(self):
        declaration = self._declare()
        with self.assertRaisesRegex(UserError, "INS-L08"):
            declaration.action_send()
        self.assertEqual(declaration.state, "draft")

    def test_sent_declaration_does_not_change_by_any_door(self):
        declaration = self._send()
        self.assertEqual((declaration.state, declaration.sent_on), ("sent", datetime(2026, 3, 10)))
        doors = (
            lambda: declaration.write({"hours": 99}),
            lambda: declaration.sudo().write({"sent_on": False}),
            declaration.action_refresh,
            declaration.unlink,
            lambda: declaration.line_ids[0].write({"hours": 99}),
            lambda: declaration.line_ids[0].sudo().unlink(),
            lambda: declaration.write({"line_ids": [(5, 0, 0)]}),
            lambda: declaration.line_ids.create(
                {"declaration_id": declaration.id, "employee_id": self.people[0].id, "name": "X"}
            ),
            lambda: declaration.copy(),
        )
        for door in doors:
            with self.assertRaises(UserError), self.cr.savepoint():
                door()
        declaration.action_acknowledge()
        self.assertEqual(declaration.state, "acknowledged")

    def test_correction_shows_as_a_difference_in_the_next_version(self):
        declaration = self._send()
        self.assertFalse(declaration.is_outdated)
        self._correct(self.lines[0], -2)
        declaration.invalidate_recordset()
        self.assertEqual((declaration.hours, declaration.is_outdated), (12.5, True))
        self.assertIn(declaration, declaration.search([("is_outdated", "=", True)]))
        second = declaration.browse(declaration.action_new_version()["res_id"])
        self.assertEqual(
            (second.version, second.previous_id, second.hours, second.hours_delta), (2, declaration, 10.5, -2)
        )
        self.assertEqual(second.line_ids.sorted("registration_number").mapped("hours_delta"), [-2, 0])
        second.action_send()
        declaration.invalidate_recordset()
        self.assertFalse(declaration.is_outdated)

    def test_person_taken_out_by_a_correction_shows_in_the_next_version(self):
        declaration = self._send()
        self._correct(self.lines[1], -5.5)
        second = declaration.browse(declaration.action_new_version()["res_id"])
        line = second.line_ids.filtered(lambda one: one.employee_id == self.people[1])
        self.assertEqual((second.people_count, line.hours, line.hours_delta), (1, 0, -5.5))

    def test_two_drafts_of_a_period_are_one(self):
        self.assertEqual(self._declare(), self._declare())

    def test_wizard_prepares_the_clauses_that_run(self):
        other = self._create_clause("M-2026-078/1")
        form = Form(self.env["regie.clause.declare"])
        self.assertEqual(form.date, date(2026, 2, 1))
        action = form.save().action_prepare()
        declared = self.env["regie.clause.declaration"].search(action["domain"]).clause_id
        self.assertLessEqual(self.clause | other, declared)

    def test_small_groups_are_kept_back_from_the_buyer(self):
        declaration = self._declare()
        self.assertEqual(declaration._get_hidden_cells(), {"people_qpv_count", "women_count"})
        self.assertIn("small group", declaration._get_shown_count("people_qpv_count"))

    def test_large_groups_are_shown_to_the_buyer(self):
        for qpv in [True] * 6 + [False] * 6:
            self._work(self.worksite, self._create_employee(pass_start=date(2026, 1, 1), qpv=qpv))
        self.assertEqual(self._declare()._get_shown_count("people_qpv_count"), 7)

    def _render(self, xmlid, declaration):
        report = self.env.ref(f"regie_insertion.{xmlid}")
        if report.report_type == "xlsx":
            content = report._render_xlsx(report.report_name, declaration.ids, {})[0]
            book = load_workbook(io.BytesIO(content))
            cells = " ".join(str(cell) for sheet in book for row in sheet.values for cell in row)
            return f"{cells} {book.properties}"
        paper = report.with_context(force_report_rendering=True)
        reader = PdfFileReader(io.BytesIO(paper._render_qweb_pdf(report.report_name, declaration.ids)[0]))
        return " ".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])

    def test_buyers_version_names_nobody(self):
        declaration = self._send()
        secrets = ["Zulmira", "Fontaine", "Casimir", "Lebreton", "E-701", "E-702", "1987-06", "05/06/", "06/05/"]
        for xmlid in ("regie_clause_declaration_report_buyer", "regie_clause_declaration_report_buyer_xlsx"):
            text = self._render(xmlid, declaration)
            self.assertIn("M-2026-077/1", text)
            self.assertRegex(text, r"12[.,]5")
            for secret in secrets:
                self.assertNotIn(secret, text, xmlid)
        self.assertNotIn("Fontaine", declaration._get_file_name())

    def test_nominative_list_is_complete_for_the_regie(self):
        declaration = self._send()
        for xmlid in ("regie_clause_declaration_report_people", "regie_clause_declaration_report_people_xlsx"):
            text = self._render(xmlid, declaration)
            for known in ("E-701", "Zulmira Fontaine", "E-702", "Casimir Lebreton"):
                self.assertIn(known, text)

    def test_names_are_read_by_the_office_and_by_no_board_member_or_team_leader(self):
        declaration = self._send()
        report = self.env.ref("regie_insertion.regie_clause_declaration_report_people")
        for role in ("group_role_office", "group_role_social_worker", "group_role_director"):
            as_user = declaration.with_user(self._create_user(role, role))
            self.assertEqual(len(as_user.line_ids), 2)
        for role in ("group_role_team_leader", "group_role_board_member", "group_role_accountant"):
            user = self._create_user(role, role)
            as_user = declaration.with_user(user)
            self.assertEqual(as_user.hours, 12.5)
            with self.assertRaises(AccessError):
                as_user.read(["line_ids"])
            with self.assertRaises(AccessError):
                declaration.line_ids.with_user(user).read(["name"])
            with self.assertRaises(Exception) as refused:
                report.with_user(user)._render_qweb_html(report.report_name, declaration.ids)
            self.assertIn("access", str(refused.exception).lower())
            with self.assertRaises(AccessError):
                as_user.action_new_version()

    def test_board_member_prints_the_buyers_version_and_reads_no_small_count(self):
        declaration = self._send()
        member = self._create_user("member", "group_role_board_member")
        as_member = declaration.with_user(member)
        with self.assertRaises(AccessError):
            as_member.read(["women_count"])
        report = self.env.ref("regie_insertion.regie_clause_declaration_report_buyer").with_user(member)
        text = report._render_qweb_html(report.report_name, declaration.ids)[0].decode()
        self.assertIn("small group", text)

    def test_office_declares_and_sends(self):
        office = self._create_user("office", "group_role_office")
        self._validate_month()
        declaration = self.clause.with_user(office)._prepare_declarations(date(2026, 2, 1))
        declaration.action_send()
        self.assertEqual((declaration.sent_by_id, declaration.hours), (office, 12.5))

    def test_declaration_of_another_regie_is_out_of_reach(self):
        declaration = self._declare()
        other = self._create_company()
        director = self._create_user("director", "group_role_director", company=other)
        with self.assertRaises(AccessError):
            declaration.with_user(director).read(["hours"])
        self.assertFalse(declaration.line_ids.with_user(director).search([]))

    def test_fifty_declarations_cost_two_readings_of_the_hours(self):
        clauses = self.env["regie.clause"].browse(self._create_clause().id for _each in range(50))
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(100):
            clauses._prepare_declarations(date(2026, 2, 1))
            self.env.flush_all()
