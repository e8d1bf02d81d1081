import io
import json
import zipfile
from decimal import Decimal

import openpyxl

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import LabelCase


@tagged("post_install", "-at_install")
class TestActivityReport(LabelCase):
    """The yearly report: its chapters, its approval by the assembly, its sending to the members."""

    def _create_report(self):
        year = self.today.year - 1
        return self.env["regie.dossier"].create(
            {
                "name": "Yearly report",
                "template_id": self.env.ref("regie_label.dossier_template_activity_report").id,
                "date_from": f"{year}-01-01",
                "date_to": f"{year}-12-31",
                "user_id": self.director.id,
            }
        )

    def _create_approval(self, organ=None, result="adopted"):
        meeting = self._create_meeting(organ=organ or self.assembly)
        resolution = self._create_resolution(meeting, title="Approve the report")
        # the count of a vote is the business of the votes: only its result matters here
        self.env.cr.execute("UPDATE regie_resolution SET result = %s WHERE id = %s", [result, resolution.id])
        resolution.invalidate_recordset()
        return resolution

    def test_report_has_its_seven_chapters(self):
        report = self._create_report()
        names = report.template_id.with_context(lang=report._get_language()).section_ids.mapped("name")
        self.assertEqual(len(names), 7)
        self.assertEqual(list(report.entry_ids.grouped("section_name")), names)

    def test_only_a_resolution_adopted_by_an_assembly_approves(self):
        report = self._create_report()
        for resolution in (self._create_approval(organ=self.board), self._create_approval(result="rejected")):
            with self.assertRaisesRegex(ValidationError, "LAB-018"), self.cr.savepoint():
                report.resolution_id = resolution
        report.resolution_id = self._create_approval()

    def test_report_is_sent_once_to_each_member_after_its_approval(self):
        # mail_template_activity_report
        report = self._create_report()
        report.with_user(self.director).action_freeze()
        with self.assertRaisesRegex(UserError, "LAB-018"):
            report.with_user(self.director).action_send_to_members()
        report.resolution_id = self._create_approval()
        body = self._create_body()
        landlord = self._create_member(body, college="BAI")
        gone = self._create_member(date_end="2024-12-31", end_reason="resignation")
        report.with_user(self.director).action_send_to_members()
        people = report.recipient_ids.partner_id
        self.assertIn(landlord.representative_id, people)
        self.assertNotIn(gone.partner_id, people)
        mails = self.env["mail.mail"].search([("model", "=", "regie.dossier.recipient")])
        sent = mails.filtered(lambda mail: mail.res_id in report.recipient_ids.ids)
        self.assertEqual(len(sent), len(people))
        newcomer = self._create_member()
        report.with_user(self.director).action_send_to_members()
        self.assertEqual(report.recipient_ids.partner_id - people, newcomer.partner_id)

    def test_pdf_spreadsheet_and_screen_show_the_same_figures(self):
        """The board reads one figure wherever it looks (P10.4)."""
        meeting = self._create_meeting(date=f"{self.today.year - 1}-06-10 16:00:00")
        meeting.date_opened = meeting.date
        report = self._create_report()
        report.with_user(self.director).action_freeze()
        stream = io.BytesIO()
        report.with_context(force_report_rendering=True)._ensure_documents()
        report._write_archive(stream)
        with zipfile.ZipFile(stream) as archive:
            sealed = json.loads(archive.read("dossier.json"))
            workbook = openpyxl.load_workbook(io.BytesIO(archive.read("dossier.xlsx")))
            self.assertTrue(archive.read("dossier.pdf").startswith(b"%PDF"))
        by_code = {
            figure["code"]: figure
            for section in sealed["sections"]
            for criterion in section["criteria"]
            for figure in criterion["figures"]
        }
        rows = [row for row in workbook.worksheets[1].iter_rows(min_row=2, values_only=True)]
        self.assertEqual(len(rows), len(report.entry_ids.figure_ids))
        by_name = {}
        for row in rows:
            by_name.setdefault((row[1], row[2]), row[3])
        for figure in report.entry_ids.figure_ids:
            printed = by_name[figure.entry_id.code, figure.name]
            if figure.is_computable:
                self.assertEqual(Decimal(str(printed)), Decimal(str(round(figure.value, 6))))
            else:
                self.assertIn(figure.reason, printed)
                self.assertIsNone(by_code[figure.code]["value"], "a missing figure is never 0")
        html = (
            self.env["ir.actions.report"]._render_qweb_html("regie_base.regie_dossier_report", report.ids)[0].decode()
        )
        for figure in report.entry_ids.figure_ids.with_context(lang=report._get_language()):
            self.assertIn(
                figure.display_value.replace("\N{NO-BREAK SPACE}", " "), html.replace("\N{NO-BREAK SPACE}", " ")
            )
