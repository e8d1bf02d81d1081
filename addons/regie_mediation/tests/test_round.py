from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Datetime
from odoo.tests import tagged

from .common import MediationCase


@tagged("post_install", "-at_install")
class TestRound(MediationCase):
    """The walks of the mediators."""

    def test_night_round_takes_two_correspondents(self):
        with self.assertRaisesRegex(ValidationError, "E-MED-01"):
            self._create_round(agents=self.samira)
        walk = self._create_round()
        with self.assertRaisesRegex(ValidationError, "E-MED-01"):
            walk.agent_ids = self.samira
        self.assertTrue(self._create_round("street", self.samira))
        with self.assertRaisesRegex(ValidationError, "E-MED-01"):
            self._create_round("street", self.samira).kind = "night"

    def test_regie_may_ask_for_three_correspondents(self):
        self._create_parameter("mediation_nuit_agents", 3, company_id=self.company.id)
        with self.assertRaisesRegex(ValidationError, "E-MED-01"):
            self._create_round()

    def test_round_over_midnight_is_right(self):
        walk = self._create_round(start=datetime(2026, 3, 2, 20), hours=6)
        self.assertEqual(walk.date_planned_end, datetime(2026, 3, 3, 2))

    def test_round_ends_after_it_begins_and_lasts_twelve_hours_at_most(self):
        self._create_round(hours=12)
        for hours in (0, -1, 12.1):
            with self.subTest(hours=hours), self.assertRaisesRegex(ValidationError, "E-MED-02"):
                self._create_round(hours=hours)

    def test_state_follows_from_what_was_done(self):
        walk = self._create_round(user=self.samira)
        self.assertEqual(walk.state, "planned")
        with freeze_time("2026-03-02 20:00:00"):
            walk.action_start()
        self.assertEqual(walk.state, "running")
        with freeze_time("2026-03-03 01:30:00"):
            walk.action_end()
        self.assertEqual((walk.state, walk.hours), ("done", 5.5))
        walk.with_user(self.manager).action_validate()
        self.assertEqual((walk.state, walk.validated_by_id), ("validated", self.manager))

    def test_forgotten_round_does_not_last_a_day_and_its_true_hours_are_written(self):
        walk = self._create_round(user=self.samira)
        with freeze_time("2026-03-02 20:00:00"):
            walk.action_start()
        with freeze_time("2026-03-03 20:00:00"), self.assertRaisesRegex(ValidationError, "E-MED-02"):
            walk.action_end()
        action = walk.action_write_times()
        wizard = self.env[action["res_model"]].with_user(self.samira).with_context(**action["context"]).create({})
        self.assertEqual(wizard.date_started, datetime(2026, 3, 2, 20))
        wizard.date_ended = datetime(2026, 3, 3, 1)
        wizard.action_write()
        self.assertEqual((walk.state, walk.hours), ("done", 5))

    def test_round_that_was_never_begun_began_when_it_was_planned(self):
        walk = self._create_round(start=Datetime.now() - timedelta(hours=3))
        walk.action_end()
        self.assertEqual(walk.date_started, walk.date_planned_start)

    def test_facts_are_not_written_by_hand(self):
        walk = self._create_round(user=self.samira)
        for vals in ({"date_started": Datetime.now()}, {"date_validated": Datetime.now()}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "E-MED-08"):
                walk.write(vals)
        with self.assertRaisesRegex(UserError, "E-MED-08"):
            self._create_round(user=self.samira, date_ended=Datetime.now())
        walk.action_start()
        with self.assertRaisesRegex(UserError, "E-MED-08"):
            walk.date_started = False
        with self.assertRaisesRegex(UserError, "E-MED-08"):
            walk.contact_count = 400

    def test_no_context_validates_a_round(self):
        rounds = self.env["regie.mediation.round"].with_context(default_date_validated=Datetime.now())
        vals = {"kind": "street", "date_planned_end": Datetime.now() + timedelta(hours=2)}
        self.assertEqual(rounds.with_user(self.samira).create(vals).state, "planned")

    def test_validated_round_does_not_change_until_the_manager_opens_it_again(self):
        walk = self._create_round(user=self.samira, start=Datetime.now() - timedelta(hours=3))
        walk.action_end()
        stop = walk.stop_ids.create({"round_id": walk.id, "site_id": self.hall.id})
        incident = self._create_incident(round_id=walk.id)
        walk.with_user(self.manager).action_validate()
        for number, act in enumerate(
            (
                lambda: walk.write({"mood": "calm"}),
                lambda: stop.write({"mood": "calm"}),
                stop.unlink,
                lambda: walk.stop_ids.create({"round_id": walk.id, "site_id": self.hall.id}),
                lambda: incident.write({"severity": "2"}),
                lambda: self._create_incident(round_id=walk.id),
            )
        ):
            with self.subTest(act=number), self.assertRaisesRegex(UserError, "E-MED-09"):
                act()
        with self.assertRaisesRegex(UserError, "E-MED-10"):
            walk.action_reopen()
        walk.with_user(self.manager).action_reopen()
        walk.mood = "calm"

    def test_mediator_does_not_validate_their_own_round(self):
        walk = self._create_round(user=self.samira, start=Datetime.now() - timedelta(hours=3))
        walk.action_end()
        with self.assertRaisesRegex(UserError, "E-MED-10"):
            walk.action_validate()

    def test_round_begun_is_not_begun_again_nor_cancelled(self):
        walk = self._create_round(user=self.samira)
        walk.action_start()
        for act in (walk.action_start, walk.action_cancel):
            with self.assertRaisesRegex(UserError, "E-MED-10"):
                act()

    def test_colleague_does_not_begin_the_round_of_others(self):
        walk = self._create_round("street", self.samira)
        with self.assertRaises(AccessError):
            walk.with_user(self.yann).action_start()

    def test_round_stops_at_halls_never_at_dwellings(self):
        walk = self._create_round(site_ids=[Command.set(self.hall.ids)])
        with self.assertRaisesRegex(ValidationError, "E-MED-04"):
            walk.site_ids = self.dwelling
        with self.assertRaisesRegex(ValidationError, "E-MED-04"):
            walk.stop_ids.create({"round_id": walk.id, "site_id": self.dwelling.id})

    def test_round_opens_on_the_telephone(self):
        walk = self._create_round(user=self.samira)
        self.assertEqual(walk.action_open_phone()["url"], f"/mediation/{walk.id}")

    def test_people_met_are_added_up(self):
        walk = self._create_round(child_count=2, adult_count=3, unknown_count=1)
        self.assertEqual(walk.contact_count, 6)

    def test_note_of_a_round_names_nobody(self):
        with self.assertRaisesRegex(ValidationError, "E-MED-03"):
            self._create_round(note="Longue discussion avec Mme Diallo")

    def test_raw_rounds_are_not_exported_by_the_mediators(self):
        with self.assertRaisesRegex(AccessError, "E-MED-07"):
            self._create_round(user=self.samira).export_data(["note"])
