from odoo.exceptions import ValidationError

from .common import GupCase


class TestMarketPrice(GupCase):
    """What a lot costs, beside what it pays."""

    def test_price_that_does_not_pay_for_its_hours_is_told(self):
        lot = self._create_lot(amount=20000, estimated_hours=800, hourly_cost=26, other_costs=500)
        self.assertEqual((lot.estimated_cost, lot.estimated_margin), (21300, -1300))
        self.assertEqual(lot.estimated_margin_rate, -6.5)
        self.assertTrue(lot.price_alert)
        lot.estimated_hours = 700
        self.assertFalse(lot.price_alert)

    def test_cost_of_an_hour_is_proposed_by_the_parameter_and_may_be_changed(self):
        self._create_parameter("lot_hourly_cost", 31, company_id=self.company.id)
        self.assertEqual(self._create_lot().hourly_cost, 31)
        self.assertEqual(self._create_lot(hourly_cost=28).hourly_cost, 28)

    def _subcontract(self, lot, amount, **vals):
        values = {
            "lot_id": lot.id,
            "partner_id": self._create_partner().id,
            "name": "Windows",
            "amount_untaxed": amount,
        }
        return self.env["regie.market.subcontract"].create({**values, **vals})

    def test_no_more_is_subcontracted_than_the_lot_is_worth(self):
        lot = self._create_lot(amount=10000)
        self._subcontract(lot, 6000)
        with self.assertRaisesRegex(ValidationError, "E-MKT-13"):
            self._subcontract(lot, 4001)

    def test_subcontractor_is_declared_before_it_is_accepted(self):
        with self.assertRaisesRegex(ValidationError, "E-MKT-14"):
            self._subcontract(self._create_lot(), 100, date_accepted="2026-02-01")
        self._subcontract(self._create_lot(), 100, date_declared="2026-01-10", date_accepted="2026-02-01")

    def test_lot_that_pays_for_itself_says_nothing(self):
        self.assertIs(self._create_lot(amount=0).price_alert, False)
        self.assertIs(self._create_lot(amount=100, estimated_hours=1, hourly_cost=26).price_alert, False)
