from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from odoo.addons.regie_participation.tests.common import ParticipationCase


@tagged("post_install", "-at_install")
class TestSessionHours(ParticipationCase):
    """The hours of volunteers at a session: written on it once, valued elsewhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kind = cls.env["regie.activity.type"].create({"name": "Repair", "code": "rc_test", "need": "Mend"})
        cls.session = cls._create_event(kind=None, regie_type_id=kind.id)
        cls.volunteer = cls._create_volunteer()
        cls.animator = cls._create_user("animatrice.test", "regie_activity.group_role_facilitator")

    def _help(self, hours, user=None, **vals):
        category = self.env.ref("regie_participation.volunteer_category_repair")
        return (
            self.env["regie.volunteer.time"]
            .with_user(user or self.env.user)
            .create(
                {
                    "event_id": self.session.id,
                    "volunteer_id": self.volunteer.id,
                    "category_id": category.id,
                    "hours": hours,
                    **vals,
                }
            )
        )

    def test_hours_take_the_day_of_the_session(self):
        time = self._help(3, self.animator)
        self.assertEqual(time.date, self.session.date_begin.date())
        self.assertEqual(self.session.with_user(self.animator).regie_volunteer_hours, 3)

    def test_thirteen_hours_a_day_are_refused(self):
        self._help(8)
        with self.assertRaisesRegex(ValidationError, "E-ACT-06"), self.cr.savepoint():
            self._help(5)
        with self.assertRaisesRegex(ValidationError, "PAR-30"), self.cr.savepoint():
            self._help(0)
        self._help(4)

    def test_facilitator_reads_the_hours_of_sessions_and_no_others(self):
        other = self._give_time(self.volunteer)
        own = self._help(2)
        times = self.env["regie.volunteer.time"].with_user(self.animator)
        self.assertEqual(times.search([("volunteer_id", "=", self.volunteer.id)]), own)
        with self.assertRaises(AccessError):
            other.with_user(self.animator).hours = 5
        with self.assertRaises(AccessError):
            self.volunteer.with_user(self.animator).read(["access_token"])
        secretary = self._create_user("secretaire.test", "regie_governance.group_governance_secretary")
        self.assertEqual(
            self.env["regie.volunteer.time"]
            .with_user(secretary)
            .search_count([("volunteer_id", "=", self.volunteer.id)]),
            2,
        )

    def test_facilitator_writes_the_hours_on_the_session(self):
        with (
            Form(self.session.with_user(self.animator), "regie_activity.event_event_view_form_session") as form,
            form.regie_volunteer_time_ids.new() as line,
        ):
            line.volunteer_id = self.volunteer
            line.category_id = self.env.ref("regie_participation.volunteer_category_repair")
            line.hours = 2.5
        self.assertEqual(self.session.regie_volunteer_time_ids.hours, 2.5)
