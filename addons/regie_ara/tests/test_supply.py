import psycopg2

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import AraCase


@tagged("post_install", "-at_install")
class TestSupply(AraCase):
    """Supplies: shared at the negotiated price, reused for nothing, brought back, never out of an empty shelf."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paint = cls._create_product(stock=10, price=42)

    def _create_door(self, quantity=3):
        lot = self.env["regie.reuse.lot"].create(
            {
                "category_id": self.env.ref("regie_waste.reuse_category_door").id,
                "quantity": quantity,
                "unit_weight": 20,
            }
        )
        lot.action_put_away()
        return lot

    def test_shared_supply_takes_the_negotiated_price(self):
        line = self._create_supply(self._create_case(), "shared", 3, product_id=self.paint.id)
        self.assertEqual((line.unit_price, line.amount, line.available), (42, 126, 10))
        self.assertEqual(line.name, "Paint, 10 l")

    def test_issue_takes_out_of_stock_and_a_surplus_comes_back(self):
        case = self._create_case("project")
        line = self._create_supply(case, "shared", 3, product_id=self.paint.id)
        line.action_issue()
        self.assertEqual((line.quantity_issued, line.available, case.used_amount), (3, 7, 126))
        line.action_issue()
        self.assertEqual(line.quantity_issued, 3, "nothing is left to issue")
        wizard = self.env["regie.ara.return"].create({"supply_id": line.id, "quantity": 1})
        wizard.action_confirm()
        self.assertEqual((line.quantity_returned, line.available, case.used_amount), (1, 8, 84))
        wizard.quantity = 2.5
        with self.assertRaisesRegex(UserError, "between 0 and 2.*E-ARA-21"):
            wizard.action_confirm()

    def test_shortage_is_told_in_words(self):
        case = self._create_case("project")
        line = self._create_supply(case, "shared", 12, product_id=self.paint.id)
        with self.assertRaisesRegex(ValidationError, "12 wanted, 10 left.*E-ARA-11"):
            line.action_issue()
        self.assertFalse(line.quantity_issued)
        empty = self._create_supply(case, "shared", 1, product_id=self._create_product("Glue").id)
        with self.assertRaisesRegex(ValidationError, "E-ARA-11"):
            empty.action_issue()

    def test_supplies_leave_once_the_agreement_is_signed(self):
        line = self._create_supply(self._create_case("diagnosis"), "shared", 1, product_id=self.paint.id)
        with self.assertRaisesRegex(UserError, "E-ARA-15"):
            line.action_issue()

    def test_reuse_is_used_for_the_case_and_counts_the_waste_avoided(self):
        case, lot = self._create_case("project"), self._create_door()
        line = self._create_supply(case, "reuse", 2, reuse_id=lot.id)
        self.assertEqual((line.unit_price, line.amount, line.available), (0, 0, 3))
        line.action_issue()
        self.assertEqual((lot.quantity_left, lot.use_ids.ara_case_id, case.avoided), (1, case, 40))
        self.assertEqual(lot.use_ids.destination, "self_works")
        other = self._create_supply(case, "reuse", 2, reuse_id=lot.id)
        with self.assertRaisesRegex(ValidationError, "E-REUSE-08"):
            other.action_issue()
        with self.assertRaisesRegex(UserError, "E-ARA-21"):
            line._bring_back(1)

    def test_what_left_the_stock_is_neither_rewritten_nor_deleted(self):
        tutor = self._create_user("tutor", "regie_ara.group_role_renovation_tutor")
        case = self._create_case("project", tutor_id=tutor.id)
        line = self._create_supply(case, "shared", 1, product_id=self.paint.id).with_user(tutor)
        line.action_issue()
        for act in (
            lambda: line.write({"product_id": self._create_product("Glue").id}),
            lambda: line.unlink(),
        ):
            with self.assertRaisesRegex(UserError, "E-ARA-21"):
                act()
        with self.assertRaisesRegex(UserError, "FACT-01"):
            line.quantity_issued = 0

    def test_supply_needs_its_product_or_its_lot(self):
        case = self._create_case()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(psycopg2.errors.CheckViolation, "source_named"),
            self.cr.savepoint(),
        ):
            self._create_supply(case, "shared", 1, name="Paint")

    def test_receipt_of_nothing_is_refused(self):
        receipt = self.env["regie.ara.receipt"].create(
            {"product_id": self.paint.id, "quantity": 0, "origin": "Merchant"}
        )
        with self.assertRaisesRegex(UserError, "E-ARA-21"):
            receipt.action_confirm()

    def test_cost_is_compared_with_a_company(self):
        self._create_parameter("ara_tutor_hour_cost", 30, company_id=self.company.id)
        case = self._create_case("visit")
        self._create_room(case)
        self._create_task(case, "paint", company_price=1200)
        self._create_task(case, "panel", cost=250, company_price=400)
        self._create_supply(case, quantity=2)
        session = self.env["regie.ara.session"].create(
            {"case_id": case.id, "name": "Paint", "date_start": "2026-02-02 08:00:00", "hours": 5}
        )
        session.action_done()
        # supplies 200, professional 250, tutor 5 × 30
        self.assertEqual((case.company_price, case.real_cost, case.saving), (1600, 600, 1000))
        self.assertEqual((case.eligible_cost, case.supply_amount), (450, 200))

    def test_charges_are_spared_by_dwelling(self):
        case = self._create_case(occupancy="common", charge_before=6000, charge_after=4800, lot_count=40)
        self.assertEqual(case.charge_saving, 30)
        case.lot_count = 0
        self.assertEqual(case.charge_saving, 0)

    def test_list_of_supplies_asks_a_constant_number_of_queries(self):
        def read(count):
            case = self._create_case()
            for _number in range(count):
                self._create_supply(case, "shared", 1, product_id=self.paint.id)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            case.supply_ids.read(["name", "amount", "available", "unit_name"])
            return self.cr.sql_log_count - before

        read(1)
        self.assertEqual(read(2), read(20))
