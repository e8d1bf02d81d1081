"""The fichier des écritures comptables (livre des procédures fiscales, art. A. 47 A-1): read, mended, proved.

Plain functions on text and cents, without the ORM. The file is Odoo's; what it leaves to be wished is mended here:
amounts without padding, marks that nobody asked for, references never empty, the day on which an entry was posted.
"""

import csv
import io
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

COLUMNS = (
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
)
SEPARATOR = "|"
END_OF_LINE = "\r\n"
OPENING = "OUV"
#: Marks of our screens that ISO 8859-15 has not, and what a bookkeeper would have typed instead.
PLAIN_MARKS = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "\u202f": " ",
        "\u2009": " ",
        "−": "-",
        "•": "-",
        "→": "->",
        "×": "x",
    }
)
#: What would break a line or a column.
BREAKS = str.maketrans({"|": "/", "\t": " ", "\r": " ", "\n": " "})


@dataclass
class FecResult:
    """A mended file and what it holds, in cents. ``opening`` and ``closing``: {(account, third party): cents}."""

    content: bytes = b""
    lines: int = 0
    debit: int = 0
    credit: int = 0
    replaced: int = 0
    opening: dict = field(default_factory=dict)
    closing: dict = field(default_factory=dict)
    names: dict = field(default_factory=dict)


def to_cents(amount):
    """Return the cents of an amount as Odoo writes it.

    >>> to_cents(' 000000000001234,50'), to_cents('0,00'), to_cents('0,30000000000000004'), to_cents('')
    (123450, 0, 30, 0)
    """
    if amount[-3:-2] == ",":
        return int(amount.replace(",", ""))
    if not amount:
        return 0
    exact = Decimal(amount.strip().replace(",", "."))
    return int(exact.scaleb(2).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_amount(cents):
    """Return cents as the file writes them.

    >>> to_amount(123450), to_amount(0), to_amount(-5)
    ('1234,50', '0,00', '-0,05')
    """
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100},{abs(cents) % 100:02d}"


def mend(content, encoding="utf-8", posted=None, earnings=("120100", "Résultat en instance d'affectation"), own="EUR"):
    """Mend the file of Odoo, line by line, and count it.

    :param posted: {(journal, entry): ``AAAAMMJJ``}, days on which entries were posted when it is not their date
    :param earnings: number and name of the account of the result that waits for its allocation
    :param own: currency of the books: amounts are written in a foreign currency only
    """
    result = FecResult()
    out = io.BytesIO()
    out.write((SEPARATOR.join(COLUMNS)).encode(encoding))
    rows = csv.reader(io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline=""), delimiter=SEPARATOR)
    next(rows, None)
    posted = posted or {}
    for row in rows:
        debit, credit = to_cents(row[11]), to_cents(row[12])
        if not debit and not credit:
            continue
        _mend_row(row, debit, credit, posted, earnings, own)
        _count_row(result, row, debit, credit)
        out.write(_encode(row, encoding, result))
    result.content = out.getvalue()
    return result


def _mend_row(row, debit, credit, posted, earnings, own):
    """Write the references, dates and amounts of a row as the administration reads them."""
    if row[0] == OPENING:
        if not row[4][:1].isdigit() or "/" in row[4] or row[4] == earnings[0]:
            row[4], row[5] = earnings
        row[8], row[10] = row[2], row[1]
    else:
        if row[8] in ("", "-"):
            row[8] = row[2]
        if row[10] in ("", "/"):
            row[10] = row[1] if row[8] == row[2] else row[8]
        row[15] = posted.get((row[0], row[2]), row[15])
    row[11], row[12] = to_amount(debit), to_amount(credit)
    if row[17] == own:
        row[16] = row[17] = ""
    elif row[16]:
        row[16] = to_amount(to_cents(row[16]))


def _count_row(result, row, debit, credit):
    """Add a row to the totals."""
    result.lines += 1
    result.debit += debit
    result.credit += credit
    key = (row[4], row[6])
    if row[0] == OPENING:
        result.opening[key] = result.opening.get(key, 0) + debit - credit
    result.closing[key] = result.closing.get(key, 0) + debit - credit
    result.names[key] = (row[5], row[7])


def _encode(row, encoding, result):
    """Return the bytes of a row, counting the marks that the encoding has not."""
    line = SEPARATOR.join(row)
    if line.count(SEPARATOR) != 17 or "\n" in line or "\r" in line or "\t" in line:
        line = SEPARATOR.join(cell.translate(BREAKS) for cell in row)
    line = END_OF_LINE + line
    if encoding == "utf-8":
        return line.encode()
    try:
        return line.encode(encoding)
    except UnicodeEncodeError:
        line = line.translate(PLAIN_MARKS)
        plain = line.encode(encoding, errors="replace")
        result.replaced += plain.count(b"?") - line.count("?")
        return plain


def read_closing(content, encoding="utf-8"):
    """Return ``(closing, names)`` of a file that was kept: {(account, third party): cents}, {…: names}."""
    text = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")
    rows = csv.reader(text, delimiter=SEPARATOR, quoting=csv.QUOTE_NONE)
    next(rows, None)
    result = FecResult()
    for row in rows:
        _count_row(result, row, to_cents(row[11]), to_cents(row[12]))
    return result.closing, result.names


def carry_forward(closing, earnings):
    """Return what a closing becomes at the opening: expenses and income are the result that waits.

    >>> carry_forward({('512000', ''): 90, ('606000', ''): 10, ('706000', ''): -100}, '120100')
    {('512000', ''): 90, ('120100', ''): -90}
    """
    carried = {}
    for (account, aux), cents in closing.items():
        key = (earnings, "") if account[:1] in ("6", "7") or account == earnings else (account, aux)
        carried[key] = carried.get(key, 0) + cents
    return {key: cents for key, cents in carried.items() if cents}


def prove(closing, opening):
    """Return the rows (account, third party, closing, opening), in cents, of two books that should be one."""
    keys = sorted(set(closing) | set(opening))
    rows = [(*key, closing.get(key, 0), opening.get(key, 0)) for key in keys]
    return [row for row in rows if row[2] or row[3]]
