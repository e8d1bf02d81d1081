from odoo.tests import HttpCase, tagged

from .fund import FundCase


@tagged("post_install", "-at_install")
class TestFundTour(FundCase, HttpCase):
    """The path of the accountant at the closing, in the browser."""

    def test_accountant_decides_and_reads_the_table(self):
        user = self._create_user("accountant_tour", "group_role_accountant")
        grant = self._create_awarded(12000)
        self._spend(grant, 7000)
        self.start_tour("/odoo/regie-exercises", "regie_grant_decision_tour", login=user.login)
        self.assertEqual(grant.decision_ids.state, "posted")
        self.assertEqual(self._get_fund(grant), {"2026": 5000})
        self.start_tour("/odoo/regie-fund-table", "regie_grant_fund_table_tour", login=user.login)
