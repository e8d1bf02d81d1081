import base64
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import ValidationError

from .common_skills import SkillsCase


@freeze_time("2026-04-20")
class TestTraining(SkillsCase):
    """Trainings: states from dates, certificates in the skills, hours in the timesheets only."""

    def test_states_follow_the_dates(self):
        for start, end, state in (
            (date(2026, 4, 21), date(2026, 4, 22), "planned"),
            (date(2026, 4, 20), date(2026, 4, 20), "running"),
            (date(2026, 4, 1), date(2026, 4, 19), "done"),
        ):
            with self.subTest(state=state):
                training = self._create_training(start=start, end=end)
                self.assertEqual(training.state, state)
                self.assertIn(training, self.env["regie.training"].search([("state", "=", state)]))
        training.abandoned_on = date(2026, 4, 2)
        self.assertEqual(training.state, "abandoned")

    def test_obtained_training_writes_its_resume_line_and_its_certificate(self):
        training = self._create_training(
            skill_id=self.env.ref("regie_accompaniment.skill_certificate_sst").id,
            valid_to=date(2028, 4, 8),
            certificate_file=base64.b64encode(b"paper"),
            certificate_filename="sst.pdf",
        )
        self.assertFalse(training.resume_line_id)
        training.result = "obtained"
        line, certificate = training.resume_line_id, training.employee_skill_id
        self.assertEqual((line.employee_id, line.name), (training.employee_id, "SST"))
        self.assertTrue(line.certificate_file and line.is_course)
        self.assertEqual((certificate.valid_from, certificate.valid_to), (date(2026, 4, 8), date(2028, 4, 8)))
        self.assertIn(certificate, training.employee_id.certification_ids)

    def test_result_mended_changes_the_same_line(self):
        training = self._create_training(
            result="obtained", skill_id=self.env.ref("regie_accompaniment.skill_certificate_sst").id
        )
        line = training.resume_line_id
        training.write({"result": "failed", "name": "SST, second session"})
        self.assertEqual((training.resume_line_id, line.name), (line, "SST, second session"))
        self.assertFalse(training.employee_skill_id or training.employee_id.certification_ids)

    def test_abandoned_training_has_no_result(self):
        training = self._create_training(result="attended")
        line = training.resume_line_id
        training.abandoned_on = date(2026, 4, 8)
        self.assertFalse(line.exists())
        with self.assertRaises(ValidationError):
            training.result = "obtained"
        with self.assertRaises(ValidationError):
            training.abandoned_on = date(2026, 4, 1)

    def test_adviser_and_office_write_the_skills_with_their_own_rights(self):
        for role in ("social_worker", "office", "director"):
            with self.subTest(role=role):
                user = self._create_user(f"tra_{role}", f"group_role_{role}")
                training = self._create_training().with_user(user)
                training.write(
                    {"result": "obtained", "skill_id": self.env.ref("regie_accompaniment.skill_certificate_sst").id}
                )
                self.assertTrue(training.resume_line_id and training.employee_skill_id)

    def test_paid_hours_are_those_of_the_timesheets(self):
        training = self._create_training()
        self.assertEqual(training.paid_hours, 0)
        worksite = self._create_worksite()
        self._work(worksite, training.employee_id, date(2026, 4, 7), 7, training_id=training.id)
        self._work(worksite, training.employee_id, date(2026, 4, 8), 6.5, training_id=training.id)
        training.invalidate_recordset()
        self.assertEqual(training.paid_hours, 13.5)
        self.assertEqual(training.action_open_timesheets()["context"]["default_training_id"], training.id)

    def test_skills_of_people_in_insertion_are_hidden_from_colleagues(self):
        training = self._create_training(
            result="obtained", skill_id=self.env.ref("regie_accompaniment.skill_certificate_sst").id
        )
        readers = {
            "social_worker": True,
            "office": True,
            "director": True,
            "accountant": False,
            "board_member": False,
            "cashier": False,
        }
        for role, allowed in readers.items():
            user = self._create_user(f"see_{role}", f"group_role_{role}")
            for record in (training.resume_line_id, training.employee_skill_id):
                with self.subTest(role=role, model=record._name):
                    found = self.env[record._name].with_user(user).search([("id", "=", record.id)])
                    self.assertEqual(bool(found), allowed)
        for team, allowed in ((self.team, True), (self.other_team, False)):
            leader = self._create_leader(f"see_leader_{team.id}", team)
            found = self.env["hr.employee.skill"].with_user(leader).search([("id", "=", training.employee_skill_id.id)])
            self.assertEqual(bool(found), allowed)
