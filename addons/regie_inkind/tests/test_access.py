from .common import InkindCase

READ, WORK, ALL, NOTHING = "r", "rwc", "rwcd", ""
ROLES = (
    "regie_finance.group_finance_read",
    "regie_finance.group_finance_user",
    "regie_finance.group_finance_manager",
    "group_role_accountant",
    "group_role_director",
    "regie_finance.group_role_treasurer",
    "group_role_office",
    "group_role_board_member",
    "base.group_portal",
)
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.inkind.nature": (READ, READ, ALL, ALL, READ, READ, NOTHING, NOTHING, NOTHING),
    "regie.valuation.rate": (READ, READ, ALL, ALL, READ, READ, NOTHING, NOTHING, NOTHING),
    "regie.inkind.contribution": (READ, ALL, ALL, ALL, READ, READ, NOTHING, NOTHING, NOTHING),
    "regie.inkind.policy": (READ, READ, ALL, ALL, READ, READ, NOTHING, NOTHING, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(InkindCase):
    """Who may do what with what is given: one table, the allowed and the refused."""

    def test_each_model_of_the_addon_has_its_row(self):
        own = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "regie_inkind" and not model._abstract and not model._transient
        }
        self.assertEqual(own, MATRIX.keys())

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(f"user{column}", role)
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_records_of_another_regie_are_out_of_reach(self):
        other = self._create_company()
        exercise = self._create_exercise(2026, company_id=other.id)
        self.env["regie.inkind.policy"].create({"exercise_id": exercise.id})
        self._create_rate(company_id=other.id)
        self._create_time(company_id=other.id)
        for model in ("regie.valuation.rate", "regie.inkind.contribution", "regie.inkind.policy"):
            self.assertTrue(self.env[model].search_count([("company_id", "=", other.id)]), model)
            found = self.env[model].with_user(self.accountant).search([("company_id", "=", other.id)])
            self.assertFalse(found, model)

    def test_accountant_does_the_whole_path_with_her_rights(self):
        time = self._create_time(validated=False).with_user(self.accountant)
        time.action_validate()
        booking = self.env["regie.inkind.booking"].with_user(self.accountant).create({"exercise_id": self.exercise.id})
        booking.action_propose()
        time.move_id.action_post()
        self.assertEqual(time.state, "booked")
