from datetime import date, datetime

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import MANAGER, USER, ActivityCase


class TestSession(ActivityCase):
    """A session from its plan to its end: published, repeated, closed, called off."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.facilitator = cls._create_user("anim", USER)

    def test_the_kind_gives_the_session_what_it_needs(self):
        product = self.env["product.product"].create(
            {"name": "Participation", "type": "service", "service_tracking": "event", "list_price": 4}
        )
        kind = self._create_kind(seats=7, duration=2.5, product_id=product.id)
        session = self._create_session(kind)
        self.assertEqual((session.name, session.seats_max, session.seats_limited), ("Repair café", 7, True))
        self.assertEqual((session.date_end - session.date_begin).total_seconds(), 2.5 * 3600)
        self.assertEqual((session.event_ticket_ids.product_id, session.event_ticket_ids.price), (product, 4))
        self.assertFalse(session.event_mail_ids or session.question_ids)

    def test_the_form_of_a_facilitator(self):
        kind = self._create_kind(seats=5)
        events = self.env["event.event"].with_user(self.facilitator).with_context(lang=None)
        with Form(events, view="regie_activity.event_event_view_form_session") as form:
            form.regie_type_id = kind
            self.assertEqual((form.name, form.seats_max), (kind.name, 5))
        self.assertEqual(form.record.regie_activity_state, "draft")

    def test_publishing_is_a_fact_of_a_button(self):
        session = self._create_session(published=False).with_user(self.facilitator)
        with self.assertRaisesRegex(UserError, "FACT-01"), self.cr.savepoint():
            session.regie_date_published = "2026-01-01 10:00:00"
        session.action_regie_session_publish()
        self.assertEqual(session.regie_activity_state, "published")
        session.action_regie_session_unpublish()
        self.assertEqual(session.regie_activity_state, "draft")
        session.action_regie_session_publish()
        self._register(session)
        with self.assertRaisesRegex(UserError, "E-ACT-10"):
            session.action_regie_session_unpublish()
        reader = self._create_user("lecteur", "regie_services.group_service_read")
        with self.assertRaises(AccessError):
            session.with_user(reader).action_regie_session_publish()

    def test_an_event_without_a_kind_is_not_a_session(self):
        event = self.env["event.event"].create({"name": "AG", "date_begin": "2030-01-01", "date_end": "2030-01-02"})
        with self.assertRaisesRegex(UserError, "E-ACT-08"):
            event.action_regie_session_publish()

    def test_closing_counts_the_absent_and_gives_the_clearances_once(self):
        saws = self._create_clearance_kind()
        session = self._create_session(self._create_kind(clearance_kind_id=saws.id, seats=3), days=-1)
        awa, luis = self._create_person(), self._create_person("Luis")
        present, absent = self._register(session, partner_id=awa.id), self._register(session, partner_id=luis.id)
        session = session.with_user(self.facilitator)
        present.action_regie_present()
        session.action_regie_session_close()
        self.assertEqual((session.regie_activity_state, session.regie_absent_count), ("closed", 1))
        self.assertTrue(absent.regie_is_absent)
        self.assertEqual(awa.regie_clearance_ids.kind_id, saws)
        self.assertEqual(awa.regie_clearance_ids.date, session.date_begin.date())
        self.assertFalse(luis.regie_clearance_ids)
        with self.assertRaisesRegex(UserError, "E-ACT-11"):
            absent.with_user(self.facilitator).action_regie_present()
        with self.assertRaisesRegex(UserError, "E-ACT-13"):
            session.action_regie_session_reopen()
        manager = session.with_user(self._create_user("chef", MANAGER))
        manager.action_regie_session_reopen()
        manager.action_regie_session_close()
        self.assertEqual(len(awa.regie_clearance_ids), 1)

    def test_attendance_is_not_closed_before_it_begins(self):
        with self.assertRaisesRegex(UserError, "E-ACT-12"):
            self._create_session().action_regie_session_close()

    def test_people_without_a_name_are_counted_one_by_one(self):
        session = self._create_session(days=-1).with_user(self.facilitator)
        self.assertEqual([session._count_walk_in(step) for step in (1, 1, -1)], [1, 2, 1])
        self.assertEqual(session.regie_present_count, 1)
        session._count_walk_in(-1)
        with self.assertRaisesRegex(UserError, "E-ACT-07"):
            session._count_walk_in(-1)
        session.action_regie_session_close()
        with self.assertRaisesRegex(UserError, "E-ACT-11"):
            session._count_walk_in(1)

    def test_calling_off_tells_everybody_why(self):
        session = self._create_session()
        registration, waits = self._register(session, "Un"), self._register(session, "Deux")
        self._register(session, "Trois")
        wizard = self.env["regie.activity.cancel"].with_user(self.facilitator)
        wizard.create(
            {"event_ids": [Command.set(session.ids)], "reason": "Panne de chauffage"}
        ).action_cancel_sessions()
        self.assertEqual(session.regie_activity_state, "cancelled")
        self.assertEqual(set(session.registration_ids.mapped("state")), {"cancel"})
        template = self.env.ref("regie_activity.mail_template_session_cancelled")
        mails = self.env["mail.mail"].search(
            [("model", "=", "event.registration"), ("res_id", "in", session.registration_ids.ids)]
        )
        self.assertEqual(len(mails), 3)
        self.assertTrue(all("Panne de chauffage" in mail.body_html for mail in mails))
        self.assertTrue(template and registration and waits)
        with self.assertRaisesRegex(UserError, "E-ACT-09"):
            session.action_regie_session_publish()

    @freeze_time("2026-03-01 08:00:00")
    def test_a_series_keeps_the_hour_by_the_clock_and_skips_closed_days(self):
        calendar = self.env["resource.calendar"].create({"name": "Lundi au vendredi", "tz": "Europe/Paris"})
        self.env["resource.calendar.leaves"].create(
            {"calendar_id": calendar.id, "date_from": "2026-03-29 22:00:00", "date_to": "2026-03-30 21:00:00"}
        )
        site = self._create_place("neighbourhood", calendar_id=calendar.id)
        session = self._create_session(
            date_begin=datetime(2026, 3, 16, 13, 0), date_end=datetime(2026, 3, 16, 15, 0), regie_site_id=site.id
        )
        wizard = self.env["regie.activity.series"].with_user(self.facilitator)
        wizard = wizard.create({"event_id": session.id, "date_to": date(2026, 4, 13), "is_published": True})
        self.assertEqual(wizard.session_count, 3)
        self.assertTrue(wizard.skipped_days)
        wizard.action_repeat()
        series = self.env["event.event"].search([("regie_series_key", "=", session.regie_series_key)]) - session
        begins = [datetime(2026, 3, 23, 13, 0), datetime(2026, 4, 6, 12, 0), datetime(2026, 4, 13, 12, 0)]
        self.assertEqual(series.mapped("date_begin"), begins)
        self.assertEqual(set(series.mapped("name")), {session.name})
        self.assertEqual(set(series.mapped("regie_activity_state")), {"published"})
        with self.assertRaisesRegex(UserError, "E-ACT-15"):
            wizard.copy({"date_to": date(2026, 3, 17)}).action_repeat()

    def test_the_turns_of_a_machine(self):
        session = self._create_session(
            self._create_kind("Laundry", seats=1),
            date_begin=datetime(2030, 1, 7, 7, 0),
            date_end=datetime(2030, 1, 8, 17, 0),
        )
        wizard = self.env["regie.activity.slots"].with_user(self.facilitator)
        wizard.create({"event_id": session.id, "hour_from": 9, "hour_to": 12, "minutes": 90}).action_cut()
        self.assertEqual(len(session.event_slot_ids), 4)
        self.assertTrue(session.is_multi_slots)
        with self.assertRaisesRegex(UserError, "E-ACT-15"):
            wizard.create({"event_id": session.id, "hour_from": 9, "hour_to": 10, "minutes": 90}).action_cut()

    def test_the_sign_in_sheet_holds_the_expected_and_empty_lines(self):
        session = self._create_session()
        self._register(session, "Zoé"), self._register(session, "Awa", regie_guardian_name="Fatou")
        self._register(session, "Attente")
        html = (
            self.env["ir.actions.report"]
            .with_user(self.facilitator)
            ._render_qweb_html("regie_activity.report_session_sheet", session.ids)[0]
            .decode()
        )
        self.assertLess(html.index("Awa"), html.index("Zoé"))
        self.assertIn("Fatou", html)
        self.assertNotIn("Attente", html)
        self.assertEqual(html.count("<td") // 5, 8)
