"""Builders of minutes: a board meeting that decided, closed, ready to be told and signed."""

import base64

from odoo import Command

from .common_vote import VoteCase

DRAWING = base64.b64encode(
    base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")
)


class MinutesCase(VoteCase):
    """A board of five that adopted one point and rejected another, then closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"street": "1 rue des Tilleuls", "zip": "27400", "city": "Louviers"})
        cls.meeting = cls._create_open_meeting(place="Community hall")
        cls.lines = cls.meeting.attendance_ids.sorted("id")
        cls.chair, cls.scribe = cls.lines[0].partner_id, cls.lines[1].partner_id
        cls.meeting.write({"secretary_id": cls.scribe.id, "teller_ids": [Command.link(cls.lines[2].partner_id.id)]})
        cls.adopted = cls._decide(
            "Request to the State", 5, text="<p>The board asks for a grant.</p>", resolution_type="grant", amount=12500
        )
        cls.rejected = cls._decide("Sell the van", 1, sequence=20)
        cls._close()

    @classmethod
    def _decide(cls, title, count_for, meeting=None, **vals):
        """Have a point voted by the five of the board."""
        point = cls._create_open_point(meeting or cls.meeting, title=title, **vals)
        cls._count_room(point, count_for=count_for, count_against=5 - count_for)
        point._close_vote()
        return point

    @classmethod
    def _close(cls, meeting=None):
        (meeting or cls.meeting).date_closed = "2026-06-10 18:30:00"

    @classmethod
    def _send(cls, meeting=None):
        """Approve the minutes and send them to be signed."""
        meeting = meeting or cls.meeting
        meeting.action_approve_minutes()
        return meeting.signature_ids

    @classmethod
    def _sign_all(cls, meeting=None):
        """Have the chair and the secretary of the meeting sign."""
        meeting = meeting or cls.meeting
        if not meeting.signature_ids:
            cls._send(meeting)
        for line in meeting.signature_ids:
            line._sign(DRAWING)
        return meeting

    @classmethod
    def _create_account(cls, partner, login, *groups):
        """Give a person an account of the back office, as somebody of the board unless told otherwise."""
        user = cls._create_user(login, *(groups or ("group_role_board_member",)))
        old = user.partner_id
        user.partner_id = partner
        old.active = False
        return user
