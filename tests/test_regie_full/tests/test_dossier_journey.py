import base64
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from odoo import Command, http
from odoo.tests import tagged

from .month_case import MonthCase


@tagged("post_install", "-at_install")
class TestDossierJourney(MonthCase):
    """The same month, from the figures that the director freezes to the proof that the consultant keeps."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.consultant = cls._create_user("consultante.voyage", "base.group_portal")
        cls.consultant.write({"tour_enabled": False, "lang": "fr_FR", "password": "consultante.voyage"})
        with open(cls._month_path("attendu.json"), encoding="utf-8") as expected:
            cls.expected = json.load(expected)

    def _create_dossier_of_the_month(self):
        """Return a draft of October 2026 made by the director, its texts written and a file attached."""
        env = self.env(user=self.director)
        dossier = env["regie.dossier"].create(
            {
                "name": "Clauses d'octobre",
                "template_id": self.env.ref("regie_gup.dossier_template_social_clause").id,
                "date_from": "2026-10-01",
                "date_to": "2026-10-31",
            }
        )
        for entry in dossier.entry_ids.filtered("is_narrative_expected"):
            entry.narrative = "Les chantiers du mois sont terminés, sauf un hall."
        minutes = env["ir.attachment"].create(
            {"name": "Réunion de chantier.txt", "datas": base64.b64encode(b"Present: five people.")}
        )
        dossier.entry_ids[-1].attachment_ids = [Command.link(minutes.id)]
        return dossier

    def _download_archive(self, dossier):
        """Return the bytes of the archive, as the consultant's browser downloads it."""
        self.authenticate(self.consultant.login, self.consultant.login)
        data = {"csrf_token": http.Request.csrf_token(self)}
        response = self.url_open(f"/my/dossiers/{dossier.id}/download/zip", data=data)
        self.assertEqual(response.status_code, 200)
        return response.content

    def _verify(self, path):
        """Run the verifier that the archive holds, alone; return (exit code, what it says)."""
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
            program = archive.extract("verify.py", folder)
            command = [sys.executable, "-I", "-S", program, str(path)]
            done = subprocess.run(command, capture_output=True, check=False)
        return done.returncode, done.stdout.decode()

    def test_consultant_reads_the_frozen_month_and_proves_it(self):
        self._import_month()
        dossier = self._create_dossier_of_the_month()
        self.start_tour(
            f"/odoo/regie-dossiers/{dossier.id}", "regie_month_dossier_freeze_tour", login=self.director.login
        )
        self.assertEqual(dossier.state, "shared")
        figures = {figure.code: figure for figure in dossier.entry_ids.figure_ids}
        hours = sum(map(float, self.expected["clause_hours_by_lot"].values()))
        self.assertAlmostEqual(figures["clause_hours"].value, hours, 2)
        qpv = sum(map(float, self.expected["clause_hours_qpv_by_lot"].values()))
        self.assertAlmostEqual(figures["clause_qpv_share"].value, qpv / hours * 100, 2)

        self.start_tour("/my/dossiers", "regie_month_dossier_room_tour", login=self.consultant.login)
        self.assertEqual(dossier.sudo().entry_ids.review_ids.comment, "Clair et vérifiable")
        self.assertEqual(set(dossier.access_ids.mapped("kind")), {"read"})

        content = self._download_archive(dossier)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "dossier.zip")
            path.write_bytes(content)
            code, text = self._verify(path)
            self.assertEqual(code, 0, text)
            self.assertIn(dossier.seal, text)
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                [name] = [name for name in archive.namelist() if name.startswith("evidence/")]
            place = content.index(b"Present: five people.")
            path.write_bytes(content[:place] + b"p" + content[place + 1 :])
            code, text = self._verify(path)
            self.assertEqual(code, 1)
            self.assertIn(name, text)

    def test_hours_corrected_after_the_freeze_show_as_a_difference(self):
        self._import_month()
        dossier = self._create_dossier_of_the_month()
        dossier.action_freeze()
        frozen = {figure.code: figure.value for figure in dossier.entry_ids.figure_ids}
        covering = [("date_start", "<=", "2026-10-01"), ("date_end", ">=", "2026-10-31")]
        people = self.env["regie.iae.pass"].search(covering).employee_id
        hours = [("clause_id", "!=", False), ("unit_amount", ">", 2), ("employee_id", "in", people.ids)]
        line = self.env["account.analytic.line"].search(hours, limit=1)
        line.unit_amount -= 1
        self.env.flush_all()
        difference = self.env["regie.dossier.difference"].browse(dossier.action_compare()["res_id"])
        moved = {row.figure_id.code: row.delta for row in difference.line_ids if row.is_changed}
        self.assertAlmostEqual(moved["clause_hours"], -1.0, 2)
        self.assertEqual({figure.code: figure.value for figure in dossier.entry_ids.figure_ids}, frozen)
        self.assertFalse(dossier._find_alterations())
