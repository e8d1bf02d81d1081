"""One right to a tariff, given once, reaches every price, and tells nobody why."""

from odoo.tests import tagged

from odoo.addons.regie_activity.tests.common import ActivityBuilders
from odoo.addons.regie_governance.tests.common import GovernanceCase
from odoo.addons.regie_loan.tests.common import LoanBuilders

PRIVATE = {
    "regie.tariff.grid",
    "regie.tariff.tier",
    "regie.tariff.entitlement",
    "regie.tariff.request",
    "regie.tariff.card",
}
#: Who serves people and may not know why they pay what they pay, with the addon of the role.
SERVING = {
    "cashier": "regie_base",
    "team_leader": "regie_base",
    "board_member": "regie_base",
    "accountant": "regie_base",
    "tool_keeper": "regie_loan",
    "facilitator": "regie_activity",
    "cook": "regie_kitchen",
    "driver": "regie_meal_delivery",
    "mediator": "regie_mediation",
}


@tagged("post_install", "-at_install")
class TestServicesJourney(LoanBuilders, ActivityBuilders, GovernanceCase):
    """An inhabitant with a right to a tariff borrows, takes part and eats."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.grid = cls._create_grid(("A", 450, 0.5), ("B", 0, 1))
        cls.tier = cls.grid.tier_ids[0]
        cls.awa = cls._create_member().partner_id
        cls.product = cls.env["product.product"].create({"name": "Atelier", "list_price": 10, "type": "service"})
        cls.tier.pricelist_id.item_ids = [
            (0, 0, {"applied_on": "1_product", "product_tmpl_id": cls.product.product_tmpl_id.id, "fixed_price": 4})
        ]

    def _get_prices(self):
        """What Awa pays for two days of a tool, a session, a product of the till."""
        policy = self._create_policy(fee_method="per_day", daily_fee=6, tier_applies=True)
        loan = self._create_loan(self._create_model(policy=policy), partner=self.awa, days=2, reserve=True)
        session = self._create_session(self._create_kind(product_id=self.product.id))
        place = self._register(session, partner_id=self.awa.id)
        pricelist = self.awa.property_product_pricelist
        return loan.fee_amount, place.regie_price, pricelist._get_product_price(self.product, 1)

    def test_right_given_once_reaches_every_price(self):
        full = self._get_prices()
        self.assertEqual(full[1:], (10, 10))
        wizard = self.env["regie.tariff.calculator"].create(
            {"partner_id": self.awa.id, "grid_id": self.grid.id, "method": "quotient", "quotient": 300}
        )
        wizard.action_confirm()
        self.assertEqual(self._get_prices(), (full[0] / 2, 4, 4))

    def test_who_serves_reads_no_right_by_any_field(self):
        for role, addon in SERVING.items():
            user = self._create_user(f"{role}.tarif", f"{addon}.group_role_{role}")
            for model in PRIVATE:
                with self.subTest(role=role, model=model):
                    self.assertFalse(self.env[model].with_user(user).has_access("read"))
            told = [
                (name, field)
                for name, model in self.env.items()
                if not model._abstract and name not in PRIVATE and model.with_user(user).has_access("read")
                for field, info in model.with_user(user).fields_get(attributes=["relation"]).items()
                if info.get("relation") in PRIVATE
            ]
            with self.subTest(role=role):
                self.assertFalse(told, "these fields lead to the rights to a tariff")
