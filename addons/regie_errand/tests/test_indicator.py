from datetime import date

from odoo.addons.regie_base.tests.indicator_common import IndicatorCase
from odoo.addons.regie_base.tools.scope import Scope

from .common import ErrandBuilders


class TestIndicator(ErrandBuilders, IndicatorCase):
    """The figures of errands and transport."""

    def _read(self, code, first=date(2026, 1, 1), last=date(2026, 12, 31), **scope):
        indicator = self.env.ref(f"regie_errand.indicator_{code}")
        return indicator._compute_result(Scope(self.company, first, last, **scope))

    def test_errands_delivered_are_counted_with_their_people(self):
        first = self._create_errand("delivered", kind="other")
        second = self._create_errand("delivered", kind="other", partner_id=first.partner_id.id, transport_mode="car")
        self._create_errand("running")
        (first | second).sudo().date_delivered = "2026-03-04 10:00:00"
        self.assertEqual(self._read("errands_delivered").value, 2)
        self.assertEqual(self._read("errand_people").value, 1)
        self.assertEqual(self._read("errand_green_share").value, 50)
        self.assertFalse(self._read("errands_delivered", date(2027, 1, 1), date(2027, 12, 31)).is_available)

    def test_trips_made_are_counted_with_their_people(self):
        person, driver, vehicle = self._create_person(), self._create_person("Paul"), self._create_vehicle()
        self._hold_papers(vehicle, driver)
        self._open_right(person)
        for _number in range(2):
            self._create_trip(person, vehicle, driver).action_done()
        self._create_trip(person, vehicle, driver)
        self.assertEqual((self._read("tus_trips").value, self._read("tus_people").value), (2, 1))

    def test_activity_has_neither(self):
        activity = self._create_activity()
        self.assertEqual(self._read("tus_trips", activity=activity).reason, "no_scope")
