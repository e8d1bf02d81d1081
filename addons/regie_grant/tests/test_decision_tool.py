"""The order of the closing on plain amounts: stories of the trade, then what must hold for any amounts."""

import doctest
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import decision as rules
from ..tools import depreciation
from ..tools.decision import Decision, Funding, Layer

CENTS = st.integers(0, 10_000_000)
YEARS = st.lists(st.tuples(CENTS, st.integers(-50_000, 10_000_000)), min_size=1, max_size=6)


def play(years, **facts):
    """Close the exercises (fraction, costs) one after the other; yield (funding, decision, funds at the end)."""
    total = sum(fraction for fraction, _costs in years)
    fund, attributable, costs = (), 0, 0
    for number, (fraction, spent) in enumerate(years):
        attributable, costs = attributable + fraction, costs + spent
        funding = Funding(total, attributable, costs, spent, fund, **facts)
        found = rules.decide(funding)
        _gone, fund = rules.take(fund, found.used + found.refunded)
        if found.report:
            fund = (*fund, Layer(2020 + number, found.report))
        yield funding, found, fund


@tagged("post_install", "-at_install")
class TestDecisionTool(BaseCase):
    def test_examples_of_the_documentation_hold(self):
        for module in (rules, depreciation):
            self.assertEqual(doctest.testmod(module).failed, 0)

    def test_grant_under_condition_leaves_the_income_whole(self):
        found = rules.decide(Funding(5_000, 5_000, 1_000, 1_000, is_acquired=False, is_dedicated=True))
        self.assertEqual(found, Decision(not_acquired=5_000))

    def test_share_of_the_years_to_come_is_deferred_before_anything_else(self):
        found = rules.decide(Funding(30_000, 10_000, 4_000, 4_000, is_dedicated=True))
        self.assertEqual((found.deferred, found.report, found.kept), (20_000, 6_000, 0))

    def test_unspent_grant_without_project_stays_income(self):
        found = rules.decide(Funding(10_000, 10_000, 4_000, 4_000))
        self.assertEqual((found.report, found.kept, found.repaid), (0, 6_000, 0))

    def test_unspent_grant_to_give_back_is_a_debt_and_empties_the_fund(self):
        opening = (Layer(2024, 3_000),)
        found = rules.decide(Funding(10_000, 10_000, 8_000, 1_000, opening, is_dedicated=True, is_repayable=True))
        self.assertEqual((found.used, found.refunded, found.repaid, found.report), (1_000, 2_000, 2_000, 0))

    def test_oldest_funds_are_spent_first(self):
        opening = (Layer(2025, 50), Layer(2024, 100))
        found = rules.decide(Funding(500, 500, 470, 120, opening, is_dedicated=True))
        self.assertEqual(found.uses, (Layer(2024, 100), Layer(2025, 20)))

    def test_own_money_spent_before_does_not_come_back_as_a_fund(self):
        years = list(play([(100, 120), (200, 150)], is_dedicated=True))
        self.assertEqual([found.report for _f, found, _fund in years], [0, 30])

    @given(YEARS)
    @settings(max_examples=300, deadline=None)
    def test_funds_hold_what_is_unspent_and_are_never_negative(self, years):
        balance = 0
        for funding, found, fund in play(years, is_dedicated=True):
            balance += found.report - found.used - found.refunded
            self.assertEqual(balance, sum(layer.amount for layer in fund))
            self.assertEqual(balance, max(0, funding.attributable - funding.costs))
            self.assertTrue(all(layer.amount > 0 for layer in (*fund, *found.uses)))
            self.assertTrue(0 <= found.report <= found.unspent)

    @given(YEARS)
    @settings(max_examples=300, deadline=None)
    def test_effect_on_the_result_is_the_costs_while_the_funding_covers_them(self, years):
        effect = 0
        for funding, found, _fund in play(years, is_dedicated=True):
            before, effect = effect, funding.booked - found.deferred - max(0, funding.attributable - funding.costs)
            if 0 <= funding.costs <= funding.attributable:
                self.assertEqual(effect, funding.costs)
                if funding.costs - funding.costs_of_year == before:
                    self.assertEqual(effect - before, funding.costs_of_year)
            self.assertLessEqual(effect, funding.attributable if funding.costs >= 0 else effect)

    @given(YEARS, st.booleans(), st.booleans(), st.booleans())
    @settings(max_examples=300, deadline=None)
    def test_every_cent_has_one_destination(self, years, acquired, dedicated, repayable):
        facts = {"is_acquired": acquired, "is_dedicated": dedicated, "is_repayable": repayable}
        for funding, found, fund in play(years, **facts):
            opening = sum(layer.amount for layer in funding.opening)
            self.assertLessEqual(found.used + found.refunded, opening)
            self.assertEqual(sum(layer.amount for layer in fund), opening + found.report - found.used - found.refunded)
            if acquired:
                self.assertEqual(found.unspent, found.kept + found.repaid + sum(layer.amount for layer in fund))
            self.assertTrue(min(found.not_acquired, found.deferred, found.report, found.kept, found.repaid) >= 0)

    @given(st.integers(1, 10_000_000), st.integers(1, 20_000_000), st.integers(1, 30), st.integers(0, 3_000))
    @settings(max_examples=200, deadline=None)
    def test_investment_grant_is_taken_whole_in_step_with_the_asset(self, grant, value, years, late):
        start, taken = date(2020, 1, 1) + timedelta(days=late), 0
        for year in range(2020, start.year + years + 1):
            depreciated = depreciation.depreciate(value, start, years, date(year, 12, 31))
            taken += depreciation.share(grant, value, depreciated, taken)
            self.assertAlmostEqual(taken, grant * depreciated / value, delta=0.5)
        self.assertEqual(taken, grant)
