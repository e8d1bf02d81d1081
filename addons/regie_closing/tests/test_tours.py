from odoo.tests import HttpCase, tagged

from .common import ClosingCase


@tagged("post_install", "-at_install")
class TestTours(ClosingCase, HttpCase):
    """The accountant mends a control and confirms it, in a browser."""

    def test_year_tour(self):
        self.env["res.lang"]._activate_lang("en_US")
        accountant = self._create_user("closer", "regie_base.group_role_accountant")
        accountant.write({"password": "closer", "lang": "en_US"})
        self.closing.materiality = 0
        self._plant("467000", 10, post=False)
        self.start_tour(
            f"/odoo/regie-closings/{self.closing.id}", "regie_closing_year_tour", login="closer", timeout=150
        )
        self.env.invalidate_all()
        first = self._step("opening_file")
        self.assertEqual(
            (first.state, first.done_by_id, first.note), ("done", accountant, "One percent of the income.")
        )
        self.assertEqual(self._step("draft").state, "ko")
