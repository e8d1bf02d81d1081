from .common import GrantCase

READ, ALL, NOTHING = "r", "rwcd", ""
ROLES = ("director", "office", "social_worker", "accountant", "board_member", "regie_finance.group_role_treasurer")
#: What each role may do, in the order of ROLES: read, write, create, delete.
PREPARED = (ALL, NOTHING, NOTHING, ALL, NOTHING, READ)
CONFIGURED = (READ, NOTHING, NOTHING, ALL, NOTHING, READ)
MATRIX = {
    "regie.grant": PREPARED,
    "regie.grant.tranche": PREPARED,
    "regie.grant.fraction": PREPARED,
    "regie.grant.document": PREPARED,
    "regie.grant.budget.line": PREPARED,
    "regie.grant.document.kind": PREPARED,
    "regie.grant.account": CONFIGURED,
    "regie.cerfa.row": CONFIGURED,
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(GrantCase):
    """Who may do what with grants: the allowed and the refused."""

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            user = self._create_user(f"user{column}", role if "." in role else f"group_role_{role}")
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_grants_of_another_regie_are_out_of_reach(self):
        company = self._create_company()
        other = self._create_grant(company_id=company.id, tranches=[("2026-02-01", 12000)])
        self._plan(other, charge_03=12000)
        other._add_documents()
        accountant = self._create_user("acc", "group_role_accountant")
        for model in ("regie.grant", "regie.grant.tranche", "regie.grant.budget.line", "regie.grant.document"):
            records = self.env[model].search([("company_id", "=", company.id)])
            self.assertTrue(records, model)
            self.assertFalse(self.env[model].with_user(accountant).search([("company_id", "=", company.id)]), model)

    def test_accounts_of_a_regie_come_before_the_general_ones(self):
        self.env["regie.grant.account"].create(
            {
                "legal_kind": "grant",
                "company_id": self.company.id,
                "income_code": "742000",
                "receivable_code": "441000",
            }
        )
        self.assertEqual(self._create_grant().get_income_account().code, "742000")
