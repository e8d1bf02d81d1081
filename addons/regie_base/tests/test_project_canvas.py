from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form

from odoo.addons.regie_base.tests.common import RegieCase


class TestProjectCanvas(RegieCase):
    def test_idea_starts_with_the_seven_risks_to_look_at(self):
        with Form(self.env["regie.project.canvas"].with_user(self._create_user("otto", "group_role_office"))) as form:
            form.name = "Neighbourhood restaurant"
            form.need = "Break loneliness"
        canvas = form.record
        shipped = self.env["regie.project.risk"].search([])
        self.assertGreaterEqual(len(shipped), 7)
        self.assertEqual(canvas.risk_ids.risk_id, shipped)
        self.assertEqual(set(canvas.risk_ids.mapped("level")), {"0"})
        self.assertEqual(canvas.stage_id, self.env.ref("regie_base.project_stage_idea"))

    def test_counts_say_what_is_left(self):
        canvas = self.env["regie.project.canvas"].create(
            {
                "name": "Restaurant",
                "action_ids": [
                    Command.create({"name": "Cook at home first", "date_done": "2026-01-01"}),
                    Command.create({"name": "Pop-up restaurant", "horizon": "medium"}),
                ],
            }
        )
        canvas.risk_ids[0].level = "3"
        self.assertEqual((canvas.action_left_count, canvas.risk_high_count), (1, 1))

    def test_board_shows_every_stage_in_order(self):
        self.env["regie.project.canvas"].create({"name": "Restaurant"})
        board = self.env["regie.project.canvas"].with_context(read_group_expand=True)
        groups = board.web_read_group([], ["stage_id"], ["__count"])["groups"]
        stages = [self.env.ref(f"regie_base.project_stage_{name}").id for name in ("idea", "test", "ephemeral")]
        self.assertEqual([group["stage_id"][0] for group in groups][:3], stages)

    def test_board_member_reads_and_does_not_write(self):
        canvas = self.env["regie.project.canvas"].create({"name": "Restaurant"})
        president = self._create_user("paul", "group_role_board_member")
        self.assertTrue(canvas.with_user(president).risk_ids)
        with self.assertRaises(AccessError):
            canvas.with_user(president).name = "Bar"

    def test_projects_of_a_neighbour_are_not_shown(self):
        other = self.env["regie.project.canvas"].create({"name": "Bar", "company_id": self._create_company().id})
        director = self._create_user("ines", "group_role_director")
        self.assertNotIn(other, self.env["regie.project.canvas"].with_user(director).search([]))
        with self.assertRaises(AccessError):
            other.risk_ids.with_user(director).read(["level"])
