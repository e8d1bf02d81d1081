import psycopg2

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import AraCase


@tagged("post_install", "-at_install")
class TestSession(AraCase):
    """Sessions: the hours of the people without names, those of the tutor typed once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tutor = cls._create_user("tutor", "regie_ara.group_role_renovation_tutor")
        cls.employee = cls.env["hr.employee"].create({"name": "Tutor", "user_id": cls.tutor.id})
        cls.company.ara_project_id = cls.env["project.project"].create({"name": "Self-renovation"})
        cls.case = cls._create_case("works", tutor_id=cls.tutor.id)

    def _create_session(self, **vals):
        return (
            self.env["regie.ara.session"]
            .with_user(self.tutor)
            .create({"case_id": self.case.id, "name": "Paint", "date_start": "2026-03-02 08:00:00", "hours": 3, **vals})
        )

    def test_hours_are_counted_without_names(self):
        session = self._create_session(people_count=2, helper_count=1)
        self.assertEqual((session.worked_hours, session.tutor_hours, session.tutor_id), (9, 3, self.tutor))
        self.assertEqual(self.case.worked_hours, 0, "planned, it counts for nothing")
        session.action_done()
        self.assertEqual((self.case.worked_hours, self.case.tutor_hours), (9, 3))

    def test_hours_of_the_tutor_are_typed_once(self):
        session = self._create_session()
        session.action_done()
        session.action_done()
        lines = self.env["account.analytic.line"].search([("employee_id", "=", self.employee.id)])
        self.assertEqual((len(lines), lines.unit_amount, str(lines.date)), (1, 3, "2026-03-02"))
        self.assertNotIn(self.awa.name, lines.name)
        with self.assertRaisesRegex(UserError, "E-ARA-22"):
            session.hours = 5
        with self.assertRaisesRegex(UserError, "E-ARA-22"):
            session.unlink()
        session.action_reopen()
        self.assertFalse(lines.exists())
        session.hours = 5
        session.action_done()
        self.assertEqual(session.sudo().timesheet_id.unit_amount, 5)

    def test_session_to_come_is_not_done(self):
        with self.assertRaisesRegex(UserError, "E-ARA-22"):
            self._create_session(date_start="2099-01-01 08:00:00").action_done()

    def test_session_without_a_worksite_counts_on_the_case_only(self):
        self.company.ara_project_id = False
        session = self._create_session()
        session.action_done()
        self.assertFalse(session.sudo().timesheet_id)
        self.assertEqual(self.case.tutor_hours, 3)

    def test_person_is_named_with_their_agreement_only(self):
        session = self._create_session(people_count=2)
        vals = {"session_id": session.id, "partner_id": self.awa.id, "hours": 2}
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(psycopg2.errors.CheckViolation, "consent_given"),
            self.cr.savepoint(),
        ):
            self.env["regie.ara.presence"].create(vals)
        self.env["regie.ara.presence"].create({**vals, "has_consent": True})
        # one named for two hours, another one counted for three
        self.assertEqual(session.worked_hours, 5)
