"""Small workbooks: titles, then rows."""

import datetime
import io

import xlsxwriter

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_workbook(sheets):
    """Bytes of a workbook of ``[(name, titles, rows)]``, the titles kept in sight.

    >>> write_workbook([("Feuille", ["Nom", "Nombre"], [("Repas", 12)])])[:2]
    b'PK'
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as workbook:
        head = workbook.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True})
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        decimal = workbook.add_format({"num_format": "#,##0.00"})
        for name, titles, rows in sheets:
            sheet = workbook.add_worksheet(name[:31])
            for column, title in enumerate(titles):
                sheet.write_string(0, column, title, head)
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    _write(sheet, number, column, value, day, decimal)
            sheet.set_column(0, 0, 44)
            sheet.set_column(1, max(len(titles) - 1, 1), 16)
            sheet.freeze_panes(1, 1)
    return buffer.getvalue()


def _write(sheet, row, column, value, day, decimal):
    if isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, bool) or not isinstance(value, int | float):
        sheet.write_string(row, column, str(value or ""))
    else:
        sheet.write_number(row, column, value, decimal if isinstance(value, float) else None)
