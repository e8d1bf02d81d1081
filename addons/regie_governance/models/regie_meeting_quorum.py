from typing import NamedTuple

from odoo import api, fields, models

from ..tools import quorum as quorum_tool


class Quorum(NamedTuple):
    """The quorum of a meeting or of a point: voices of the base, needed, obtained, and the same in words."""

    base: int
    need: int
    got: int
    present: int
    represented: int
    is_reached: bool
    sentence: str


class RegieMeetingQuorum(models.Model):
    """May the meeting deliberate: how many voices are there, how many the statutes ask for."""

    _inherit = "regie.meeting"

    quorum_sentence = fields.Char(string="Quorum", compute="_compute_quorum")
    quorum_base = fields.Integer(compute="_compute_quorum", help="Voices from which the quorum is counted.")
    quorum_need = fields.Integer(string="Quorum needed", compute="_compute_quorum")
    quorum_got = fields.Integer(string="Quorum obtained", compute="_compute_quorum")
    is_quorum_reached = fields.Boolean(string="Quorum reached", compute="_compute_quorum")
    is_quorum_lost = fields.Boolean(
        compute="_compute_quorum", help="The meeting is open and no longer has its quorum: it may not decide."
    )

    @api.depends(
        *("statutes_id", "organ_id", "meeting_type", "call_number", "date_opened", "date_closed"),
        *("attendance_ids.is_voter", "attendance_ids.is_present", "proxy_ids.state"),
    )
    def _compute_quorum(self):
        for meeting in self:
            quorum = meeting._get_quorum() if meeting.statutes_id else None
            meeting.quorum_sentence = quorum.sentence if quorum else False
            meeting.quorum_base = quorum.base if quorum else 0
            meeting.quorum_need = quorum.need if quorum else 0
            meeting.quorum_got = quorum.got if quorum else 0
            meeting.is_quorum_reached = bool(quorum and quorum.is_reached)
            meeting.is_quorum_lost = bool(quorum and meeting.state == "open" and not quorum.is_reached)

    def _get_quorum(self, resolution=None, at=None):
        """Return the Quorum of the meeting, or of a point that recused persons have left, at an hour (UTC), now by
        default. Recused persons are treated as the statutes choose (``recusal_quorum_mode``).

        A proxy counts when its giver is away and its holder, or else its substitute, is there; one that is given for
        some points only counts for these points.
        """
        self.ensure_one()
        recused = frozenset(resolution._get_recused_partners().ids if resolution else ())
        rule = self._prepare_quorum_rule()
        count = quorum_tool.count(self._prepare_quorum_voices(resolution, at), rule, recused)
        return Quorum(*count[:5], count.is_reached, self._get_quorum_sentence(count, rule))

    def _prepare_quorum_rule(self):
        """Return the rule of quorum of the meeting, that of the second call when it is one."""
        self.ensure_one()
        rule, is_second = self.rule_id, self.call_number > 1
        seats = 0
        if rule.quorum_base == "seats":
            seats = sum(
                seat.seats_max
                for seat in self.statutes_id.seat_ids
                if seat.organ_id == self.organ_id and seat.is_allowed
            )
        return quorum_tool.Rule(
            num=rule.second_quorum_num if is_second else rule.quorum_num,
            den=(rule.second_quorum_den if is_second else rule.quorum_den) or 1,
            operator=rule.quorum_operator or "ge",
            is_with_proxies=rule.is_quorum_with_proxies,
            recusal_mode=self.statutes_id.recusal_quorum_mode or "numerator",
            seats=seats,
            college=rule.quorum_college_id.id,
            college_min=0 if is_second else rule.quorum_college_min,
        )

    def _prepare_quorum_voices(self, resolution=None, at=None):
        """Return the voices of the roll as plain values, with who may hold the proxy of each."""
        self.ensure_one()
        # Who was there at the opening only matters when the recused keep counting.
        keeps = bool(self.date_opened) and self.statutes_id.recusal_quorum_mode == "opening"
        holders = {}
        # sudo: the count is said to all who read the meeting; who gave a proxy to whom is not
        for proxy in self.sudo().proxy_ids:
            if not proxy._is_valid_at(at) or not (
                proxy._is_for(resolution) if resolution else not proxy.resolution_ids
            ):
                continue
            holders[proxy.giver_id.id] = tuple((proxy.holder_id | proxy.substitute_id).ids)
        return [
            quorum_tool.Voice(
                line.partner_id.id,
                line.college_id.id,
                line._is_present_at(at),
                keeps and line._is_present_at(self.date_opened),
                holders.get(line.id, ()),
            )
            for line in self._get_voting_lines()
        ]

    def _get_quorum_sentence(self, count, rule):
        """Return a count in words: who is there, of how many, and how many are needed."""
        if not count.present:
            who = self.env._("nobody present")
        elif count.present == 1:
            who = self.env._("%s person present", count.present)
        else:
            who = self.env._("%s persons present", count.present)
        if rule.is_with_proxies and count.represented:
            who = self.env._("%(present)s and %(represented)s represented", present=who, represented=count.represented)
        if count.need:
            text = self.env._("%(who)s of %(base)s members; %(need)s needed", who=who, base=count.base, need=count.need)
        else:
            text = self.env._("%(who)s of %(base)s members; no quorum is required", who=who, base=count.base)
        if rule.college_min:
            text = self.env._(
                "%(quorum)s, of whom at least %(min)s of the college %(college)s (%(got)s there)",
                quorum=text,
                min=rule.college_min,
                college=self.rule_id.quorum_college_id.name,
                got=count.college_got,
            )
        return text[:1].upper() + text[1:]
