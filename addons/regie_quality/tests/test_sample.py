from odoo import Command

from .common import QualityCase


class TestSample(QualityCase):
    """Sites drawn at random, among those of the lot that nobody inspected for a while."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lot = cls._create_lot()
        cls.grid = cls._create_grid()
        residence = cls._create_place("residence")
        building = cls._create_place("building", residence)
        cls.halls = cls.env["regie.site"].union(*(cls._create_place("hall", building) for _number in range(6)))
        cls.lot.site_ids = [Command.set(residence.ids)]

    def _draw(self, count=3, **vals):
        sample = self.env["regie.quality.sample"].create(
            {"lot_id": self.lot.id, "grid_id": self.grid.id, "site_count": count, "date": "2026-02-20", **vals}
        )
        action = sample.action_draw()
        return self.env["regie.quality.inspection"].search(action["domain"])

    def test_as_many_sites_as_asked_are_drawn_once_each(self):
        drawn = self._draw(4)
        self.assertEqual((len(drawn), len(drawn.site_id)), (4, 4))
        self.assertLessEqual(drawn.site_id, self.halls)
        self.assertEqual((drawn.lot_id, set(drawn.mapped("kind"))), (self.lot, {"unannounced"}))
        self.assertEqual(len(drawn[0].line_ids), 3)

    def test_site_inspected_lately_is_left_out(self):
        for hall in self.halls[:4]:
            self._create_inspection(site=hall, date="2026-02-10")
        self._create_inspection(site=self.halls[4], date="2026-01-02")
        self.assertEqual(self._draw(10).site_id, self.halls[4:])

    def test_sites_of_the_services_of_the_lot_are_drawn_too(self):
        self.lot.site_ids = [Command.clear()]
        service = self._create_service(project=self._create_site(self.lot))
        self.assertEqual(self._draw(10).site_id, service.site_id)

    def test_nothing_left_to_draw_says_why(self):
        for hall in self.halls:
            self._create_inspection(site=hall, date="2026-02-10")
        with self.assertRule("E-QUAL-16"):
            self._draw()
        with self.assertRule("E-QUAL-16"):
            self._draw(0, days=0)
