from unittest import mock

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .common_field import FieldCase


class TestInterventionFlow(FieldCase):
    """The life of a pass, by its buttons, as the one who leads the team."""

    def test_pass_goes_from_planned_to_validated(self):
        one = self._create_pass_of_team(employee_ids=self._create_members(2).ids)
        with freeze_time("2026-02-02 08:00:00"):
            one.action_start()
        self.assertEqual(one.state, "in_progress")
        with freeze_time("2026-02-02 09:30:00"):
            one.action_done()
        self.assertEqual((one.state, one.hours), ("done", 3.0))
        one.action_validate()
        self.assertEqual((one.state, one.validated_by_id), ("validated", self.leader))

    def test_second_start_keeps_the_first_hour(self):
        one = self._create_pass_of_team()
        with freeze_time("2026-02-02 08:00:00"):
            one.action_start()
        with freeze_time("2026-02-02 08:05:00"):
            one.action_start()
        self.assertEqual(fields.Datetime.to_string(one.date_started), "2026-02-02 08:00:00")

    def test_end_before_the_start_is_refused(self):
        one = self._create_pass_of_team()
        with freeze_time("2026-02-02 08:00:00"):
            one.action_start()
            with self.assertRule("E-INT-01"):
                one._finish(fields.Datetime.to_datetime("2026-02-02 07:59:00"))

    def test_moment_told_by_a_phone_is_never_in_the_future(self):
        one = self._create_pass_of_team()
        with freeze_time("2026-02-02 08:00:00"):
            one._start(fields.Datetime.to_datetime("2026-02-02 11:00:00"))
        self.assertEqual(fields.Datetime.to_string(one.date_started), "2026-02-02 08:00:00")

    def test_photos_of_the_catalogue_are_asked_before_the_end(self):
        one = self._create_pass_of_team(service_type=self._create_service_type(photo_rule="before_after"))
        one.action_start()
        with self.assertRule("E-INT-02"):
            one.action_done()
        self._add_proof(one, "photo_before")
        with self.assertRule("E-INT-02"):
            one.action_done()
        self._add_proof(one, "photo_after")
        one.action_done()
        self.assertEqual(one.state, "done")

    def test_scan_or_its_reason_is_asked_before_the_end(self):
        scanned_type = self._create_service_type(needs_scan=True)
        one, other = (self._create_pass_of_team(service_type=scanned_type) for _number in range(2))
        with self.assertRule("E-INT-03"):
            one.action_done()
        one._scan(f"https://regie.example/regie/s/{one.site_id.qr_token}")
        one.action_done()
        other.no_scan_reason_id = self.env.ref("regie_gup.reason_label_torn")
        other.action_done()
        self.assertEqual((one | other).mapped("state"), ["done", "done"])

    def test_cancel_asks_a_reason(self):
        one = self._create_pass_of_team()
        wizard = self.env["regie.intervention.cancel"].with_user(self.leader)
        with self.assertRule("E-INT-04"):
            wizard.create({"intervention_ids": one.ids}).action_cancel()
        context = one.action_cancel()["context"]
        reason = self.env.ref("regie_gup.reason_weather")
        wizard.with_context(**context).create({"reason_id": reason.id}).action_cancel()
        self.assertEqual((one.state, one.reason_id), ("cancelled", reason))

    def test_pass_not_done_tells_why(self):
        one = self._create_pass_of_team()
        with self.assertRule("E-INT-04"):
            one._miss(self.env["regie.intervention.reason"])
        one._miss(self.env.ref("regie_gup.reason_no_access"))
        self.assertEqual(one.state, "missed")
        one.action_start()
        self.assertEqual((one.state, one.reason_id.id), ("in_progress", False))

    def test_invoiced_pass_does_not_change(self):
        one = self._create_pass_of_team()
        director = self._create_user("director", "group_role_director")
        one.action_done()
        one.action_validate()
        with mock.patch.object(type(one), "_is_invoiced", return_value=True):
            for act in (
                lambda: one.with_user(director).action_reopen(),
                lambda: one.write({"date_planned": "2026-02-03"}),
                lambda: self._add_proof(one),
                lambda: one.with_user(director).unlink(),
            ):
                with self.assertRule("E-INT-05"):
                    act()

    def test_steps_come_in_their_order(self):
        one = self._create_pass_of_team()
        with self.assertRule("E-INT-07"):
            one.action_validate()
        one.action_done()
        for act in (one.action_start, one.action_done, lambda: one._cancel(self.env.ref("regie_gup.reason_weather"))):
            with self.assertRule("E-INT-07"):
                act()

    def test_validated_pass_is_reopened_by_the_director_only(self):
        one = self._create_pass_of_team()
        one.action_done()
        one.action_validate()
        with self.assertRule("E-INT-08"):
            one.date_planned = "2026-02-03"
        with self.assertRule("E-INT-08"):
            self._add_proof(one)
        with self.assertRaisesRegex(AccessError, "E-INT-09"):
            one.action_reopen()
        director = self._create_user("director", "group_role_director")
        for state in ("done", "in_progress"):
            one.with_user(director).action_reopen()
            self.assertEqual(one.state, state)
        one.date_planned = "2026-02-03"

    def test_facts_are_not_written_by_hand(self):
        one = self._create_pass_of_team()
        for fact in ("date_started", "date_done", "date_validated"):
            with self.assertRule("E-INT-06"):
                one.write({fact: "2026-02-02 08:00:00"})

    def test_leader_of_another_team_starts_nothing(self):
        one = self._create_pass_of_team()
        other = self._create_user("other", "group_role_team_leader")
        reader = self._create_user("reader", "group_role_accountant")
        for user in (other, reader):
            for act in ("action_start", "action_done", "action_validate", "action_cancel", "action_reopen"):
                with self.subTest(user=user.login, act=act), self.assertRaises(AccessError):
                    getattr(one.with_user(user), act)()

    def test_pass_ended_without_hours_is_found(self):
        one = self._create_pass_of_team()
        worked = self._create_pass_of_team(employee_ids=self._create_members(1).ids)
        (one | worked).action_done()
        passes = self.env["regie.intervention"]
        ours = [("id", "in", (one | worked).ids)]
        self.assertEqual(passes.search([*ours, ("is_without_hours", "=", True)]), one.sudo())
        self.assertEqual(passes.search([*ours, ("is_without_hours", "=", False)]), worked.sudo())

    def test_hundred_passes_are_validated_in_few_queries(self):
        service = self._create_service(department_id=self.team.id)
        days = [f"2026-{month:02}-{day:02}" for month in range(1, 6) for day in range(1, 21)]
        passes = self.env["regie.intervention"].union(*(self._create_pass_on_site(day, service) for day in days))
        passes = passes.with_user(self.leader)
        passes.action_done()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            passes.action_validate()
            self.env.flush_all()
