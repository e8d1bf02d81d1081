from io import BytesIO

from openpyxl import load_workbook

from .common import AccountsCase


class TestExport(AccountsCase):
    """Annual accounts and ledger as files."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.trap = cls._create_partner("=HYPERLINK(1)")
        cls._entry("2026-02-01", ("512001", 1000.0), ("106800", -1000.0), ref="+cmd")
        cls._entry("2026-04-01", ("411100", 300.0, None, cls.trap), ("706000", -300.0))
        cls.accountant = cls._create_user("accountant", "group_role_accountant")

    def _open(self, name):
        report = self.env[f"report.regie_accounts.{name}"].with_user(self.accountant)
        report = report.with_context(active_model="regie.annual.accounts")
        content, extension = report.create_xlsx_report(self.accounts.ids, {})
        self.assertEqual(extension, "xlsx")
        return load_workbook(BytesIO(content))

    def _cells(self, sheet):
        return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]

    def test_spreadsheet_shows_the_figures_of_the_page(self):
        book = self._open("regie_annual_accounts_xlsx")
        self.assertEqual(
            book.sheetnames[:3], ["Balance sheet  assets", "Balance sheet  liabilities", "Income statement"]
        )
        sheet = book["Income statement"]
        found = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=5)}
        self.assertEqual(found["Sales of services"], 300.0)
        self.assertEqual(found["Surplus or deficit"], 300.0)

    def test_spreadsheet_holds_no_formula(self):
        self.accounts.note_ids[0].body = "<p>=1+1</p>"
        for name in ("regie_annual_accounts_xlsx", "regie_ledger_xlsx"):
            for sheet in self._open(name):
                self.assertFalse([cell for cell in self._cells(sheet) if cell.data_type == "f"])

    def test_ledger_has_each_item_and_the_sums_of_the_books(self):
        rows = list(self._open("regie_ledger_xlsx").active.iter_rows(min_row=2, values_only=True))
        self.assertEqual(len(rows), 4)
        self.assertEqual(sum(row[9] for row in rows), 1300.0)
        self.assertEqual(sum(row[10] for row in rows), 1300.0)
        self.assertEqual([row[3] for row in rows], sorted(row[3] for row in rows))
        self.assertIn("=HYPERLINK(1)", [row[5] for row in rows])
        self.assertIn("+cmd", [row[6] for row in rows])

    def test_ledger_of_an_exercise_without_entries_is_a_sheet_with_its_heads(self):
        self.accounts = self._create_annual_accounts(self.exercise_before)
        self.assertEqual(self._open("regie_ledger_xlsx").active.max_row, 1)

    def test_exports_are_logged(self):
        logs = self.env["regie.export.log"].search([])
        self._open("regie_annual_accounts_xlsx")
        self._open("regie_ledger_xlsx")
        new = self.env["regie.export.log"].search([]) - logs
        self.assertEqual(new.user_id, self.accountant)
        self.assertEqual(len(new), 2)

    def test_pdf_says_the_figures_and_the_annex(self):
        html = self.env["ir.actions.report"]._render_qweb_html(
            "regie_accounts.report_annual_accounts", self.accounts.ids
        )[0]
        text = html.decode()
        self.assertRegex(text, "300[.,]00")
        self.assertIn("Accounting rules and methods", text)
        pdf, kind = (
            self.env["ir.actions.report"]
            .with_context(force_report_rendering=True)
            ._render_qweb_pdf("regie_accounts.report_annual_accounts", self.accounts.ids)
        )
        self.assertEqual((kind, pdf[:4]), ("pdf", b"%PDF"))
