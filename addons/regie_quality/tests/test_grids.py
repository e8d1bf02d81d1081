from .common import QualityCase


class TestGrids(QualityCase):
    """The grids that come with the addon, and their copies."""

    def test_six_grids_are_shipped_and_each_can_be_noted_to_the_end(self):
        for name in ("halls", "service", "green", "works", "self_rehab", "premises"):
            grid = self.env.ref(f"regie_quality.grid_{name}")
            with self.subTest(grid=grid.name):
                self.assertGreaterEqual(len(grid.criterion_ids), 7)
                self.assertTrue(grid.criterion_ids.filtered("is_eliminatory"))
                self.assertTrue(all(grid.criterion_ids.mapped("expected_text")))
                inspection = self._create_inspection(grid=grid)
                for line in inspection.line_ids:
                    line.note = "4"
                inspection.action_done()
                self.assertEqual((inspection.score, inspection.result), (100, "compliant"))

    def test_own_premises_are_inspected_like_the_sites_of_others(self):
        premises = self._create_place("premises", self._create_place("neighbourhood"))
        grid = self.env.ref("regie_quality.grid_premises")
        inspection = self._create_inspection(grid=grid, site=premises, kind="self")
        self.assertFalse(inspection.owner_id)
        self.assertFalse(inspection.is_shared, "an own check stays in the régie")

    def test_copy_of_a_grid_has_its_criteria_and_another_name(self):
        grid = self._create_grid(5, 4)
        copy = grid.copy()
        self.assertEqual(copy.criterion_ids.mapped("weight"), [5, 4])
        self.assertNotEqual(copy.name, grid.name)
        self.assertEqual((grid.criterion_count, copy.criterion_count), (2, 2))

    def test_archived_criterion_is_not_asked_for(self):
        grid = self._create_grid(5, 4)
        grid.criterion_ids[0].active = False
        self.assertEqual(self._create_inspection(grid=grid).line_ids.mapped("weight"), [4])
