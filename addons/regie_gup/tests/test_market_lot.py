from datetime import date

from odoo.exceptions import ValidationError

from .common import GupCase


class TestMarketLot(GupCase):
    """A lot, its clause, its worksites and their hours."""

    def test_reference_is_the_market_and_the_number(self):
        lot = self._create_lot(self._create_market("M-2026-002"), "1")
        self.assertEqual(lot.reference, "M-2026-002/1")
        lot.market_id.reference = "M-2026-002bis"
        self.assertEqual(lot.reference, "M-2026-002bis/1")
        self.assertIn(
            lot,
            self.env["regie.market.lot"].browse(
                found[0] for found in self.env["regie.market.lot"].name_search("2026-002bis/1")
            ),
        )

    def test_lot_takes_the_dates_of_its_market_or_its_own(self):
        market = self._create_market()
        lot = self._create_lot(market)
        late = self._create_lot(market, "2", date_start="2026-06-01")
        self.assertEqual((lot.date_start, lot.date_end), (date(2026, 1, 1), date(2026, 12, 31)))
        self.assertEqual((late.date_start, late.date_end), (date(2026, 6, 1), date(2026, 12, 31)))

    def test_number_twice_in_a_market_is_refused(self):
        lot = self._create_lot(number="1")
        with self.assertRaisesRegex(ValidationError, "E-MKT-02"):
            self._create_lot(lot.market_id, "1")

    def test_hours_create_the_clause_and_follow_the_lot(self):
        lot = self._create_lot(hours=2400)
        clause = lot.clause_id
        self.assertEqual(
            (clause.reference, clause.hours_target, clause.buyer_id, clause.date_end),
            (lot.reference, 2400, lot.buyer_id, lot.date_end),
        )
        lot.hours_target = 2500
        lot.market_id.date_end = "2027-06-30"
        self.assertEqual(lot.clause_id, clause)
        self.assertEqual((clause.hours_target, clause.date_end), (2500, date(2027, 6, 30)))
        clause.hours_target_manual = 2600
        self.assertEqual(lot.hours_target, 2600)

    def test_lot_without_hours_has_no_clause(self):
        self.assertFalse(self._create_lot().clause_id)

    def test_hours_without_dates_are_refused(self):
        market = self._create_market(running=False)
        with self.assertRaisesRegex(ValidationError, "E-MKT-01"):
            self._create_lot(market, hours=100)

    def test_worksite_of_a_lot_has_its_clause_and_its_buyer(self):
        lot = self._create_lot(hours=100)
        worksite = self._create_site(lot)
        self.assertEqual((worksite.clause_id, worksite.partner_id), (lot.clause_id, lot.buyer_id))
        line = self._work(worksite, self._create_worker())
        self.assertEqual((line.market_lot_id, line.clause_id), (lot, lot.clause_id))

    def test_worksite_that_joins_a_lot_brings_its_hours(self):
        lot = self._create_lot(hours=100)
        worksite = self._create_site()
        line = self._work(worksite, self._create_worker())
        self.assertFalse(line.clause_id)
        worksite.market_lot_id = lot
        self.assertEqual((line.market_lot_id, line.clause_id), (lot, lot.clause_id))

    def test_lot_that_gets_its_clause_later_brings_its_hours(self):
        lot = self._create_lot()
        line = self._work(self._create_site(lot), self._create_worker())
        lot.hours_target = 100
        self.assertEqual(line.clause_id, lot.clause_id)

    def test_worksite_that_changes_lot_leaves_its_past_hours(self):
        market = self._create_market()
        first, second = self._create_lot(market, "1", hours=100), self._create_lot(market, "2", hours=100)
        worksite, worker = self._create_site(first), self._create_worker()
        past = self._work(worksite, worker)
        worksite.market_lot_id = second
        present = self._work(worksite, worker, "2026-02-03")
        self.assertEqual((past.market_lot_id, past.clause_id), (first, first.clause_id))
        self.assertEqual((present.market_lot_id, present.clause_id), (second, second.clause_id))

    def test_hour_handed_to_another_clause_is_refused(self):
        market = self._create_market()
        first, second = self._create_lot(market, "1", hours=100), self._create_lot(market, "2", hours=100)
        line = self._work(self._create_site(first), self._create_worker())
        with self.assertRaisesRegex(ValidationError, "INS-L03"):
            line.clause_id = second.clause_id

    def test_lot_with_hours_is_not_deleted(self):
        lot = self._create_lot(hours=100)
        self._work(self._create_site(lot), self._create_worker())
        with self.assertRaisesRegex(ValidationError, "7.00 hours"):
            lot.unlink()
        with self.assertRaisesRegex(ValidationError, "7.00 hours"):
            lot.market_id.unlink()

    def test_lot_without_hours_goes_with_its_clause(self):
        lot = self._create_lot(hours=100)
        clause = lot.clause_id
        lot.unlink()
        self.assertFalse(clause.exists())

    def test_buttons_lead_both_ways(self):
        lot = self._create_lot(hours=100)
        site, market, clause = self._create_site(lot), lot.market_id, lot.clause_id
        line = self._work(site, self._create_worker())
        declaration = clause._prepare_declarations(date(2026, 2, 1))
        ways = (
            (market.action_view_lots(), lot),
            (market.action_view_worksites(), site),
            (market.action_view_hours(), line),
            (market.action_view_declarations(), declaration),
            (lot.action_view_worksites(), site),
            (lot.action_view_hours(), line),
            (lot.action_view_declarations(), declaration),
            (clause.action_view_worksites(), site),
            (clause.action_view_hours(), line),
            (clause.action_view_declarations(), declaration),
            (declaration.action_view_hours(), line),
        )
        for action, records in ways:
            self.assertEqual(self.env[action["res_model"]].search(action["domain"]), records)
        for action, record in (
            (lot.action_view_clause(), clause),
            (clause.action_view_market_lot(), lot),
            (site.action_view_market_lot(), lot),
            (declaration.action_view_clause(), clause),
        ):
            self.assertEqual((action["res_model"], action["res_id"]), (record._name, record.id))
