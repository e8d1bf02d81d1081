from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common_vote import VoteCase


@tagged("post_install", "-at_install")
class TestVoteSecret(VoteCase):
    """A secret ballot: who has voted is known, what is not, to anyone, whatever they read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_meeting_rule(cls.board, is_online_vote_allowed=True)

    def _create_secret_point(self, count=5, **vals):
        return self._create_open_point(self._create_open_meeting(count), vote_mode="secret", **vals)

    def test_ballot_is_counted_and_written_beside_no_name(self):
        point = self._create_secret_point()
        lines = self._voters(point)
        for line, choice in zip(lines[:3], ("for", "against", "for"), strict=True):
            self._cast(point, line, choice)
        self.assertEqual(point.vote_line_ids.attendance_id, lines[:3])
        self.assertFalse(any(point.vote_line_ids.mapped("choice")))
        self.assertEqual((point.voted_count, point.missing_count), (3, 2))
        self._count_room(point, count_for=1, count_blank=1)
        point._close_vote()
        self.assertEqual((point.count_for, point.count_against, point.count_blank), (3, 1, 1))
        self.assertEqual(point.result, "adopted")

    def test_counter_bears_no_person_no_date_no_order(self):
        point = self._create_secret_point()
        for line in self._voters(point)[:4]:
            self._cast(point, line, "for")
        self.env.flush_all()
        self.cr.execute(
            "SELECT * FROM regie_resolution_tally WHERE resolution_id = %s AND channel = 'online'", point.ids
        )
        for row in self.cr.dictfetchall():
            for column in ("create_uid", "create_date", "write_uid", "write_date"):
                self.assertIsNone(row[column], column)
        references = [
            name
            for name, field in self.env["regie.resolution.tally"]._fields.items()
            if field.relational and field.store and name not in ("create_uid", "write_uid")
        ]
        self.assertEqual(sorted(references), ["college_id", "company_id", "resolution_id"])

    def test_no_message_tells_a_vote(self):
        point = self._create_secret_point()
        known = point.message_ids
        self._cast(point, self._voters(point)[0], "against")
        self.assertEqual(point.message_ids, known)

    def test_two_opposite_ballots_leave_the_same_traces(self):
        traces = []
        for choice in ("for", "against"):
            point = self._create_secret_point(2)
            line = self._voters(point)[0]
            vote = self._cast(point, line, choice)
            self.env.flush_all()
            vote.invalidate_recordset()
            names = [
                name for name, field in vote._fields.items() if field.store and not field.relational and name != "id"
            ]
            traces.append([vote[name] for name in names if not name.endswith("_date")])
        self.assertEqual(*traces)

    def test_closing_makes_one_row_of_the_counters(self):
        point = self._create_secret_point(8)
        for line in self._voters(point):
            self._cast(point, line, "for")
        point._close_vote()
        self.assertEqual(len(point.tally_ids.filtered(lambda row: row.channel == "online")), 1)
        self.assertEqual(point.count_for, 8)

    def test_count_of_a_secret_ballot_is_read_after_its_closing_only(self):
        point = self._create_secret_point()
        for line in self._voters(point):
            self._cast(point, line, "for")
        self.env.flush_all()
        mine = [("resolution_id", "=", point.id), ("channel", "=", "online")]
        for user in (self.secretary, self.president, self.reader):
            self.assertFalse(self.env["regie.resolution.tally"].with_user(user).search(mine), user.name)
            self.assertFalse(point.with_user(user).count_for)
        point._close_vote()
        for user in (self.secretary, self.president, self.reader):
            found = self.env["regie.resolution.tally"].with_user(user).search(mine)
            self.assertEqual(found.count_for, 5, user.name)

    def test_choice_beside_a_name_is_refused(self):
        point = self._create_secret_point()
        line = self._voters(point)[0]
        with self.assertRaisesRegex(ValidationError, "GOV-043"):
            self.env["regie.vote.line"].create(
                {"resolution_id": point.id, "attendance_id": line.id, "voter_id": line.partner_id.id, "choice": "for"}
            )

    def test_online_count_is_not_written_by_hand(self):
        point = self._create_secret_point()
        self._cast(point, self._voters(point)[0], "for")
        counts = point.tally_ids.filtered(lambda row: row.channel == "online")
        with self.assertRaisesRegex(UserError, "GOV-044"):
            counts.count_for = 4
        with self.assertRaisesRegex(UserError, "GOV-044"):
            self.env["regie.resolution.tally"].create({"resolution_id": point.id, "channel": "online"})

    def test_ballots_are_not_supposed(self):
        point = self._create_secret_point()
        with self.assertRaisesRegex(UserError, "none is supposed"):
            point.action_complete_for()

    def test_statutes_make_a_vote_secret(self):
        self._set_vote_rule(self.board, is_secret=True)
        point = self._create_open_point()
        self.assertEqual(point.vote_mode, "secret")

    # -- requests --------------------------------------------------------------------------------------------------
    def _ask(self, point, *lines):
        return self.env["regie.secret.request"].create(
            [{"resolution_id": point.id, "attendance_id": line.id} for line in lines]
        )

    def test_enough_voters_make_a_vote_secret(self):
        self._set_meeting_rule(self.board, secret_request_num=2)
        point = self._create_open_point(open_vote=False)
        lines = self._voters(point)
        self._ask(point, lines[0])
        self.assertEqual(point.vote_mode, "show_hands")
        self._ask(point, lines[1])
        self.assertEqual(point.vote_mode, "secret")

    def test_share_of_those_present_makes_a_vote_secret(self):
        self._set_meeting_rule(self.board, secret_request_percent=25)
        point = self._create_open_point(open_vote=False)
        self.assertEqual(point.secret_request_need, 2, "a quarter of five is two voters")
        self._ask(point, *self._voters(point)[:2])
        self.assertEqual(point.vote_mode, "secret")

    def test_request_is_refused_without_a_rule_or_too_late(self):
        point = self._create_open_point(open_vote=False)
        line = self._voters(point)[0]
        with self.assertRaisesRegex(UserError, "foresee no request"), self.cr.savepoint():
            self._ask(point, line)
        self._set_meeting_rule(self.board, secret_request_num=1)
        point._open_vote()
        with self.assertRaisesRegex(UserError, "already open"):
            self._ask(point, line)
