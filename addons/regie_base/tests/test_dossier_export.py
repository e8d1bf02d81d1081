import ast
import csv
import doctest
import hashlib
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.modules.module import get_module_path
from odoo.tests import BaseCase, tagged

from odoo.addons.regie_base.tests.dossier_common import DossierCase
from odoo.addons.regie_base.tools import dossier_archive, dossier_seal, dossier_verify

JSON_TEXTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(), children, max_size=4),
    max_leaves=15,
)


@tagged("post_install", "-at_install")
class TestSeal(BaseCase):
    """The seal is a function of the content alone."""

    def test_examples_of_the_docstrings_hold(self):
        self.assertFalse(doctest.testmod(dossier_seal).failed)

    @settings(deadline=None, max_examples=60)
    @given(st.dictionaries(st.text(), JSON_TEXTS, max_size=5))
    def test_canonical_text_is_read_back_and_is_the_one_of_the_verifier(self, data):
        content = dossier_seal.canonical(data)
        self.assertEqual(json.loads(content), data)
        self.assertEqual(dossier_seal.canonical(dict(reversed(data.items()))), content)
        self.assertEqual(dossier_verify.canonical(data), content)
        self.assertEqual(dossier_verify.parse(content), data)

    def test_floats_are_refused_at_any_depth(self):
        for data in (1.0, [1.0], {"a": [{"b": 0.5}]}):
            with self.assertRaises(TypeError):
                dossier_seal.canonical(data)


