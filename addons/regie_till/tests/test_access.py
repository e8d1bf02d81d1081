from odoo.exceptions import AccessError, UserError

from .common import TillCase

ROLES = ("director", "office", "social_worker", "team_leader", "accountant", "board_member", "cashier")
NOTHING = ""
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {"regie.till.alert": ("rw", NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(TillCase):
    """Who may do what at the till, and what the till does not know."""

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(f"till_{role}", f"group_role_{role}")
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_cashier_sells_and_reads_neither_bands_nor_rights(self):
        self.assertTrue(self.env["pos.order"].with_user(self.cashier).has_access("create"))
        for model in ("regie.tariff.entitlement", "regie.tariff.tier", "regie.tariff.grid", "regie.tariff.card"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.cashier).search([])

    def test_data_of_the_till_have_no_word_of_resources(self):
        awa = self._create_person(barcode="0421111111111")
        self._give_tier(awa, self.a)
        session = self._open(self.till, self.cashier).with_user(self.cashier)
        data = session.load_data([])
        for model, rows in data.items():
            for key in {key for row in rows if isinstance(row, dict) for key in row}:
                for word in ("qf", "tier", "income", "entitlement", "quotient"):
                    self.assertFalse(word in key.lower().split("_") or word in key.lower(), f"{model}.{key}")
        partners = self.env["res.partner"].with_user(self.cashier)._load_pos_data_read(awa, self.till)
        self.assertEqual(partners[0]["property_product_pricelist"], self.a.pricelist_id.id)

    def test_cashier_does_not_write_an_alert_nor_its_facts(self):
        self._open(self.till, self.cashier)
        order = self._send(self._prepare_sale(self.till, (self.dish, 1, 8.0)))
        alert = self.env["regie.till.alert"].create({"order_id": order.id, "kind": "price", "message": "x"})
        with self.assertRaises(AccessError):
            alert.with_user(self.cashier).action_handle()
        director = self._create_user("till_boss", "group_role_director")
        with self.assertRaisesRegex(UserError, "FACT-01"):
            alert.with_user(director).amount = 5
        alert.with_user(director).action_handle()
        self.assertEqual((alert.state, alert.user_handled_id), ("handled", director))
