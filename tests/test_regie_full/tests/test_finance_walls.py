from odoo.tests import tagged

from odoo.addons.regie_base.tests.common import RegieCase

FINANCE = (
    "regie_finance",
    "regie_grant",
    "regie_inkind",
    "regie_accounts",
    "regie_closing",
    "regie_closing_till",
    "regie_finance_insertion",
    "regie_finance_governance",
)
#: Roles that have nothing to do in the accounts, with the addon that brings each.
OUTSIDE = {
    "social_worker": "regie_base",
    "team_leader": "regie_base",
    "cashier": "regie_base",
    "mediator": "regie_mediation",
    "tool_keeper": "regie_loan",
    "facilitator": "regie_activity",
    "cook": "regie_kitchen",
}


@tagged("post_install", "-at_install")
class TestFinanceWalls(RegieCase):
    """The money of the régie is read by those who answer for it, and changed by those who keep it."""

    def _finance_models(self):
        return [
            name
            for name, cls in self.env.registry.items()
            if cls._original_module in FINANCE and not cls._abstract and not cls._transient
        ]

    def test_nobody_outside_the_accounts_reads_what_the_closing_holds(self):
        for role, addon in OUTSIDE.items():
            user = self._create_user(f"{role}.argent", f"{addon}.group_role_{role}")
            for name in self._finance_models():
                with self.subTest(role=role, model=name):
                    self.assertFalse(self.env[name].with_user(user).has_access("read"))

    def test_treasurer_reads_the_accounts_and_changes_none(self):
        user = self._create_user("tresorier.argent", "regie_finance.group_role_treasurer")
        for name in [*self._finance_models(), "account.move", "account.move.line"]:
            with self.subTest(model=name):
                model = self.env[name].with_user(user)
                self.assertTrue(model.has_access("read"))
                self.assertFalse([right for right in ("write", "create", "unlink") if model.has_access(right)])

    def test_accountant_reads_no_social_data(self):
        user = self._create_user("comptable.argent", "regie_base.group_role_accountant")
        for name in ("regie.interview", "regie.barrier.assessment", "regie.tariff.entitlement", "regie.energy.visit"):
            with self.subTest(model=name):
                self.assertFalse(self.env[name].with_user(user).has_access("read"))
