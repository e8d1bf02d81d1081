from odoo.tools.safe_eval import safe_eval

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

    def test_new_file_offers_the_exercises_of_the_regies_of_the_user_alone(self):
        neighbour = self._create_company()
        theirs = self._create_exercise(2026, company_id=neighbour.id)
        accountant = self._own_accountant()
        for model in ("regie.closing", "regie.allocation"):
            described = self.env[model].with_user(accountant).fields_get(["exercise_id"])["exercise_id"]
            # as the browser reads it in a new record, whose régie is not known yet
            for chosen in (False, self.company.id):
                words = {"company_id": chosen, "allowed_company_ids": self.company.ids}
                offered = self.env["regie.exercise"].search(safe_eval(described["domain"], words))
                self.assertIn(self.exercise, offered, model)
                self.assertNotIn(theirs, offered, model)
