import base64
from datetime import date

from odoo import Command
from odoo.tests import tagged

from .common_hours import HoursCase

TITLES = "matricule;absence;debut;fin;heures;payee\n"


@tagged("post_install", "-at_install")
class TestImportAbsences(HoursCase):
    """Absences come from the spreadsheet that the régie keeps, through the same preview as the hours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rose.registration_number = "L001"

    def _import(self, text):
        attachment = self.env["ir.attachment"].create(
            {"name": "absences.csv", "datas": base64.b64encode((TITLES + text).encode())}
        )
        wizard = self.env["regie.import.wizard"].create(
            {"attachment_ids": [Command.set(attachment.ids)], "company_id": self.company.id}
        )
        wizard.action_preview()
        wizard.action_import()
        self.env.flush_all()
        return wizard

    def _get_absences(self):
        return self.env["regie.iae.absence"].search([("employee_id", "=", self.rose.id)], order="date_start")

    def test_rows_become_absences_once(self):
        text = "L001;Congés payés;05/10/2026;06/10/2026;10,5;\nL001;Maladie;12/10/2026;13/10/2026;10,5;oui\n"
        self.assertEqual(self._import(text).good_count, 2)
        leave, sick = self._get_absences()
        self.assertEqual((leave.kind, leave.date_end, leave.hours), ("paid_leave", date(2026, 10, 6), 10.5))
        self.assertEqual((sick.kind, sick.is_paid), ("sick", True))
        self.assertEqual(self._import(text).known_count, 2)
        self.assertEqual(len(self._get_absences()), 2)

    def test_wrong_rows_are_named_and_the_others_come_in(self):
        wizard = self._import(
            "X999;CP;05/10/2026;06/10/2026;7;\n"
            "L001;Vacances;05/10/2026;06/10/2026;7;\n"
            "L001;CP;31/10/2026;02/11/2026;14;\n"
            "L001;CP;05/10/2026;05/10/2026;30;\n"
            "L001;CP;06/10/2026;06/10/2026;7;\n"
        )
        codes = wizard.bad_line_ids.sorted("number").mapped("code")
        self.assertEqual(codes, ["HRS-01", "INS-M20", "INS-M12", "INS-M03"])
        self.assertEqual(self._get_absences().hours, 7)
