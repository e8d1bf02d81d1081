from odoo.tests import HttpCase, tagged

from .common_skills import SkillsCase


@tagged("post_install", "-at_install")
class TestSkillTour(SkillsCase, HttpCase):
    """The evaluation as a team leader makes it: taps only, saved as tapped."""

    def test_team_leader_evaluates_by_taps(self):
        leader = self._create_leader("tap_leader")
        leader.password = "tap_leader"
        self.env["regie.skill.grid"].search([("id", "!=", self.grid.id)]).active = False
        person = self._create_person().employee_id
        self.start_tour("/odoo/skill-evaluations/new", "regie_accompaniment_skill_evaluation_tour", login="tap_leader")
        evaluation = self.env["regie.skill.evaluation"].search([("employee_id", "=", person.id)])
        line = evaluation.line_ids[0]
        self.assertEqual((line.score, line.self_score, evaluation.state), (7, 3, "done"))
        self.assertEqual((evaluation.user_id, line.skill_id), (leader, self.grid.line_ids[0].skill_id))
        self.assertEqual(person.current_employee_skill_ids.skill_level_id.name, "En autonomie")
