from odoo.tests import BaseCase, tagged

from ..controllers.common import say_hours


@tagged("post_install", "-at_install")
class TestDurations(BaseCase):
    """A duration is said as people say it."""

    def test_hours_are_said_in_hours_and_minutes(self):
        self.assertEqual([say_hours(hours) for hours in (0.5, 1, 1.5, 12.25)], ["30 min", "1 h", "1 h 30", "12 h 15"])
