from odoo.tests import HttpCase, tagged

from .common import QualityCase


@tagged("post_install", "-at_install")
class TestQualityTour(QualityCase, HttpCase):
    """The inspection at the door, on a phone: notes by a tap, the signature of the owner on the same screen."""

    browser_size = "360x740"
    touch_enabled = True

    def test_inspection_at_the_door_ends_with_a_signature(self):
        leader = self._create_user("leader", "group_role_team_leader")
        leader.password = "leader"
        grid = self._create_grid(
            {"name": "Floor", "weight": 3, "section": "Hall"},
            {"name": "Glass", "weight": 1, "section": "Hall"},
            {"name": "Lift", "weight": 2, "section": "Lift"},
            {
                "name": "Ways out",
                "weight": 5,
                "scale": "yes_no",
                "is_eliminatory": True,
                "photo_required_below": 1,
                "section": "Safety",
            },
        )
        site = self._create_hall()
        site.name = "Hall of the tour"
        inspection = self._create_inspection(grid=grid, site=site, inspector_id=leader.id)
        self.start_tour("/odoo/regie-inspections", "regie_quality_door_tour", login="leader")
        self.assertEqual((inspection.state, inspection.signer_name), ("signed", "Claire Petit"))
        self.assertEqual(inspection.line_ids.mapped("note"), ["3", "4", "na", "4"])
        # (3×3 + 1×4 + 5×4) ÷ (9×4)
        self.assertEqual((inspection.score, inspection.result), (91.67, "compliant"))
        self.assertTrue(inspection._is_intact())
