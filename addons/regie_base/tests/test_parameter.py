from decimal import Decimal

from psycopg2.errors import ExclusionViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from odoo.addons.regie_base.tests.common import RegieCase


class TestParameter(RegieCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.parameters = cls.env["regie.parameter"]
        cls._create_parameter("hours_basis", 1607, "2020-01-01", "2024-12-31")
        cls._create_parameter("hours_basis", 1820.5, "2025-01-01")

    def test_value_is_the_one_in_force_on_both_end_days(self):
        self.assertEqual(self.parameters.get("hours_basis", "2020-01-01"), Decimal("1607.0000"))
        self.assertEqual(self.parameters.get("hours_basis", "2024-12-31"), 1607)
        self.assertEqual(self.parameters.get("hours_basis", "2025-01-01"), Decimal("1820.5"))
        self.assertIsInstance(self.parameters.get("hours_basis", "2025-01-01"), Decimal)

    def test_gap_raises_a_clear_error(self):
        with self.assertRaisesRegex(UserError, r"hours_basis on 31/12/2019.*\(INS-P01\)"):
            self.parameters.get("hours_basis", "2019-12-31")
        with self.assertRaisesRegex(UserError, r"INS-P01"):
            self.parameters.get("never_written", "2025-06-01")

    def test_kind_beats_the_value_for_all_kinds(self):
        self._create_parameter("hours_basis", 1505, kind="EI")
        self.assertEqual(self.parameters.get("hours_basis", "2025-06-01", kind="EI"), 1505)
        self.assertEqual(self.parameters.get("hours_basis", "2025-06-01", kind="ACI"), Decimal("1820.5"))
        self.assertEqual(self.parameters.get("hours_basis", "2025-06-01"), Decimal("1820.5"))

    def test_value_of_the_company_beats_the_general_one(self):
        neighbour = self._create_company()
        self._create_parameter("hours_basis", 1700, company_id=neighbour.id)
        self.assertEqual(self.parameters.get("hours_basis", "2025-06-01"), Decimal("1820.5"))
        self.assertEqual(self.parameters.with_company(neighbour).get("hours_basis", "2025-06-01"), 1700)

    @mute_logger("odoo.sql_db")
    def test_two_values_on_the_same_day_are_refused_by_postgresql(self):
        with self.assertRaises(ExclusionViolation), self.env.cr.savepoint():
            self._create_parameter("hours_basis", 1, "2024-12-31", "2024-12-31")
        self._create_parameter("hours_basis", 1, "2019-12-31", "2019-12-31")

    def test_value_written_in_the_screen_is_read_at_once(self):
        with Form(self.parameters) as form:
            form.code = "threshold"
            form.name = "Threshold"
            form.value = 10
            form.date_from = "2026-01-01"
            form.source = "Decision of the board"
        self.assertEqual(self.parameters.get("threshold", "2026-01-01"), 10)

    def test_manager_writes_and_reader_only_reads(self):
        manager = self._create_user("ines", "group_regie_manager")
        reader = self._create_user("remi", "group_regie_read")
        parameter = self.parameters.search([("code", "=", "hours_basis")], limit=1)
        parameter.with_user(manager).source = "Order of 2025"
        self.assertEqual(parameter.with_user(reader).source, "Order of 2025")
        with self.assertRaises(AccessError):
            parameter.with_user(reader).value = 0

    def test_value_of_a_neighbour_is_not_shown(self):
        neighbour = self._create_company()
        own = self._create_parameter("secret", 1, company_id=self.company.id)
        other = self._create_parameter("secret", 2, company_id=neighbour.id)
        manager = self._create_user("ines", "group_regie_manager")
        self.assertEqual(self.parameters.with_user(manager).search([("code", "=", "secret")]), own)
        with self.assertRaises(AccessError):
            other.with_user(manager).read(["value"])
