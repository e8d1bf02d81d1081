from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ParticipationCase


@tagged("post_install", "-at_install")
class TestMeeting(ParticipationCase):
    """An open meeting counts whom it met, with or without a name, and tells what was said."""

    def test_people_are_counted_by_taps_and_taken_back(self):
        event = self._create_event()
        for _person in range(3):
            event._regie_tap("inhabitant", 1)
        event._regie_tap("inhabitant", -1)
        event._regie_tap("partner", 1)
        self.assertEqual((event.regie_inhabitant_count, event.regie_partner_count), (2, 1))

    def test_nobody_is_taken_back_from_an_empty_room(self):
        with self.assertRaisesRegex(UserError, "PAR-11"):
            self._create_event()._regie_tap("inhabitant", -1)

    def test_named_person_is_counted_when_the_day_has_come(self):
        held, coming = self._create_event(), self._create_event(days=5)
        for event in (held, coming):
            event._regie_register("Fatou", "inhabitant", consent=True)
        self.assertEqual(held.regie_inhabitant_count, 1)
        self.assertEqual(coming.regie_inhabitant_count, 0)
        self.assertEqual(coming.registration_ids.state, "open")

    def test_name_without_consent_is_refused(self):
        event = self._create_event()
        for name, consent in (("Fatou", False), ("", True)):
            with self.assertRaisesRegex(UserError, "PAR-13"):
                event._regie_register(name, "inhabitant", consent=consent)
        self.assertFalse(event.registration_ids)

    def test_name_left_at_the_door_sends_no_ticket(self):
        event = self._create_event()
        before = self.env["mail.mail"].search_count([])
        registration = event._regie_register("Fatou", "inhabitant", contact="fatou@inhabitants.example", consent=True)
        self.assertEqual(registration.email, "fatou@inhabitants.example")
        self.assertFalse(event.event_mail_ids)
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_counts_are_final_once_the_report_is_told(self):
        event = self._create_event()
        with self.assertRaisesRegex(UserError, "PAR-10"):
            event.action_regie_publish()
        event.regie_report = "<p>Benches.</p>"
        event.action_regie_publish()
        with self.assertRaisesRegex(UserError, "PAR-12"):
            event._regie_tap("inhabitant", 1)
        with self.assertRaisesRegex(UserError, "PAR-12"):
            event._regie_register("Fatou", "inhabitant", consent=True)

    def test_model_gives_its_kind_and_each_event_its_own_links(self):
        kind = self.env.ref("regie_participation.event_type_clean_up")
        event = self._create_event(kind=False, event_type_id=kind.id)
        other = event.copy()
        self.assertEqual(event.regie_kind, "clean_up")
        self.assertEqual(len({event.regie_token, event.regie_door_token, other.regie_token, other.regie_door_token}), 4)

    def test_poster_prints_the_place_and_the_link(self):
        event = self._create_event(regie_place="Hall of the Lilas")
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("regie_participation.report_event_poster", event.ids)[0]
            .decode()
        )
        self.assertIn("Hall of the Lilas", html)
        self.assertIn(event.regie_token, html)

    def test_ideas_of_the_meeting_open_from_it(self):
        event = self._create_event()
        idea = self._create_idea(event_id=event.id, origin="meeting")
        action = event.action_regie_open_ideas()
        self.assertEqual(self.env["regie.idea"].search(action["domain"]), idea)
        self.assertEqual(event.idea_count, 1)
