from datetime import timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError, ValidationError

from .common import USER, ActivityCase


class TestWaiting(ActivityCase):
    """A session that is full: the list, its order, who has the place that is freed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.session = cls._create_session()
        cls.first, cls.second = cls._register(cls.session, "Un"), cls._register(cls.session, "Deux")
        cls.third, cls.fourth = cls._register(cls.session, "Trois"), cls._register(cls.session, "Quatre")

    def test_who_finds_no_place_waits_in_the_order_of_arrival(self):
        self.assertEqual((self.first | self.second).mapped("state"), ["open", "open"])
        self.assertEqual((self.third | self.fourth).mapped("state"), ["draft", "draft"])
        self.assertEqual([self.third._get_wait_position(), self.fourth._get_wait_position()], [1, 2])
        self.assertEqual(self.first._get_wait_position(), 0)
        self.assertEqual((self.session.seats_taken, self.session.regie_waiting_count), (2, 2))

    def test_who_refuses_to_wait_reads_that_it_is_full(self):
        with self.assertRaisesRegex(ValidationError, "Repair café"), self.cr.savepoint():
            self._register(self.session, "Cinq", regie_accepts_wait=False)

    def test_several_people_at_once_fill_the_places_then_the_list(self):
        session = self._create_session()
        people = self.env["event.registration"].create(
            [{"event_id": session.id, "name": f"P{number}", "phone": f"060000000{number}"} for number in range(4)]
        )
        self.assertEqual(people.mapped("regie_is_waiting"), [False, False, True, True])
        self.assertEqual(people.mapped("regie_wait_rank"), [0, 0, 1, 2])

    def test_cancelling_gives_the_place_to_the_first_and_mails(self):
        self.first.action_regie_cancel()
        self.assertEqual(self.third.state, "open")
        self.assertFalse(self.third.regie_is_waiting)
        self.assertTrue(self.third.regie_date_promoted)
        self.assertEqual((self.fourth.state, self.fourth._get_wait_position()), ("draft", 1))
        template = self.env.ref("regie_activity.mail_template_registration_promoted")
        mail = self.env["mail.mail"].search([("model", "=", "event.registration"), ("res_id", "=", self.third.id)])
        self.assertIn(self.session.name, mail.subject)
        self.assertEqual(mail.email_to, self.third.email)
        self.assertTrue(template)

    def test_deleting_and_archiving_free_the_place_too(self):
        self.first.unlink()
        self.assertEqual(self.third.state, "open")
        self.second.active = False
        self.assertEqual(self.fourth.state, "open")

    def test_more_places_go_to_those_who_wait(self):
        self.session.seats_max = 3
        self.assertEqual([self.third.state, self.fourth.state], ["open", "draft"])

    def test_who_leaves_the_list_gives_nothing_away(self):
        self.third.action_regie_cancel()
        self.assertFalse(self.third.regie_is_waiting)
        self.assertEqual(self.fourth._get_wait_position(), 1)
        self.assertEqual(self.fourth.state, "draft")

    def test_without_an_address_somebody_is_asked_to_call(self):
        self.third.write({"email": False, "phone": "06 12 34 56 78"})
        self.first.action_regie_cancel()
        self.assertIn("Trois", self.third.activity_ids.summary)

    def test_promotion_stops_two_hours_before(self):
        with freeze_time(self.session.date_begin - timedelta(hours=2, minutes=-1)):
            self.first.action_regie_cancel()
        self.assertEqual(self.third.state, "draft")
        with freeze_time(self.session.date_begin - timedelta(hours=2)):
            self.second.action_regie_cancel()
        self.assertEqual((self.third.state, self.fourth.state), ("open", "open"))

    def test_the_list_of_a_ticket_and_of_a_slot_is_its_own(self):
        kind = self._create_kind(seats=1)
        session = self._create_session(kind, is_multi_slots=True)
        begin = session.date_begin.date() + timedelta(days=1)
        session.date_end = session.date_begin + timedelta(days=3)
        session.event_slot_ids = [
            Command.create({"date": begin, "start_hour": hour, "end_hour": hour + 1}) for hour in (9, 10)
        ]
        morning, later = session.event_slot_ids
        taken = self._register(session, "Un", event_slot_id=morning.id)
        waits = self._register(session, "Deux", event_slot_id=morning.id)
        other = self._register(session, "Trois", event_slot_id=later.id)
        self.assertEqual([taken.state, waits.state, other.state], ["open", "draft", "open"])
        other.action_regie_cancel()
        self.assertEqual(waits.state, "draft")
        taken.action_regie_cancel()
        self.assertEqual(waits.state, "open")

    def test_the_list_is_written_by_the_software(self):
        user = self._create_user("anim", USER)
        for vals in ({"regie_is_waiting": False}, {"regie_wait_rank": 0}, {"regie_price": 5}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "FACT-01"), self.cr.savepoint():
                self.third.with_user(user).write(vals)
        with self.assertRaisesRegex(UserError, "FACT-01"), self.cr.savepoint():
            self.env["event.registration"].with_user(user).create(
                {"event_id": self.session.id, "name": "Malin", "regie_wait_rank": -1}
            )
        plain = self.env["event.registration"].with_user(user).with_context(default_regie_wait_rank=-5)
        self.assertEqual(plain.create({"event_id": self.session.id, "name": "Malin"}).regie_wait_rank, 3)

    def test_the_facilitator_confirms_somebody_who_waits_when_a_place_is_free(self):
        with freeze_time(self.session.date_begin - timedelta(hours=1)):
            self.first.action_regie_cancel()
            self.fourth.action_confirm()
        self.assertFalse(self.fourth.regie_is_waiting)
        with self.assertRaisesRegex(ValidationError, "Repair café"), self.cr.savepoint():
            self.third.action_confirm()

    def test_a_list_is_filled_with_few_queries(self):
        session = self._create_session()
        self.env.flush_all()
        with self.assertQueryCount(75):
            self.env["event.registration"].create(
                [{"event_id": session.id, "name": f"P{number}", "phone": f"060000001{number}"} for number in range(8)]
            )
            self.env.flush_all()
