from datetime import date

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common_social import SocialCase


class TestGoal(SocialCase):
    """Objectives and the actions that reach them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pathway = cls._create_followed()
        cls.goal = cls._create_goal("Permis de conduire")

    @classmethod
    def _create_goal(cls, name, pathway=None, **vals):
        goals = cls.env["regie.goal"].with_user(cls.cip)
        return goals.create({"name": name, "pathway_id": (pathway or cls.pathway).id, **vals})

    def _create_action(self, **vals):
        actions = self.env["regie.goal.action"].with_user(self.cip)
        return actions.create({"name": "Inscription", "goal_id": self.goal.id, **vals})

    def test_objective_runs_with_its_first_action_done_and_ends_with_its_outcome(self):
        action = self._create_action()
        self.assertEqual(self.goal.state, "todo")
        action.action_done()
        self.assertEqual(self.goal.state, "running")
        with freeze_time("2026-05-04"):
            self.goal.outcome = "partial"
            self.assertEqual((self.goal.state, self.goal.closed_on), ("partial", date(2026, 5, 4)))
        self.goal.action_reopen()
        self.assertEqual((self.goal.state, self.goal.closed_on), ("running", False))

    def test_sub_objective_starts_its_objective(self):
        child = self._create_goal("Code", parent_id=self.goal.id)
        child.action_start()
        self.assertEqual(self.goal.state, "running")

    def test_sub_objective_is_of_the_same_person(self):
        other = self._create_goal("Logement", pathway=self._create_followed())
        with self.assertRule("INS-O01"):
            other.parent_id = self.goal

    def test_objective_is_no_part_of_itself(self):
        child = self._create_goal("Code", parent_id=self.goal.id)
        with self.assertRaises(UserError):
            self.goal.parent_id = child

    def test_action_takes_the_person_of_its_objective(self):
        self.assertEqual(self._create_action().pathway_id, self.pathway)
        with self.assertRule("INS-O04"):
            self._create_action(pathway_id=self._create_followed().id)

    def test_action_may_exist_outside_any_objective(self):
        action = self._create_action(goal_id=False, pathway_id=self.pathway.id)
        self.assertEqual(action.state, "planned")

    def test_action_state_follows_its_dates(self):
        action = self._create_action(date_planned=date(2026, 3, 2))
        action.postponed_to = date(2026, 3, 20)
        self.assertEqual((action.state, action.date_deadline), ("postponed", date(2026, 3, 20)))
        action.action_not_done()
        self.assertEqual(action.state, "not_done")
        action.action_done()
        self.assertEqual(action.state, "done")
        action.action_reopen()
        self.assertEqual(action.state, "postponed")

    def test_action_is_done_or_not_and_never_in_advance(self):
        action = self._create_action()
        with self.assertRule("INS-O05"):
            action.write({"date_done": date(2026, 3, 1), "not_done_on": date(2026, 3, 1)})
        with freeze_time("2026-03-02"), self.assertRule("INS-O06"):
            action.date_done = date(2026, 3, 3)

    @mute_logger("odoo.sql_db")
    def test_action_does_not_last_less_than_nothing(self):
        with self.assertRaisesRegex(CheckViolation, "duration_check"), self.env.cr.savepoint():
            self._create_action(duration=-5)

    def test_late_ones_are_found(self):
        with freeze_time("2026-05-01"):
            late = self._create_action(date_planned=date(2026, 4, 1))
            self.goal.date_due = date(2026, 4, 1)
            self.assertTrue(late.is_late and self.goal.is_late)
            self.assertIn(late, self.env["regie.goal.action"].search([("is_late", "=", True)]))
            self.assertIn(self.goal, self.env["regie.goal"].search([("is_late", "=", True)]))
            late.action_done()
            self.goal.action_reach()
            self.assertFalse(late.is_late or self.goal.is_late)

    def test_advisers_only_read_objectives(self):
        for role in ("office", "director", "team_leader", "accountant", "board_member", "cashier"):
            for model in ("regie.goal", "regie.goal.action"):
                self.assertFalse(self.env[model].with_user(self.users[role]).has_access("read"), (role, model))
