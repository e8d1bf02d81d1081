import io
from datetime import date

import openpyxl
from freezegun import freeze_time

from .common import InsertionCase


@freeze_time("2026-12-31")
class TestYearTable(InsertionCase):
    """The yearly tables of an annex: who worked, who left, and what third parties may see of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._create_company("Régie des tableaux")
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.company.ids))
        cls.agreement = cls._create_agreement()
        for number in range(6):
            employee = cls._create_employee(
                agreement=cls.agreement,
                sex="female" if number < 4 else "male",
                birthday=date(2004 if number == 0 else 1990, 1, 1),
                qpv=number < 5,
            )
            pathway = cls._create_pathway(employee)
            if number < 2:
                cls._create_exit(pathway, date(2026, 6, 30), ("durable", "other")[number], hours_elsewhere=200)

    def _show(self, **vals):
        return self.env["regie.insertion.year.table.show"].create({"year": 2026, "company_id": self.company.id, **vals})

    def _get_rows(self, wizard, code):
        [table] = [table for table in wizard._get_tables() if table["code"] == code]
        return {row[0]: row[1:] for row in table["rows"]}

    def test_employees_of_the_year_and_those_who_left(self):
        rows = self._get_rows(self._show(), "people")
        self.assertEqual(rows["All the employees"], [6, 2])
        self.assertEqual((rows["Women"], rows["Men"]), ([4, 2], [2, 0]))
        self.assertEqual((rows["Live in a QPV"], rows["Under 26"]), ([5, 2], [1, 1]))

    def test_situations_on_entry_are_those_of_the_pathway(self):
        pathways = self.env["regie.insertion.pathway"].search([("agreement_id", "=", False)])
        first = pathways.filtered(lambda pathway: pathway.company_id == self.company)[:1]
        first.write({"rsa": "OUI-M", "is_rqth": True, "without_job_since": "04", "education_level": "51"})
        rows = self._get_rows(self._show(), "people")
        for label in ("RSA", "RQTH", "Very long-term job seekers (24 months and more)", "Level: CAP or BEP"):
            self.assertEqual(rows[label][0], 1, label)
        self.assertEqual(rows["ASS"][0], 0)
        self.assertEqual(rows["Live in a ZRR"], [None, None])

    def test_exits_of_the_year_by_category(self):
        rows = self._get_rows(self._show(), "exits")
        self.assertEqual(rows["Lasting job"], [1, 1, 0, 50.0])
        self.assertEqual(rows["Total"], [2, 2, 0, 100.0])

    def test_year_without_exit_has_no_rate(self):
        rows = self._get_rows(self._show(year=2024), "exits")
        self.assertEqual(rows["Total"], [0, 0, 0, None])

    def test_annex_of_another_agreement_has_nobody(self):
        other = self._create_agreement("EI")
        rows = self._get_rows(self._show(annex_id=other.annex_ids.id), "people")
        self.assertEqual(rows["All the employees"], [0, 0])
        rows = self._get_rows(self._show(annex_id=self.agreement.annex_ids.id), "people")
        self.assertEqual(rows["All the employees"], [6, 2])

    def test_annex_without_a_day_in_the_year_has_no_table(self):
        self.assertFalse(self._show(year=2024, annex_id=self.agreement.annex_ids.id)._get_tables())

    def test_small_figures_are_hidden_from_third_parties(self):
        wizard = self._show(is_third_party=True)
        rows = self._get_rows(wizard, "people")
        self.assertEqual((rows["All the employees"], rows["Women"]), ([6, "< 5"], ["< 5", "< 5"]))
        self.assertEqual(self._get_rows(wizard, "exits")["Lasting job"], ["< 5", "< 5", 0, None])
        self.assertIn("&lt; 5", wizard.content)

    def test_year_is_written_with_four_figures(self):
        with self.assertRule("INS-J08"):
            self._show(year=26)

    def test_spreadsheet_has_one_sheet_per_table(self):
        wizard = self._show()
        report = self.env["report.regie_insertion.year_table_xlsx"].with_context(active_model=wizard._name)
        content, kind = report.create_xlsx_report(wizard.ids, {})
        book = openpyxl.load_workbook(io.BytesIO(content))
        self.assertEqual(kind, "xlsx")
        self.assertEqual(len(book.sheetnames), len(wizard._get_tables()))
        self.assertEqual((book["1 people"]["A5"].value, book["1 people"]["B5"].value), ("All the employees", 6))

    def test_screen_opens_for_a_social_adviser_in_few_requests(self):
        cip = self._create_user("cip", "group_role_social_worker", company=self.company)
        wizards = self.env["regie.insertion.year.table.show"].with_user(cip)
        action = wizards.action_open()
        self.assertIn("table", wizards.browse(action["res_id"]).content)
