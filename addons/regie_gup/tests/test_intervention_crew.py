from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time

from .common_field import FieldCase


class TestInterventionCrew(FieldCase):
    """The hours of a crew in one go, by the one who leads it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls._create_members(12)
        cls.one = cls._create_pass_of_team()

    def _get_hours(self, one=None):
        lines = (one or self.one).sudo().line_ids
        return {line.employee_id: line.unit_amount for line in lines}

    def test_crew_is_the_team_under_contract_that_day(self):
        gone = self._create_worker(department_id=self.team.id, contract=(date(2026, 1, 1), date(2026, 1, 31)))
        self._create_worker()
        one = self.one.sudo()
        self.assertEqual(one._get_crew()[one], self.members)
        one.employee_ids = gone
        self.assertEqual(one._get_crew()[one], gone)

    def test_twelve_people_get_their_hours_in_one_batch(self):
        with freeze_time("2026-02-02 08:00:00"):
            self.one.action_start()
        with freeze_time("2026-02-02 10:15:00"):
            self.one._enter_crew(self.members.ids)
        self.assertEqual(self._get_hours(), dict.fromkeys(self.members, 2.25))
        self.assertEqual(self.one.hours, 27.0)

    def test_absent_person_has_an_absence_and_no_hours(self):
        sick = self.members[0]
        self.one._enter_crew(self.members.ids, {sick.id: "sick"}, hours=3.5)
        self.assertEqual(self._get_hours(), dict.fromkeys(self.members[1:], 3.5))
        absence = self.env["regie.iae.absence"].search([("employee_id", "=", sick.id)])
        self.assertEqual((absence.kind, absence.hours, absence.date_start), ("sick", 3.5, date(2026, 2, 2)))

    def test_two_passes_of_a_day_make_one_absence(self):
        sick, other = self.members[0], self._create_pass_of_team()
        for one in (self.one, other, other):
            one._enter_crew(self.members[1:].ids, {sick.id: "sick"}, hours=2)
        absence = self.env["regie.iae.absence"].search([("employee_id", "=", sick.id)])
        self.assertEqual((len(absence), absence.hours), (1, 4.0))
        other._enter_crew(self.members.ids, hours=2)
        self.assertEqual(absence.hours, 2.0)
        self.one._enter_crew(self.members.ids, hours=2)
        self.assertFalse(absence.exists())

    def test_absence_of_the_office_is_left_as_it_is(self):
        sick = self.members[0]
        absence = self.env["regie.iae.absence"].create(
            {
                "employee_id": sick.id,
                "kind": "paid_leave",
                "date_start": "2026-02-01",
                "date_end": "2026-02-07",
                "hours": 26,
            }
        )
        self.one._enter_crew(self.members[1:].ids, {sick.id: "sick"}, hours=2)
        self.assertEqual(self.env["regie.iae.absence"].search([("employee_id", "=", sick.id)]), absence)
        self.assertEqual((absence.kind, absence.hours), ("paid_leave", 26.0))

    def test_crew_entered_again_replaces_the_one_before(self):
        self.one._enter_crew(self.members.ids, hours=2)
        self.one._enter_crew(self.members[:3].ids, hours=3)
        self.assertEqual(self._get_hours(), dict.fromkeys(self.members[:3], 3.0))

    def test_rules_of_the_hours_stay_those_of_the_insertion_side(self):
        gone = self._create_worker(contract=(date(2025, 1, 1), date(2025, 12, 31)))
        with self.assertRule("HRS-07"):
            self.one._enter_crew([gone.id], hours=2)
        with self.assertRule("HRS-05"):
            self.one._enter_crew(self.members.ids, hours=25)
        self._work(self.one.project_id.sudo(), self.members[0])
        self._validate_month()
        with self.assertRule("HRS-09"):
            self.one._enter_crew(self.members.ids, hours=2)

    def test_nobody_of_another_team_is_told_absent(self):
        stranger = self._create_worker()
        with self.assertRaisesRegex(AccessError, "E-INT-10"):
            self.one._enter_crew(self.members.ids, {stranger.id: "unpaid"}, hours=2)

    def test_person_lent_by_another_team_may_be_present(self):
        lent = self._create_worker()
        self.one._enter_crew(lent.ids, hours=2)
        self.assertEqual(self._get_hours(), {lent: 2.0})

    def test_hours_of_a_validated_pass_wait_for_its_reopening(self):
        self.one.action_done()
        self.one.action_validate()
        with self.assertRule("E-INT-08"):
            self.one._enter_crew(self.members.ids, hours=2)

    def test_wizard_proposes_everybody(self):
        wizard = self.env["regie.intervention.crew"].with_user(self.leader)
        crew = wizard.with_context(default_intervention_id=self.one.id).create({"hours": 1.5})
        self.assertEqual(crew.sudo().line_ids.employee_id, self.members)
        crew.line_ids[0].absence = "unpaid"
        crew.action_enter()
        self.assertEqual(len(self._get_hours()), 11)

    def test_pass_only_ticked_afterwards_takes_its_planned_length(self):
        service = self._create_service(department_id=self.team.id, planned_minutes=90)
        one = self._create_pass_on_site("2026-02-03", service, employee_ids=self.members[:3].ids).with_user(self.leader)
        one.action_start()
        one.action_done()
        self.assertEqual(set(self._get_hours(one).values()), {0.5})

    def test_crew_of_twelve_costs_as_many_queries_as_one_of_two(self):
        counts = []
        for crew in (self.members[:2], self.members):
            one = self._create_pass_of_team()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            one._enter_crew(crew.ids, hours=1)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 4)

    def test_hours_above_a_day_are_refused(self):
        with self.assertRaises(ValidationError):
            self.one._enter_crew(self.members.ids, hours=-1)
