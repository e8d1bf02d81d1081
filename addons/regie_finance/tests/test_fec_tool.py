from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import fec

HEADER = "|".join(fec.COLUMNS)


def line(**cells):
    """A row as Odoo writes it, but for the cells that are given."""
    row = {
        "JournalCode": "OD",
        "JournalLib": "Opérations diverses",
        "EcritureNum": "OD/2026/0001",
        "EcritureDate": "20260131",
        "CompteNum": "606100",
        "CompteLib": "Fournitures",
        "CompAuxNum": "",
        "CompAuxLib": "",
        "PieceRef": "-",
        "PieceDate": "20260131",
        "EcritureLib": "/",
        "Debit": " 000000000000010,50",
        "Credit": "0,00",
        "EcritureLet": "",
        "DateLet": "",
        "ValidDate": "20260131",
        "Montantdevise": " 000000000000010,50",
        "Idevise": "EUR",
    }
    return "|".join({**row, **cells}.values())


def mend(*lines, **options):
    """The mended file, as rows of cells without the header, and its result."""
    result = fec.mend("\r\n".join([HEADER, *lines]).encode(), **options)
    text = result.content.decode(options.get("encoding", "utf-8"))
    return [row.split("|") for row in text.split("\r\n")[1:]], result


@tagged("post_install", "-at_install")
class TestFecTool(BaseCase):
    """What the file of Odoo is mended of."""

    def test_amounts_are_written_without_padding_and_euros_bear_no_currency(self):
        (row,), _result = mend(line())
        self.assertEqual((row[11], row[12], row[16], row[17]), ("10,50", "0,00", "", ""))
        (row,), _result = mend(line(Montantdevise="-00000000000012,00", Idevise="USD"))
        self.assertEqual((row[16], row[17]), ("-12,00", "USD"))

    def test_references_and_wordings_are_never_empty(self):
        (row,), _result = mend(line())
        self.assertEqual((row[8], row[10]), ("OD/2026/0001", "Opérations diverses"))
        (row,), _result = mend(line(PieceRef="FAC 12"))
        self.assertEqual((row[8], row[10]), ("FAC 12", "FAC 12"))

    def test_day_of_posting_replaces_the_date_of_the_entry(self):
        (row,), _result = mend(line(), posted={("OD", "OD/2026/0001"): "20260204"})
        self.assertEqual(row[15], "20260204")

    def test_result_that_waits_has_the_number_of_the_company(self):
        opening = line(JournalCode="OUV", EcritureNum="OUVERTURE/2026", CompteNum="120/129", JournalLib="À nouveau")
        (row,), result = mend(opening, earnings=("120100", "Résultat"))
        self.assertEqual((row[4], row[5], row[8], row[10]), ("120100", "Résultat", "OUVERTURE/2026", "À nouveau"))
        self.assertEqual(result.opening, {("120100", ""): 1050})

    def test_line_without_amount_is_left_out(self):
        rows, result = mend(line(Debit="0,00"), line())
        self.assertEqual((len(rows), result.lines), (1, 1))

    def test_quotation_marks_of_the_wording_are_kept_as_they_are(self):
        (row,), _result = mend(line(EcritureLib='"Fête ""du"" quartier"'))
        self.assertEqual(row[10], 'Fête "du" quartier')

    def test_separator_and_line_break_of_a_wording_do_not_break_the_line(self):
        (row,), _result = mend(line(EcritureLib='"a|b\nc"'))
        self.assertEqual((row[10], len(row)), ("a/b c", 18))

    def test_marks_that_the_encoding_has_not_are_replaced_and_counted(self):
        (row,), result = mend(line(EcritureLib="L’œuvre – 12 €"), encoding="iso8859-15")
        self.assertEqual((row[10], result.replaced), ("L'œuvre - 12 €", 0))
        (row,), result = mend(line(EcritureLib="Łódź ?"), encoding="iso8859-15")
        self.assertEqual((row[10], result.replaced), ("?ód? ?", 2))

    def test_differences_of_two_books_are_told_account_by_account(self):
        rows = fec.prove({("512000", ""): 90, ("101000", ""): -90}, {("512000", ""): 80, ("101000", ""): -90})
        self.assertEqual([row for row in rows if row[2] != row[3]], [("512000", "", 90, 80)])

    @given(st.lists(st.tuples(st.sampled_from(["411000", "512000", "606000", "706000"]), st.integers(-9999, 9999))))
    def test_what_is_carried_forward_balances_like_the_closing(self, items):
        closing = {}
        for account, cents in items:
            closing[account, ""] = closing.get((account, ""), 0) + cents
        carried = fec.carry_forward(closing, "120100")
        self.assertEqual(sum(carried.values()), sum(closing.values()))
        self.assertFalse([key for key in carried if key[0][0] in "67"])

    @given(st.integers(-(10**13), 10**13))
    def test_amounts_are_read_back_as_they_were_written(self, cents):
        self.assertEqual(fec.to_cents(fec.to_amount(cents)), cents)
