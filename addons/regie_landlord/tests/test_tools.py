import doctest

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import TransactionCase, tagged

from odoo.addons.regie_landlord.tools import month, parts


@tagged("post_install", "-at_install")
class TestTools(TransactionCase):
    """The month of a page and the parts that may be shown."""

    def test_examples_of_the_tools(self):
        for module in (month, parts):
            self.assertFalse(doctest.testmod(module).failed)

    @settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 12)), max_size=6), st.integers(2, 5))
    def test_part_that_is_shown_points_at_nobody_and_no_hidden_part_stands_alone(self, cells, threshold):
        people = [whole for whole, _part in cells]
        qpv = [min(whole, part) for whole, part in cells]
        shown = parts.shown_parts(people, qpv, threshold)
        for whole, part, is_shown in zip(people, qpv, shown, strict=True):
            if is_shown:
                self.assertGreaterEqual(whole, threshold)
                self.assertFalse(0 < part < threshold or 0 < whole - part < threshold)
        hidden = [whole for whole, is_shown in zip(people, shown, strict=True) if not is_shown]
        if any(shown):
            self.assertNotEqual(len(hidden), 1)
