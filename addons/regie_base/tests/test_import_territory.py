import base64

from odoo import Command
from odoo.exceptions import UserError

from odoo.addons.regie_base.tests.common import RegieCase

GOOD = """code_qp;Nom_QP;Commune
QN02790N;La Garenne;Louviers
qn 027 91 m;"Les Oiseaux; nord";Évreux, Gravigny
"""


class TestImportTerritory(RegieCase):
    def _import(self, content, encoding="utf-8"):
        attachment = self.env["ir.attachment"].create(
            {"name": "qpv.csv", "datas": base64.b64encode(content.encode(encoding))}
        )
        wizard = self.env["regie.import.wizard"].create({"attachment_ids": [Command.set(attachment.ids)]})
        wizard.action_preview()
        return wizard

    def _find(self, code):
        return self.env["regie.territory"].search([("code", "=", code)])

    def test_preview_writes_nothing_and_import_adds_the_list(self):
        wizard = self._import(GOOD)
        self.assertFalse(self._find("QN02790N"))
        wizard.action_import()
        garenne, birds = self._find("QN02790N"), self._find("QN02791M")
        self.assertEqual((garenne.name, garenne.municipality), ("La Garenne", "Louviers"))
        self.assertEqual((birds.name, birds.municipality), ("Les Oiseaux; nord", "Évreux, Gravigny"))
        self.assertTrue(garenne.is_priority)

    def test_commas_and_windows_accents_are_understood(self):
        self._import("CODE,NAME,MUNICIPALITY\nQN02790N,Résidence,Léry\n", "cp1252").action_import()
        self.assertEqual(self._find("QN02790N").name, "Résidence")

    def test_same_file_twice_adds_nothing_and_says_so(self):
        self._import(GOOD).action_import()
        again = self._import(GOOD)
        self.assertEqual((again.file_ids.good_count, again.file_ids.known_count), (0, 2))
        again.action_import()
        self.assertEqual(len(self._find("QN02790N")), 1)

    def test_changed_name_is_updated(self):
        self._import(GOOD).action_import()
        self._import(GOOD.replace("La Garenne", "La Garenne Nord")).action_import()
        self.assertEqual(self._find("QN02790N").name, "La Garenne Nord")

    def test_bad_rows_are_shown_with_their_line_and_the_good_ones_come_in(self):
        wizard = self._import(GOOD + "QX1;Wrong;Louviers\n;Nameless;Louviers\nQN02790N;Twice;Louviers\n")
        self.assertEqual(wizard.bad_line_ids.mapped("number"), [4, 5])
        self.assertIn("E-QPV-01", wizard.bad_line_ids[0].code)
        wizard.action_import()
        self.assertEqual(self._find("QN02790N").name, "La Garenne")

    def test_file_without_a_code_is_refused(self):
        with self.assertRaises(UserError):
            self._import("nom;commune\nLa Garenne;Louviers\n")
