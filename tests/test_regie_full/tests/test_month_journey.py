import base64
from datetime import date

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

    def test_director_imports_the_month_in_the_browser(self):
        self.start_tour("/odoo/regie-import", "regie_month_import_tour", login=self.director.login)
        lines = self.env["account.analytic.line"].search([("project_id.worksite_code", "=like", "CH-%")])
        self.assertEqual(len(lines), 958)
        self.assertAlmostEqual(sum(lines.mapped("unit_amount")), 4249.0, 2)
