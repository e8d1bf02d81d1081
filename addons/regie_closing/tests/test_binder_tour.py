from odoo.tests import HttpCase

from .test_binder import BinderCase


class TestBinderTour(BinderCase, HttpCase):
    """From the result to the room of the auditor, in the browser, as the accountant."""

    def test_accountant_allocates_the_result_and_hands_over_the_sealed_binder(self):
        self._entry("2025-01-01", ("119000", 1200.0), ("512100", -1200.0))
        page = f"/odoo/regie-closings/{self.closing.id}"
        self.start_tour(page, "regie_closing_binder_tour", login="accountant")
        [allocation] = self.exercise_before.allocation_ids
        self.assertEqual(allocation.state, "posted")
        [binder] = self.closing.binder_ids
        self.assertEqual(binder.state, "shared")
        self.assertEqual(binder.recipient_ids.partner_id, self.auditor.partner_id)
