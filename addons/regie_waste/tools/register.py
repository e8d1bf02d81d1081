"""The register of outgoing waste as bytes: CSV or workbook. No text becomes a formula, numbers stay numbers."""

import csv
import datetime
import io

import xlsxwriter

RISKY = ("=", "+", "-", "@", "\t", "\r")


def cell_text(value):
    """Text of a value in a French CSV; what a spreadsheet would run as a formula is made inert.

    >>> cell_text(1.25), cell_text(datetime.date(2026, 3, 2)), cell_text("=A1"), cell_text(None)
    ('1,25', '02/03/2026', "'=A1", '')
    """
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    text = str(value or "")
    return f"'{text}" if text.startswith(RISKY) else text


def write_csv(titles, rows):
    """Bytes of the CSV, with the mark by which Excel knows UTF-8.

    >>> write_csv(["Jour"], [[datetime.date(2026, 3, 2)]]).decode("utf-8-sig")
    'Jour\\r\\n02/03/2026\\r\\n'
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([cell_text(value) for value in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def write_xlsx(titles, rows, sheet_name):
    """Bytes of the workbook, the titles frozen and filtered."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        sheet = workbook.add_worksheet(sheet_name)
        head = workbook.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True})
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        tons = workbook.add_format({"num_format": "#,##0.000"})
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, head)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, datetime.date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, float):
                    sheet.write_number(number, column, value, tons)
                else:
                    sheet.write_string(number, column, value or "")
        sheet.set_column(0, len(titles) - 1, 18)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(rows), 1), len(titles) - 1)
    return buffer.getvalue()
