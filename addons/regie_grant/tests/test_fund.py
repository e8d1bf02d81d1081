from datetime import date

from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .fund import FundCase

CENTS = st.integers(0, 500_000)
SHARES_AND_COSTS = st.lists(st.tuples(CENTS, CENTS), min_size=3, max_size=3)


class Played(Exception):
    """What was played is forgotten before the next example."""


@freeze_time("2028-03-01")
class TestFund(FundCase):
    """Dedicated funds: movements by origin, table of the annex, transfers, refunds, reversals."""

    def _create_funded(self, amount=1000, exercise=None, **vals):
        """Create a grant of which everything was carried over."""
        exercise = exercise or self.exercise
        vals = {"period_start": exercise.date_from, "period_end": "2030-12-31", **vals}
        grant = self._create_awarded(amount, exercise.date_from, **vals)
        self._close(grant, exercise)
        return grant

    # -- what holds for any amounts ----------------------------------------------------------------------------------

    @given(SHARES_AND_COSTS, SHARES_AND_COSTS)
    @settings(max_examples=8, deadline=None)
    def test_movements_are_the_books_and_the_result_bears_the_costs(self, first, second):
        with self.assertRaises(Played), self.cr.savepoint():
            self._play(first, "194")
            self._play(second, "195", legal_kind="financial_contribution")
            raise Played

    def _play(self, years, pair, **vals):
        """Close three exercises of a grant; at each closing the movements are the balance of the account."""
        exercises = (self.exercise_before, self.exercise, self.following)
        fractions = {exercise: share / 100 for exercise, (share, _costs) in zip(exercises, years, strict=True)}
        total = round(sum(fractions.values()), 2)
        if not total:
            return
        grant = self._create_awarded(total, "2025-01-01", fractions=fractions, period_end="2027-12-31", **vals)
        costs = attributable = 0
        for exercise, (share, spent) in zip(exercises, years, strict=True):
            costs, attributable = costs + spent, attributable + share
            if spent:
                self._spend(grant, spent / 100, exercise.date_to)
            self._close(grant, exercise)
            fund = sum(self.env["regie.fund.movement"].get_layers(grant).get(grant.id, {}).values())
            self.assertAlmostEqual(self._balance(pair, exercise), fund, 2)
            self.assertGreaterEqual(fund, 0)
            axis = [("analytic_distribution", "in", grant.analytic_account_id.ids)]
            result = -exercise.get_sum(["7", "689"], axis, to_date=True)
            self.assertAlmostEqual(result, min(costs, attributable) / 100, 2)

    # -- table of the annex ------------------------------------------------------------------------------------------

    def test_table_tells_the_movements_of_each_project(self):
        grant = self._create_funded(1000, self.exercise_before)
        self._spend(grant, 400)
        self._close(grant)
        rows = self.env["regie.fund.report"].get_annex_rows(self.exercise)
        row = rows.filtered(lambda row: row.grant_id == grant)
        self.assertEqual((row.opening, row.report, row.used, row.transferred, row.closing), (1000, 0, 400, 0, 600))
        self.assertEqual(sum(rows.mapped("closing")), self._balance("194"))
        moves = self.env["regie.fund.movement"].search(row.action_view_movements()["domain"])
        self.assertEqual(sum(moves.mapped("balance")), row.closing)

    def test_draft_entries_do_not_count_in_the_table(self):
        self._decide(self._create_awarded()).action_propose()
        self.assertFalse(self.env["regie.fund.report"].get_annex_rows(self.exercise))

    def test_funds_without_spending_for_two_exercises_are_idle(self):
        grant = self._create_funded(1000, self._create_exercise(2024))
        spent = self._create_funded(500, self.env["regie.exercise"].get_for(date(2024, 1, 1)))
        self._spend(spent, 100, "2025-06-01")
        for exercise in (self.exercise_before, self.exercise):
            for each in (grant, spent):
                self._close(each, exercise)
        row = self.env["regie.fund.report"].get_annex_rows(self.exercise).filtered("idle")
        self.assertEqual((row.grant_id, row.idle), (grant, 1000))
        self.assertIn("FIN-024", grant.decision_ids.sorted("date_to")[-1].explanation)
        self.assertNotIn("FIN-024", spent.decision_ids.sorted("date_to")[-1].explanation)

    @freeze_time("2027-02-10")
    def test_responsible_is_asked_once_about_idle_funds(self):
        grant = self._create_funded(1000, self._create_exercise(2024))
        self._close(grant, self.exercise_before)
        self._close(grant)
        cron = self.env.ref("regie_grant.regie_grant_cron_watch_funds")
        for _time in range(2):
            cron.ir_actions_server_id.run()
        asked = self.env["mail.activity"].search([("res_model", "=", "regie.grant"), ("res_id", "=", grant.id)])
        self.assertEqual(len(asked), 1)
        self.assertIn("FIN-024", asked.summary)

    # -- what is refused ---------------------------------------------------------------------------------------------

    def test_resource_without_project_has_no_fund(self):
        target = self._create_awarded(is_project_defined=False)
        grant = self._create_funded()
        for other in (target, self._create_grant(legal_kind="market"), self._create_grant(is_investment=True)):
            with self.assertRaisesRegex(UserError, "FIN-020"):
                grant.transfer_fund(self.following, other, 10, "Agreement")

    def test_use_never_exceeds_the_balance(self):
        grant = self._create_funded(1000)
        for amount in (1000.01, 0, -5):
            with self.assertRaisesRegex(UserError, "FIN-022"):
                grant.refund_fund(self.following, amount, "Letter")
        first = grant.refund_fund(self.following, 800, "Letter")
        second = grant.refund_fund(self.following, 800, "Same letter")
        first.move_id._post(soft=False)
        with self.assertRaisesRegex(UserError, "FIN-022"):
            second.move_id._post(soft=False)

    def test_report_that_was_spent_is_neither_reset_nor_reversed(self):
        grant = self._create_funded(1000)
        entry = grant.decision_ids.entry_ids
        grant.refund_fund(self.following, 300, "Letter").move_id._post(soft=False)
        with self.assertRaisesRegex(UserError, "FIN-022"), self.cr.savepoint():
            entry.move_id.button_draft()
        with self.assertRaisesRegex(UserError, "FIN-022"), self.cr.savepoint():
            entry.move_id._reverse_moves([{"date": "2026-12-31"}], cancel=True)

    @mute_logger("odoo.sql_db")
    def test_movement_without_amount_is_refused_by_the_database(self):
        grant = self._create_funded()
        movement = grant.fund_movement_ids
        with self.assertRaises(CheckViolation), self.cr.savepoint():
            movement.sudo().copy({"amount": 0}).flush_recordset()

    # -- outside of the closing --------------------------------------------------------------------------------------

    def test_reversal_from_the_books_gives_the_funds_back(self):
        grant = self._create_funded(1000)
        move = grant.decision_ids.entry_ids.move_id
        move._reverse_moves([{"date": "2026-12-31"}], cancel=True)
        self.assertEqual((grant.fund_balance, self._balance("194")), (0, 0))
        with self.assertRaisesRegex(UserError, "FIN-028"):
            move._reverse_moves([{"date": "2026-12-31"}], cancel=True)

    def test_transfer_keeps_the_origin_and_the_next_closing_counts_it(self):
        grant = self._create_funded(1000)
        target = self._create_funded(500)
        grant.transfer_fund(self.following, target, 400, "Agreement of 3 March").move_id._post(soft=False)
        self.assertEqual((self._get_fund(grant), self._get_fund(target)), ({"2026": 600}, {"2026": 900}))
        for each, left in ((grant, 600), (target, 900)):
            after = self._decide(each, self.following)
            self.assertEqual((after.amount_closing, after.amount_deferred, after.amount_report), (left, 0, 0))
        self.assertEqual(self._balance("194", self.following), 1500)

    def test_refund_becomes_a_debt_and_the_next_closing_counts_it(self):
        grant = self._create_funded(1000)
        grant.refund_fund(self.following, 400, "Letter of 3 March").move_id._post(soft=False)
        self.assertEqual((self._balance("467", self.following), self._balance("194", self.following)), (400, 600))
        after = self._close(grant, self.following)
        self.assertEqual((after.amount_closing, after.amount_deferred, after.amount_use), (600, 0, 0))
        row = self.env["regie.fund.report"].get_annex_rows(self.following)
        self.assertEqual((row.used, row.refunded, row.closing), (400, 400, 600))

    def test_funds_of_an_earlier_software_are_taken_over_from_the_entry_of_opening(self):
        old = self._create_exercise(2023)
        opening = self._entry("2025-12-31", ("512100", 800), ("194000", -800))
        grant = self._create_awarded(5000, "2023-03-01", booked=0, period_start="2023-01-01", period_end="2027-12-31")
        wizard = self.env["regie.fund.move"].create(
            {
                "kind": "opening",
                "grant_id": grant.id,
                "exercise_id": self.exercise_before.id,
                "origin_exercise_id": old.id,
                "amount": 900,
                "move_id": opening.id,
            }
        )
        with self.assertRaisesRegex(UserError, "FIN-021"), self.cr.savepoint():
            wizard.action_move()
        wizard.amount = 800
        wizard.action_move()
        self._spend(grant, 300)
        decision = self._close(grant)
        self.assertEqual((decision.amount_use, decision.amount_report, decision.amount_closing), (300, 0, 500))
        self.assertEqual(self._get_fund(grant), {"2023": 500})

    def test_wizard_asks_for_the_agreement_of_the_funder(self):
        grant = self._create_funded(1000)
        values = {"grant_id": grant.id, "exercise_id": self.following.id, "amount": 10}
        for kind in ("transfer", "refund", "opening"):
            with self.assertRaisesRegex(UserError, "FIN-026"):
                self.env["regie.fund.move"].create({**values, "kind": kind}).action_move()
        self.env["regie.fund.move"].create({**values, "kind": "refund", "reason": "Letter"}).action_move()
        self.assertEqual(sum(grant.fund_movement_ids.mapped("balance")), 990)

    def test_director_does_not_move_funds(self):
        grant = self._create_funded(1000)
        director = self._create_user("director", "group_role_director")
        with self.assertRaises(AccessError):
            grant.with_user(director).refund_fund(self.following, 10, "Letter")


