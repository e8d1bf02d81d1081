from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import tagged

from ..tools import geo

latitudes = st.floats(-89, 89)
longitudes = st.floats(-179, 179)


@tagged("post_install", "-at_install")
class TestGeo(TestCase):
    """How far from a site, and whether that is on it."""

    test_tags = {"post_install", "standard"}

    def test_degree_of_meridian_is_111_km(self):
        self.assertEqual(geo.distance(0, 0, 0, 1), 111_195)
        self.assertEqual(geo.distance(48, 2, 49, 2), 111_195)

    @given(latitudes, longitudes, latitudes, longitudes)
    def test_way_there_is_as_long_as_the_way_back(self, a, b, c, d):
        self.assertEqual(geo.distance(a, b, c, d), geo.distance(c, d, a, b))
        self.assertEqual(geo.distance(a, b, a, b), 0)

    def test_accuracy_counts_up_to_fifty_metres(self):
        cases = {
            (150, 0): "inside",
            (151, 0): "outside",
            (200, 50): "inside",
            (201, 900): "outside",
            (150, -3): "inside",
        }
        for (metres, accuracy), expected in cases.items():
            with self.subTest(metres=metres, accuracy=accuracy):
                self.assertEqual(geo.locate(metres, 150, accuracy), expected)
