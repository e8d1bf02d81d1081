from odoo.exceptions import AccessError

from .common import ActivityCase

READ, ALL, NOTHING = "r", "rwcd", ""
ROLES = ("facilitator", "director", "office", "social_worker", "accountant", "board_member")
#: What each role may do, in the order of ROLES: read, write, create, delete.
MATRIX = {
    "regie.activity.type": (READ, ALL, READ, READ, READ, READ),
    "event.event": ("rwc", ALL, "rwc", READ, READ, READ),
    "event.registration": ("rwc", ALL, "rwc", NOTHING, NOTHING, NOTHING),
    "regie.activity.series": (ALL, ALL, ALL, NOTHING, NOTHING, NOTHING),
    "regie.activity.slots": (ALL, ALL, ALL, NOTHING, NOTHING, NOTHING),
    "regie.activity.cancel": (ALL, ALL, ALL, NOTHING, NOTHING, NOTHING),
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class TestAccess(ActivityCase):
    """Who may do what with the activities, and who knows who takes part."""

    def test_roles_may_what_the_table_says_and_nothing_more(self):
        for column, role in enumerate(ROLES):
            addon = "regie_activity" if role == "facilitator" else "regie_base"
            user = self._create_user(role, f"{addon}.group_role_{role}")
            for model, rights in MATRIX.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(role=role, model=model, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights[column])

    def test_participants_are_known_to_those_who_run_the_activities(self):
        session = self._create_session()
        registration = self._register(session)
        desk = self._create_user("desk", "event.group_event_user")
        self.assertFalse(self.env["event.registration"].with_user(desk).search([("event_id", "=", session.id)]))
        with self.assertRaises(AccessError):
            registration.with_user(desk).read(["name"])
        cashier = self._create_user("caisse", "regie_base.group_role_cashier")
        registrations = self.env["event.registration"].with_user(cashier)
        if registrations.has_access("read"):  # the till of Odoo sells tickets of its events
            self.assertFalse(registrations.search([("event_id", "=", session.id)]))
        facilitator = self._create_user("anim", "regie_activity.group_role_facilitator")
        self.assertEqual(registration.with_user(facilitator).name, "Awa Diallo")

    def test_the_board_reads_figures_and_no_name(self):
        session = self._create_session()
        registration = self._register(session)
        registration.action_regie_present()
        member = self._create_user("bureau", "regie_base.group_role_board_member")
        figures = session.with_user(member).read(["regie_present_count", "seats_taken", "regie_waiting_count"])[0]
        self.assertEqual(figures["regie_present_count"], 1)
        with self.assertRaises(AccessError):
            registration.with_user(member).read(["name"])
        with self.assertRaises(AccessError):
            session.with_user(member).action_regie_session_close()

    def test_the_link_of_a_registration_is_not_for_other_users(self):
        registration = self._register(self._create_session())
        member = self._create_user("bureau", "regie_base.group_role_board_member")
        with self.assertRaises(AccessError):
            registration.with_user(member).read(["regie_access_token"])
