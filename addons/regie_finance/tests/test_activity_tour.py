from odoo.tests import HttpCase, tagged

from .activity_common import ActivityCase


@tagged("post_install", "-at_install")
class TestActivityTour(ActivityCase, HttpCase):
    def test_accountant_opens_the_figures_of_the_result(self):
        self._year()
        self._create_key()
        user = self._create_user("comptable_tour", "regie_base.group_role_accountant")
        user.write({"password": "comptable_tour"})
        self.exercise_before.unlink()
        self.start_tour(
            f"/odoo/action-regie_finance.regie_activity_table_client?exercise={self.exercise.id}",
            "regie_finance_activity_table_tour",
            login="comptable_tour",
        )
