from odoo.tests import tagged

from odoo.addons.regie_base.tools.result import NO_ACCESS, NO_SCOPE
from odoo.addons.regie_base.tools.scope import Scope

from .common import ParticipationCase


@tagged("post_install", "-at_install")
class TestIndicator(ParticipationCase):
    """The figures of the participation, under the rights of the board."""

    def _result(self, code, user=None, company=None, **narrowings):
        indicator = self.env["regie.indicator"].search([("code", "=", code), ("company_id", "=", False)])
        scope = Scope(company or self.company, self._day(-30), self.today, **narrowings)
        return indicator.with_user(user or self.reader)._compute_result(scope)

    def test_meetings_and_events_of_the_period_are_counted(self):
        self._create_event()
        self._create_event("clean_up", regie_partner_ids=self._create_partner().ids)
        self._create_event(days=-60)
        self._create_event(kind=False)
        self._create_event(company=self.neighbour)
        self.assertEqual(self._result("open_meetings").value, 1)
        self.assertEqual(self._result("association_events").value, 2)
        self.assertEqual(self._result("shared_events").value, 1)

    def test_inhabitants_met_are_those_of_the_door_and_those_with_a_name(self):
        event = self._create_event(regie_inhabitant_taps=20)
        event._regie_register("Fatou", "inhabitant", consent=True)
        event._regie_register("Town", "partner", consent=True)
        result = self._result("inhabitants_met")
        self.assertEqual((result.value, result.source_count), (21, 1))
        self.assertEqual(self.env["event.event"].search(result.domain), event)

    def test_answers_are_those_of_the_consultations_of_the_regie(self):
        consultation = self._create_consultation()
        theirs = self._create_consultation(company=self.neighbour)
        self._answer(consultation, 3, 2)
        self._answer(theirs, 4, 0)
        self.assertEqual(self._result("consultation_answers").value, 5)

    def test_volunteer_hours_and_persons_count_what_is_validated(self):
        first, second = self._create_volunteer(), self._create_volunteer()
        self._give_time(first, hours=2, days=-1, validated=True)
        self._give_time(first, hours=1.5, days=-2, validated=True)
        self._give_time(second, hours=5)
        self._give_time(second, hours=4, days=-90, validated=True)
        self.assertEqual(self._result("volunteer_hours").value, 3.5)
        self.assertEqual(self._result("volunteers").value, 1)

    def test_hours_of_an_activity_are_told_apart(self):
        activity = self._create_activity()
        volunteer = self._create_volunteer()
        self._give_time(volunteer, hours=2, validated=True, activity_id=activity.id)
        self._give_time(volunteer, hours=3, days=-1, validated=True)
        self.assertEqual(self._result("volunteer_hours", activity=activity).value, 2)
        self.assertEqual(self._result("volunteers", activity=activity).value, 1)

    def test_person_who_meets_comes_and_helps_counts_once(self):
        mandate = self._create_mandate()
        meeting = self._create_meeting(date=f"{self._day(-4)} 16:00:00")
        meeting._sync_attendance()
        self._enter(meeting, mandate.partner_id)
        self._give_time(self._create_volunteer(mandate.partner_id), validated=True)
        event = self._create_event()
        event._regie_register("Fatou", "inhabitant", contact="F@inhabitants.example", consent=True)
        other = self._create_event()
        other._regie_register("Fatou S.", "inhabitant", contact="f@inhabitants.example", consent=True)
        self.assertEqual(self._result("participation_distinct").value, 2)

    def test_question_without_meaning_is_unavailable_never_zero(self):
        territory = self._create_territory()
        for code in ("consultation_answers", "participation_distinct", "volunteer_hours", "volunteers"):
            self.assertEqual(self._result(code, territory=territory).reason, NO_SCOPE)
        self.assertEqual(self._result("open_meetings", activity=self._create_activity()).reason, NO_SCOPE)
        self.assertEqual(self._result("inhabitants_met", activity=self._create_activity()).reason, NO_SCOPE)

    def test_who_does_not_read_the_governance_is_told_so(self):
        leader = self._create_user("leader", "group_role_team_leader")
        for code in ("open_meetings", "inhabitants_met", "volunteer_hours", "volunteers", "participation_distinct"):
            self.assertEqual(self._result(code, user=leader).reason, NO_ACCESS, code)
