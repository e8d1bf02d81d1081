from .common import ActivityCase


class TestMail(ActivityCase):
    """What the people receive: short, with the link that cancels."""

    def _mails(self, registrations):
        return self.env["mail.mail"].search(
            [("model", "=", "event.registration"), ("res_id", "in", registrations.ids)], order="id"
        )

    def test_each_message_names_the_session_and_gives_the_link(self):
        session = self._create_session()
        registration = self._register(session)
        for name in (
            "mail_template_registration_confirmed",
            "mail_template_registration_waiting",
            "mail_template_registration_promoted",
            "mail_template_registration_reminder",
        ):
            with self.subTest(template=name):
                registration._tell(f"regie_activity.{name}")
                mail = self._mails(registration)[-1]
                self.assertIn(session.name, mail.subject)
                self.assertEqual(mail.email_to, registration.email)
                self.assertIn(f"/activites/inscription/{registration.regie_access_token}", mail.body_html)

    def test_the_message_of_a_child_goes_to_the_guardian(self):
        guardian = self._create_person("Fatou", email="fatou@example.org")
        child = self._register(self._create_session(), "Ilyes", email=False, regie_age=8, regie_guardian_id=guardian.id)
        child._tell("regie_activity.mail_template_registration_confirmed")
        self.assertEqual(self._mails(child).email_to, "fatou@example.org")

    def test_people_are_reminded_the_day_before_and_once(self):
        tomorrow = self._register(self._create_session(days=1))
        later = self._register(self._create_session(days=3))
        draft = self._register(self._create_session(days=1, published=False))
        cron = self.env.ref("regie_activity.event_registration_cron_remind")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertTrue(tomorrow.regie_date_reminded)
        self.assertFalse((later | draft).filtered("regie_date_reminded"))
        self.assertEqual(len(self._mails(tomorrow)), 1)
