from odoo.tests import HttpCase, tagged

from .common import FinanceCase


@tagged("post_install", "-at_install")
class TestFecTour(FinanceCase, HttpCase):
    """The accountant in front of the screen."""

    def setUp(self):
        super().setUp()
        self.company.company_registry = "73282932000074"
        self.move = self._entry("2025-06-30", ("606100", 40), ("512100", -40))
        user = self._create_user("comptable_fec", "regie_base.group_role_accountant")
        user.write({"password": "comptable_fec"})

    def test_accountant_makes_a_test_file_and_reads_its_proof(self):
        self.exercise_before.unlink()
        self.start_tour("/odoo/regie-fec", "regie_finance_fec_tour", login="comptable_fec")
        file = self.env["regie.fec.file"].search([("company_id", "=", self.company.id)])
        self.assertEqual((file.kind, file.difference_count, len(file.check_ids)), ("test", 0, 2))

    def test_accountant_reverses_an_entry_of_the_locked_year(self):
        self.company.fiscalyear_lock_date = "2025-12-31"
        self.start_tour(
            f"/odoo/action-account.action_move_journal_line/{self.move.id}",
            "regie_finance_reversal_tour",
            login="comptable_fec",
        )
        [reverse] = self.env["account.move"].search([("reversed_entry_id", "=", self.move.id)])
        self.assertEqual((self.move.state, reverse.state), ("posted", "posted"))
        self.assertGreater(str(reverse.date), "2025-12-31")
