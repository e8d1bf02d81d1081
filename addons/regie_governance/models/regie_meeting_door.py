from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import consteq, format_datetime


class RegieMeetingDoor(models.Model):
    """The door of the meeting: who comes in, who goes out, and whether the quorum is there."""

    _inherit = "regie.meeting"

    def _get_door_state(self):
        """Return what the page of the door shows: the quorum in words and each person once, whatever their voices."""
        self.ensure_one()
        quorum = self._get_quorum()
        lines = self.attendance_ids
        return {
            "quorum": {"sentence": quorum.sentence, "isReached": quorum.is_reached, "got": quorum.got},
            "need": quorum.need,
            "state": self.state,
            "people": [
                self._prepare_door_person(person, person_lines)
                for person, person_lines in lines.grouped("partner_id").items()
            ],
        }

    def _get_door_texts(self):
        """Return the words that the page of the door writes by itself, in the language of the reader."""
        return {
            "come": self.env._("came in"),
            "leave": self.env._("left"),
            "undo": self.env._("undone"),
            "since": self.env._("came at"),
            "left": self.env._("left at"),
            "represented": self.env._("represented"),
            "excused": self.env._("excused"),
            "coming": self.env._("said to come"),
            "guest": self.env._("no vote"),
            "none": self.env._("Nobody bears this name: try another part of it, or add the person to the roll."),
            "offline": self.env._("No connection: nothing was entered. Try again."),
            "sign": self.env._("Signature"),
        }

    def _prepare_door_person(self, person, lines):
        """Return the row of a person at the door."""
        present = lines.filtered("is_present")
        # a legal person is found at the door by its name too
        sits_for = lines.membership_id.partner_id - person
        return {
            "id": person.id,
            "name": person.name,
            "for": ", ".join(sits_for.mapped("name")),
            "college": ", ".join(lines.college_id.mapped("name")),
            "isVoter": any(lines.mapped("is_voter")),
            "isPresent": bool(present),
            "isRemote": bool(present) and present[0].status == "remote",
            "came": self._format_hour(min(lines.filtered("date_arrival").mapped("date_arrival"), default=False)),
            "left": self._format_hour(max(lines.filtered("date_departure").mapped("date_departure"), default=False)),
            "isRepresented": any(line.status == "represented" for line in lines),
            "answer": lines[:1].answer or "",
        }

    def _format_hour(self, hour):
        """Return an hour (UTC) as the clock of the régie shows it."""
        return hour and format_datetime(self.env, hour, tz=self._get_minutes_timezone(), dt_format="HH:mm") or ""

    def _get_door_lines(self, partner_id):
        """Return the lines of a person of this meeting.

        :raise UserError: the person is not on its roll
        """
        self.ensure_one()
        lines = self.attendance_ids.filtered(lambda line: line.partner_id.id == partner_id)
        if not lines:
            raise UserError(self.env._("This person is not on the roll of the meeting."))
        return lines

    def _find_by_code(self, code):
        """Return the lines of the person whose personal code was scanned or typed: the link of the convocation, or its
        last part.

        :raise UserError: the code is not one of this meeting
        """
        self.ensure_one()
        token = (code or "").strip().rstrip("/").rsplit("/", 1)[-1].split("?")[0]
        # sudo: codes are compared here and never shown
        for line in self.sudo().attendance_ids:
            if token and consteq(line.access_token, token):
                return self._get_door_lines(line.partner_id.id)
        raise UserError(self.env._("This code is not one of this meeting: look for the person in the list."))

    def _pass_door(self, lines, action, proof="hand", is_remote=False, signature=False):
        """Have a person come in ("come"), leave ("leave"), or take back the last of these ("undo")."""
        self.ensure_one()
        if self.state not in ("convoked", "open"):
            raise UserError(
                self.env._(
                    "The door of %(meeting)s is closed: correct its attendance sheet instead.", meeting=self.name
                )
            )
        if action == "come":
            lines._come(proof=proof, is_remote=is_remote, signature=signature)
        elif action == "leave":
            lines._leave(fields.Datetime.now())
        else:
            lines._undo_presence()
