"""The file of the pay as bytes: CSV as the pay software reads it, or a workbook for people."""

import csv
import io
from decimal import Decimal

import xlsxwriter

RISKY = ("=", "+", "-", "@", "\t", "\r")


def cell_text(value, decimal_mark=","):
    """Text of a value in a CSV; a text that a spreadsheet would run as a formula is made inert.

    >>> cell_text(Decimal("151.67"))
    '151,67'
    >>> cell_text("=1+1")
    "'=1+1"
    >>> cell_text(12)
    '12'
    """
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", decimal_mark)
    if isinstance(value, int):
        return str(value)
    return f"'{value}" if value.startswith(RISKY) else value


def write_csv(titles, rows, separator=";", decimal_mark=",", encoding="utf-8-sig", has_titles=True):
    """Bytes of the CSV; characters that the encoding does not know become question marks.

    >>> write_csv(["Nom", "Heures"], [["Keïta", Decimal("70.5")]], encoding="cp1252")
    b'Nom;Heures\\r\\nKe\\xefta;70,5\\r\\n'
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter="\t" if separator == "tab" else separator, lineterminator="\r\n")
    if has_titles:
        writer.writerow(titles)
    writer.writerows([cell_text(value, decimal_mark) for value in row] for row in rows)
    return buffer.getvalue().encode(encoding, errors="replace")


def write_xlsx(titles, rows, sheet_name):
    """Bytes of the workbook, numbers as numbers."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(sheet_name)
        bold = workbook.add_format({"bold": True, "bg_color": "#E9ECEF", "text_wrap": True})
        hours = workbook.add_format({"num_format": "#,##0.00"})
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, Decimal):
                    sheet.write_number(number, column, float(value), hours)
                elif isinstance(value, int):
                    sheet.write_number(number, column, value)
                else:
                    sheet.write_string(number, column, value)
        sheet.set_column(0, max(len(titles) - 1, 0), 16)
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()
