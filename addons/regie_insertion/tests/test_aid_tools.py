import doctest
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.regie_insertion.tools import aid, annex_number, cash

from .test_tools import PROPERTY

MONEY = st.decimals(min_value=0, max_value=10**7, places=2)
SIGNED = st.decimals(min_value=-(10**6), max_value=10**6, places=2)
POSTS = st.decimals(min_value=0, max_value=100, places=2)
HOURS = st.decimals(min_value=0, max_value=20000, places=2)
BASES = st.sampled_from([1820, 1505, 1600, 1607])


@tagged("post_install", "-at_install")
class TestAidTools(BaseCase):
    """Calculators of the aid and of the cash, with the properties that no figure may break."""

    def test_examples_of_the_documentation(self):
        for module in (aid, annex_number, cash):
            with self.subTest(module=module.__name__):
                self.assertFalse(doctest.testmod(module).failed)

    @PROPERTY
    @given(MONEY, st.integers(min_value=1, max_value=36))
    def test_instalments_add_up_to_the_total_and_only_the_last_differs(self, amount, months):
        parts = aid.instalments(amount, months)
        self.assertEqual(sum(parts), amount)
        self.assertEqual(len(parts), months)
        self.assertEqual(len(set(parts[:-1])), 1 if months > 1 else 0)
        self.assertLessEqual(abs(parts[-1] - parts[0]), Decimal("0.01") * months)

    @PROPERTY
    @given(st.lists(HOURS, min_size=1, max_size=12), MONEY, BASES, POSTS, SIGNED)
    def test_regularisation_with_one_amount_is_the_formula_of_the_state(self, hours, amount, basis, posts, paid):
        months = len(hours)
        occupied = min(sum(hours) / basis, posts * months / 12)
        expected = (occupied * amount - paid).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
        found = aid.regularisation(hours, [amount] * months, basis, posts, paid)
        self.assertLessEqual(abs(found - expected), Decimal("0.01"))

    @PROPERTY
    @given(st.lists(st.tuples(HOURS, MONEY), min_size=1, max_size=12), BASES, POSTS)
    def test_aid_due_is_between_nothing_and_the_conventioned_posts(self, months, basis, posts):
        hours, amounts = zip(*months, strict=True)
        due = aid.due(hours, amounts, basis, posts)
        self.assertGreaterEqual(due, 0)
        ceiling = max(amounts) * posts * len(months) / 12
        self.assertLessEqual(due, ceiling + Decimal("0.000001"))

    @PROPERTY
    @given(POSTS, st.lists(MONEY, min_size=2, max_size=12), st.data())
    def test_an_annex_cut_in_two_is_worth_the_sum_of_its_parts(self, posts, amounts, data):
        cut = data.draw(st.integers(min_value=1, max_value=len(amounts) - 1))
        parts = aid.total(posts, amounts[:cut]) + aid.total(posts, amounts[cut:])
        self.assertLessEqual(abs(parts - aid.total(posts, amounts)), Decimal("0.01"))

    @PROPERTY
    @given(st.lists(st.decimals(min_value=0, max_value=50, places=4), min_size=1, max_size=12), POSTS)
    def test_consumption_compares_truncated_posts(self, realised, posts):
        status = aid.consumption(realised, posts)
        mean = aid.truncate(sum(realised) / len(realised))
        self.assertEqual(status, "ok" if mean == posts else "under" if mean < posts else "over")

    @PROPERTY
    @given(SIGNED, st.integers(min_value=0, max_value=200), st.lists(st.tuples(st.integers(0, 200), SIGNED)))
    def test_last_balance_is_the_opening_and_the_movements(self, opening, length, moves):
        start = date(2026, 1, 15)
        end = start + timedelta(days=length)
        moves = [(start + timedelta(days=offset), amount) for offset, amount in moves]
        rows = cash.daily_balances(opening, start, end, moves)
        inside = sum((amount for day, amount in moves if day <= end), Decimal(0))
        self.assertEqual(rows[-1][1], opening + inside)
        self.assertEqual(len(rows), length + 1)
        self.assertTrue(all(balance >= cash.lowest(rows)[1] for _day, balance in rows))

    @PROPERTY
    @given(st.lists(st.integers(min_value=1, max_value=12), unique=True))
    def test_months_of_regularisation_are_read_back_as_written(self, months):
        text = ",".join(map(str, sorted(months)))
        self.assertEqual(annex_number.parse_months(text), sorted(months))
