import csv
import io
from datetime import date

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common_clause import FEBRUARY, ClauseCase


@tagged("post_install", "-at_install")
class TestClauseFacilitator(ClauseCase, HttpCase):
    """The nominative file of the facilitator."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amina.write({"birthday": date(1990, 5, 4), "sex": "female", "private_city": "Louviers"})
        cls.guide = cls._create_employee(name="Guy Lemoine", contract=(date(2024, 1, 1), None))
        cls._create_proof(cls.guide, "rqth", "MDPH 76-123")
        for person, hours in ((cls.amina, 7), (cls.guide, 3)):
            cls._work(cls.worksite, person, hours=hours)

    def _read_csv(self, declaration):
        text = declaration._get_facilitator_csv().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text), delimiter=";"))

    def _send(self):
        self._declare()
        return self.clause.declaration_ids.sorted("version")[-1:]

    def test_csv_has_one_row_per_person_and_month(self):
        amina, guy = sorted(self._read_csv(self._send()), key=lambda row: row["Name"])
        self.assertEqual((amina["Market"], amina["Lot"], amina["Month"]), ("M-2026-050", "1", "01/02/2026"))
        self.assertEqual((amina["Name"], amina["Birth date"], amina["Town"]), ("Amina Sow", "04/05/1990", "Louviers"))
        self.assertEqual((amina["Hours worked"], amina["Lives in a QPV"]), ("7,00", "yes"))
        self.assertEqual(amina["Reference of the proof"], self.amina.pass_ids.number)
        self.assertEqual((guy["Hours worked"], guy["Contract to"]), ("3,00", ""))

    def test_health_proof_never_leaves_the_regie(self):
        text = self._send()._get_facilitator_csv().decode()
        self.assertIn("verified by the régie on", text)
        for secret in ("MDPH", "RQTH", "Disabled"):
            self.assertNotIn(secret, text)

    def test_file_of_a_sent_declaration_does_not_change_with_a_correction(self):
        first = self._send()
        line = self.env["account.analytic.line"].search([("employee_id", "=", self.amina.id)])
        self._correct(line, -2)
        second = first.browse(first.action_new_version()["res_id"])
        second.action_send()
        hours = [
            sum(float(row["Hours worked"].replace(",", ".")) for row in self._read_csv(one)) for one in first | second
        ]
        self.assertEqual(hours, [10, 8])
        self.assertEqual((first.hours, second.hours), (10, 8))

    def test_draft_and_sent_files_agree(self):
        draft = self.clause._prepare_declarations(FEBRUARY)
        before = draft._get_facilitator_rows()
        self.assertEqual([row[10] for row in before], [row[10] for row in self._send()._get_facilitator_rows()])

    def test_xlsx_and_csv_hold_the_same_cells(self):
        declaration = self._send()
        report = self.env.ref("regie_insertion.regie_clause_declaration_report_facilitator_xlsx")
        book = load_workbook(io.BytesIO(report._render_xlsx(report.report_name, declaration.ids, {})[0]))
        titles, *rows = book.active.values
        self.assertEqual(list(titles), declaration._get_facilitator_titles())
        self.assertEqual([row[10] for row in rows], [row["Name"] for row in self._read_csv(declaration)])

    def test_training_and_exit_have_their_columns(self):
        training = self._create_worksite(self.clause, is_training=True)
        self._work(training, self.amina, date(2026, 2, 3), hours=2)
        self._create_exit(self._create_pathway(self.amina), date(2026, 2, 20))
        row = next(row for row in self._read_csv(self._send()) if row["Name"] == "Amina Sow")
        self.assertEqual((row["Hours worked"], row["Training hours"]), ("7,00", "2,00"))
        self.assertEqual(row["Situation at the exit"], "Lasting job")

    def test_entry_gives_the_status_and_the_level_without_anything_of_health(self):
        told = {"rsa": "OUI-M", "without_job_since": "03", "education_level": "51"}
        self._create_pathway(self.amina, **told, is_rqth=True, is_detention_leaver=True)
        row = next(row for row in self._read_csv(self._send()) if row["Name"] == "Amina Sow")
        self.assertEqual(row["Status before the hire"], "RSA, without a job: 12 to 23 months")
        self.assertEqual(row["Level of education"], "51 BEP or CAP obtained")
        for secret in ("RQTH", "etention"):
            self.assertNotIn(secret, " ".join(row.values()))

    def test_formula_in_a_name_is_disarmed(self):
        self.amina.name = "=1+1"
        self.assertIn("'=1+1", [row["Name"] for row in self._read_csv(self._send())])

    def test_names_go_to_those_who_read_them_and_leave_a_trace(self):
        declaration = self._send()
        url = f"/regie/clause/declaration/{declaration.id}/facilitator.csv"
        for role, allowed in (("office", True), ("team_leader", False), ("board_member", False)):
            user = self._create_user(f"{role}.csv", f"group_role_{role}")
            user.password = user.login
            self.authenticate(user.login, user.login)
            response = self.url_open(url)
            self.assertEqual(response.status_code, 200 if allowed else 404)
            logs = self.env["regie.export.log"].search([("user_id", "=", user.id)])
            self.assertEqual(logs.mapped("row_count"), [2] if allowed else [])
            if not allowed:
                with self.assertRaises(AccessError):
                    declaration.with_user(user)._get_facilitator_rows()