@freeze_time("2028-03-01")
class TestQuota(FundCase):
    """Investment grants taken to the income in step with the asset."""

    def _create_investment(self, **vals):
        vals = {"asset_value": 30000, "asset_start": "2026-07-01", "asset_years": 5, **vals}
        return self._create_awarded(10000, booked=0, is_investment=True, is_project_defined=False, **vals)

    def test_grant_goes_to_the_income_in_step_with_the_depreciation(self):
        grant = self._create_investment()
        decision = self._close(grant)
        self.assertEqual(grant.depreciation_ids.amount_asset, 3000)
        self.assertEqual((decision.amount_quota, -self._balance("139"), self._balance("747")), (1000, 1000, 1000))
        self.assertEqual(self._close(grant, self.following).amount_quota, 2000)

    def test_depreciation_of_the_books_prevails(self):
        grant = self._create_investment()
        decision = self._decide(grant)
        grant.depreciation_ids.amount_asset = 6000
        decision.action_refresh()
        self.assertEqual(decision.amount_quota, 2000)
        decision.action_post()
        self.assertEqual(self._decide(grant, self.following).amount_quota, 1000)

    def test_grant_whose_asset_is_unknown_says_so(self):
        decision = self._decide(self._create_investment(asset_value=0))
        self.assertEqual(decision.amount_quota, 0)
        self.assertIn("asset", decision.explanation)
