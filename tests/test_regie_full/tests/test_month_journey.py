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

    def _give_rows(self, name, rows):
        """Keep the rows of a side of the month where the tour finds them."""
        text = "\n".join(";".join(map(str, row)) for row in rows)
        self.env["ir.attachment"].with_user(self.director).create({"name": name, "raw": text.encode()})

    def test_director_reconciles_the_month_and_closes_it(self):
        self._import_month()
        month = self.env["regie.hours.month"].search([("date", "=", "2026-10-01")])
        month.with_user(self.director)._validate()
        statement = self.env["regie.iae.statement"].with_user(self.director)._prepare_month(self.company, month.date)
        statement.action_validate()
        lines = statement.line_ids.filtered("is_declared")
        pay = [("Matricule", "Nom", "Heures")]
        pay += [(line.registration_number, line.employee_name, line.hours) for line in lines]
        pay[1] = (*pay[1][:2], pay[1][2] - 3.5)
        self._give_rows("paie.csv", pay)
        asp = [("Matricule", "Nom", "Heures")]
        asp += [(line.registration_number, line.employee_name, line.declared_hours) for line in lines]
        self._give_rows("asp.csv", asp)
        self.start_tour("/odoo/month-closing", "regie_month_closing_tour", login=self.director.login, timeout=120)
        reconciliation = self.env["regie.iae.reconciliation"].search([("annex_id", "=", self.annex.id)])
        self.assertEqual((reconciliation.state, reconciliation.gap_count, reconciliation.open_count), ("signed", 1, 0))
        self.assertEqual(reconciliation.hours_gap_pay, -3.5)
        self.assertTrue(month.closed_on)
