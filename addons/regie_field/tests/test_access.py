from .common import PhoneCase

READ, NOTHING = "r", ""
ROLES = ("director", "office", "social_worker", "team_leader", "accountant", "board_member", "cashier")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.field.entry": ("rd", READ, NOTHING, READ, NOTHING, NOTHING, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(PhoneCase):
    """Who may do what with what the phones sent: one table, the allowed and the refused."""

    def test_each_model_of_the_addon_has_its_row(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "regie_field" and not model._abstract and not model._transient
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

    def test_leader_reads_their_own_entries_and_the_office_all(self):
        one = self._create_pass_today()
        self._send(self._prepare_entry("start", one))
        other = self._create_user("other", "group_role_team_leader")
        office = self._create_user("office", "group_role_office")
        entries = self.env["regie.field.entry"]
        domain = [("intervention_id", "=", one.id)]
        found = [len(entries.with_user(user).search(domain)) for user in (self.leader, other, office)]
        self.assertEqual(found, [1, 0, 1])
