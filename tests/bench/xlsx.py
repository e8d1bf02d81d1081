"""The ledger of 100 000 journal items as a spreadsheet: the suite, and the export of Odoo's lists (W22)."""

import importlib.util
import tracemalloc
from io import BytesIO
from pathlib import Path

from launcher.measure import Comparison, compare

ITEMS = 100_000
FIELDS = (
    "date",
    "journal_id/code",
    "move_name",
    "account_id/code",
    "account_id/name",
    "partner_id/name",
    "ref",
    "name",
    "matching_number",
    "debit",
    "credit",
)


def run(env):
    """The comparison, with what each side holds in memory."""
    spec = importlib.util.spec_from_file_location("bench_statements", Path(__file__).with_name("statements.py"))
    statements = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(statements)
    accounts, line = statements.prepare(env)
    statements.fill(env, line, ITEMS)
    env = accounts.env
    yield WithMemory.of(
        compare(
            f"ledger of {ITEMS} items: the suite, and the export of Odoo's lists",
            env,
            measured=lambda: ledger(accounts),
            baseline=lambda: odoo_export(accounts),
            rounds=3,
            warm_up=0,
            target=1,
        ),
        {"suite": held(lambda: ledger(accounts)), "Odoo": held(lambda: odoo_export(accounts))},
    )


class WithMemory(Comparison):
    """The figures of a comparison, with the largest memory of Python on each side."""

    @classmethod
    def of(cls, comparison, held_by):
        """Add what was held."""
        result = cls(**vars(comparison))
        result.held_by = held_by
        return result

    def lines(self):
        """The lines of the comparison, then the memory."""
        yield from super().lines()
        yield "  largest memory of Python: " + ", ".join(f"{name} {held:.0f} MB" for name, held in self.held_by.items())


def ledger(accounts):
    """The spreadsheet of the suite."""
    report = accounts.env["report.regie_accounts.regie_ledger_xlsx"].with_context(active_model=accounts._name)
    return report.create_xlsx_report(accounts.ids, {})[0]


def odoo_export(accounts):
    """What the list of journal items does when all its records are exported."""
    import xlsxwriter

    lines = accounts.env["account.move.line"].search(list(accounts.exercise_id.get_lines_domain()))
    rows = lines.export_data(list(FIELDS))["datas"]
    output = BytesIO()
    # the writer of web/controllers/export.py, outside of a request
    workbook = xlsxwriter.Workbook(output, {"in_memory": True})
    sheet = workbook.add_worksheet()
    for rank, row in enumerate([FIELDS, *rows]):
        for column, value in enumerate(row):
            sheet.write(rank, column, value if isinstance(value, (int, float)) else str(value or ""))
    workbook.close()
    return output.getvalue()


def held(action):
    """Largest memory that an action holds, in MB."""
    tracemalloc.start()
    action()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20
