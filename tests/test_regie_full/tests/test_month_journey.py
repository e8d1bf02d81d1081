import io

import openpyxl

from odoo.tests import tagged

from .month_case import MonthCase


@tagged("post_install", "-at_install")
class TestMonthJourney(MonthCase):
    """One month, from the director's spreadsheets to the statement that leaves the régie."""

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
        titles = next(row for row in rows if "Matricule" in row)
        number, hours, share = (titles.index(title) for title in ("Matricule", "Heures exactes", "Part d’ETP"))
        people = [row for row in rows if isinstance(row[number], str) and row[number].startswith("E0")]
        self.assertEqual(len(people), 25)
        self.assertAlmostEqual(sum(row[hours] for row in people), 2737.0, 2)
        self.assertAlmostEqual(sum(row[share] for row in people), 18.05, 1)
