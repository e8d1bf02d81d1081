from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError, ValidationError
from odoo.tests import BaseCase

from ..tools.spread import overlap_days, share
from .common import GrantCase


class TestShare(BaseCase):
    """Sharing cents: none lost, none created."""

    @settings(deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any))
    def test_shares_sum_to_the_amount_and_are_near_their_weight(self, cents, weights):
        parts = share(cents, weights)
        self.assertEqual(sum(parts), cents)
        for part, weight in zip(parts, weights, strict=True):
            self.assertLess(abs(part - cents * weight / sum(weights)), 1 + 1e-3)

    def test_no_weight_shares_nothing(self):
        with self.assertRaises(ZeroDivisionError):
            share(100, [0, 0])


class TestSpread(GrantCase):
    """A grant of several years, shared among its exercises."""

    def test_days_of_the_period_share_the_grant_to_the_cent(self):
        grant = self._create_grant(1000, period_start="2026-07-01", period_end="2028-06-30")
        grant._spread_prorata()
        days = [184, 365, 182]
        self.assertEqual(
            [
                overlap_days(grant.period_start, grant.period_end, year.date_from, year.date_to)
                for year in grant.fraction_ids.exercise_id.sorted("date_from")
            ],
            days,
        )
        self.assertEqual(grant.fraction_ids.sorted("date_from").mapped("amount"), [251.71, 499.32, 248.97])
        self.assertEqual(grant.get_attributable(self.exercise), 251.71)

    def test_years_to_come_are_created_when_a_grant_meets_them(self):
        grant = self._create_grant(period_end="2028-12-31")
        grant._spread_prorata()
        self.assertEqual(grant.fraction_ids.exercise_id.sorted("date_from").mapped("name"), ["2026", "2027", "2028"])

    def test_wizard_spreads_by_the_convention_or_by_a_key(self):
        self._create_exercise(2027)
        grant = self._create_grant(1000, period_end="2027-12-31")
        wizard = self.env["regie.grant.spread.wizard"].with_context(default_grant_id=grant.id).create({"method": "key"})
        self.assertEqual(wizard.line_ids.mapped("days"), [365, 365])
        wizard.line_ids[0].weight, wizard.line_ids[1].weight = 1, 2
        wizard.action_confirm()
        self.assertEqual(grant.fraction_ids.mapped("amount"), [333.33, 666.67])
        self.assertEqual(grant.spread, "key")
        wizard.method = "agreed"
        wizard.line_ids[0].amount, wizard.line_ids[1].amount = 400, 500
        with self.assertRaisesRegex(ValidationError, "FIN-015"), self.cr.savepoint():
            wizard.action_confirm()
        wizard.line_ids[1].amount = 600
        wizard.action_confirm()
        self.assertEqual(grant.fraction_ids.mapped("amount"), [400, 600])

    def test_key_without_weight_is_refused(self):
        grant = self._create_grant(1000)
        with self.assertRaisesRegex(UserError, "FIN-015"):
            grant.spread_over("key", {self.exercise: 0})

    def test_grant_is_spread_when_it_is_notified(self):
        grant = self._create_notified_grant(1000, period_end="2027-12-31")
        self.assertEqual(sum(grant.fraction_ids.mapped("amount")), 1000)
        self.assertEqual(grant.spread, "prorata")
