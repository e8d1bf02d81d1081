from odoo.tests import HttpCase, tagged

from .common import ClosingCase


@tagged("post_install", "-at_install")
class TestTours(ClosingCase, HttpCase):
    """The accountant closes the year, in a browser."""

    def test_year_tour(self):
        self.env["res.lang"]._activate_lang("en_US")
        accountant = self._create_user("closer", "regie_base.group_role_accountant")
        accountant.write({"password": "closer", "lang": "en_US"})
        self._plant("467000", 10, post=False)
        self.start_tour(
            f"/odoo/regie-closings/{self.closing.id}", "regie_closing_year_tour", login="closer", timeout=120
        )
        self.env.invalidate_all()
        self.assertEqual(self._step("stock").state, "done")
        self.assertEqual(self._step("stock").done_by_id, accountant)
        self.assertEqual(self._step("draft").control_state, "ok")
