from datetime import date, datetime

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import MediationCase


@tagged("post_install", "-at_install")
class TestPlan(MediationCase):
    """The evenings of the coming weeks, planned in one go."""

    def _plan(self, **vals):
        self.manager.tz = "Europe/Paris"
        days = dict.fromkeys(("thursday", "friday", "saturday"), False)
        return (
            self.env["regie.mediation.round.plan"]
            .with_user(self.manager)
            .create(
                {
                    "agent_ids": [Command.set((self.samira | self.yann).ids)],
                    "site_ids": [Command.set(self.hall.ids)],
                    "date_from": date(2026, 10, 19),
                    "date_to": date(2026, 11, 1),
                    "hour_from": 20,
                    "hour_to": 1.5,
                    **days,
                    "friday": True,
                    **vals,
                }
            )
        )

    def test_evenings_keep_their_hour_when_the_clocks_change(self):
        action = self._plan().action_plan()
        rounds = self.env["regie.mediation.round"].search(action["domain"], order="date_planned_start")
        starts = [datetime(2026, 10, 23, 18), datetime(2026, 10, 30, 19)]
        self.assertEqual(rounds.mapped("date_planned_start"), starts)
        self.assertEqual(rounds[0].date_planned_end, datetime(2026, 10, 23, 23, 30))
        self.assertEqual(rounds.site_ids, self.hall)

    def test_evening_that_is_planned_is_not_planned_twice(self):
        rounds = self.env["regie.mediation.round"]
        first = rounds.search(self._plan().action_plan()["domain"])
        self.assertEqual(rounds.search(self._plan().action_plan()["domain"]), first)

    def test_plan_without_a_day_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "E-MED-13"):
            self._plan(friday=False).action_plan()
        with self.assertRaisesRegex(ValidationError, "E-MED-13"):
            self._plan(date_to=date(2028, 1, 1)).action_plan()

    def test_night_plan_of_one_person_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "E-MED-01"):
            self._plan(agent_ids=[Command.set(self.samira.ids)]).action_plan()
