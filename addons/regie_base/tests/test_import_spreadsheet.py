import datetime
import doctest
import io
from decimal import Decimal

import openpyxl

from odoo.tests import BaseCase, tagged

from ..tools import spreadsheet
from ..tools.import_row import ImportRow


@tagged("post_install", "-at_install")
class TestSpreadsheet(BaseCase):
    """What French offices save as CSV or XLSX is read the same way."""

    def test_examples_of_the_docstrings_hold(self):
        failures, tried = doctest.testmod(spreadsheet)
        self.assertGreater(tried, 0)
        self.assertFalse(failures)

    def test_windows_csv_with_accents_and_crlf_is_read(self):
        headers, rows = spreadsheet.read_table("Matricule;Nom\r\nE001;Saïdi\r\n\r\nE002;Bâ\r\n".encode("cp1252"))
        self.assertEqual(headers, ["matricule", "nom"])
        self.assertEqual(rows, [(2, {"matricule": "E001", "nom": "Saïdi"}), (4, {"matricule": "E002", "nom": "Bâ"})])

    def test_utf8_mark_and_commas_are_understood(self):
        headers, rows = spreadsheet.read_table('\ufeffcode,libelle\nA,"12, rue du Port"\n'.encode())
        self.assertEqual(headers, ["code", "libelle"])
        self.assertEqual(rows, [(2, {"code": "A", "libelle": "12, rue du Port"})])

    def test_short_row_has_empty_cells(self):
        _headers, rows = spreadsheet.read_table(b"a;b;c\n1;2\n")
        self.assertEqual(rows, [(2, {"a": "1", "b": "2", "c": ""})])

    def test_workbook_gives_the_same_text_as_a_csv(self):
        workbook, content = openpyxl.Workbook(), io.BytesIO()
        workbook.active.append(["Date", "Heures"])
        workbook.active.append([datetime.date(2026, 10, 1), 2.5])
        workbook.save(content)
        self.assertEqual(
            spreadsheet.read_table(content.getvalue()),
            (["date", "heures"], [(2, {"date": "01/10/2026", "heures": "2,5"})]),
        )

    def test_unreadable_bytes_are_refused(self):
        for content in (b"", b"\x00\x01\x02", b"PK\x03\x04 not a workbook"):
            with self.subTest(content=content), self.assertRaises(spreadsheet.UnreadableFile):
                spreadsheet.read_table(content)

    def test_days_that_do_not_exist_are_refused(self):
        for text in ("31/02/2026", "2026-13-01", "1er octobre", ""):
            with self.subTest(text=text), self.assertRaises(ValueError):
                spreadsheet.parse_date(text)

    def test_numbers_of_a_french_spreadsheet(self):
        self.assertEqual(spreadsheet.parse_decimal("-2"), Decimal(-2))
        self.assertEqual(spreadsheet.parse_decimal("1\u202f820,5"), Decimal("1820.5"))
        for text in ("cinq", "", "nan", "Infinity", "1,2,3"):
            with self.subTest(text=text), self.assertRaises(ValueError):
                spreadsheet.parse_decimal(text)

    def test_code_at_the_end_of_a_reason_is_kept_apart(self):
        row = ImportRow(3, {})
        row.refuse("No such person. (HRS-01)")
        self.assertEqual((row.status, row.code), ("bad", "HRS-01"))
        row.refuse("The previous PASS is still valid. (INS-N03)")
        self.assertEqual(row.code, "INS-N03")

    def test_remedy_in_the_sentence_of_a_rule_is_kept_apart(self):
        row = ImportRow(3, {})
        row.refuse("M. Colin had no contract on 22/10/2026 (it ended on 19/10/2026). Extend it. (HRS-07)")
        self.assertEqual(row.reason, "M. Colin had no contract on 22/10/2026 (it ended on 19/10/2026). (HRS-07)")
        self.assertEqual(row.remedy, "Extend it.")
