from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form

from .common_skills import SkillsCase


@freeze_time("2026-05-04")
class TestSkillEvaluation(SkillsCase):
    """Evaluations: taps on a grid, the person's own view beside, progress, and the wall of the team."""

    def test_choosing_the_person_brings_the_skills_of_the_trade(self):
        leader = self._create_leader("eva_leader")
        person = self._create_person().employee_id
        with Form(self.env["regie.skill.evaluation"].with_user(leader)) as form:
            form.profile_id = self.env["hr.employee.public"].browse(person.id)
            form.grid_id = self.grid
        evaluation = form.record
        self.assertEqual(evaluation.employee_id, person)
        self.assertEqual(evaluation.line_ids.skill_id, self.grid.line_ids.skill_id)
        self.assertEqual((evaluation.user_id, evaluation.scale_max, evaluation.state), (leader, 10, "draft"))

    def test_result_is_the_mean_of_the_skills_seen(self):
        person = self._create_person().employee_id
        evaluation = self._create_evaluation(person, scores=(8, 6, 0, 4), own=(4, 2))
        self.assertEqual((evaluation.rated_count, evaluation.average), (3, 60))
        self.assertEqual(evaluation.self_average, 75)

    def test_progress_is_read_from_the_evaluation_before(self):
        person = self._create_person().employee_id
        first = self._create_evaluation(person, date(2026, 1, 5), scores=(4, 4), close=True)
        second = self._create_evaluation(person, scores=(6, 8))
        self.assertEqual((second.previous_id, second.progress), (first, 30))
        self.assertEqual(second.line_ids[0].previous_percent, 40)
        self.assertEqual(first.next_date, date(2026, 7, 5))

    def test_score_out_of_the_scale_is_refused(self):
        evaluation = self._create_evaluation(self._create_person().employee_id)
        for vals in ({"score": 11}, {"score": -1}, {"self_score": 5}):
            with self.subTest(vals=vals), self.assertRule("INS-K01"):
                evaluation.line_ids[0].write(vals)

    def test_evaluation_without_score_is_not_closed(self):
        evaluation = self._create_evaluation(self._create_person().employee_id)
        with self.assertRule("INS-K02"):
            evaluation.action_close()

    def test_closed_evaluation_stays_as_it_was(self):
        evaluation = self._create_evaluation(self._create_person().employee_id, scores=(5,), close=True)
        for act in (
            lambda: evaluation.line_ids[0].write({"score": 9}),
            lambda: evaluation.write({"note": "Better"}),
            lambda: evaluation.line_ids[:1].unlink(),
            evaluation.unlink,
        ):
            with self.assertRule("INS-K03"):
                act()
        evaluation.action_reopen()
        evaluation.line_ids[0].score = 9
        evaluation.action_close()
        with freeze_time("2026-05-05"), self.assertRaises(ValidationError):
            evaluation.action_reopen()

    def test_closing_gives_the_levels_to_the_skills_of_the_employee(self):
        leader = self._create_leader("eva_leader")
        person = self._create_person().employee_id
        self._create_evaluation(person, scores=(1, 4, 7, 10), close=True, user=leader)
        levels = {skill.skill_id: skill.skill_level_id.name for skill in person.current_employee_skill_ids}
        self.assertEqual(
            [levels[skill] for skill in self.grid.line_ids.skill_id[:4]],
            ["Débute", "Avec aide", "En autonomie", "Sait transmettre"],
        )
        self.assertEqual(len(levels), 4)

    def test_later_evaluation_replaces_the_level(self):
        person = self._create_person().employee_id
        with freeze_time("2026-01-05"):
            self._create_evaluation(person, date(2026, 1, 5), scores=(4,), close=True)
        self._create_evaluation(person, scores=(9,), close=True)
        current = person.current_employee_skill_ids
        self.assertEqual(current.skill_level_id.name, "Sait transmettre")

    def test_scale_of_the_régie_is_followed(self):
        self.grid.scale_max = 4
        evaluation = self._create_evaluation(self._create_person().employee_id, scores=(2,))
        self.assertEqual(evaluation.average, 50)
        with self.assertRule("INS-K01"):
            evaluation.line_ids[0].score = 5

    def test_team_leader_keeps_the_evaluations_of_the_team_only(self):
        leader, stranger = self._create_leader("eva_leader"), self._create_leader("eva_other", self.other_team)
        person = self._create_person().employee_id
        evaluation = self._create_evaluation(person, scores=(5,), user=leader)
        self.assertTrue(evaluation.with_user(leader).has_access("write"))
        for record in (evaluation, evaluation.line_ids):
            self.assertFalse(record.with_user(stranger).has_access("read"))
            self.assertFalse(self.env[record._name].with_user(stranger).search([("id", "in", record.ids)]))
        self.assertFalse(
            self.env["regie.skill.evaluation.line"]
            .with_user(stranger)
            ._read_group([("employee_id", "=", person.id)], ["skill_id"], ["percent:avg"])
        )
        with self.assertRaises(AccessError):
            self._create_evaluation(person, user=stranger)

    def test_advisers_and_direction_read_and_others_do_not(self):
        evaluation = self._create_evaluation(self._create_person().employee_id, scores=(5,))
        for role in ("social_worker", "director", "office", "accountant", "board_member", "cashier"):
            user = self._create_user(f"eva_{role}", f"group_role_{role}")
            for record in (evaluation, evaluation.line_ids[0]):
                with self.subTest(role=role, model=record._name):
                    self.assertEqual(record.with_user(user).has_access("read"), role in ("social_worker", "director"))
                    self.assertFalse(record.with_user(user).has_access("write"))

    def test_grid_of_a_trade_ships_with_its_skills(self):
        for trade in ("cleaning", "green", "works", "catering"):
            grid = self.env.ref(f"regie_accompaniment.skill_grid_{trade}")
            with self.subTest(trade=trade):
                self.assertGreaterEqual(len(grid.line_ids), 8)
                self.assertEqual(len(grid.line_ids.skill_id.skill_type_id.skill_level_ids), 4)
                self.assertEqual(grid.scale_max, 10)
