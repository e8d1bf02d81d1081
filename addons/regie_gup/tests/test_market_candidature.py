from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError

from .common import GupCase


@freeze_time("2026-05-04")
class TestMarketCandidature(GupCase):
    """What is checked before the régie applies."""

    def _hear_of(self, amount=0, nature="services", **vals):
        vals = {"procedure": "direct", "buyer_kind": "municipality", **vals}
        market = self._create_market(running=False, **vals)
        if amount:
            self._create_lot(market, amount=amount, nature=nature)
        return market

    def test_direct_agreement_above_the_threshold_asks_for_a_reason_and_goes_on(self):
        market = self._hear_of(60000)
        action = market.action_apply()
        self.assertFalse(market.date_application)
        wizard = (
            self.env["regie.market.apply"].with_context(**action["context"]).create({"reason": "Counted by the year"})
        )
        self.assertIn("E-MKT-06", wizard.doubts)
        wizard.action_confirm()
        self.assertEqual((market.date_application, market.threshold_reason), (date(2026, 5, 4), "Counted by the year"))

    def test_date_of_application_typed_or_sent_by_rpc_is_checked_too(self):
        market = self._hear_of(60000)
        with self.assertRaisesRegex(UserError, "E-MKT-06"):
            market.date_application = "2026-05-04"

    def test_threshold_is_the_one_of_the_day_and_of_the_nature(self):
        # 40 000 until 31 March 2026, 60 000 after; 100 000 for works
        self._hear_of(50000).action_apply()
        with self.assertRaisesRegex(UserError, "E-MKT-06"):
            self._hear_of(50000).date_application = "2026-03-31"
        works = self._hear_of(90000, nature="works")
        works.action_apply()
        self.assertEqual(works.state, "application")

    def test_private_customer_has_no_threshold(self):
        market = self._hear_of(500000, buyer_kind="condominium")
        market.action_apply()
        self.assertEqual(market.state, "application")

    def test_small_lots_stay_small(self):
        market = self._hear_of(79999, procedure="adapted_small_lots")
        self.assertFalse(market._get_procedure_doubts())
        self._create_lot(market, number="2", amount=80000)
        self.assertIn("E-MKT-06", market._get_procedure_doubts()[0])

    def test_market_reserved_to_insertion_asks_for_half_of_the_people(self):
        market = self._hear_of(procedure="reserved_iae")
        with self.assertRaisesRegex(UserError, "E-MKT-07"):
            market.action_apply()
        self._create_employee()
        self._create_employee(contract=(date(2020, 1, 1), None))
        market.action_apply()
        self.assertEqual(market.state, "application")
        self._create_employee(contract=(date(2020, 1, 1), None))
        with self.assertRaisesRegex(UserError, "E-MKT-07"):
            self._hear_of(procedure="reserved_iae").action_apply()

    def test_contract_that_is_over_does_not_count_for_the_share(self):
        self._create_employee(contract=(date(2025, 1, 1), date(2025, 12, 31)))
        with self.assertRaisesRegex(UserError, "E-MKT-07"):
            self._hear_of(procedure="reserved_iae").action_apply()

    def test_second_reserved_market_of_the_same_buyer_waits_three_years(self):
        buyer = self._create_partner("Ville")
        won = {"outcome": "won", "procedure": "reserved_ess", "date_notification": "2024-01-10"}
        self._create_market(buyer=buyer, running=False, **won)
        with self.assertRaisesRegex(UserError, "E-MKT-08"):
            self._hear_of(buyer=buyer, procedure="reserved_ess").action_apply()
        self._hear_of(procedure="reserved_ess").action_apply()
        with freeze_time("2027-01-10"):
            self._hear_of(buyer=buyer, procedure="reserved_ess").action_apply()

    def test_works_are_not_ordered_without_a_lot_that_has_an_amount_and_a_site(self):
        market = self._create_market(date_opened=False)
        lot = self._create_lot(market)
        with self.assertRaisesRegex(UserError, "E-MKT-04"):
            market.action_open()
        lot.site_ids = self._create_hall()
        market.action_open()
        self.assertEqual(market.state, "running")

    def test_subcontractor_of_another_company_is_named(self):
        with self.assertRaisesRegex(ValidationError, "E-MKT-05"):
            self._create_market(role="subcontractor")
