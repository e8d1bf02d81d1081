from .common import GroceryCase

READ, ALL, NOTHING = "r", "rwcd", ""
ROLES = ("director", "office", "social_worker", "team_leader", "accountant", "board_member", "cashier")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.grocery.right": (ALL, ALL, ALL, NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.grocery.donation": (ALL, ALL, ALL, NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.grocery.donation.line": (ALL, ALL, ALL, NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.grocery.shop": (ALL, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(GroceryCase):
    """Who may do what with the grocery."""

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(f"{role}.grocery", f"group_role_{role}")
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_other_regie_reads_nothing(self):
        other = self._create_company()
        foreign = self._create_user("grocery.foreign", "regie_grocery.group_grocery_user", company=other)
        self.assertFalse(self.right.with_user(foreign).search([("id", "=", self.right.id)]))
