import base64

from odoo import Command

from .common import SiteCase

GOOD = """code;nom;type;dans;proprietaire;adresse;logements
H1;Hall 1;Hall ou cage d'escalier;B1;;;
R1;Résidence des Lilas;residence;;Habitat;3 rue des Lilas;40
B1;Bâtiment 1;building;R1;;;40
"""


class TestImportSites(SiteCase):
    """A régie brings its list of sites on the first day."""

    def _import(self, content):
        attachment = self.env["ir.attachment"].create(
            {"name": "sites.csv", "datas": base64.b64encode(content.encode())}
        )
        wizard = self.env["regie.import.wizard"].create({"attachment_ids": [Command.set(attachment.ids)]})
        wizard.action_preview()
        return wizard

    def _find(self, code):
        return self.env["regie.site"].search([("code", "=", code)])

    def _refused(self, rows):
        wizard = self._import(GOOD.replace("Hall ou cage d'escalier", "hall") + rows)
        return wizard.bad_line_ids

    def test_tree_comes_in_whatever_the_order_of_the_rows(self):
        self._import(GOOD.replace("Hall ou cage d'escalier", "hall")).action_import()
        hall = self._find("H1")
        self.assertEqual(hall.complete_name, "Résidence des Lilas / Bâtiment 1 / Hall 1")
        self.assertEqual((hall.owner_id.name, self._find("R1").street), ("Habitat", "3 rue des Lilas"))

    def test_same_file_again_changes_nothing_and_a_new_cell_is_kept(self):
        content = GOOD.replace("Hall ou cage d'escalier", "hall")
        self._import(content).action_import()
        self._import(content.replace("B1;Bâtiment 1;building;R1;;;40", "B1;Tour;building;R1;;;44")).action_import()
        self.assertEqual((self._find("B1").name, self._find("B1").housing_count), ("Tour", 44))
        self.assertEqual(self._find("R1").own_owner_id.name, "Habitat")
        self.assertEqual(len(self.env["regie.site"].search([("code", "in", ["R1", "B1", "H1"])])), 3)

    def test_faults_are_told_with_their_line_and_the_others_come_in(self):
        for row, code in (
            ("X1;Cave;donjon;R1;;;\n", "SITE-I01"),
            ("X1;Cave;hall;Z9;;;\n", "SITE-I02"),
            ("X1;Un;building;X2;;;\nX2;Deux;building;X1;;;\n", "SITE-I03"),
            ("H1;Encore;hall;B1;;;\n", "SITE-I04"),
            ("X1;Hall;hall;R1;;;\n", "E-SITE-02"),
            ("X1;Rés;residence;;;;beaucoup\n", "IMP-02"),
            (";Sans code;residence;;;;\n", "IMP-03"),
        ):
            with self.subTest(code=code):
                lines = self._refused(row)
                self.assertEqual(lines[:1].number, 5)
                self.assertIn(code, lines[0].reason)
