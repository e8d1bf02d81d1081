from .common import AGENT, MANAGER, ErrandCase

READ, ALL, NOTHING = "r", "rwcd", ""
ROLES = ("group_role_director", "group_role_office", AGENT, "group_role_accountant", "group_role_board_member")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.errand": (ALL, "rwc", "rw", NOTHING, NOTHING),
    "regie.errand.line": (ALL, ALL, ALL, NOTHING, NOTHING),
    "regie.errand.receipt": (ALL, ALL, ALL, NOTHING, NOTHING),
    "regie.tus.condition": (ALL, READ, NOTHING, NOTHING, NOTHING),
    "regie.tus.right": (ALL, ALL, NOTHING, NOTHING, NOTHING),
    "regie.tus.vehicle": (ALL, READ, READ, NOTHING, NOTHING),
    "regie.tus.trip": (ALL, ALL, "rw", NOTHING, NOTHING),
    "regie.tus.statement": (ALL, READ, NOTHING, NOTHING, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(ErrandCase):
    """Who may do what with the errands and the trips."""

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(f"user{column}", role)
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_cards_of_the_home_are_those_of_the_role(self):
        agent = self._create_user("agent", AGENT)
        self._create_errand("accepted", user=agent)
        card = self.env.ref("regie_errand.home_card_errand_mine").with_user(agent)
        self.assertEqual((card.is_mine, card.count), (True, 1))
        over = self.env.ref("regie_errand.home_card_errand_over")
        self.assertFalse(over.with_user(agent).is_mine)
        director = self._create_user("director", "group_role_director", MANAGER)
        self.assertTrue(over.with_user(director).is_mine)
