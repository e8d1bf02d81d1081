from odoo.tests import tagged

from .common import ParticipationCase


@tagged("post_install", "-at_install")
class TestRetention(ParticipationCase):
    """Names are kept no longer than needed; the figures stay."""

    def test_names_of_old_participants_are_deleted_and_they_still_count(self):
        old, recent = self._create_event(days=-400), self._create_event(days=-30)
        for event in (old, recent):
            event._regie_register("Fatou Sow", "inhabitant", contact="fatou@inhabitants.example", consent=True)
        old.registration_ids.message_post(body="Fatou Sow called")
        cron = self.env.ref("regie_participation.event_registration_cron_forget")
        self._run(cron)
        registration = old.registration_ids
        self.assertEqual(registration.name, "Participant")
        self.assertFalse(registration.email or registration.phone or registration.partner_id)
        self.assertFalse(registration.message_ids)
        self.assertEqual(old.regie_inhabitant_count, 1)
        self.assertEqual(recent.registration_ids.name, "Fatou Sow")
        first = registration.regie_date_forgotten
        self._run(cron)
        self.assertEqual(registration.regie_date_forgotten, first)

    def test_tickets_of_other_events_are_left_alone(self):
        event = self._create_event(kind=False, days=-400)
        registration = self.env["event.registration"].create({"event_id": event.id, "name": "Concert"})
        self._run(self.env.ref("regie_participation.event_registration_cron_forget"))
        self.assertEqual(registration.name, "Concert")

    def test_duration_is_that_of_the_regie(self):
        event = self._create_event(days=-100)
        event._regie_register("Fatou Sow", "inhabitant", consent=True)
        self._create_parameter("participation_conservation_mois", 3, company_id=self.company.id)
        self._run(self.env.ref("regie_participation.event_registration_cron_forget"))
        self.assertEqual(event.registration_ids.name, "Participant")

    def test_author_of_an_old_answered_idea_is_forgotten(self):
        done = self.env.ref("regie_participation.idea_stage_done")
        vals = {"author_name": "Fatou", "author_email": "fatou@inhabitants.example", "date": self._day(-400)}
        closed, waiting = self._create_idea(stage_id=done.id, **vals), self._create_idea(**vals)
        cron = self.env.ref("regie_participation.regie_idea_cron_forget")
        self._run(cron)
        self._run(cron)
        self.assertFalse(closed.author_name or closed.author_email)
        self.assertEqual(waiting.author_name, "Fatou", "somebody still waits for an answer")
