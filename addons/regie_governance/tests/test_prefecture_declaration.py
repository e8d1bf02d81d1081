from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import GovernanceCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 10:00:00")
class TestPrefectureDeclaration(GovernanceCase):
    """What is declared to the prefecture, by when, and what is told of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.regie_declaration_since = "2026-01-01"

    def _declarations(self, **criteria):
        domain = [("company_id", "=", self.company.id), *((name, "=", value) for name, value in criteria.items())]
        return self.env["regie.prefecture.declaration"].search(domain)

    def test_deadline_is_three_calendar_months_later_clipped_to_the_month(self):
        for event, deadline in (
            ("2026-06-20", date(2026, 9, 20)),
            ("2025-11-30", date(2026, 2, 28)),
            ("2023-11-30", date(2024, 2, 29)),
            ("2026-12-31", date(2027, 3, 31)),
        ):
            declaration = self.env["regie.prefecture.declaration"].create({"kind": "seat", "date_event": event})
            self.assertEqual(declaration.date_deadline, deadline)

    def test_changes_of_a_day_make_one_declaration(self):
        meeting = self._create_meeting(self.assembly, date="2026-05-20 16:00:00")
        leaves = self._create_mandate(role="president")
        leaves._end(date(2026, 5, 19), "term")
        self._create_mandate(role="president", date_start="2026-05-20")
        self._create_mandate(date_start="2026-05-20")
        declarations = self._declarations(kind="officers")
        self.assertEqual(declarations.mapped("date_event"), [date(2026, 5, 20), date(2026, 5, 19)])
        self.assertEqual(declarations.mapped("meeting_id"), meeting)
        self.assertEqual(declarations[0].line_ids.mapped("change"), ["start", "start"])
        self.assertEqual(declarations[1].line_ids.mapped("change"), ["end"])

    def test_functions_that_are_not_declared_make_none(self):
        self._create_mandate(role="member", date_start="2026-05-20")
        self._create_mandate(organ=self._create_organ("COM", "commission"), date_start="2026-05-20")
        self.assertFalse(self._declarations())

    def test_changes_before_the_software_make_none(self):
        self._create_mandate(date_start="2025-12-31")
        self.assertFalse(self._declarations())

    def test_day_that_is_mended_moves_in_the_declarations(self):
        mandate = self._create_mandate(date_start="2026-05-20")
        mandate.date_start = "2026-05-21"
        self.assertEqual(self._declarations().mapped("date_event"), [date(2026, 5, 21)])
        mandate.unlink()
        self.assertFalse(self._declarations())

    def test_change_that_was_filed_is_not_declared_twice(self):
        mandate = self._create_mandate(date_start="2026-05-20")
        self._declarations().date_filed = "2026-05-25"
        mandate.role_id = self._role("secretary")
        self.assertEqual(len(self._declarations().line_ids), 1)

    def test_declaration_is_filled_from_the_person_and_kept_as_filed(self):
        person = self._create_person(
            street="3 rue des Tilleuls", zip="27400", city="Louviers", regie_profession="Baker"
        )
        mandate = self._create_mandate(self._create_member(person), date_start="2026-05-20")
        declaration = self._declarations().with_user(self.secretary)
        line = declaration.line_ids
        self.assertEqual(
            (line.function, line.profession, line.domicile),
            ("Administrator", "Baker", "3 rue des Tilleuls, 27400 Louviers"),
        )
        with self.assertRule("Complete before filing: .*nationality"):
            declaration.action_file()
        line.nationality_id = self.env.ref("base.fr")
        self.assertEqual(person.regie_nationality_id, self.env.ref("base.fr"), "not to be typed again next time")
        declaration.action_file()
        person.write({"regie_profession": "Retired", "street": "9 avenue Winston Churchill"})
        self.assertEqual((line.profession, line.domicile), ("Baker", "3 rue des Tilleuls, 27400 Louviers"))
        self.assertEqual(mandate.declaration_line_ids, line)

    def test_states_follow_the_facts(self):
        mandate = self._create_mandate(date_start="2026-05-20")
        mandate.partner_id.write(
            {"regie_profession": "Baker", "city": "Louviers", "regie_nationality_id": self.env.ref("base.fr").id}
        )
        declaration = self._declarations().with_user(self.secretary)
        self.assertEqual(declaration.state, "todo")
        with self.assertRule("File the declaration first"):
            declaration.action_acknowledge()
        declaration.action_file()
        self.assertEqual((declaration.state, declaration.date_filed), ("filed", date(2026, 6, 1)))
        entry = self.env["regie.register.entry"].search([("kind", "=", "declaration")], limit=1)
        self.assertIn("20/05/2026", entry.summary)
        declaration.action_acknowledge()
        self.assertEqual(declaration.state, "acknowledged")
        for state in ("todo", "late", "filed"):
            self.assertFalse(self._declarations(state=state))
        self.assertEqual(self._declarations(state="acknowledged"), declaration)

    def test_late_declaration_is_told_with_its_days(self):
        chair = self._create_member(self.president.partner_id)
        self._create_mandate(chair, role="president", date_start="2026-02-10")
        declaration = self._declarations()
        self.assertEqual((declaration.state, declaration.late_days), ("late", 22))
        self.assertEqual(self._declarations(state="late"), declaration)
        cron = self.env.ref("regie_governance.regie_prefecture_declaration_cron_remind")
        for _twice in range(2):
            cron.ir_actions_server_id.run()
        activity = declaration.activity_ids
        self.assertEqual((len(activity), activity.user_id), (1, self.president))
        self.assertIn("22 days late. (GOV-070)", activity.note)

    def test_declaration_is_reminded_before_its_deadline_and_not_too_early(self):
        self._create_mandate(date_start="2026-05-20")
        declarations = self.env["regie.prefecture.declaration"]
        declarations._cron_remind()
        self.assertFalse(self._declarations().activity_ids)
        with freeze_time("2026-06-25"):
            declarations._cron_remind()
        self.assertIn("to file before", self._declarations().activity_ids.summary)

    def test_adopted_change_of_the_statutes_is_declared(self):
        meeting = self._create_meeting(self.assembly, date="2026-05-20 16:00:00", meeting_type="extraordinary")
        statutes = self._create_resolution(meeting, "New statutes", resolution_type="statutes")
        seat = self._create_resolution(meeting, "Move to 5 rue du Quai", declaration_kind="seat")
        other = self._create_resolution(meeting, "Thank the volunteers")
        refused = self._create_resolution(meeting, "Another name", declaration_kind="statutes")
        (statutes | seat | other).write({"result": "adopted"})
        refused.result = "rejected"
        statutes.write({"result": "adopted"})
        found = {one.resolution_id: (one.kind, one.date_event, one.note) for one in self._declarations()}
        self.assertEqual(
            found,
            {
                statutes: ("statutes", date(2026, 5, 20), "New statutes"),
                seat: ("seat", date(2026, 5, 20), "Move to 5 rue du Quai"),
            },
        )

    def test_local_law_prepares_nothing_and_tells_of_the_court(self):
        self.statutes.legal_regime = "droit_local"
        mandate = self._create_mandate(date_start="2026-05-20")
        meeting = self._create_meeting(self.assembly, date="2026-05-20 16:00:00")
        self._create_resolution(meeting, resolution_type="statutes").result = "adopted"
        self.assertFalse(self._declarations())
        for record in (mandate, meeting):
            self.assertIn("register of associations of the court", record.message_ids.mapped("body")[0])
        declaration = self.env["regie.prefecture.declaration"].create({"date_event": "2026-05-20"})
        self.assertTrue(declaration.is_local_law)

    def test_paper_names_those_who_come_and_those_who_leave_and_is_no_cerfa(self):
        self.company.partner_id.lang = "en_US"
        person = self._create_person("Awa Diallo", regie_profession="Nurse")
        mandate = self._create_mandate(self._create_member(person), date_start="2026-05-20")
        report = self.env["ir.actions.report"].with_user(self.secretary)
        html, _kind = report._render_qweb_html(
            "regie_governance.report_regie_prefecture_declaration", mandate.declaration_line_ids.declaration_id.ids
        )
        text = html.decode()
        for words in ("Awa Diallo", "Nurse", "Administrator", "Persons who come into office", "not an official form"):
            self.assertIn(words, text)
        self.assertNotIn("Cerfa", text)
        self.assertNotIn("Persons who leave", text)

    def test_board_member_does_not_read_the_domiciles(self):
        self._create_mandate(date_start="2026-05-20")
        with self.assertRaises(AccessError):
            self._declarations().with_user(self.reader).read(["note"])
        self.assertTrue(self._declarations().with_user(self.secretary).line_ids.read(["domicile"]))

    def test_secretary_does_not_delete_a_declaration(self):
        self._create_mandate(date_start="2026-05-20")
        with self.assertRaises(AccessError):
            self._declarations().with_user(self.secretary).unlink()
