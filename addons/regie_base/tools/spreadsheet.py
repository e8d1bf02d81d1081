"""Read the files that a régie holds: CSV of any office suite, or XLSX.

Nothing here knows the ORM: bytes in, rows of text out, and the two parsers of
what French spreadsheets write (dd/mm/yyyy, decimal comma).
"""

import csv
import datetime
import io
import re
import unicodedata
from decimal import Decimal, InvalidOperation

import openpyxl

DELIMITERS = ";,\t|"
XLSX_MAGIC = b"PK\x03\x04"
# pattern, and the groups that hold year, month and day
DATE_PATTERNS = (
    (r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", (3, 2, 1)),
    (r"(\d{4})-(\d{2})-(\d{2})", (1, 2, 3)),
)


class UnreadableFile(ValueError):
    """The bytes are neither a delimited text nor a workbook with a header row."""


def normalise_header(text):
    """Return a column title in lower case, without accents, spaces as underscores.

    >>> normalise_header(" Heures hebdo ")
    'heures_hebdo'
    >>> normalise_header("Éligible ?")
    'eligible'
    """
    flat = unicodedata.normalize("NFKD", str(text or "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", flat.lower()).strip("_")


def read_table(content):
    """Return ``(headers, rows)`` of a CSV or XLSX file given as bytes.

    ``rows`` is a list of ``(line number, {header: text})``; line numbers are those
    that the person sees in the spreadsheet (the header is line 1), blank lines are left out.
    Raises UnreadableFile when there is no header row.
    """
    if content.startswith(XLSX_MAGIC):
        table = _read_workbook(content)
    else:
        table = _read_text(content)
    if not table:
        raise UnreadableFile("empty")
    headers = [normalise_header(title) for title in table[0][1]]
    rows = []
    for number, cells in table[1:]:
        padded = [*cells, *[""] * (len(headers) - len(cells))]
        if any(cell.strip() for cell in padded):
            rows.append((number, {key: cell.strip() for key, cell in zip(headers, padded, strict=False) if key}))
    return [header for header in headers if header], rows


def _read_text(content):
    """Decode and split a delimited text; quoted cells may hold line breaks."""
    text = _decode(content)
    first_line = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    table, start = [], 1
    try:
        for cells in reader:
            if cells:
                table.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(str(error)) from error
    return table


def _decode(content):
    """Decode UTF-8 (with or without mark), else the Windows code page of French Excel."""
    if b"\x00" in content:
        raise UnreadableFile("binary")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _read_workbook(content):
    """Return the rows of the first sheet, every cell as the text a person would type."""
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets any zip or XML error through
        raise UnreadableFile(str(error)) from error
    sheet = workbook.worksheets[0]
    return [
        (number, [_cell_text(cell) for cell in cells])
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1)
        if any(cell not in (None, "") for cell in cells)
    ]


def _cell_text(cell):
    """Write a workbook's typed cell as a French spreadsheet shows it."""
    if cell is None:
        return ""
    if isinstance(cell, (datetime.datetime, datetime.date)):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    return str(cell)


def parse_date(text):
    """Return the date written dd/mm/yyyy (or yyyy-mm-dd); raises ValueError when there is no such day.

    >>> parse_date("01/10/2026")
    datetime.date(2026, 10, 1)
    """
    text = text.strip()
    for pattern, order in DATE_PATTERNS:
        match = re.fullmatch(pattern, text)
        if match:
            return datetime.date(*(int(match[group]) for group in order))
    raise ValueError(text)


def parse_decimal(text):
    """Return the number written with a decimal comma or point; raises ValueError when it is not one.

    >>> parse_decimal("1 234,50")
    Decimal('1234.50')
    """
    flat = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
    try:
        number = Decimal(flat)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite():
        raise ValueError(text)
    return number
