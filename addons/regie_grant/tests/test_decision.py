from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError

from .fund import FundCase


@freeze_time("2028-03-01")
class TestDecision(FundCase):
    """What becomes of a grant at the closing: amounts, sentences, entries, reversal."""

    def _get_lines(self, decision, step):
        """{code: balance} of the entry of a step."""
        entry = decision.entry_ids.filtered(lambda row: row.step == step and not row.reversal_of_id)
        return {line.account_id.code: line.balance for line in entry.move_id.line_ids}

    # -- the five steps ----------------------------------------------------------------------------------------------

    def test_grant_under_condition_leaves_the_income(self):
        grant = self._create_awarded(5000, condition="suspensive")
        decision = self._close(grant)
        self.assertEqual(self._get_lines(decision, "remove"), {"741000": 5000, "441700": -5000})
        self.assertEqual(self._balance("741"), 0)
        self.assertIn("condition", decision.explanation)

    def test_condition_met_before_the_closing_lets_the_income_stay(self):
        grant = self._create_awarded(5000, condition="suspensive", condition_lifted_on="2026-12-31")
        self.assertEqual(self._decide(grant).amount_not_acquired, 0)

    def test_share_of_the_exercises_to_come_is_deferred_and_comes_back_at_the_opening(self):
        grant = self._create_awarded(900, fractions={self.exercise: 300, self.following: 600})
        self._spend(grant, 300)
        decision = self._close(grant)
        self.assertEqual(self._get_lines(decision, "defer"), {"741000": 600, "487000": -600})
        self.assertEqual(self._get_lines(decision, "undefer"), {"487000": 600, "741000": -600})
        back = decision.entry_ids.filtered(lambda row: row.step == "undefer")
        self.assertEqual(str(back.date), "2027-01-01")
        self.assertEqual(decision.state, "posted")
        self.assertEqual(self._balance("487"), 600)
        self.assertEqual(self._balance("487", self.following), 0)
        self.assertEqual(self._decide(grant, self.following).amount_deferred, 0)

    def test_regie_without_a_journal_of_miscellaneous_entries_is_told(self):
        grant = self._create_awarded(5000, condition="suspensive")
        decision = self._decide(grant)
        journals = self.env["account.journal"].search([("type", "=", "general"), ("company_id", "=", self.company.id)])
        journals.active = False
        with self.assertRaisesRegex(UserError, "FIN-029"):
            decision.action_propose()

    def test_unspent_grant_of_a_project_is_carried_over(self):
        grant = self._create_awarded(12000)
        self._spend(grant, 7000)
        decision = self._close(grant)
        self.assertEqual(self._get_lines(decision, "report"), {"689400": 5000, "194000": -5000})
        self.assertEqual(self._get_fund(grant), {"2026": 5000})
        self.assertEqual(self._balance("194"), 5000)

    def test_contribution_and_gift_have_their_own_accounts(self):
        for kind, code in (("financial_contribution", "195000"), ("assigned_gift", "196000")):
            decision = self._close(self._create_awarded(100, legal_kind=kind))
            self.assertEqual(self._get_lines(decision, "report")[code], -100)

    def test_unspent_grant_without_project_stays_income(self):
        grant = self._create_awarded(12000, is_project_defined=False)
        self._spend(grant, 7000)
        decision = self._close(grant)
        self.assertEqual((decision.amount_kept, decision.amount_report), (5000, 0))
        self.assertFalse(decision.entry_ids)
        self.assertEqual(decision.state, "posted")

    def test_unspent_grant_to_give_back_becomes_a_debt_once_its_time_is_over(self):
        grant = self._create_awarded(12000, has_repay_clause=True)
        self._spend(grant, 7000)
        decision = self._close(grant)
        self.assertEqual(self._get_lines(decision, "repay"), {"741000": 5000, "467000": -5000})
        self.assertEqual(self._balance("194"), 0)
        self.assertEqual(self._decide(grant, self.following).amount_repay, 0)

    def test_entry_carries_the_activity_and_the_funding_and_says_why(self):
        grant = self._create_awarded()
        decision = self._close(grant)
        cost = decision.entry_ids.move_id.line_ids.filtered(lambda line: line.account_id.code == "689400")
        self.assertEqual(cost.analytic_distribution, grant._get_fund_distribution())
        self.assertIn(grant.name, decision.entry_ids.move_id.ref)

    # -- funds from one exercise to the next -------------------------------------------------------------------------

    def test_next_exercise_spends_the_fund_first_and_by_origin(self):
        fractions = {self.exercise_before: 1000, self.exercise: 1000, self.following: 1000}
        grant = self._create_awarded(3000, "2025-02-01", period_end="2027-12-31", fractions=fractions)
        self._spend(grant, 400, "2025-06-01")
        self._close(grant, self.exercise_before)
        self._spend(grant, 300, "2026-06-01")
        second = self._close(grant)
        self.assertEqual((second.amount_use, second.amount_report, second.amount_closing), (300, 1000, 1300))
        self.assertEqual(self._get_fund(grant), {"2025": 300, "2026": 1000})
        self._spend(grant, 1500, "2027-06-01")
        third = self._close(grant, self.following)
        self.assertEqual((third.amount_use, third.amount_report), (1300, 800))
        self.assertEqual(self._get_fund(grant), {"2027": 800})
        self.assertEqual(self._balance("194", self.following), 800)

    def test_many_decisions_are_prepared_with_few_queries(self):
        for _index in range(3):
            self._create_awarded()
        self.env["regie.grant.decision"].prepare_for(self.exercise)
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            decisions = self.env["regie.grant.decision"].prepare_for(self.exercise)
        self.assertEqual(len(decisions), 3)

    def test_market_and_request_are_not_decided(self):
        grant = self._create_awarded()
        self._create_awarded(legal_kind="market", booked=0)
        self._create_grant()
        action = self.exercise.action_decide_grants()
        self.assertEqual(self.env["regie.grant.decision"].search(action["domain"]).grant_id, grant)

    # -- what is refused ---------------------------------------------------------------------------------------------

    def test_report_never_exceeds_what_is_unspent(self):
        grant = self._create_awarded(12000)
        self._spend(grant, 7000)
        decision = self._decide(grant)
        with self.assertRaisesRegex(ValidationError, "FIN-021"), self.cr.savepoint():
            decision.amount_report = 5000.01
        with self.assertRaisesRegex(ValidationError, "FIN-021"), self.cr.savepoint():
            decision.amount_report = -1

    def test_less_is_carried_over_with_a_reason_only_and_for_good(self):
        grant = self._create_awarded(12000, period_end="2027-12-31")
        decision = self._decide(grant)
        decision.amount_report = 11000
        with self.assertRaisesRegex(UserError, "FIN-026"):
            decision.action_propose()
        decision.reason = "The Department leaves 1 000 € for the general running"
        decision.action_post()
        self.assertEqual(self._get_fund(grant), {"2026": 11000})
        after = self._decide(grant, self.following)
        self.assertEqual((after.amount_deferred, after.amount_report, after.amount_closing), (0, 0, 11000))

    def test_grant_without_axis_is_not_closed(self):
        grant = self._create_awarded(booked=0)
        grant.sudo().analytic_account_id = False
        with self.assertRaisesRegex(UserError, "FIN-023"):
            self._decide(grant)

    def test_award_that_is_not_in_the_books_is_posted_first(self):
        decision = self._decide(self._create_awarded(booked=0))
        with self.assertRaisesRegex(UserError, "FIN-025"):
            decision.action_propose()

    def test_account_missing_from_the_chart_says_where_to_set_it(self):
        self.env.ref("regie_grant.fund_account_report_194").code = "689499"
        decision = self._decide(self._create_awarded())
        with self.assertRaisesRegex(UserError, "FIN-027"):
            decision.action_propose()

    def test_amounts_of_a_decision_are_not_written_by_hand(self):
        decision = self._decide(self._create_awarded())
        user = self._create_user("keeper", "regie_finance.group_finance_user")
        for field in ("amount_unspent", "amount_use", "date_decided", "amount_report_computed"):
            with self.assertRaisesRegex(UserError, "FACT-01"), self.cr.savepoint():
                decision.with_user(user).write({field: "2026-12-31" if field == "date_decided" else 1})
        for model in ("regie.fund.movement", "regie.grant.entry"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(user).create({})

    # -- undoing -----------------------------------------------------------------------------------------------------

    def test_posted_decision_is_undone_by_reversal_and_proposed_again(self):
        grant = self._create_awarded(12000)
        decision = self._close(grant)
        keeper = self._create_user("keeper", "regie_finance.group_finance_user")
        with self.assertRaisesRegex(UserError, "FIN-028"), self.cr.savepoint():
            decision.with_user(keeper).amount_report = 10
        with self.assertRaisesRegex(UserError, "FIN-028"), self.cr.savepoint():
            decision.unlink()
        decision.action_undo()
        self.assertEqual((decision.state, self._get_fund(grant), self._balance("194")), ("draft", {}, 0))
        self.assertTrue(all(move.state == "posted" for move in decision.entry_ids.move_id))
        self._spend(grant, 2000)
        decision.action_post()
        self.assertEqual((decision.amount_report, self._balance("194")), (10000, 10000))

    def test_drafts_of_a_decision_are_deleted_when_it_is_undone(self):
        decision = self._decide(self._create_awarded())
        decision.action_propose()
        self.assertEqual((decision.state, self._get_fund(decision.grant_id)), ("proposed", {}))
        decision.action_undo()
        self.assertFalse(decision.entry_ids or decision.movement_ids)
        self.assertEqual(decision.state, "draft")

    def test_decision_on_which_the_next_one_counts_is_not_undone(self):
        grant = self._create_awarded(12000, period_end="2027-12-31")
        first = self._close(grant)
        self._close(grant, self.following)
        with self.assertRaisesRegex(UserError, "FIN-028"):
            first.action_undo()

    def test_director_prepares_and_the_accountant_posts(self):
        grant = self._create_awarded()
        director = self._create_user("director", "group_role_director")
        decision = (
            self.env["regie.grant.decision"]
            .with_user(director)
            .create({"grant_id": grant.id, "exercise_id": self.exercise.id})
        )
        decision.action_propose()
        with self.assertRaises(AccessError):
            decision.action_post()
        keeper = self._create_user("keeper", "regie_finance.group_finance_user")
        decision.with_user(keeper).action_post()
        self.assertEqual((decision.state, decision.user_id), ("posted", keeper))
        decision.with_user(keeper).action_undo()
        self.assertEqual(decision.state, "draft")
