from odoo.tests import HttpCase, tagged

from .common import InkindCase


@tagged("post_install", "-at_install")
class TestTour(InkindCase, HttpCase):
    """The path of the accountant, in the browser."""

    def test_accountant_validates_and_books_what_was_given(self):
        self.accountant.lang = "en_US"
        time = self._create_time(10, validated=False)
        self.start_tour("/odoo/regie-contributions-in-kind", "regie_inkind_booking_tour", login="accountant")
        self.assertEqual(time.state, "booked")
