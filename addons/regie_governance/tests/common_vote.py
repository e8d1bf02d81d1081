"""Builders of votes: a board that sits, its points, its ballots."""

from .common import GovernanceCase


class VoteCase(GovernanceCase):
    """An open meeting of the board, everybody there, and a point to vote."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Results are written in the language of the régie.
        cls.company.partner_id.lang = "en_US"

    @classmethod
    def _create_open_meeting(cls, count=5, organ=None, colleges=("HAB",), **vals):
        """Create an open meeting with as many voters, all there; the first one presides."""
        organ = organ or cls.board
        for number in range(count):
            college = colleges[number % len(colleges)]
            member = cls._create_member(college=college)
            if organ.kind != "assembly":
                cls._create_mandate(member, organ)
        meeting = cls._create_meeting(organ, **vals)
        meeting._sync_attendance()
        lines = meeting.attendance_ids.sorted("id")
        cls._enter(meeting, *lines.partner_id)
        meeting.chair_id = lines[0].partner_id
        return meeting

    @classmethod
    def _open(cls, meeting):
        """Convoke and open a meeting, in the facts."""
        meeting.write({"date_convoked": "2026-05-20 08:00:00", "date_opened": meeting.date})

    @classmethod
    def _create_open_point(cls, meeting=None, open_vote=True, **vals):
        """Create a point on the agenda of an open meeting and open its vote."""
        meeting = meeting or cls._create_open_meeting()
        point = cls._create_resolution(meeting, **vals)
        if not meeting.date_opened:
            cls._open(meeting)
        # The tests add points to a meeting that sits; these were on its agenda.
        point.date_on_agenda = meeting.date_convoked
        if open_vote:
            point._open_vote()
        return point

    @classmethod
    def _count_room(cls, point, **counts):
        """Note the count of the room: ``_count_room(point, count_for=3, count_against=1)``."""
        point.tally_ids.filtered(lambda row: row.channel == "room")[:1].write(counts)

    @classmethod
    def _voters(cls, point):
        """Return the attendance lines of the meeting, in order."""
        return point.meeting_id.attendance_ids.sorted("id")

    @classmethod
    def _recuse(cls, point, partner, **vals):
        """Have somebody recused on a point, out of the room."""
        return cls.env["regie.recusal"].create(
            {
                "resolution_id": point.id,
                "partner_id": partner.id,
                "reason": "Works for the supplier",
                "date_left": point.meeting_id.date,
                **vals,
            }
        )

    @classmethod
    def _cast(cls, point, line, choice, *others):
        """Have a person vote on a phone, for the line and for others that they hold a proxy of."""
        choices = {voice.id: choice for voice in (line, *others)}
        return point._cast(line.partner_id, choices)
