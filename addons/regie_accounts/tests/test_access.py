from odoo.exceptions import AccessError

from .common import AccountsCase

READ, WORK, ALL, NOTHING = "r", "rwc", "rwcd", ""
ROLES = ("accountant", "director", "regie_finance.group_role_treasurer", "regie_finance.group_finance_user", "office")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.annual.accounts": (ALL, READ, READ, WORK, NOTHING),
    "regie.annual.accounts.note": (ALL, READ, READ, ALL, NOTHING),
    "regie.annex.section": (ALL, READ, READ, READ, NOTHING),
    "regie.statement.row": (ALL, READ, READ, READ, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(AccountsCase):
    """Who may do what with the annual accounts: one table, the allowed and the refused."""

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(role.replace(".", "_"), role if "." in role else f"group_role_{role}")
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_treasurer_reads_the_same_figures(self):
        self._entry("2026-04-01", ("512001", 300.0), ("706000", -300.0))
        treasurer = self._create_user("treasurer", "regie_finance.group_role_treasurer")
        accounts = self.accounts.with_user(treasurer)
        self.assertEqual(accounts.result, 300.0)
        self.assertEqual(accounts.action_view_items("income", "E22")["res_model"], "account.move.line")
        with self.assertRaises(AccessError):
            accounts.note_ids[0].body = "<p>Mine</p>"

    def test_office_sees_no_account(self):
        office = self._create_user("office", "group_role_office")
        with self.assertRaises(AccessError):
            self.accounts.with_user(office).action_view_items("income", "E22")

    def test_other_regie_is_out_of_reach(self):
        other = self._create_company()
        exercise = self._create_exercise(2026, company_id=other.id)
        accounts = self._create_annual_accounts(exercise)
        accountant = self._create_user("accountant", "group_role_accountant")
        mine = self.env["regie.annual.accounts"].with_user(accountant).search([])
        self.assertEqual(mine, self.accounts.with_user(accountant))
        self.assertFalse(
            self.env["regie.annual.accounts.note"].with_user(accountant).search([("accounts_id", "=", accounts.id)])
        )
        with self.assertRaises(AccessError):
            accounts.with_user(accountant).get_rows("income")
