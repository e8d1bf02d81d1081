from odoo.tests import HttpCase, tagged

from .common import GrantCase


@tagged("post_install", "-at_install")
class TestTour(GrantCase, HttpCase):
    """The accountant notes that a grant is awarded, and posts its income."""

    def test_accountant_enters_the_award_of_a_grant(self):
        accountant = self._create_user("grant_accountant", "group_role_accountant")
        accountant.password = "grant_accountant"
        grant = self._create_grant(name="Gardens of the residents", notified_on="2026-01-15")
        grant.notification_ids = self._file()
        self._sign_commitment(grant)
        self._attach_documents(grant)
        grant.action_request()
        self.start_tour("/odoo/regie-grants", "regie_grant_award_tour", login="grant_accountant")
        self.assertEqual(grant.award_move_ids.state, "posted")
        self.assertEqual(grant.amount_booked, 12000)
