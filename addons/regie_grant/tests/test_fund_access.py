from odoo import Command
from odoo.exceptions import AccessError

from .fund import FundCase

READ, PREPARE, WORK, ALL, NOTHING = "r", "rwc", "rwcd", "rwcd", ""
ROLES = ("accountant", "director", "regie_finance.group_role_treasurer", "social_worker", "board_member")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.grant.decision": (WORK, PREPARE, READ, NOTHING, NOTHING),
    "regie.grant.entry": (READ, READ, READ, NOTHING, NOTHING),
    "regie.grant.depreciation": (WORK, WORK, READ, NOTHING, NOTHING),
    "regie.fund.movement": (READ, READ, READ, NOTHING, NOTHING),
    "regie.fund.report": (READ, READ, READ, NOTHING, NOTHING),
    "regie.fund.account": (ALL, READ, READ, NOTHING, NOTHING),
    "regie.grant.decide": (ALL, ALL, NOTHING, NOTHING, NOTHING),
    "regie.fund.move": (ALL, NOTHING, NOTHING, NOTHING, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestFundAccess(FundCase):
    """Who may do what with the decisions and the funds: one table, the allowed and the refused."""

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(f"user_{column}", role if "." in role else f"group_role_{role}")
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_treasurer_reads_the_decision_and_decides_nothing(self):
        decision = self._decide(self._create_awarded())
        treasurer = self._create_user("treasurer", "regie_finance.group_role_treasurer")
        self.assertEqual(decision.with_user(treasurer).amount_report, 12000)
        self.assertIn("12", decision.with_user(treasurer).explanation)
        for action in ("action_refresh", "action_propose", "action_post", "action_undo"):
            with self.assertRaises(AccessError), self.cr.savepoint():
                getattr(decision.with_user(treasurer), action)()

    def test_funds_of_another_regie_are_out_of_reach(self):
        self._close(self._create_awarded())
        neighbour = self._create_company()
        user = self._create_user("neighbour", "group_role_accountant", company=neighbour)
        for model in ("regie.grant.decision", "regie.grant.entry", "regie.fund.movement", "regie.fund.report"):
            self.assertTrue(self.env[model].search_count([("company_id", "=", self.company.id)]), model)
            self.assertFalse(self.env[model].with_user(user).search([("company_id", "=", self.company.id)]), model)

    def test_accountant_of_two_regies_closes_the_one_that_the_exercise_names(self):
        neighbour = self._create_company()
        user = self._create_user("both", "group_role_accountant")
        user.company_ids = [Command.link(neighbour.id)]
        grant = self._create_awarded()
        companies = [neighbour.id, self.company.id]
        exercise = self.exercise.with_user(user).with_context(allowed_company_ids=companies)
        action = exercise.action_decide_grants()
        decision = self.env["regie.grant.decision"].with_user(user).with_context(allowed_company_ids=companies)
        decision = decision.search(action["domain"])
        self.assertEqual(decision.grant_id, grant)
        decision.action_post()
        self.assertEqual((decision.state, decision.entry_ids.move_id.company_id), ("posted", self.company))
