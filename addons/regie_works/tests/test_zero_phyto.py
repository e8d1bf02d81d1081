from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import WorksCase


@tagged("post_install", "-at_install")
class TestZeroPhyto(WorksCase):
    """No plant-protection product gets in, by any door. Domain: 1.10."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.weedkiller = cls._create_product("Weedkiller", phyto_class="banned")
        cls.biocontrol = cls._create_product("Biocontrol", phyto_class="biocontrol")
        cls.soap = cls._create_product("Black soap", eco_class="homemade")
        cls.supplier = cls._create_partner("Jardin Pro")

    def _buy(self, product):
        line = {"product_id": product.id, "product_qty": 1, "price_unit": 5}
        return self.env["purchase.order"].create({"partner_id": self.supplier.id, "order_line": [Command.create(line)]})

    def _move(self, product, source, target):
        return self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": 1,
                "location_id": self.env.ref(f"stock.stock_location_{source}").id,
                "location_dest_id": self.env.ref(f"stock.stock_location_{target}").id,
            }
        )

    def test_banned_product_is_neither_quoted_nor_bought_nor_moved(self):
        with self.assertRule("E-PHYTO-01"):
            self._create_order((self.weedkiller, 1, 10))
        with self.assertRule("E-PHYTO-01"):
            self._buy(self.weedkiller)
        with self.assertRule("E-PHYTO-01"):
            self._move(self.weedkiller, "suppliers", "stock")
        with self.assertRule("E-PHYTO-01"):
            self._move(self.weedkiller, "stock", "customers")

    def test_banned_product_is_not_used_on_a_pass(self):
        one = self._create_pass_on_site()
        lines = self.env["regie.intervention.product"]
        with self.assertRule("E-PHYTO-01"):
            lines.create({"intervention_id": one.id, "product_id": self.weedkiller.id})
        line = lines.create({"intervention_id": one.id, "product_id": self.soap.id})
        with self.assertRule("E-PHYTO-01"):
            line.product_id = self.weedkiller

    def test_banned_product_found_in_the_shed_goes_back_or_is_destroyed(self):
        self.assertTrue(self._move(self.weedkiller, "stock", "suppliers"))

    def test_strict_regie_refuses_what_the_law_tolerates(self):
        with self.assertRule("E-PHYTO-01"):
            self._buy(self.biocontrol)
        self.company.is_zero_phyto_strict = False
        self.assertTrue(self._buy(self.biocontrol))
        with self.assertRule("E-PHYTO-01"):
            self._buy(self.weedkiller)

    def test_product_banned_since_the_order_was_written_stops_it(self):
        order, purchase = self._create_order((self.soap, 1, 10)), self._buy(self.soap)
        self.soap.phyto_class = "banned"
        with self.assertRule("E-PHYTO-01"):
            order.action_confirm()
        with self.assertRule("E-PHYTO-01"):
            purchase.button_confirm()

    def test_import_of_a_banned_product_on_an_order_is_refused(self):
        self.weedkiller.default_code = "WEED1"
        result = self.env["purchase.order"].load(
            ["partner_id", "order_line/product_id", "order_line/product_qty", "order_line/price_unit"],
            [["Jardin Pro", "[WEED1] Weedkiller", "1", "5"]],
        )
        self.assertFalse(result["ids"])
        self.assertIn("E-PHYTO-01", result["messages"][0]["message"])

    def test_team_leader_cannot_use_a_banned_product_either(self):
        leader = self._create_user("leader", "group_role_team_leader")
        service = self._create_service(department_id=self._create_team(leader).id)
        one = self._create_pass_on_site(service=service)
        with self.assertRaisesRegex(ValidationError, "E-PHYTO-01"):
            one.with_user(leader).product_line_ids = [Command.create({"product_id": self.weedkiller.id})]

    def test_products_used_leave_the_stock_when_the_pass_is_validated(self):
        location = self._put_in_stock(self.soap)
        one = self._create_pass_on_site()
        one.product_line_ids = [Command.create({"product_id": self.soap.id, "quantity": 3})]
        self.assertFalse(one.product_line_ids.move_id)
        self._validate(one)
        move = one.product_line_ids.move_id
        self.assertEqual((move.state, move.quantity, move.picking_id.project_id), ("done", 3, one.project_id))
        self.assertEqual(self.soap.with_context(location=location.id).qty_available, 7)
        with self.assertRaisesRegex(Exception, "has left the stock"):
            one.product_line_ids.with_user(self._create_user("office", "group_role_office")).quantity = 2
