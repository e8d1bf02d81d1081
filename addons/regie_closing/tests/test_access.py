from .common import ClosingCase

READ, WORK, ALL, NOTHING = "r", "rw", "rwcd", ""
ROLES = (
    "regie_finance.group_finance_manager",
    "regie_finance.group_finance_user",
    "regie_finance.group_role_treasurer",
    "group_role_director",
    "group_role_social_worker",
)
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.closing": (ALL, WORK, READ, READ, NOTHING),
    "regie.closing.step": (WORK, WORK, READ, READ, NOTHING),
    "regie.closing.step.template": (ALL, READ, READ, READ, NOTHING),
    "regie.allocation": (ALL, ALL, READ, READ, NOTHING),
    "regie.allocation.line": (ALL, ALL, READ, READ, NOTHING),
    "regie.allocation.rule": (ALL, READ, READ, READ, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(ClosingCase):
    """Who may do what in the closing."""

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(role, role)
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_closing_of_another_regie_is_out_of_reach(self):
        neighbour = self._create_company()
        accountant = self._create_user("neighbour", "regie_finance.group_finance_manager", company=neighbour)
        for model in ("regie.closing", "regie.closing.step"):
            self.assertFalse(self.env[model].with_user(accountant).search([]), model)
            self.assertTrue(self.env[model].with_user(self._own_accountant()).search([]), model)

    def _own_accountant(self):
        """An accountant of the régie of the tests."""
        users = self.env["res.users"].search([("login", "=", "own")])
        return users or self._create_user("own", "regie_finance.group_finance_manager")

    def test_faults_of_the_neighbour_do_not_turn_a_control_red(self):
        neighbour = self._create_company()
        neighbour.country_id = self.env.ref("base.fr")
        self.env["account.chart.template"].try_loading("fr_asso", neighbour)
        journal = self.env["account.journal"].search([("type", "=", "general"), ("company_id", "=", neighbour.id)])[:1]
        self.env["account.move"].create({"journal_id": journal.id, "date": "2026-06-06", "company_id": neighbour.id})
        self.assertEqual(self._check(), {"lock"})
