from odoo import models
from odoo.tools import SQL

CHUNK = 5000
#: rows that a sheet of a spreadsheet can hold
SHEET_ROWS = 1_048_576


class RegieLedgerXlsx(models.AbstractModel):
    """The journal items of an exercise as a spreadsheet, written as they are read: memory does not grow with them."""

    _name = "report.regie_accounts.regie_ledger_xlsx"
    _description = "General ledger, XLSX"
    _inherit = "report.report_xlsx.abstract"

    def get_workbook_options(self):
        """Answer the options that keep every text a text and write each row to the disk at once."""
        return {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "constant_memory": True,
            "default_date_format": "dd/mm/yyyy",
        }

    def generate_xlsx_report(self, workbook, data, objs):
        """Write the items of one exercise, by account then by day; one more sheet when one is full."""
        accounts = objs[:1]
        accounts.check_access("read")
        self.env["regie.export.log"]._log(accounts, title=self.env._("General ledger, spreadsheet"))
        head = workbook.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1})
        number = workbook.add_format({"num_format": "#,##0.00"})
        line, sheet = SHEET_ROWS, None
        for row in self._get_rows(accounts):
            if line >= SHEET_ROWS:
                sheet, line = self._add_sheet(workbook, head), 1
            day, *texts, debit, credit = row
            sheet.write_datetime(line, 0, day)
            for rank, text in enumerate(texts, 1):
                sheet.write_string(line, rank, text or "")
            sheet.write_number(line, len(texts) + 1, debit, number)
            sheet.write_number(line, len(texts) + 2, credit, number)
            line += 1
        if sheet is None:
            self._add_sheet(workbook, head)

    def _add_sheet(self, workbook, head):
        number = len(workbook.worksheets()) + 1
        sheet = workbook.add_worksheet(self.env._("Ledger") + (f" {number}" if number > 1 else ""))
        titles = [
            (self.env._("Date"), 12),
            (self.env._("Journal"), 10),
            (self.env._("Entry"), 20),
            (self.env._("Account"), 10),
            (self.env._("Name of the account"), 40),
            (self.env._("Partner"), 30),
            (self.env._("Reference"), 20),
            (self.env._("Label"), 40),
            (self.env._("Matching"), 10),
            (self.env._("Debit"), 14),
            (self.env._("Credit"), 14),
        ]
        for rank, (title, width) in enumerate(titles):
            sheet.set_column(rank, rank, width)
            sheet.write_string(0, rank, title, head)
        sheet.freeze_panes(1, 0)
        return sheet

    def _get_rows(self, accounts):
        """Yield the posted items of the exercise, read from the database by chunks, under the rights of who asks."""
        lines = self.env["account.move.line"]
        query = lines._search(accounts.exercise_id.get_lines_domain())
        account, journal, move = (
            query.join(query.table, field, model, "id", field)
            for field, model in (
                ("account_id", "account_account"),
                ("journal_id", "account_journal"),
                ("move_id", "account_move"),
            )
        )
        partner = query.left_join(query.table, "partner_id", "res_partner", "id", "partner_id")
        company = str(accounts.company_id.root_id.id)
        lang = self.env.lang or "en_US"

        def translated(alias):
            name = SQL.identifier(alias, "name")
            return SQL("COALESCE(%s->>%s, %s->>'en_US')", name, lang, name)

        code = SQL("%s->>%s", SQL.identifier(account, "code_store"), company)
        line = {
            name: SQL.identifier(query.table, name)
            for name in ("id", "date", "name", "ref", "matching_number", "debit", "credit")
        }
        query.order = SQL("%s, %s, %s", code, line["date"], line["id"])
        select = query.select(
            line["date"],
            SQL.identifier(journal, "code"),
            SQL.identifier(move, "name"),
            code,
            translated(account),
            SQL.identifier(partner, "name"),
            SQL.identifier(move, "ref"),
            line["name"],
            line["matching_number"],
            line["debit"],
            line["credit"],
        )
        self.env.flush_all()
        # a cursor of PostgreSQL: 100 000 rows never stand in memory at once
        self.env.cr.execute(SQL("DECLARE regie_ledger NO SCROLL CURSOR FOR %s", select))
        try:
            while chunk := self.env.execute_query(SQL("FETCH FORWARD %s FROM regie_ledger", CHUNK)):
                yield from chunk
        finally:
            self.env.cr.execute("CLOSE regie_ledger")
