import math
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.regie_insertion.tools import clause as arithmetic

CENTS = st.integers(min_value=0, max_value=10**8).map(lambda value: Decimal(value) / 100)
PERCENTS = st.integers(min_value=0, max_value=10_000).map(lambda value: Decimal(value) / 100)
ROWS = st.lists(st.dictionaries(st.sampled_from(["hours", "kind", "reason"]), st.text(max_size=8)), max_size=6)


@tagged("post_install", "-at_install")
class TestClauseTools(BaseCase):
    """What holds whatever is typed."""

    @given(CENTS, PERCENTS)
    def test_share_of_the_hours_is_never_short_and_never_an_hour_too_many(self, hours, rate):
        due = arithmetic.share_hours(hours, rate)
        self.assertTrue(0 <= due - hours * rate / 100 < 1)
        self.assertEqual(due, math.ceil(hours * rate / 100))

    @given(CENTS, CENTS, CENTS)
    def test_penalty_is_never_negative_and_nothing_once_the_hours_are_done(self, due, done, penalty):
        amount = arithmetic.penalty_amount(due, done, penalty)
        self.assertGreaterEqual(amount, 0)
        if done >= due:
            self.assertEqual(amount, 0)

    @given(ROWS, st.integers(min_value=0, max_value=5), st.text(max_size=8))
    def test_any_change_of_a_row_breaks_the_seals_after_it(self, rows, index, text):
        def seals(contents):
            found = [""]
            for content in contents:
                found.append(arithmetic.chain_hash(found[-1], content))
            return found

        if index >= len(rows) or rows[index].get("hours") == text:
            return
        changed = [*rows[:index], {**rows[index], "hours": text}, *rows[index + 1 :]]
        before, after = seals(rows), seals(changed)
        self.assertEqual(before[: index + 1], after[: index + 1])
        self.assertFalse(set(before[index + 1 :]) & set(after[index + 1 :]))
