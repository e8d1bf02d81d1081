import base64
from datetime import date

from odoo import Command
from odoo.tests import HttpCase, tagged
from odoo.tools.misc import file_path

from odoo.addons.regie_insertion.tests.common import InsertionCase

FILES = ("salaries.csv", "marches.csv", "chantiers.csv", "heures.csv")


@tagged("post_install", "-at_install")
class MonthCase(InsertionCase, HttpCase):
    """A director, an agreement and the four spreadsheets of October 2026."""

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
        with open(cls._month_path(name), "rb") as month_file:
            return month_file.read()

    @classmethod
    def _month_path(cls, name):
        return file_path(f"regie_gup/tests/data/mois_2026_10/{name}")

    def _import_month(self):
        """Import the four files through the wizard, as the director."""
        env = self.env(user=self.director)
        attachments = env["ir.attachment"].search([("description", "=", "month of the tour")])
        wizard = env["regie.import.wizard"].create({"attachment_ids": [Command.set(attachments.ids)]})
        wizard.action_preview()
        wizard.action_import()
