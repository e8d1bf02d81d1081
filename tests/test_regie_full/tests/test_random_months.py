import base64
from datetime import date

from odoo import Command
from odoo.tests import tagged

from odoo.addons.regie_insertion.tests.common import InsertionCase
from odoo.addons.regie_insertion.tools.clause import to_decimal

from .month_oracle import RandomMonth


@tagged("post_install", "-at_install")
class TestRandomMonths(InsertionCase):
    """Months that nobody has looked at give by the screens what plain Python reckons from the same files."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls._create_user("directrice.hasard", "regie_base.group_role_director")
        cls.agreement = cls._create_agreement(kind="ACI", annex=False, date_start=date(2025, 1, 1))
        for year in (2026, 2027):
            cls._create_annex(cls.agreement, year=year)
        for name, family in (("Nettoyage", "cleaning"), ("Espaces verts", "green"), ("Second œuvre", "works")):
            cls._create_activity(name, family)

    def _check_month(self, first_day, seed):
        """Import the files of a random month and compare every paper with the oracle."""
        month = RandomMonth(first_day, seed)
        expected = month.totals()
        env = self.env(user=self.director)
        attachments = env["ir.attachment"].create(
            [{"name": name, "datas": base64.b64encode(content)} for name, content in month.files().items()]
        )
        wizard = env["regie.import.wizard"].create({"attachment_ids": [Command.set(attachments.ids)]})
        wizard.action_preview()
        self.assertFalse(wizard.bad_count, wizard.line_ids.mapped("reason"))
        wizard.action_import()
        lines = self.env["account.analytic.line"].search([("project_id.worksite_code", "=like", "ZC-%")])
        self.assertEqual(len(lines), expected["lines"])
        self.assertEqual(round(sum(lines.mapped("unit_amount")), 2), float(expected["hours"]))
        statement = env["regie.iae.statement"]._prepare_month(env.company, first_day)
        self.assertEqual(to_decimal(statement.hours_declared), expected["insertion_hours"])
        self.assertEqual(to_decimal(statement.etp_realised), expected["etp"])
        self.assertEqual(
            len(statement.line_ids.filtered("insertion_hours")), expected["insertion_people"], "people with hours"
        )
        lots = self.env["regie.market.lot"].search([("reference", "in", list(expected["by_lot"]))])
        figures = self.env["regie.clause"]._read_figures(
            [(lot.id, lot.clause_id.id, first_day, month.last_day) for lot in lots]
        )
        self.assertEqual({lot.reference: figures[lot.id]["counted"] for lot in lots}, expected["by_lot"])
        self.assertEqual({lot.reference: figures[lot.id]["qpv"] for lot in lots}, expected["by_lot_qpv"])

    def test_november_2026(self):
        self._check_month(date(2026, 11, 1), 20261101)

    def test_february_2027(self):
        self._check_month(date(2027, 2, 1), 20270201)

    def test_september_2026(self):
        self._check_month(date(2026, 9, 1), 20260901)
