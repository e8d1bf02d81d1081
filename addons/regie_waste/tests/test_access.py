from .common import WasteCase

READ, ALL, NOTHING = "r", "rwcd", ""
ROLES = ("director", "office", "social_worker", "team_leader", "accountant", "board_member", "cashier")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.waste.stream": (ALL, ALL, READ, READ, READ, NOTHING, NOTHING),
    "regie.waste.movement": (ALL, ALL, READ, "rwc", READ, NOTHING, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(WasteCase):
    """Who may do what with the waste: one table, the allowed and the refused."""

    def test_each_model_of_the_addon_has_its_row(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "regie_waste" and not model._abstract and not model._transient
        }
        self.assertLessEqual(own, MATRIX.keys())

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(role, f"group_role_{role}")
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_waste_of_another_regie_is_out_of_reach(self):
        foreign = self._create_movement(company_id=self._create_company().id)
        office = self._create_user("office.far", "group_role_office")
        self.assertFalse(self.env["regie.waste.movement"].with_user(office).search([("id", "=", foreign.id)]))
