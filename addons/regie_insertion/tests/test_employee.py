from datetime import date

from freezegun import freeze_time
from openpyxl import load_workbook
from psycopg2.errors import UniqueViolation

from odoo.tools import file_open, mute_logger

from .common import InsertionCase


@freeze_time("2026-10-15")
class TestEmployee(InsertionCase):
    """The person: matricule, age, social security number, residence."""

    def test_matricule_is_unique_in_a_regie(self):
        self._create_employee("Z001")
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self._create_employee("Z001")

    def test_two_regies_use_the_same_matricule(self):
        neighbour = self._create_company()
        self._create_employee("Z001")
        self.assertTrue(self._create_employee("Z001", company_id=neighbour.id, qpv=None))

    def test_empty_matricule_is_none(self):
        first, second = self._create_employee(" Z002 "), self._create_employee()
        self.assertEqual(first.registration_number, "Z002")
        first.registration_number = second.registration_number = "  "
        self.env.flush_all()
        self.assertFalse(first.registration_number)

    def test_search_by_matricule_or_name(self):
        rose = self._create_employee("Z001", name="Rose Traoré")
        lina = self._create_employee("Z002", name="Lina Dupuis")
        search = self.env["hr.employee"].name_search
        scope = [("id", "in", (rose | lina).ids)]
        self.assertEqual([row[0] for row in search("Z002", scope)], lina.ids)
        self.assertEqual([row[0] for row in search("rose", scope)], rose.ids)
        self.assertEqual([row[0] for row in search("Z001", scope, operator="not ilike")], lina.ids)

    def test_age_runs_from_16_to_100(self):
        person = self._create_employee(birthday=date(2010, 10, 15))
        with self.assertRule("INS-I06"):
            person.birthday = date(2010, 10, 16)
        person.birthday = date(1926, 10, 15)
        with self.assertRule("INS-I07"):
            person.birthday = date(1926, 10, 14)

    def test_social_security_number_is_checked(self):
        person = self._create_employee()
        person.ssnid = "1 55 08 14 168 025 88"
        cases = {"1550814168025881": "INS-I02", "15508141680258": "INS-I03", "155081416802587": "INS-I04"}
        for number, code in cases.items():
            with self.subTest(number=number), self.assertRule(code):
                person.ssnid = number

    def test_contract_follows_the_version_in_force(self):
        person = self._create_employee(contract=(date(2026, 1, 1), date(2026, 12, 31)), qpv=True)
        person.create_version({"date_version": date(2026, 10, 1), "territory_id": self.territory_other.id})
        self.assertEqual(person.territory_id, self.territory_other)
        self.assertEqual(person._get_version(date(2026, 9, 30)).territory_id, self.territory_qpv)
        self.assertEqual(person.iae_form, "cddi")

    def test_import_template_fills_in_people_contracts_and_passes(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env["ir.module.module"]._load_module_terms(["hr", "regie_insertion"], ["fr_FR"], overwrite=True)
        employees = self.env["hr.employee"].with_context(lang="fr_FR")
        template = employees.get_import_templates()[0]["template"]
        with file_open(template.lstrip("/"), "rb") as file:
            headers, *rows = load_workbook(file).active.iter_rows(values_only=True)
        labels = {field["string"]: name for name, field in employees.fields_get().items()}
        passes = self.env["regie.iae.pass"].with_context(lang="fr_FR").fields_get()
        labels |= {f"PASS IAE/{field['string']}": f"pass_ids/{name}" for name, field in passes.items()}
        names = [labels[header] for header in headers]
        cells = [[value and str(value).removesuffix(" 00:00:00") for value in row] for row in rows]
        result = employees.load(names, cells)
        self.assertFalse(result["messages"])
        lina, karim = employees.browse(result["ids"])
        self.assertEqual((lina.iae_form, lina.pass_ids.number), ("cddi", "999990000100"))
        self.assertEqual((karim.iae_form, karim.contract_date_end), ("cdi", False))

    def test_list_of_people_costs_the_same_whatever_their_number(self):
        people = self.env["hr.employee"]
        for _index in range(10):
            people |= self._create_employee(pass_start=date(2026, 1, 1))
        fields = [
            "registration_number",
            "name",
            "department_id",
            "iae_form",
            "contract_date_end",
            "weekly_hours",
            "pass_status",
            "pass_date_end",
            "is_pass_missing",
            "territory_id",
        ]
        for readers in (people[:1], people):
            self.env.invalidate_all()
            with self.assertQueryCount(6):
                readers.read(fields)
