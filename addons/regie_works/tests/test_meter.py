from odoo.tests import tagged

from .common import WorksCase


@tagged("post_install", "-at_install")
class TestMeter(WorksCase):
    """The index of a meter goes up, its consumption is compared with the usual. Domain: 1.12."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.meter = cls.env["regie.meter"].create({"number": "W1", "site_id": cls._create_hall().id})

    def _read(self, month, index, **vals):
        return self.env["regie.meter.reading"].create(
            {"meter_id": self.meter.id, "date": f"2026-{month:02}-01", "index": index, **vals}
        )

    def test_consumption_is_the_difference_with_the_reading_before(self):
        self.assertEqual(self._read(1, 100).consumption, 0)
        second = self._read(2, 130)
        self.assertEqual((second.consumption, second.days, second.unit), (30, 31, "m³"))

    def test_index_does_not_go_down(self):
        self._read(1, 100)
        self._read(3, 150)
        with self.assertRule("E-METER-01"):
            self._read(4, 149)
        with self.assertRule("E-METER-01"):
            self._read(2, 160)
        with self.assertRule("E-METER-01"):
            self._read(2, 99)
        self.assertEqual(self._read(2, 120).consumption, 20)

    def test_new_meter_may_start_again(self):
        self._read(1, 980)
        reading = self._read(2, 15, is_reset=True, index_removed=1000, index_initial=0)
        self.assertEqual(reading.consumption, 35)
        self.assertEqual(self._read(3, 45).consumption, 30)

    def test_jump_above_the_mean_of_four_periods_warns(self):
        # same number of days, so that the worked example is that of the domain
        index = 0
        for week, used in enumerate((0, 10, 10, 10, 10, 13, 15)):
            index += used
            reading = self.env["regie.meter.reading"].create(
                {"meter_id": self.meter.id, "date": f"2026-02-{1 + 4 * week:02}", "index": index}
            )
            # mean of the four before: 10, then 10,75
            self.assertEqual(reading.is_alert, week == 6, f"week {week}: {reading.consumption} / {reading.mean}")
        self.assertEqual(len(self.meter.activity_ids), 1)
        self.assertEqual(self.env["regie.meter.reading"].search([("is_alert", "=", True)]), reading)
        self.assertFalse(reading.search([("is_alert", "=", False), ("id", "=", reading.id)]))

    def test_list_of_readings_is_computed_at_once(self):
        for month in range(1, 13):
            self._read(month, 10 * month)
        self.env.flush_all()
        self.env.invalidate_all()
        readings = self.env["regie.meter.reading"].search([("meter_id", "=", self.meter.id)])
        with self.assertQueryCount(4):
            readings.mapped("consumption")
