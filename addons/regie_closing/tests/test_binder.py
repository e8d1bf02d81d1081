import io
import json
import zipfile
from datetime import timedelta

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import HttpCase

from .test_allocation import AllocationCase


class BinderCase(AllocationCase):
    """The closing of 2025, with a step that has its note and its evidence."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._earn(5000.0)
        cls.adviser = cls._create_user("adviser", "group_role_social_worker")
        cls.auditor = cls._create_user("auditor", "base.group_portal")
        cls.stranger = cls._create_user("stranger", "base.group_portal")
        cls.closing = (
            cls.env["regie.closing"]
            .with_user(cls.accountant)
            .create({"exercise_id": cls.exercise_before.id, "materiality": 1000.0})
        )
        cls.step = cls.closing.step_ids.filtered(lambda step: step.code == "provision")
        cls.evidence = cls._create_file("Provisions.txt", b"No dispute.")
        cls.step.write({"note": "Reviewed with the director.", "attachment_ids": [Command.set(cls.evidence.ids)]})

    @classmethod
    def _create_file(cls, name, content):
        """Create a file that the accountant drops."""
        return cls.env["ir.attachment"].with_user(cls.accountant).create({"name": name, "raw": content})

    @classmethod
    def _prepare_binder(cls):
        """Have the accountant prepare the binder."""
        action = cls.closing.action_prepare_binder()
        return cls.env["regie.dossier"].with_user(cls.accountant).browse(action["res_id"])

    @classmethod
    def _freeze_binder(cls):
        """Have the accountant prepare the binder and freeze it."""
        binder = cls._prepare_binder()
        binder.action_freeze_binder()
        return binder

    @classmethod
    def _open_room(cls, binder, partner=None, days=10):
        """Have the accountant open a frozen binder to the auditor."""
        action = binder.action_share_binder()
        wizard = cls.env["regie.binder.share"].with_user(cls.accountant).with_context(**action["context"])
        wizard.create(
            {
                "partner_ids": [Command.set((partner or cls.auditor.partner_id).ids)],
                "date_expiry": fields.Date.today() + timedelta(days=days),
                "is_mail_sent": False,
            }
        ).action_share()

    def _entry_of(self, binder, code):
        """The criterion of a binder with a code."""
        return binder.entry_ids.filtered(lambda entry: entry.code == code)


class TestBinder(BinderCase):
    """What the accountant hands to the auditor: filled, frozen, sealed, shared."""

    def test_binder_holds_every_step_with_its_note_and_evidence(self):
        binder = self._prepare_binder()
        codes = set(binder.entry_ids.mapped("code"))
        self.assertLessEqual({step._get_binder_code() for step in self.closing.step_ids}, codes)
        entry = self._entry_of(binder, "S16")
        self.assertIn("Reviewed with the director.", entry.narrative)
        self.assertEqual(entry.attachment_ids, self.evidence)

    def test_binder_holds_the_figures_and_the_statements(self):
        binder = self._prepare_binder()
        figures = {figure.code: figure.value for figure in binder.entry_ids.figure_ids}
        self.assertEqual(figures["closing_result"], 5000.0)
        self.assertEqual(figures["closing_own_funds"], 5000.0)
        self.assertEqual(figures["closing_cash"], 5000.0)
        self.assertEqual(figures["closing_dedicated_funds"], 0.0)
        for code in ("A1", "T1", "T2", "D1"):
            self.assertTrue(self._entry_of(binder, code).narrative, code)

    def test_trial_balance_opens_in_a_spreadsheet_and_balances(self):
        self._entry("2024-05-05", ("512100", 70.0), ("706000", -70.0, self.activity))
        account = self._account("512100")
        account.name = '=HYPERLINK("http://evil.example")'
        binder = self._prepare_binder()
        [file] = self._entry_of(binder, "T4").attachment_ids
        sheet = load_workbook(io.BytesIO(file.raw)).active
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        for column in (2, 5):
            self.assertAlmostEqual(sum(row[column] for row in rows), 0.0, 2)
        self.assertEqual(sum(row[3] for row in rows), sum(row[4] for row in rows))
        by_code = {row[0]: row for row in rows}
        self.assertEqual(by_code["512100"][2:], (70.0, 5000.0, 0.0, 5070.0))
        self.assertEqual(by_code["120100"][2], -70.0, "earlier results open where Odoo keeps them")
        self.assertEqual(by_code["706000"][2], 0.0)
        self.assertFalse([cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"])

    def test_draft_follows_the_closing_until_it_is_frozen(self):
        binder = self._prepare_binder()
        self.step.note = "Reviewed again."
        self._earn(100.0, "2025-12-31")
        self.assertEqual(self._prepare_binder(), binder)
        self.assertIn("Reviewed again.", self._entry_of(binder, "S16").narrative)
        self._earn(1.0, "2025-12-31")
        binder.action_freeze_binder()
        self.assertEqual(binder.state, "frozen")
        sealed = json.loads(binder._get_payload())
        figures = {f["code"]: f["value"] for s in sealed["sections"] for c in s["criteria"] for f in c["figures"]}
        self.assertEqual(float(figures["closing_result"]), 5101.0)

    def test_frozen_binder_stays_and_the_next_one_is_chained_to_it(self):
        first = self._freeze_binder()
        payload = first._get_payload()
        self.step.note = "Changed afterwards."
        second = self._freeze_binder()
        self.assertEqual(second.previous_id, first)
        self.assertEqual(first._get_payload(), payload)
        self.assertIn("Reviewed with the director.", self._entry_of(first, "S16").narrative)

    def test_files_that_people_attach_stay_when_the_binder_is_filled_again(self):
        binder = self._prepare_binder()
        report = self._create_file("Report of the auditor.pdf", b"%PDF")
        entry = self._entry_of(binder, "T4")
        entry.attachment_ids = [Command.link(report.id)]
        self._prepare_binder()
        self.assertIn(report, entry.attachment_ids)
        self.assertEqual(len(entry.attachment_ids), 2, "the trial balance is replaced, not added")

    def test_archive_holds_evidence_and_verifies(self):
        binder = self._freeze_binder()
        with binder._open_download("zip") as stream, zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            self.assertIn("verify.py", names)
            [path] = [name for name in names if name.startswith("evidence/S16/")]
            self.assertEqual(archive.read(path), b"No dispute.")
            self.assertTrue([name for name in names if name.startswith("evidence/T4/")])
            load_workbook(io.BytesIO(archive.read("dossier.xlsx")))

    def test_adviser_opens_no_binder(self):
        binder = self._freeze_binder()
        self.assertFalse(self.env["regie.dossier"].with_user(self.adviser).search([("id", "=", binder.id)]))
        for records in (binder, binder.entry_ids, binder.entry_ids.figure_ids, binder.entry_ids.evidence_ids):
            self.assertFalse(records.with_user(self.adviser).has_access("read"), records._name)
            self.assertTrue(records.with_user(self.treasurer).has_access("read"), records._name)

    def test_accountant_of_another_regie_opens_no_binder(self):
        binder = self._freeze_binder()
        other = self._create_user("other", "regie_finance.group_finance_manager", company=self._create_company())
        self.assertFalse(binder.with_user(other).has_access("read"))

    def test_treasurer_neither_prepares_nor_freezes_nor_shares(self):
        binder = self._freeze_binder()
        closing = self.closing.with_user(self.treasurer)
        for method in ("action_prepare_binder", "action_freeze_binder", "action_share_binder"):
            with self.subTest(method=method), self.assertRaises(AccessError):
                getattr(closing, method)()
        with self.assertRaises(AccessError):
            self.env["regie.binder.share"].with_user(self.treasurer).create({"dossier_id": binder.id})

    def test_assistant_prepares_and_does_not_freeze(self):
        assistant = self._create_user("assistant", "regie_finance.group_finance_user")
        self._prepare_binder()
        with self.assertRaisesRegex(AccessError, "FIN-090"):
            self.closing.with_user(assistant).action_freeze_binder()

    def test_room_opens_on_what_is_sealed_only(self):
        with self.assertRaisesRegex(UserError, "FIN-091"):
            self.closing.action_freeze_binder()
        binder = self._prepare_binder()
        with self.assertRaisesRegex(UserError, "FIN-091"):
            self.closing.action_share_binder()
        wizard = self.env["regie.binder.share"].with_user(self.accountant)
        wizard = wizard.create({"dossier_id": binder.id, "partner_ids": [Command.set(self.auditor.partner_id.ids)]})
        with self.assertRaisesRegex(UserError, "FIN-091"):
            wizard.action_share()

    def test_dossier_becomes_a_binder_by_its_closing_alone(self):
        binder = self._prepare_binder()
        vals = {"name": "Forged", "template_id": binder.template_id.id, "date_from": "2025-01-01"}
        vals["date_to"] = "2025-12-31"
        dossiers = self.env["regie.dossier"].with_user(self.adviser)
        with self.assertRaisesRegex(UserError, "LAB-009"), self.cr.savepoint():
            dossiers.create({**vals, "closing_id": self.closing.id})
        forged = dossiers.with_context(default_closing_id=self.closing.id).create(vals)
        self.assertFalse(forged.closing_id)
        with self.assertRaisesRegex(UserError, "LAB-009"):
            forged.write({"closing_id": self.closing.id})


class TestBinderRoom(BinderCase, HttpCase):
    """The room of the auditor, on the portal."""

    def test_auditor_reads_the_binder_until_the_access_ends(self):
        binder = self._freeze_binder()
        self._open_room(binder)
        self.assertEqual(binder.state, "shared")
        self.authenticate("auditor", "auditor")
        page = f"/my/dossiers/{binder.id}"
        response = self.url_open(page)
        self.assertEqual(response.status_code, 200)
        self.assertIn("S16", response.text)
        download = self.url_open(f"{page}/download/zip", data={"csrf_token": Request.csrf_token(self)})
        self.assertEqual(download.status_code, 200)
        binder.invalidate_recordset()
        self.assertEqual(binder.access_ids.mapped("kind"), ["zip"])
        with freeze_time(fields.Date.today() + timedelta(days=11)):
            self.authenticate("auditor", "auditor")
            self.assertEqual(self.url_open(page).status_code, 404)
        self.authenticate("stranger", "stranger")
        self.assertEqual(self.url_open(page).status_code, 404)

    def test_auditor_asks_on_a_step_and_the_accountant_is_told(self):
        binder = self._freeze_binder()
        self._open_room(binder)
        entry = self._entry_of(binder, "S16")
        question = binder.sudo()._add_question(entry, self.auditor.partner_id, "Which disputes?")
        self.assertEqual(binder.open_question_count, 1)
        self.assertIn(self.accountant.partner_id, binder.message_ids.partner_ids)
        self.assertTrue(question.with_user(self.accountant).has_access("write"))
