from datetime import timedelta

from odoo import fields
from odoo.tests import Form, HttpCase, tagged

from .common import ActivityCase
from .phone import PhoneMixin

ATTENDANCE = """
    await find("main .card.mine");
    look();
    await send(".card.mine");
    const done = async (check) => {
        for (let tries = 0; tries < 200 && !check(); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
        if (!check()) throw new Error("the tap was not kept: " + page().body.innerText.slice(0, 200));
    };
    const count = (key) => page().querySelector(`[data-key=${key}]`)?.textContent;
    await find(".person");
    look();
    await tap("li:nth-child(1) .person");
    await done(() => count("present") === "1");
    await tap("li:nth-child(2) .person");
    await done(() => count("present") === "2");
    await tap("li:nth-child(3) .away");
    await done(() => page().querySelector("li[data-state=absent]"));
    await tap(".door_plus");
    await done(() => count("walk_ins") === "1");
    await tap(".door_plus");
    await done(() => count("walk_ins") === "2");
    look();
    await send("[data-key=close]");
    await find(".box.good");
"""


@tagged("post_install", "-at_install")
class TestAttendancePage(ActivityCase, PhoneMixin, HttpCase):
    """The attendance, on the phone of the facilitator."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.facilitator = cls._create_user("animateur", "regie_activity.group_role_facilitator")
        cls.facilitator.password = "animateur"
        begin = fields.Datetime.now() - timedelta(minutes=30)
        cls.meeting = cls._create_session(
            cls._create_kind(seats=3), date_begin=begin, user_id=cls.facilitator.id, name="Repair café du soir"
        )
        cls.people = [cls._register(cls.meeting, name) for name in ("Awa Diallo", "Bruno Lemaire", "Chen Li", "Dora")]

    def test_attendance_tour(self):
        """Three people, two without a name, then closed: seven taps after the list of the day."""
        self._play("/animation", ATTENDANCE, "animateur", taps=8)
        self.assertEqual([one.state for one in self.people], ["done", "done", "open", "cancel"])
        self.assertEqual((self.meeting.regie_present_count, self.meeting.regie_absent_count), (4, 1))
        self.assertEqual(self.meeting.regie_activity_state, "closed")

    def test_activity_story_tour(self):
        """A repair café is planned, people register, the list fills, one cancels and the next comes; then the phone."""
        kind = self._create_kind("Repair café", seats=2)
        events = self.env["event.event"].with_user(self.facilitator)
        begin = fields.Datetime.now() + timedelta(hours=5)
        with Form(events, view="regie_activity.event_event_view_form_session") as form:
            form.regie_type_id = kind
            form.name = "Repair café de quartier"
            form.date_begin, form.date_end = begin, begin + timedelta(hours=3)
            form.user_id = self.facilitator
        session = form.record
        session.action_regie_session_publish()
        people = []
        for name in ("Ana", "Ben", "Chloé"):
            page = self.url_open(f"/activites/{session.id}").text
            token = page.split('name="csrf_token" value="')[1].split('"')[0]
            data = {"csrf_token": token, "name": name, "email": f"{name[0]}@example.org", "wait": "1"}
            self.url_open(f"/activites/{session.id}/inscription", data=data)
            people.append(session.registration_ids.filtered(lambda one, name=name: one.name == name))
        self.assertEqual([one.state for one in people], ["open", "open", "draft"])
        path = people[0]._get_regie_path()
        token = self.url_open(path).text.split('name="csrf_token" value="')[1].split('"')[0]
        self.url_open(f"{path}/annuler", data={"csrf_token": token})
        self.env.invalidate_all()
        self.assertEqual([one.state for one in people], ["cancel", "open", "open"])
        self.meeting.action_regie_session_close()
        session.write({"date_begin": begin - timedelta(hours=6), "date_end": begin - timedelta(hours=4, minutes=30)})
        card = f"a.card[href='/animation/{session.id}']"
        story = f"""
            await send("{card}");
            await tap("li:nth-child(1) .person");
            await find("li[data-state=done]");
            await tap("li:nth-child(2) .person");
            await find("li[data-state=done] + li[data-state=done]");
            await send("[data-key=close]");
            await find(".box.good");
        """
        self._play("/animation", story, "animateur", taps=4)
        self.assertEqual((session.regie_activity_state, session.regie_present_count), ("closed", 2))

    def test_somebody_who_did_not_register_is_written_and_there(self):
        self.meeting.seats_max = 5
        self.authenticate("animateur", "animateur")
        page = self.url_open(f"/animation/{self.meeting.id}").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        path = f"/animation/{self.meeting.id}/venu"
        self.assertIn("E-ACT-17", self.url_open(path, data={"csrf_token": token, "name": " "}).text)
        self.url_open(path, data={"csrf_token": token, "name": "Eva"})
        eva = self.meeting.registration_ids.filtered(lambda one: one.name == "Eva")
        self.assertEqual(eva.state, "done")
        refused = self.url_open(f"/animation/{self.meeting.id}/porte", data={"csrf_token": token, "step": "-1"})
        self.assertIn("E-ACT-07", refused.text)
        tap = {"csrf_token": token, "registration_id": str(self.people[0].id), "act": "fly"}
        self.assertEqual(self.url_open(f"/animation/{self.meeting.id}/tap", data=tap).status_code, 404)

    def test_the_pages_are_for_those_who_run_the_activities(self):
        self._create_user("bureau", "regie_base.group_role_board_member").password = "bureau-bureau"
        self.authenticate("bureau", "bureau-bureau")
        for path in ("/animation", f"/animation/{self.meeting.id}"):
            self.assertEqual(self.url_open(path).status_code, 404)
        self.authenticate("animateur", "animateur")
        draft = self._create_session(published=False)
        self.assertEqual(self.url_open(f"/animation/{draft.id}").status_code, 404)

    def test_the_day_of_a_facilitator(self):
        today, coming = self.env["event.event"].with_user(self.facilitator)._get_phone_sessions()
        self.assertIn(self.meeting, today)
        tomorrow = self._create_session(days=2)
        self.assertIn(tomorrow, self.env["event.event"]._get_phone_sessions()[1])
        self.assertNotIn(tomorrow, today | coming)
