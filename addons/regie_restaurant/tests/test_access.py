from odoo.exceptions import UserError

from .common import RestaurantCase

ROLES = ("director", "office", "social_worker", "team_leader", "accountant", "board_member", "cashier")
READ, NOTHING = "r", ""
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.meal.pot": ("rwc", READ, NOTHING, NOTHING, READ, NOTHING, NOTHING),
    "regie.meal.pot.move": ("rw", READ, NOTHING, NOTHING, READ, NOTHING, NOTHING),
    "regie.meal.company": ("rwcd", "rwc", NOTHING, NOTHING, "rwc", NOTHING, NOTHING),
    "regie.meal.company.line": (READ, READ, NOTHING, NOTHING, READ, NOTHING, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(RestaurantCase):
    """Who may do what with the pot and the contracts of the employers."""

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(f"resto_{role}", f"group_role_{role}")
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_nobody_writes_the_balance_nor_a_movement(self):
        director = self._create_user("resto_boss", "group_role_director")
        with self.assertRaisesRegex(UserError, "FACT-01"):
            self.env["regie.meal.pot"].with_user(director).browse(self.pot.id).balance = 100
        self.pot._move(5, "a")
        move = self.pot.move_ids.with_user(director)
        with self.assertRaisesRegex(UserError, "FACT-01"):
            move.amount = 50
        move.note = "Box of the library"
        with self.assertRaises(UserError):
            self.pot.move_ids.unlink()
