import base64
import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_hours import OCTOBER, HoursCase


@tagged("post_install", "-at_install")
class TestPayrollExport(HoursCase):
    """October 2026: Rose has a contract of 26 hours a week, lives in a QPV and took one day of leave."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rose.write({"registration_number": "L001", "name": "Rose Mendy"})
        # the week of 28 September ends on 4 October: it is counted in October
        for day, hours in (
            (date(2026, 9, 28), 8),
            (date(2026, 9, 29), 8),
            (date(2026, 10, 1), 8),
            (date(2026, 10, 2), 6),  # 30 hours: 4 complementary
            (date(2026, 10, 5), 10),
            (date(2026, 10, 6), 10),
            (date(2026, 10, 7), 10),
            (date(2026, 10, 8), 8.5),  # 38.5 hours: 9 complementary, 3.5 of overtime
            (date(2026, 10, 26), 8),  # this week ends in November
        ):
            cls._create_hours(cls.rose, day, hours)
        cls.env["regie.iae.absence"].create(
            {"employee_id": cls.rose.id, "kind": "paid_leave", "date_start": date(2026, 10, 12), "hours": 7}
        )
        cls.env["regie.iae.absence"].create(
            {"employee_id": cls.rose.id, "kind": "sick", "date_start": date(2026, 10, 13), "hours": 5.25}
        )
        cls.month = cls.env["regie.hours.month"].search([("company_id", "=", cls.company.id), ("date", "=", OCTOBER)])

    def _export(self, template="standard", **vals):
        self.month._validate()
        wizard = self.env["regie.payroll.export"].create(
            {
                "month_id": self.month.id,
                "template_id": self.env.ref(f"regie_insertion.payroll_export_template_{template}").id,
                **vals,
            }
        )
        action = wizard.action_export()
        self.assertEqual(action["type"], "ir.actions.act_url")
        return base64.b64decode(wizard.file)

    def _read_csv(self, content, encoding="utf-8-sig"):
        return list(csv.reader(io.StringIO(content.decode(encoding)), delimiter=";"))

    def test_figures_of_a_person_are_those_of_the_month(self):
        self.month._validate()
        [row] = self.month._get_payroll_rows()
        expected = {
            "hours_worked": "60.50",
            "hours_qpv": "60.50",
            "hours_complementary": "13.00",
            "hours_overtime": "3.50",
            "paid_leave": "7.00",
            "sick": "5.25",
            "hours_paid": "67.50",
            "contract_hours": "112.67",
        }
        self.assertEqual({name: row[name] for name in expected}, {k: Decimal(v) for k, v in expected.items()})
        self.assertEqual((row["matricule"], row["month"], row["days_worked"]), ("L001", "10/2026", 7))

    def test_open_month_is_not_sent_to_the_pay(self):
        for act in (self.month.action_export_payroll, self.month._get_payroll_rows):
            with self.assertRule("INS-M13"):
                act()

    def test_csv_has_the_columns_of_the_template(self):
        titles, row = self._read_csv(self._export())
        values = dict(zip(titles, row, strict=True))
        self.assertEqual(
            (values["Matricule"], values["Heures travaillées"], values["Congés payés"]), ("L001", "60,50", "7,00")
        )
        self.assertTrue(self.month.payroll_exported_on)

    def test_one_row_per_pay_item_leaves_zeros_out(self):
        rows = self._read_csv(self._export("rubric"), "cp1252")[1:]
        self.assertEqual(
            {row[1]: row[2] for row in rows},
            {"HT": "60,50", "HC": "13,00", "HS": "3,50", "CP": "7,00", "MAL": "5,25", "PAN": "7"},
        )

    def test_workbook_holds_numbers(self):
        sheet = openpyxl.load_workbook(io.BytesIO(self._export(kind="xlsx"))).active
        values = dict(zip(*(list(row) for row in sheet.iter_rows(values_only=True)), strict=True))
        self.assertEqual(values["Heures travaillées"], 60.5)

    def test_text_that_looks_like_a_formula_is_inert(self):
        self.rose.name = "=HYPERLINK(1)"
        _titles, row = self._read_csv(self._export())
        self.assertEqual(row[1], "'=HYPERLINK(1)")

    def test_file_is_made_by_the_officers_and_logged(self):
        self.month._validate()
        office = self._create_user("office_pay", "group_role_office", company=self.company)
        wizard = self.env["regie.payroll.export"].with_user(office).create({"month_id": self.month.id})
        wizard.action_export()
        log = self.env["regie.export.log"].search([("user_id", "=", office.id)])
        self.assertEqual(log.res_model, "regie.hours.month")
        leader = self._create_user("leader_pay", "group_role_team_leader", company=self.company)
        with self.assertRaises(AccessError):
            self.env["regie.payroll.export"].with_user(leader).create({"month_id": self.month.id})

    def test_template_goes_to_another_regie_as_a_file(self):
        template = self.env.ref("regie_insertion.payroll_export_template_rubric")
        payload = template._exchange_export()
        payload["sets"][0]["records"][0].update(code="silae", name="Silaé")
        self.env["regie.payroll.export.template"]._exchange_import(payload)
        copy = self.env["regie.payroll.export.template"].search([("code", "=", "silae")])
        self.assertEqual(copy.column_ids.mapped("rubric"), template.column_ids.mapped("rubric"))
        self.assertEqual(copy.encoding, "cp1252")
