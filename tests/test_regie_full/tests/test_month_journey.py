import base64
import io
from datetime import date

import openpyxl

from odoo import Command
from odoo.tests import HttpCase, tagged
from odoo.tools.misc import file_path

from odoo.addons.regie_insertion.tests.common import InsertionCase

FILES = ("salaries.csv", "marches.csv", "chantiers.csv", "heures.csv")


@tagged("post_install", "-at_install")
class TestMonthJourney(InsertionCase, HttpCase):
    """One month, from the director's spreadsheets to the dossier that the consultant reads and verifies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls._create_user("directrice.voyage", "regie_base.group_role_director")
        cls.director.write({"tour_enabled": False, "lang": "fr_FR"})
        cls.agreement = cls._create_agreement(kind="ACI", annex=False, date_start=date(2025, 1, 1))
        cls.annex = cls._create_annex(cls.agreement)
        for name, family in (("Nettoyage", "cleaning"), ("Espaces verts", "green"), ("Second œuvre", "works")):
            cls._create_activity(name, family)
        cls.env["ir.attachment"].with_user(cls.director).create(
            [
                {
                    "name": name,
                    "description": "month of the tour",
                    "datas": base64.b64encode(cls._read_month_file(name)),
                }
                for name in FILES
            ]
        )

    @classmethod
    def _read_month_file(cls, name):
        """Return the bytes of a file of the month that regie_gup's own tests import."""
        with open(file_path(f"regie_gup/tests/data/mois_2026_10/{name}"), "rb") as month_file:
            return month_file.read()

    def _import_month(self):
        """Import the four files through the wizard, as the director."""
        env = self.env(user=self.director)
        attachments = env["ir.attachment"].search([("description", "=", "month of the tour")])
        wizard = env["regie.import.wizard"].create({"attachment_ids": [Command.set(attachments.ids)]})
        wizard.action_preview()
        wizard.action_import()

    def _download_xlsx(self, statement):
        """Return the workbook of a statement as the director's browser downloads it."""
        report = "regie_insertion.regie_iae_statement_xlsx"
        self.authenticate(self.director.login, self.director.login)
        response = self.url_open(f"/report/xlsx/{report}/{statement.id}")
        self.assertEqual(response.status_code, 200)
        return openpyxl.load_workbook(io.BytesIO(response.content)).active

    def test_director_imports_the_month_in_the_browser(self):
        self.start_tour("/odoo/regie-import", "regie_month_import_tour", login=self.director.login)
        lines = self.env["account.analytic.line"].search([("project_id.worksite_code", "=like", "CH-%")])
        self.assertEqual(len(lines), 958)
        self.assertAlmostEqual(sum(lines.mapped("unit_amount")), 4249.0, 2)

    def test_director_locks_the_month_and_downloads_its_statement(self):
        self._import_month()
        self.start_tour("/odoo/hours-months", "regie_month_statement_tour", login=self.director.login)
        statement = self.env["regie.iae.statement"].search([("annex_id", "=", self.annex.id)])
        self.assertEqual((statement.state, statement.hours_declared), ("validated", 2737.0))
        rows = list(self._download_xlsx(statement).iter_rows(values_only=True))
        head = next(index for index, row in enumerate(rows) if row[0] == "Matricule")
        people = [row for row in rows[head + 1 :] if isinstance(row[0], str) and row[0].startswith("E0")]
        self.assertEqual(len(people), 25)
        self.assertAlmostEqual(sum(row[6] for row in people), 2737.0, 2)
        self.assertAlmostEqual(sum(row[8] for row in people), 18.05, 1)
