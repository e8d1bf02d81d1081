from .common import ServiceCase

READ, ALL, NOTHING = "r", "rwcd", ""
ROLES = ("director", "office", "social_worker", "team_leader", "accountant", "board_member", "cashier")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.tariff.grid": (ALL, READ, READ, NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.tariff.tier": (ALL, READ, READ, NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.tariff.entitlement": (ALL, ALL, ALL, NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.tariff.card": ("rwc", "rwc", "rwc", NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.tariff.request": ("rwd", "rwd", "rwd", NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.clearance": (ALL, ALL, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.clearance.kind": (ALL, READ, READ, NOTHING, READ, READ, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(ServiceCase):
    """Who may do what with the tariffs and the clearances."""

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(role, f"group_role_{role}")
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])
