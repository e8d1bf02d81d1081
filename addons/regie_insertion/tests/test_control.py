import io
from datetime import date

import openpyxl
from freezegun import freeze_time

from .common_pass import PassCase


@freeze_time("2026-10-15")
class TestControl(PassCase):
    """The State controls the self-prescriptions: what is proved, what is missing, and until when."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.diagnosis = cls._create_diagnosis("qpv", "pi", "th", day=date(2026, 1, 1), validated=True)
        cls.iae_pass = cls._create_pass(cls.person, date(2026, 1, 1), diagnosis_id=cls.diagnosis.id)

    def _prove(self, *codes):
        for line in self.diagnosis.line_ids.filtered(lambda line: line.criterion_id.code in codes):
            line.write(
                {"proof_date": date(2025, 12, 1), "proof_reference": "Attestation 12", "proof_location": "Classeur A"}
            )

    def test_each_criterion_has_its_proof_or_the_list_of_what_is_missing(self):
        self.assertEqual(self.diagnosis.missing_count, 3)
        self._prove("QPV", "PI", "TH")
        line = self.diagnosis.line_ids.filtered(lambda row: row.criterion_id.code == "TH")
        line.write({"proof_location": False, "proof_valid_until": date(2025, 12, 31)})
        self.assertEqual(line.missing, "place, proof in force")
        self.assertEqual((self.diagnosis.missing_count, self.diagnosis.is_proof_missing), (1, True))
        self.assertIn(self.diagnosis, self.diagnosis.search([("is_proof_missing", "=", True)]))
        line.write({"proof_location": "Classeur B", "proof_valid_until": date(2027, 1, 1)})
        self.assertFalse(self.diagnosis.is_proof_missing)
        self.assertNotIn(self.diagnosis, self.diagnosis.search([("is_proof_missing", "=", True)]))

    def test_prescription_of_a_prescriber_keeps_no_proof(self):
        diagnosis = self._create_diagnosis(author_kind="prescriber", prescriber_id=self._create_prescriber().id)
        self.assertFalse(diagnosis.is_proof_missing)

    def test_control_gives_six_weeks(self):
        control = self.env["regie.iae.control"].create(
            {"name": "2026", "notified_on": date(2026, 10, 1), "diagnosis_ids": self.diagnosis.ids}
        )
        self.assertEqual(control.date_deadline, date(2026, 11, 12))
        self.assertEqual(control.state, "running")
        self.assertIn(control, control.search([("state", "=", "running")]))
        with freeze_time("2026-11-13"):
            control.invalidate_recordset()
            self.assertEqual(control.state, "late")
            self.assertIn(control, control.search([("state", "in", ["late"])]))
        with self.assertRule("INS-D09"):
            control.action_send()
        self._prove("QPV", "PI", "TH")
        control.invalidate_recordset()
        control.action_send()
        self.assertEqual(control.state, "sent")

    def test_checklist_prints_and_leaves_out_what_the_office_may_not_know(self):
        self._prove("QPV", "PI", "TH")
        for role, rows, said in (("social_worker", 3, True), ("office", 3, False)):
            user = self._create_user(f"con_{role}", f"group_role_{role}")
            with self.subTest(role=role):
                self.env.flush_all()
                self.env.invalidate_all()
                report = self.env["ir.actions.report"].with_user(user)
                html, _kind = report._render_qweb_html("regie_insertion.report_diagnosis_proof", self.diagnosis.ids)
                self.assertEqual(b"Disabled worker" in html, said)
                self.assertIn(b"Classeur A", html)
                content, _kind = report._render_xlsx("regie_insertion.diagnosis_proof_xlsx", self.diagnosis.ids, {})
                sheet = openpyxl.load_workbook(io.BytesIO(content)).active
                values = [cell.value for row in sheet.iter_rows(min_row=2) for cell in row]
                self.assertEqual("Disabled worker" in values, said)
                self.assertEqual(sheet.max_row - 1, rows)

    def test_control_prints_its_sample(self):
        control = self.env["regie.iae.control"].create({"name": "2026", "diagnosis_ids": self.diagnosis.ids})
        html, _kind = self.env["ir.actions.report"]._render_qweb_html("regie_insertion.report_control", control.ids)
        self.assertIn(self.person.name.encode(), html)

    def test_team_leader_sees_no_control(self):
        control = self.env["regie.iae.control"].create({"name": "2026"})
        for role in ("team_leader", "accountant", "board_member"):
            user = self._create_user(f"con_{role}", f"group_role_{role}")
            with self.subTest(role=role):
                self.assertFalse(control.with_user(user).has_access("read"))