@tagged("post_install", "-at_install")
class TestDossierExport(DossierCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.indicator.name = "=HYPERLINK(1)"
        cls.dossier = cls._create_dossier()
        cls._entry(cls.dossier, "B1").narrative = "=cmd|' /C calc'!A0"
        cls._attach(cls._entry(cls.dossier, "A2"), "Procès-verbal été / ../3.txt", b"second file")
        cls.dossier.with_user(cls.director).action_freeze()
        cls.members = cls._archive(cls.dossier)

    def _verify(self, path, *arguments):
        """Run the verifier of the archive, alone: no site package, no environment. Return (exit code, text)."""
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder, "verify.py")
            program.write_bytes(self.members["verify.py"])
            command = [sys.executable, "-I", "-S", str(program), str(path), *arguments]
            done = subprocess.run(command, capture_output=True, check=False)
        self.assertFalse(done.stderr, done.stderr.decode())
        return done.returncode, done.stdout.decode()

    def _write_zip(self, folder, members):
        path = Path(folder, "dossier.zip")
        with path.open("wb") as stream:
            dossier_archive.write_archive(stream, members, self.dossier.date_frozen)
        return path

    def test_archive_holds_everything_and_is_the_same_each_time(self):
        evidence = [path for path in self.members if path.startswith("evidence/")]
        self.assertEqual(evidence, ["evidence/A2/001_minutes.txt", "evidence/A2/002_Proces-verbal_ete_.._3.txt"])
        papers = {"dossier.json", "dossier.pdf", "dossier.xlsx", "figures.csv", "manifest.json", "verify.py"}
        self.assertEqual(set(self.members), papers | set(evidence))
        digests = set()
        for _time in range(2):
            stream = io.BytesIO()
            self.dossier._write_archive(stream)
            digests.add(hashlib.sha256(stream.getvalue()).hexdigest())
        self.assertEqual(len(digests), 1)

    def test_manifest_names_every_file_with_its_digest(self):
        manifest = json.loads(self.members["manifest.json"])
        self.assertEqual((manifest["seal"], manifest["algorithm"]), (self.dossier.seal, "sha256"))
        for row in manifest["files"]:
            content = self.members[row["path"]]
            self.assertEqual((row["size"], row["sha256"]), (len(content), hashlib.sha256(content).hexdigest()))

    def test_verifier_accepts_the_archive_and_the_unpacked_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            path = self._write_zip(folder, self.members)
            code, text = self._verify(path, self.dossier.seal)
            self.assertEqual(code, 0, text)
            self.assertIn(self.dossier.seal, text)
            with zipfile.ZipFile(path) as archive:
                archive.extractall(Path(folder, "unpacked"))
            Path(folder, "unpacked", ".DS_Store").write_bytes(b"left by a Mac")
            self.assertEqual(self._verify(Path(folder, "unpacked"))[0], 0)

    def test_one_flipped_byte_in_each_file_names_this_file_alone(self):
        for name, content in self.members.items():
            middle = len(content) // 2
            tampered = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
            with self.subTest(name=name), tempfile.TemporaryDirectory() as folder:
                code, text = self._verify(self._write_zip(folder, {**self.members, name: tampered}))
                self.assertEqual(code, 1, text)
                named = [member for member in self.members if f": {member} (" in text]
                self.assertEqual(named, [name], text)

    def test_byte_flipped_in_the_zip_itself_names_the_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = self._write_zip(folder, self.members)
            content = path.read_bytes()
            place = content.index(b"signed on 3 October")
            path.write_bytes(content[:place] + b"S" + content[place + 1 :])
            code, text = self._verify(path)
            self.assertEqual(code, 1)
            self.assertIn("evidence/A2/001_minutes.txt", text)

    def test_missing_and_extra_files_are_named(self):
        members = {**self.members, "evidence/A2/added.txt": b"too late"}
        del members["evidence/A2/001_minutes.txt"]
        with tempfile.TemporaryDirectory() as folder:
            code, text = self._verify(self._write_zip(folder, members))
        self.assertEqual(code, 1)
        self.assertIn("MISSING / ABSENT: evidence/A2/001_minutes.txt", text)
        self.assertIn("EXTRA / EN TROP: evidence/A2/added.txt", text)

    def test_forged_manifest_does_not_hide_a_changed_file(self):
        path, content = "evidence/A2/001_minutes.txt", b"signed on 4 October"
        manifest = json.loads(self.members["manifest.json"])
        head = {key: manifest[key] for key in ("format", "seal", "previous_seal")}
        rows = [(row["path"], row["size"], row["sha256"]) for row in manifest["files"] if row["path"] != path]
        forged = dossier_archive.build_manifest([*rows, dossier_archive.describe(path, content)], **head)
        with tempfile.TemporaryDirectory() as folder:
            code, text = self._verify(self._write_zip(folder, {**self.members, path: content, "manifest.json": forged}))
        self.assertEqual(code, 1)
        self.assertIn(path, text)

    def test_whole_forgery_is_named_with_the_seal_given_elsewhere(self):
        with tempfile.TemporaryDirectory() as folder:
            code, text = self._verify(self._write_zip(folder, self.members), "0" * 64)
        self.assertEqual(code, 1)
        self.assertIn("dossier.json", text)

    def test_what_is_not_an_archive_is_unreadable(self):
        with tempfile.NamedTemporaryFile(suffix=".zip") as file:
            self.assertEqual(self._verify(file.name)[0], 2)

    def test_file_altered_on_the_server_is_named_by_the_verifier(self):
        dossier = self._create_dossier(frozen=True, name="Label 2027")
        evidence = dossier.entry_ids.evidence_ids
        other = self._attach(self._entry(self._create_dossier(), "B1"), "other.txt", b"something else here")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_attachment SET store_fname = %s WHERE id = %s", [other.store_fname, evidence.attachment_id.id]
        )
        self.env.invalidate_all()
        with tempfile.TemporaryDirectory() as folder:
            code, text = self._verify(self._write_zip(folder, self._archive(dossier)))
        self.assertEqual(code, 1)
        self.assertIn(evidence.path, text)

    def test_closed_dossier_carries_its_sealed_review(self):
        dossier = self._create_dossier(shared_with=self.consultant, name="Label 2028")
        dossier._add_review(dossier.entry_ids[0], self.consultant.partner_id, self.template.scale_id.level_ids[1], "")
        dossier.with_user(self.director).action_close()
        members = self._archive(dossier)
        self.assertEqual(json.loads(members["review.json"])["ratings"][0]["rating"], "Started")
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(self._verify(self._write_zip(folder, members))[0], 0)

    def test_no_text_is_a_formula_in_the_csv_and_the_spreadsheet(self):
        rows = list(csv.reader(io.StringIO(self.members["figures.csv"].decode("utf-8-sig")), delimiter=";"))
        self.assertEqual(rows[1][3], "'=HYPERLINK(1)")
        self.assertEqual(rows[1][4], "0")
        workbook = openpyxl.load_workbook(io.BytesIO(self.members["dossier.xlsx"]))
        cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
        self.assertNotIn("f", {cell.data_type for cell in cells})
        self.assertIn("=HYPERLINK(1)", {cell.value for cell in cells})
        figures = workbook.worksheets[1]
        self.assertEqual((figures["D2"].value, figures["D2"].data_type), (0, "n"))

    def test_pdf_shows_texts_definitions_and_the_seal(self):
        report = self.env["ir.actions.report"]
        html = report._render_qweb_html("regie_base.regie_dossier_report", self.dossier.ids)[0].decode()
        for text in (
            self.dossier.seal,
            "Number of partners of that name",
            "Board of inhabitants",
            "Minutes are signed",
        ):
            self.assertIn(text, html)

    def test_pdf_is_a_pdf(self):
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        pdf = report._render_qweb_pdf("regie_base.regie_dossier_report", self.dossier.ids)[0]
        self.assertTrue(pdf.startswith(b"%PDF"))

    def test_draft_has_no_papers(self):
        with self.assertRaisesRegex(UserError, "LAB-012"):
            self._create_dossier().action_download_zip()

    def test_verifier_reads_on_python_3_8(self):
        source = Path(get_module_path("regie_base"), "tools", "dossier_verify.py").read_text("utf-8")
        ast.parse(source, feature_version=(3, 8))
