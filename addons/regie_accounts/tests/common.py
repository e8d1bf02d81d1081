from odoo.addons.regie_finance.tests.common import FinanceCase


class AccountsCase(FinanceCase):
    """A régie with the annual accounts of its exercise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accounts = cls._create_annual_accounts(cls.exercise)

    @classmethod
    def _create_annual_accounts(cls, exercise):
        """Draw up the annual accounts of an exercise."""
        return cls.env["regie.annual.accounts"].create({"exercise_id": exercise.id})

    def _row(self, code, accounts=None):
        """The row of a code, in whichever statement it stands."""
        statements = (accounts or self.accounts)._get_statements()
        rows = {row["code"]: row for rows in statements.values() for row in rows}
        return rows[code]

    def _amount(self, code, column="amount"):
        """What a row shows."""
        return self._row(code)[column]

    def _sum_domain(self, domain):
        """Sum of the balances of the journal items of a domain."""
        return round(sum(self.env["account.move.line"].search(domain).mapped("balance")), 2)
