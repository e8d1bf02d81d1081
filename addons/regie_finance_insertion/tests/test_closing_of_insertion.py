from odoo.addons.regie_closing.tests.common import ClosingBuilders
from odoo.addons.regie_finance.tests.common import FinanceBuilders
from odoo.addons.regie_insertion.tests.common import InsertionCase


class TestJobAidControl(ClosingBuilders, FinanceBuilders, InsertionCase):
    """Step 9 of the closing compares the books with the schedule of the aid."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_finance()
        cls.closing = cls._create_closing()
        annex = cls._create_annex(cls._create_agreement(annex=False))
        payments = cls.env["regie.iae.aid.payment"]
        payments.search([("annex_id", "=", annex.id)]).unlink()
        payments.create(
            [
                {
                    "annex_id": annex.id,
                    "date_month": f"2026-{month:02}-01",
                    "date_expected": f"2026-{month:02}-28",
                    "amount_expected": 1000,
                    **received,
                }
                for month, received in (
                    (1, {"amount_received": 990, "date_received": "2026-02-10"}),
                    (2, {}),
                )
            ]
        )

    def _control(self):
        self.env.invalidate_all()
        return self.closing._control_job_aid()

    def test_aid_booked_as_it_is_due_is_green(self):
        self._entry("2026-02-28", ("441000", 1985), ("730100", -1985))
        result = self._control()
        self.assertEqual((result.state, result.value), ("ok", -5), "within the tolerance")

    def test_aid_forgotten_in_the_books_is_red(self):
        self._entry("2026-01-31", ("441000", 990), ("730100", -990))
        result = self._control()
        self.assertEqual((result.state, result.value), ("ko", -1000))
        self.assertEqual(self.env[result.model].search_count(list(result.domain)), 2)

    def test_regie_without_schedule_compares_by_hand(self):
        payments = self.env["regie.iae.aid.payment"].search([])
        payments.write({"date_received": False, "amount_received": 0})
        payments.unlink()
        self.assertEqual(self._control().state, "na")
        self._entry("2026-01-31", ("441000", 990), ("730100", -990))
        self.assertEqual(self._control().state, "manual")
