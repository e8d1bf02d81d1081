from odoo.exceptions import AccessError

from .common import LoanCase

READ, KEEP, ALL, NOTHING = "r", "rwc", "rwcd", ""
ROLES = ("director", "office", "tool_keeper", "team_leader", "board_member", "accountant", "cashier")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.loan": (ALL, KEEP, KEEP, NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.loan.line": (ALL, ALL, ALL, NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.loan.wait": (ALL, KEEP, KEEP, NOTHING, NOTHING, NOTHING, NOTHING),
    "regie.loan.model": (ALL, KEEP, KEEP, NOTHING, READ, READ, NOTHING),
    "regie.loan.item": (ALL, KEEP, KEEP, NOTHING, READ, READ, NOTHING),
    "regie.loan.kit": (ALL, KEEP, KEEP, NOTHING, READ, READ, NOTHING),
    "regie.loan.kit.component": (ALL, ALL, ALL, NOTHING, READ, READ, NOTHING),
    "regie.loan.category": (ALL, READ, READ, NOTHING, READ, READ, NOTHING),
    "regie.loan.policy": (ALL, READ, READ, NOTHING, READ, READ, NOTHING),
    "regie.loan.override": (ALL, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(LoanCase):
    """Who may do what in the tool library."""

    def _create_role(self, role):
        addon = "regie_loan" if role == "tool_keeper" else "regie_base"
        return self._create_user(role, f"{addon}.group_role_{role}")

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        wrong = []
        for column, role in enumerate(ROLES):
            user = self._create_role(role)
            for model, rights in MATRIX.items():
                held = "".join(
                    letter
                    for letter, operation in OPERATIONS.items()
                    if self.env[model].with_user(user).has_access(operation)
                )
                if held != rights[column]:
                    wrong.append((role, model, held))
        self.assertFalse(wrong)

    def test_other_regie_sees_neither_loans_nor_tools(self):
        loan = self._create_loan(self._create_item(), reserve=True)
        foreign = self._create_user("foreign", "regie_loan.group_loan_manager", company=self._create_company())
        for record in (loan, loan.line_ids, loan.line_ids.item_id, loan.line_ids.model_id):
            self.assertFalse(self.env[record._name].with_user(foreign).search([("id", "in", record.ids)]))
            with self.assertRaises(AccessError):
                record.with_user(foreign).check_access("write")

    def test_tool_keeper_runs_the_day_of_the_library(self):
        keeper = self._create_role("tool_keeper")
        loan = self._create_loan(self._create_model(units=2)).with_user(keeper)
        loan.action_reserve()
        loan.line_ids.action_swap()
        loan.action_cancel()
        self.assertEqual(loan.state, "cancelled")
