from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from .common import USER, ActivityCase


class TestRegistration(ActivityCase):
    """Who registers: once, at the right age, with a guardian; who came and who did not."""

    def test_nobody_registers_twice(self):
        session, awa = self._create_session(), self._create_person()
        one = self._register(session, partner_id=awa.id)
        with self.assertRaisesRegex(ValidationError, "Awa Diallo is already registered.*E-ACT-02"), self.cr.savepoint():
            self._register(session, partner_id=awa.id)
        one.action_regie_cancel()
        self.assertEqual(self._register(session, partner_id=awa.id).state, "open")

    @mute_logger("odoo.sql_db")
    def test_the_same_name_at_the_same_address_is_one_person(self):
        session = self._create_session()
        self._register(session, "Léa Morel", email="lea@example.org")
        with self.assertRaisesRegex(Exception, "regie_name_uniq"), self.cr.savepoint():
            self._register(session, "léa morel", email="LEA@example.org")
        brother = self._register(session, "Tom Morel", email="lea@example.org")
        self.assertEqual(brother.state, "open")

    def test_a_minor_comes_with_a_guardian(self):
        day = fields.Date.today()
        child = self._create_person("Ilyes", regie_birth_date=day - timedelta(days=365 * 10))
        session = self._create_session()
        with (
            self.assertRaisesRegex(ValidationError, "guardian is compulsory for a minor.*E-ACT-04"),
            self.cr.savepoint(),
        ):
            self._register(session, "Ilyes", partner_id=child.id)
        guarded = self._register(session, "Ilyes", partner_id=child.id, regie_guardian_name="Fatou Diallo")
        self.assertIn(guarded.regie_age, (9, 10))
        other = self._create_session(self._create_kind(requires_guardian=False))
        self.assertTrue(self._register(other, "Ilyes", partner_id=child.id))

    def test_age_outside_the_limits_is_refused(self):
        session = self._create_session(self._create_kind(min_age=6, max_age=12, requires_guardian=False))
        for age, allowed in ((5, False), (6, True), (12, True), (13, False), (0, True)):
            with self.subTest(age=age):
                if allowed:
                    self.assertTrue(self._register(session, f"Enfant {age}", regie_age=age))
                else:
                    message = r"Age outside the limits .*6-12 years.*E-ACT-05"
                    with self.assertRaisesRegex(ValidationError, message), self.cr.savepoint():
                        self._register(session, f"Enfant {age}", regie_age=age)

    def test_capacity_cannot_go_under_the_registered(self):
        session = self._create_session()
        self._register(session, "Un"), self._register(session, "Deux")
        with self.assertRaisesRegex(ValidationError, "capacity .* is lower than .*E-ACT-01"), self.cr.savepoint():
            session.seats_max = 1
        session.seats_max = 2

    def test_presence_absence_and_a_tap_taken_back(self):
        session = self._create_session(days=-1)
        person = self._register(session).with_user(self._create_user("anim", USER))
        person.action_regie_present()
        self.assertEqual((person.state, session.regie_present_count), ("done", 1))
        with self.assertRaisesRegex(UserError, "E-ACT-14"), self.cr.savepoint():
            person.action_regie_cancel()
        person.action_regie_absent()
        self.assertEqual((person.state, person.regie_is_absent, session.regie_absent_count), ("open", True, 1))
        person.action_regie_present()
        self.assertFalse(person.regie_is_absent)
        person.action_regie_expected()
        self.assertEqual((person.state, session.regie_present_count), ("open", 0))

    def test_absences_are_counted_on_the_person(self):
        awa = self._create_person()
        for days in (-3, -2, -1):
            self._register(self._create_session(days=days), partner_id=awa.id)
        registrations = self.env["event.registration"].search([("partner_id", "=", awa.id)])
        registrations[:2].action_regie_absent()
        registrations[2].action_regie_present()
        self.assertEqual((awa.regie_session_count, awa.regie_absence_count), (3, 2))

    def test_other_events_are_not_touched(self):
        event = self.env["event.event"].create(
            {"name": "General assembly", "date_begin": "2030-01-01", "date_end": "2030-01-02"}
        )
        vals = {"event_id": event.id, "name": "Twice", "email": "twice@example.org"}
        people = self.env["event.registration"].create([vals, vals])
        self.assertEqual(people.mapped("state"), ["open", "open"])
        self.assertFalse(event.regie_activity_state or people[0].regie_access_token)
