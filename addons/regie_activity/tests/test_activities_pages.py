import re
from datetime import timedelta

from odoo import Command, fields
from odoo.tests import HttpCase, tagged

from .common import ActivityCase
from .phone import PhoneMixin

COME = """
    await find("main .card");
    const card = [...page().querySelectorAll(".card")].find((one) => one.textContent.includes("Café des bidouilleurs"));
    look();
    page().documentElement.dataset.left = "1";
    card.click();
    taps++;
    await write("#name", "Lina Bensaïd");
    await write("#phone", "06 11 22 33 44");
    await write("#email", "lina@example.org");
    await send("[data-key=register]");
    const told = await find(".box.good, .box.notice");
    if (!told.textContent.includes("Lina Bensaïd")) faults.push(told.textContent);
"""


@tagged("post_install", "-at_install")
class TestActivitiesPages(ActivityCase, PhoneMixin, HttpCase):
    """The platform of the activities, as anybody reads it on a phone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls._create_kind("Café des bidouilleurs", family="repair")
        cls.meeting = cls._create_session(cls.kind)

    def _post(self, path, **answers):
        page = self.url_open(path).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        form = re.search(r'action="(/activites[^"]+)"', page)[1]
        return self.url_open(form, data={"csrf_token": token, **answers})

    def test_the_page_lists_the_published_sessions_to_come_of_all_organisers(self):
        city = self._create_partner("Ville de Louviers")
        other = self._create_session(self._create_kind("Ciné plein air", family="culture"), organizer_id=city.id)
        hidden = self._create_session(self._create_kind("Brouillon"), published=False)
        past = self._create_session(self._create_kind("Passée"), days=-2)
        page = self.url_open("/activites").text
        self.assertIn("Café des bidouilleurs", page)
        self.assertIn("Ciné plein air", page)
        self.assertIn("Ville de Louviers", page)
        self.assertNotIn("Brouillon", page)
        self.assertNotIn("Passée", page)
        self.assertNotIn("Café des bidouilleurs", self.url_open("/activites?famille=culture").text)
        self.assertIn("Ciné plein air", self.url_open("/activites?famille=nothing&quand=semaine&gratuit=1").text)
        self.assertEqual(self.url_open(f"/activites/{hidden.id}").status_code, 404)
        self.assertEqual(self.url_open(f"/activites/{past.id}").status_code, 200)
        event = self.env["event.event"].create({"name": "AG", "date_begin": "2030-01-01", "date_end": "2030-01-02"})
        self.assertEqual(self.url_open(f"/activites/{event.id}").status_code, 404)
        self.assertTrue(other)

    def test_somebody_registers_sees_it_and_cancels_by_the_link(self):
        path = f"/activites/{self.meeting.id}"
        answer = self._post(path, name="Lina", email="lina@example.org", ticket_id="0")
        registration = self.meeting.registration_ids
        self.assertEqual((registration.name, registration.state, registration.regie_is_public), ("Lina", "open", True))
        self.assertIn(registration._get_regie_path(), answer.url)
        mail = self.env["mail.mail"].search([("model", "=", "event.registration"), ("res_id", "=", registration.id)])
        self.assertEqual(mail.email_to, "lina@example.org")
        calendar = self.url_open(f"{registration._get_regie_path()}/agenda.ics")
        self.assertIn("BEGIN:VEVENT", calendar.text)
        cancel = f"{registration._get_regie_path()}/annuler"
        self.assertEqual(self.url_open(cancel).status_code, 405)
        self.assertEqual(registration.state, "open")
        self._post(registration._get_regie_path())
        self.env.invalidate_all()
        self.assertEqual(registration.state, "cancel")

    def test_a_full_session_offers_the_list_and_never_an_error(self):
        self._register(self.meeting, "Un"), self._register(self.meeting, "Deux")
        answer = self._post(f"/activites/{self.meeting.id}", name="Lina", phone="0611223344", wait="1")
        waits = self.meeting.registration_ids.filtered(lambda one: one.name == "Lina")
        self.assertTrue(waits.regie_is_waiting)
        self.assertEqual(answer.status_code, 200)
        self.assertRegex(answer.text, r'data-key="position"[^>]*>1<')

    def test_who_loses_the_last_place_while_writing_is_offered_the_list(self):
        page = self.url_open(f"/activites/{self.meeting.id}").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        self._register(self.meeting, "Un"), self._register(self.meeting, "Deux")
        data = {"csrf_token": token, "name": "Lina", "phone": "0611223344"}
        answer = self.url_open(f"/activites/{self.meeting.id}/inscription", data=data)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("E-ACT-20", answer.text)
        self.assertIn('name="wait"', answer.text)
        self.assertEqual(len(self.meeting.registration_ids), 2)

    def test_wrong_answers_are_told_and_nothing_is_kept(self):
        path = f"/activites/{self.meeting.id}"
        self.assertIn("E-ACT-17", self._post(path, name="Lina").text)
        self.assertIn("E-ACT-17", self._post(path, name=" ", phone="06").text)
        self.assertIn("E-ACT-18", self._post(path, name="Tom", phone="0611223344", is_child="1").text)
        answer = self._post(path, name="Tom", phone="0611223344", is_child="1", age="9")
        self.assertIn("E-ACT-04", answer.text)
        self.assertIn('value="Tom"', answer.text)
        self._post(path, name="Robot", phone="0611223344", website="http://spam.example")
        self.assertFalse(self.meeting.registration_ids)
        self._post(path, name="Tom", phone="0611223344", is_child="1", age="9", guardian="Fatou")
        self.assertEqual(self.meeting.registration_ids.regie_guardian_name, "Fatou")

    def test_age_limits_hold_on_the_page(self):
        session = self._create_session(self._create_kind("Ados", min_age=12, max_age=17))
        path = f"/activites/{session.id}"
        self.assertIn("E-ACT-18", self._post(path, name="Tom", phone="0611223344").text)
        self.assertIn("E-ACT-05", self._post(path, name="Tom", phone="0611223344", age="9", guardian="Fatou").text)

    def test_registration_has_an_opening_and_an_end(self):
        now = fields.Datetime.now()
        self.meeting.regie_date_open = now + timedelta(hours=1)
        self.assertNotIn('data-key="register"', self.url_open(f"/activites/{self.meeting.id}").text)
        self.meeting.write({"regie_date_open": False, "regie_date_close": now - timedelta(hours=1)})
        self.assertEqual(self.meeting._get_registration_state(), "closed")
        anonymous = self._create_session(self._create_kind("Fête", is_anonymous=True))
        self.assertEqual(anonymous._get_registration_state(), "none")
        session = self._create_session()
        page = self.url_open(f"/activites/{session.id}").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        data = {"csrf_token": token, "name": "Lina", "phone": "0611223344"}
        answer = self.url_open(f"/activites/{anonymous.id}/inscription", data=data)
        self.assertIn("E-ACT-16", answer.text)

    def test_too_many_registrations_are_refused(self):
        self._create_parameter("activite_inscriptions_contact", "1", company_id=self.company.id)
        self.assertEqual(self._post(f"/activites/{self.meeting.id}", name="Un", phone="0611223344").status_code, 200)
        answer = self._post(f"/activites/{self.meeting.id}", name="Deux", phone="0611223344")
        self.assertIn("E-ACT-19", answer.text)
        self._create_parameter("activite_inscriptions_heure", "1", company_id=self.company.id)
        answer = self._post(f"/activites/{self.meeting.id}", name="Trois", phone="0655667788")
        self.assertIn("E-ACT-19", answer.text)

    def test_a_link_opens_one_registration_and_an_id_none(self):
        registration = self._register(self.meeting)
        for token in ("nothing", str(registration.id), "x" * 80):
            self.assertEqual(self.url_open(f"/activites/inscription/{token}").status_code, 404)
        page = self.url_open(f"/activites/{self.meeting.id}").text
        self.assertNotIn("Awa Diallo", page)
        self.assertNotIn(registration.regie_access_token, page)

    def test_a_slot_is_chosen_on_the_page(self):
        session = self._create_session(self._create_kind("Laverie", seats=1), is_multi_slots=True)
        session.date_end = session.date_begin + timedelta(days=3)
        day = session.date_begin.date() + timedelta(days=1)
        session.event_slot_ids = [
            Command.create({"date": day, "start_hour": hour, "end_hour": hour + 1}) for hour in (9, 10)
        ]
        morning, later = session.event_slot_ids
        self._post(f"/activites/{session.id}", name="Lina", phone="0611223344", slot_id=str(later.id))
        self.assertEqual(session.registration_ids.event_slot_id, later)
        answer = self._post(f"/activites/{session.id}", name="Tom", phone="0655667788", slot_id=str(later.id))
        self.assertIn("E-ACT-20", answer.text)
        self.assertTrue(morning)

    def test_who_has_an_account_finds_their_registrations_and_no_other(self):
        user = self._create_user("habitante", "base.group_portal")
        user.password = "habitante-habitante"
        other = self._register(self.meeting, "Quelqu'un")
        self.authenticate("habitante", "habitante-habitante")
        self._post(f"/activites/{self.meeting.id}", name="Habitante", phone="0611223344")
        own = self.meeting.registration_ids - other
        self.assertEqual(own.partner_id, user.partner_id)
        self._post(
            f"/activites/{self._create_session(self.kind).id}", name="Zoé", phone="0611223344", is_child="1", age="9"
        )
        child = self.env["event.registration"].search([("regie_guardian_id", "=", user.partner_id.id)])
        self.assertEqual((child.name, child.partner_id.id, child.regie_age), ("Zoé", False, 9))
        page = self.url_open("/my/activites").text
        self.assertIn(own.regie_access_token, page)
        self.assertIn(child.regie_access_token, page)
        self.assertNotIn(other.regie_access_token, page)
        answer = self._post(f"/activites/{self.meeting.id}", name="Habitante", phone="0611223344")
        self.assertIn("E-ACT-02", answer.text)

    def test_register_tour(self):
        """Somebody registers on a phone of 360 pixels, without an account, in a few taps."""
        self._play("/activites", COME, None, taps=4)
        self.assertEqual(self.meeting.registration_ids.email, "lina@example.org")

    def test_the_pages_cost_few_queries(self):
        for number in range(6):
            self._create_session(self._create_kind(f"Kind {number}"))
        self.env.flush_all()
        self.env.invalidate_all()
        events = self.env["event.event"]
        with self.assertQueryCount(12):
            for session in events._get_public_sessions():
                session._get_registration_state()
