from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.small_cells import protect, protect_ticks

COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=8)


@tagged("post_install", "-at_install")
class TestSmallCells(BaseCase):
    """Nobody is recognised in a table: neither read, nor worked out from the total."""

    @given(COUNTS, st.integers(2, 9))
    @settings(max_examples=60, deadline=None)
    def test_no_small_count_is_shown(self, counts, threshold):
        for shown in protect(counts, threshold):
            self.assertTrue(shown is None or shown == 0 or shown >= threshold)

    @given(COUNTS, st.integers(2, 9))
    @settings(max_examples=60, deadline=None)
    def test_hidden_counts_cannot_be_worked_out_from_the_total(self, counts, threshold):
        shown = protect(counts, threshold)
        hidden = [count for count, cell in zip(counts, shown, strict=True) if cell is None]
        if hidden and sum(counts) >= threshold:
            self.assertGreaterEqual(len(hidden), 2)
            self.assertGreaterEqual(sum(hidden), threshold)

    @given(COUNTS, st.integers(2, 9))
    @settings(max_examples=60, deadline=None)
    def test_what_is_shown_is_true(self, counts, threshold):
        for count, cell in zip(counts, protect(counts, threshold), strict=True):
            self.assertIn(cell, (None, count))

    def test_table_without_small_count_is_shown_whole(self):
        self.assertEqual(protect([12, 0, 5], 5), [12, 0, 5])

    def test_small_total_hides_even_the_zeros(self):
        self.assertEqual(protect([3, 0], 5), [None, None])

    def test_box_that_nearly_everybody_ticked_is_hidden(self):
        self.assertEqual(protect_ticks([10, 18], 20, 5), [10, None])
