from datetime import date

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import GupCase


class TestMarket(GupCase):
    """The life of a market, read from its dates."""

    def test_market_walks_from_first_news_to_last_day(self):
        with freeze_time("2026-03-02"):
            market = self._create_market(running=False, date_start="2026-05-01", duration_months=12)
            self.assertEqual(market.state, "detected")
            for step, state in (
                ("action_sourcing", "sourcing"),
                ("action_apply", "application"),
                ("action_offer", "offer"),
            ):
                getattr(market, step)()
                self.assertEqual(market.state, state)
            market.date_notification = "2026-03-02"
            market.action_award()
            self.assertEqual(market.state, "awarded")
            self._create_lot(market, site_ids=self._create_hall().ids)
            market.action_open()
            self.assertEqual((market.state, market.date_opened), ("awarded", date(2026, 5, 1)))
        with freeze_time("2026-05-01"):
            self.env["regie.market"]._cron_refresh_states()
            self.assertEqual(market.state, "running")
        with freeze_time("2027-05-01"):
            # regie_market_cron_states, run twice
            self.assertIn(market, self.env["regie.market"]._cron_refresh_states())
            self.assertNotIn(market, self.env["regie.market"]._cron_refresh_states())
            self.assertEqual(market.state, "ended")

    def test_step_back_takes_one_fact_away(self):
        market = self._create_market(running=False)
        market.action_sourcing()
        market.action_apply()
        market.action_back()
        self.assertEqual((market.state, market.date_application), ("sourcing", False))

    def test_market_lost_dropped_or_terminated_says_so(self):
        market = self._create_market(running=False)
        market.action_lose()
        self.assertEqual(market.state, "lost")
        market.action_back()
        market.action_drop()
        self.assertEqual(market.state, "dropped")
        running = self._create_market()
        running.action_terminate()
        self.assertEqual(running.state, "terminated")

    def test_length_gives_last_day_and_renewals_give_the_furthest(self):
        market = self._create_market(
            running=False, date_start="2026-02-01", duration_months=12, renewal_count=3, renewal_months=12
        )
        self.assertEqual(market.date_end, date(2027, 1, 31))
        self.assertEqual(market.date_end_max, date(2030, 1, 31))

    def test_end_before_start_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "E-MKT-01"):
            self._create_market(date_end="2025-12-31")

    def test_award_without_notification_is_refused(self):
        market = self._create_market(running=False)
        with self.assertRaisesRegex(ValidationError, "E-MKT-03"):
            market.action_award()

    def test_works_ordered_without_a_lot_with_an_amount_is_refused(self):
        market = self._create_market(date_opened=False)
        self._create_lot(market, amount=0)
        with self.assertRaisesRegex(UserError, "E-MKT-04"):
            market.action_open()

    def test_subcontractor_without_main_contractor_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "E-MKT-05"):
            self._create_market(role="subcontractor")

    def test_totals_come_from_the_lots(self):
        market = self._create_market()
        self._create_lot(market, "1", hours=600, amount=54000)
        self._create_lot(market, "2", hours=200, amount=46000)
        self.assertEqual((market.lot_count, market.amount_untaxed, market.hours_target), (2, 100000, 800))

    def test_same_reference_twice_is_refused(self):
        self._create_market("M-2026-001")
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation), self.cr.savepoint():
            self._create_market("M-2026-001")

    def test_team_leader_and_board_member_read_and_do_not_write(self):
        market = self._create_market()
        for role in ("group_role_team_leader", "group_role_board_member"):
            user = self._create_user(role, role)
            as_user = market.with_user(user)
            self.assertEqual(as_user.reference, market.reference)
            with self.assertRaises(AccessError):
                as_user.name = "Something else"
        director = self._create_user("director", "group_role_director")
        market.with_user(director).name = "Something else"

    def test_market_of_another_regie_is_out_of_reach(self):
        other = self._create_company()
        market = self._create_market(company_id=other.id)
        director = self._create_user("director", "group_role_director")
        self.assertFalse(self.env["regie.market"].with_user(director).search([("id", "=", market.id)]))
        with self.assertRaises(AccessError):
            market.with_user(director).read(["name"])
