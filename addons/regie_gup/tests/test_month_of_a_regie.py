import base64
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from odoo import Command
from odoo.tests import tagged

from odoo.addons.regie_insertion.tests.common import InsertionCase
from odoo.addons.regie_insertion.tools.clause import to_decimal

MONTH = Path(__file__).parent / "data" / "mois_2026_10"
FILES = ("salaries.csv", "marches.csv", "chantiers.csv", "heures.csv")


@tagged("post_install", "-at_install")
class TestMonthOfARegie(InsertionCase):
    """A real month of a régie, from its four spreadsheets to its papers, to the hundredth of an hour."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._create_company(name="Régie d'essai")
        cls.director = cls._create_user("directrice.mois", "regie_base.group_role_director", company=cls.company)
        cls.agreement = cls._create_agreement(kind="ACI", annex=False, company_id=cls.company.id)
        cls.annex = cls._create_annex(cls.agreement)
        for name, family in (("Nettoyage", "cleaning"), ("Espaces verts", "green"), ("Second œuvre", "works")):
            cls._create_activity(name, family, company_id=cls.company.id)
        cls.expected = json.loads((MONTH / "attendu.json").read_text())

    def _import(self, *names, confirm=True):
        """Give files of the month to the wizard as the director; return the wizard."""
        env = self.env(user=self.director, context={"allowed_company_ids": self.company.ids})
        attachments = env["ir.attachment"].create(
            [{"name": name, "datas": base64.b64encode((MONTH / name).read_bytes())} for name in names]
        )
        wizard = env["regie.import.wizard"].create({"attachment_ids": [Command.set(attachments.ids)]})
        wizard.action_preview()
        if confirm:
            wizard.action_import()
        return wizard

    def _get_lines(self):
        """Return the timesheet lines of the month."""
        return self.env["account.analytic.line"].search(
            [("company_id", "=", self.company.id), ("project_id", "!=", False)]
        )

    def test_preview_announces_the_month_and_writes_nothing(self):
        wizard = self._import(*FILES, confirm=False)
        self.assertEqual((wizard.bad_count, wizard.known_count), (0, 0))
        hours = wizard.file_ids.filtered(lambda file: file.name == "heures.csv")
        self.assertEqual(hours.good_count, self.expected["lines"])
        self.assertFalse(self._get_lines())
        self.assertFalse(self.env["hr.employee"].search([("company_id", "=", self.company.id)]))

    def test_files_in_any_order_give_the_month_to_the_hundredth(self):
        self._import(*reversed(FILES))
        lines = self._get_lines()
        self.assertEqual(len(lines), self.expected["lines"])
        self.assertEqual(Decimal(str(round(sum(lines.mapped("unit_amount")), 2))), Decimal(self.expected["hours"]))

    def _get_statement(self):
        """Return the statement of October, as the director prepares it."""
        company = self.company.with_user(self.director)
        return self.env["regie.iae.statement"].with_user(self.director)._prepare_month(company, date(2026, 10, 1))

    def test_statement_of_the_month_is_the_expected_one(self):
        self._import(*FILES)
        statement = self._get_statement()
        self.assertEqual(to_decimal(statement.hours_declared), Decimal(self.expected["insertion_hours"]))
        self.assertEqual(statement.employee_count, self.expected["insertion_people"])
        self.assertEqual(to_decimal(statement.etp_realised), Decimal(self.expected["etp_aci"]))
        found = {line.employee_id.registration_number: to_decimal(line.insertion_hours) for line in statement.line_ids}
        self.assertEqual(found, {number: Decimal(hours) for number, hours in self.expected["by_employee"].items()})

    def test_clause_hours_of_each_lot_are_the_expected_ones(self):
        self._import(*FILES)
        lots = self.env["regie.market.lot"].search([("company_id", "=", self.company.id)])
        figures = self.env["regie.clause"]._read_figures(
            [(lot.id, lot.clause_id.id, date(2026, 10, 1), date(2026, 10, 31)) for lot in lots]
        )
        found = {lot.reference: figures[lot.id] for lot in lots}
        for name, expected in (("counted", "clause_hours_by_lot"), ("qpv", "clause_hours_qpv_by_lot")):
            self.assertEqual(
                {reference: figure[name] for reference, figure in found.items()},
                {reference: Decimal(hours) for reference, hours in self.expected[expected].items()},
            )

    def test_eight_bad_rows_are_refused_each_for_its_reason(self):
        self._import(*FILES)
        wizard = self._import("heures_fausses.csv")
        self.assertEqual(
            [(line.number, line.code) for line in wizard.line_ids.sorted("number")],
            [
                (2, "HRS-01"),
                (3, "HRS-02"),
                (4, "HRS-05"),
                (5, "HRS-06"),
                (6, "IMP-02"),
                (7, "IMP-01"),
                (8, "HRS-07"),
                (9, "HRS-08"),
            ],
        )
        self.assertTrue(all(line.reason for line in wizard.line_ids))
        self.assertTrue(all(line.remedy for line in wizard.bad_line_ids))
        self.assertEqual(wizard.good_count, 0)
        self.assertEqual(len(self._get_lines()), self.expected["lines"])

    def test_same_files_given_twice_add_nothing_and_say_so(self):
        self._import(*FILES)
        wizard = self._import(*FILES)
        self.assertEqual((wizard.good_count, wizard.bad_count), (0, 0))
        self.assertEqual(wizard.known_count, self.expected["lines"] + 36 + 6 + 8)
        self.assertEqual(len(self._get_lines()), self.expected["lines"])

    def test_good_rows_go_in_while_the_bad_ones_stay_out(self):
        self._import("salaries.csv", "marches.csv", "chantiers.csv")
        wizard = self._import("heures_fausses.csv")
        self.assertEqual(wizard.good_count, 1, "the last row is only bad when it is entered already")
        self.assertEqual(wizard.bad_count, 7)
        self.assertEqual(len(self._get_lines()), 1)

    def test_hours_without_their_people_are_all_refused(self):
        wizard = self._import("heures.csv")
        self.assertEqual(wizard.good_count, 0)
        self.assertEqual(set(wizard.line_ids.mapped("code")), {"HRS-01"})
