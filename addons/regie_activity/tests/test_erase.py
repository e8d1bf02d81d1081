from .common import ActivityCase


class TestErase(ActivityCase):
    """Names are not kept for ever; the figures are."""

    def test_names_of_old_sessions_are_erased_and_still_counted(self):
        awa = self._create_person(email="awa@example.org")
        old, recent = self._create_session(days=-1200), self._create_session(days=-30)
        vals = {"partner_id": awa.id, "regie_guardian_name": "Fatou", "phone": "0612345678"}
        first, second = self._register(old, **vals), self._register(recent, **vals)
        first.action_regie_present()
        cron = self.env.ref("regie_activity.event_registration_cron_erase")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertTrue(first.regie_date_erased)
        self.assertNotIn("Awa", first.name)
        self.assertFalse(first.email or first.phone or first.partner_id or first.regie_guardian_name)
        self.assertFalse(first.message_ids)
        self.assertEqual(old.regie_present_count, 1)
        self.assertEqual((second.name, second.partner_id), ("Awa Diallo", awa))
        self.assertFalse(self.env["event.registration"]._get_by_token(first.regie_access_token))
