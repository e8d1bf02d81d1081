import base64
import io

import xlsxwriter

from odoo import models
from odoo.tools import html2plaintext

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
# what people typed is never taken for a formula, a link or a number
INERT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


class RegieBinderFiles(models.Model):
    """The papers that the software puts in the binder: statements, trial balance."""

    _inherit = "regie.closing"

    def _get_binder_files(self):
        """Add the statements and the trial balance, as spreadsheets that any office suite opens."""
        self.ensure_one()
        files = super()._get_binder_files()
        name = self.exercise_id.name
        files["T1"] = self._make_annual_accounts(name)
        files["T4"] = [(self.env._("Trial balance %s.xlsx", name), XLSX, self._make_trial_balance())]
        fec = self._get_binder_fec()
        if fec:
            files["T5"] = [(fec.name, "text/plain", base64.b64decode(fec.content))]
        return files

    def _make_annual_accounts(self, name):
        """Return the annual accounts, printed and as a spreadsheet."""
        # sudo: how a report is printed; the figures are read with the rights of the user
        report = self.env["ir.actions.report"].sudo()
        accounts = self._get_binder_accounts()
        pdf = report._render_qweb_pdf("regie_accounts.regie_annual_accounts_report", accounts.ids)[0]
        xlsx = report._render_xlsx("regie_accounts.regie_annual_accounts_report_xlsx", accounts.ids, {})[0]
        return [
            (self.env._("Annual accounts %s.pdf", name), PDF, pdf),
            (self.env._("Annual accounts %s.xlsx", name), XLSX, xlsx),
        ]

    def _get_binder_fec(self):
        """Return the FEC of the exercise: the last official one, else the last test."""
        files = self.env["regie.fec.file"].search(
            [("company_id", "=", self.company_id.id), ("date_to", "=", self.date_to)], order="id"
        )
        files = files.with_context(bin_size=False)
        return (files.filtered(lambda file: file.kind == "official") or files)[-1:]

    def _get_binder_texts(self):
        """Add the statements, row by row."""
        texts = super()._get_binder_texts()
        statements = self._get_binder_accounts()._get_statements()
        texts["T1"] = self._write_statement(statements["balance_asset"] + statements["balance_liability"])
        texts["T2"] = self._write_statement(statements["income"])
        texts["T3"] = self._write_annex()
        return texts

    def _get_binder_accounts(self):
        """Return the annual accounts of the exercise, drawn up the first time."""
        accounts = self.env["regie.annual.accounts"]
        found = accounts.search([("exercise_id", "=", self.exercise_id.id)], limit=1)
        return found or accounts.create({"exercise_id": self.exercise_id.id})

    def _write_statement(self, rows):
        """Return a statement as lines of text: what is nil both years is left out."""
        shown = [row for row in rows if row["amount"] or row["amount_before"]]
        return "\n".join(
            self.env._(
                "%(label)s: %(amount)s (before: %(before)s)",
                label=row["label"],
                amount=self._format_amount(row["amount"]),
                before=self._format_amount(row["amount_before"]),
            )
            for row in shown
        ) or self.env._("No entry in the exercise.")

    def _write_annex(self):
        """Return the texts of the annex, section by section; its tables are in the printed accounts."""
        notes = self._get_binder_accounts().note_ids
        texts = [(note.section_id.name, html2plaintext(note.body or "").strip()) for note in notes]
        return "\n\n".join(f"{name}\n{text}" for name, text in texts if text)

    def _get_trial_balance_rows(self):
        """Return ``[(code, name, opening, debit, credit, closing)]`` by account, in euros, in two queries.

        Results of earlier years open on the account where Odoo keeps them, as in the FEC.
        """
        self.ensure_one()
        items = self.env["account.move.line"]
        base = [("company_id", "=", self.company_id.id), ("parent_state", "=", "posted")]
        pending = self.company_id.get_unaffected_earnings_account()
        rows = {}
        before = items._read_group([*base, ("date", "<", self.date_from)], ["account_id"], ["balance:sum"])
        for account, balance in before:
            holder = account if account.include_initial_balance else pending
            rows.setdefault(holder, [0.0, 0.0, 0.0])[0] += balance
        year = [*base, ("date", ">=", self.date_from), ("date", "<=", self.date_to)]
        for account, debit, credit in items._read_group(year, ["account_id"], ["debit:sum", "credit:sum"]):
            row = rows.setdefault(account, [0.0, 0.0, 0.0])
            row[1], row[2] = debit, credit
        rounded = self.currency_id.round
        table = [
            (
                account.with_company(self.company_id).code or "",
                account.name,
                rounded(opening),
                rounded(debit),
                rounded(credit),
                rounded(opening + debit - credit),
            )
            for account, (opening, debit, credit) in rows.items()
        ]
        return sorted(table)

    def _make_trial_balance(self):
        """Return the bytes of the trial balance."""
        heads = [
            self.env._("Account"),
            self.env._("Name"),
            self.env._("Opening"),
            self.env._("Debit"),
            self.env._("Credit"),
            self.env._("Closing"),
        ]
        return self._make_workbook([(self.env._("Trial balance"), heads, self._get_trial_balance_rows())])

    def _make_workbook(self, sheets):
        """Return the bytes of a workbook from ``[(title, heads, rows)]``; the totals are formulas over the figures."""
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, INERT)
        bold = book.add_format({"bold": True, "bottom": 1})
        money = book.add_format({"num_format": "#,##0.00"})
        for title, heads, rows in sheets:
            sheet = book.add_worksheet(title)
            sheet.set_column(1, 1, 60)
            sheet.set_column(2, len(heads), 16)
            sheet.freeze_panes(1, 0)
            for column, head in enumerate(heads):
                sheet.write_string(0, column, head, bold)
            for line, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(line, column, value)
                    else:
                        sheet.write_number(line, column, value, money)
        book.close()
        return stream.getvalue()
