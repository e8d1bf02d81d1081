from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

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
