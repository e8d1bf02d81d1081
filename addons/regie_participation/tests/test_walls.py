from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ParticipationCase


@tagged("post_install", "-at_install")
class TestWalls(ParticipationCase):
    """The secretary manages, the board reads figures and what is shown, the others read nothing."""

    def _records(self, company=None):
        volunteer = self._create_volunteer(company=company)
        return [
            self._create_consultation(company=company),
            self._create_idea(company=company),
            volunteer,
            self._give_time(volunteer),
            self._create_testimony(company=company, signed=False),
            self.env["regie.communication.action"].create(
                {
                    "name": "Posters",
                    "channel_id": self._channel("hall").id,
                    "company_id": (company or self.company).id,
                }
            ),
        ]

    def test_secretary_reads_and_writes_everything_of_the_regie(self):
        for record in self._records():
            with self.subTest(model=record._name):
                mine = record.with_user(self.secretary)
                mine.check_access("read")
                mine.check_access("write")
                mine.read()

    def test_records_of_another_regie_are_closed_to_the_secretary(self):
        for record in self._records(self.neighbour):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.secretary).check_access("read")

    def test_other_trades_read_nothing(self):
        leader, cashier = (
            self._create_user("leader", "group_role_team_leader"),
            self._create_user("till", "group_role_cashier"),
        )
        portal = self._create_user("portal", "base.group_portal")
        for record in self._records():
            for user in (leader, cashier, portal):
                with self.subTest(model=record._name, user=user.login), self.assertRaises(AccessError):
                    record.with_user(user).check_access("read")

    def test_board_reads_no_name(self):
        consultation, idea, volunteer, time, testimony, action = self._records()
        for record in (volunteer, time, testimony, idea):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.reader).check_access("read")
        for record in (consultation, action):
            record.with_user(self.reader).read()
        event = self._create_event()
        event._regie_register("Fatou", "inhabitant", consent=True)
        self.assertEqual(event.with_user(self.reader).regie_inhabitant_count, 1)
        with self.assertRaises(AccessError):
            event.registration_ids.with_user(self.reader).read(["name"])
        for field in ("regie_door_token", "regie_door_url"):
            with self.assertRaises(AccessError):
                event.with_user(self.reader).read([field])

    def test_board_reads_shown_ideas_without_their_author_and_running_testimonies(self):
        idea = self._create_idea(author_name="Fatou")
        idea.action_publish()
        testimony = self._create_testimony()
        idea.with_user(self.reader).read(["name", "text", "answer"])
        testimony.with_user(self.reader).read(["text", "display_as"])
        for record, field in (
            (idea, "author_name"),
            (idea, "author_email"),
            (idea, "access_token"),
            (testimony, "partner_id"),
            (testimony, "signature"),
        ):
            with self.subTest(field=field), self.assertRaises(AccessError):
                record.with_user(self.reader).read([field])

    def test_board_writes_nothing(self):
        idea = self._create_idea()
        idea.action_publish()
        for record in (self._create_consultation(), idea, self._create_event(), self._create_testimony()):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.reader).write({"active": False})

    def test_home_cards_are_counted_for_the_office(self):
        self._create_idea(origin="public")
        card = self.env.ref("regie_participation.home_card_ideas_read").with_user(self.secretary)
        self.assertTrue(card.is_mine)
        self.assertGreaterEqual(card.count, 1)
        for xmlid in (
            "home_card_ideas_answer",
            "home_card_volunteer_times",
            "home_card_meetings_report",
            "home_card_consultations_tell",
            "home_card_testimonies_ending",
        ):
            card = self.env.ref(f"regie_participation.{xmlid}").with_user(self.secretary)
            self.assertGreaterEqual(card.count, 0)
            self.assertTrue(card.is_mine, xmlid)
