from odoo.tests import HttpCase, tagged

from .common import AccountsCase


@tagged("post_install", "-at_install")
class TestTour(AccountsCase, HttpCase):
    """The accountant reads the annual accounts, from a figure to its journal items."""

    def test_accountant_goes_from_a_figure_to_its_journal_items(self):
        self._entry("2026-02-01", ("512001", 1000.0), ("106800", -1000.0))
        self._entry("2026-04-01", ("411100", 300.0, None, self._create_partner()), ("706000", -300.0))
        user = self._create_user("accountant", "group_role_accountant")
        user.password = "accountant"
        self.start_tour("/odoo/regie-annual-accounts", "regie_accounts_statement_tour", login="accountant")
