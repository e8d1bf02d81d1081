from odoo import models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools import SQL

from .regie_vote_line import BARRED


class RegieResolutionRecusal(models.Model):
    """What a recusal does to a vote: voices taken out, proxies suspended, another chair, hours in the minutes."""

    _inherit = "regie.resolution"

    def _check_can_open(self):
        """Refuse to open a point that its recused chair would preside over. (GOV-046)"""
        result = super()._check_can_open()
        self._sync_recused_voices()
        self._check_chair_not_recused()
        return result

    def _check_can_close(self):
        """Refuse to close a point as long as the exit of somebody who was there is not noted. (GOV-047)"""
        result = super()._check_can_close()
        came = self.meeting_id.attendance_ids.filtered("presence_ids").partner_id
        for recusal in self.recusal_ids.filtered(lambda r: r.is_active and not r.date_left and r.partner_id in came):
            raise UserError(
                self.env._(
                    "Write at what time %(person)s left the room for %(point)s: the minutes note it. (GOV-047)",
                    person=recusal.partner_id.name,
                    point=self.title,
                )
            )
        return result

    def _check_chair_not_recused(self):
        """Raise when the chair is recused and nobody who is there and may vote replaces them. (GOV-046)"""
        self.ensure_one()
        recused = self._get_recused_partners()
        if self.meeting_id.chair_id not in recused and self.chair_id not in recused:
            return
        there = self.meeting_id._get_present_lines().filtered("is_voter").partner_id
        if not self.chair_id & (there - recused):
            raise UserError(
                self.env._(
                    "The chair is recused on %s: choose who presides over this point, among the voters who are there"
                    " and not recused. (GOV-046)",
                    self.title,
                )
            )

    def _lock_for_recusal(self):
        """Have votes in progress end before a recusal, and those that follow see it.

        The row is written, not only locked: a vote that waited behind a recusal then starts again with what it
        recorded, instead of going on with what it had read before (PostgreSQL, repeatable read).
        """
        if self.ids:
            self.env.execute_query(
                SQL(
                    "UPDATE regie_resolution SET write_date = write_date WHERE id IN"
                    " (SELECT id FROM regie_resolution WHERE id = ANY(%s) ORDER BY id FOR UPDATE) RETURNING id",
                    self.ids,
                )
            )

    def _sync_recused_voices(self):
        """Write one line per voice that a recusal takes out of the vote, and take off those that no longer are.

        A vote by name of the person, already cast, is taken back. In a secret ballot nobody can find it again.

        :raise UserError: GOV-041 when the secret ballot of the person was already cast
        """
        # sudo: who may record a recusal was checked; nobody else deletes a vote line than what a recusal takes back
        for resolution in self.sudo().filtered(lambda point: not point.date_closed):
            wanted, recused = resolution._get_blocked_voices(), resolution._get_recused_partners()
            blocked = resolution.vote_line_ids.filtered(lambda line: line.choice in BARRED)
            cast = (resolution.vote_line_ids - blocked).filtered(
                lambda line, w=wanted, r=recused: line.attendance_id.id in w or line.voter_id in r
            )
            if cast and resolution._is_secret():
                raise UserError(
                    self.env._(
                        "%(person)s has already voted on %(point)s by secret ballot: nobody can take this ballot back."
                        " Start the vote again, then record the recusal. (GOV-041)",
                        person=cast.voter_id[0].name,
                        point=resolution.title,
                    )
                )
            stale = blocked.filtered(
                lambda line, w=wanted: (
                    w.get(line.attendance_id.id) != (line.choice, line.voter_id.id, line.proxy_id.id or False)
                )
            )
            kept = (blocked - stale).attendance_id.ids
            (cast | stale).unlink()
            resolution._block_voices({voice: vals for voice, vals in wanted.items() if voice not in kept})

    def _get_blocked_voices(self):
        """Return ``{attendance id: (choice, person id, proxy id)}``: the voices that recusals take out of the vote.

        The voice of a recused person is recused, also when they gave a proxy; a voice whose proxy they hold is
        suspended, unless a substitute named in the proxy is there, not recused, within the limit of the statutes.
        """
        self.ensure_one()
        meeting, recused = self.meeting_id, self._get_recused_partners()
        if not recused:
            return {}
        lines = meeting._get_voting_lines()
        voices = {line.id: ("recused", line.partner_id.id, False) for line in lines if line.partner_id in recused}
        free = meeting._get_present_lines().partner_id - recused
        accepted = meeting.proxy_ids.filtered(lambda proxy: proxy.state == "accepted" and proxy._is_for(self))
        for proxy in accepted:
            giver = proxy.giver_id
            if proxy.holder_id not in recused or giver.id in voices or giver.is_present or giver not in lines:
                continue
            if not (proxy.substitute_id & free and self._has_room_for_proxy(proxy.substitute_id, accepted)):
                voices[giver.id] = ("suspended", proxy.holder_id.id, proxy.id)
        return voices

    def _has_room_for_proxy(self, holder, proxies):
        """Tell whether one more proxy keeps a holder within the number that the statutes allow."""
        rule = self.meeting_id.rule_id
        held = len(proxies.filtered(lambda proxy: proxy.holder_id == holder))
        return not rule.is_proxy_limited or held < rule.proxy_max

    def _block_voices(self, voices):
        """Write the lines of the voices taken out of the vote; start again when a vote was cast in the meantime."""
        self.ensure_one()
        taken = (
            self.env.execute_query(
                SQL(
                    "INSERT INTO regie_vote_line (resolution_id, meeting_id, company_id, attendance_id, college_id,"
                    " voter_id, proxy_id, choice, channel, create_uid, create_date, write_uid, write_date)"
                    " SELECT %(resolution)s, %(meeting)s, %(company)s, voice.id, attendance.college_id, voice.voter,"
                    " NULLIF(voice.proxy, 0), voice.choice, 'room', %(uid)s, now() at time zone 'UTC', %(uid)s,"
                    " now() at time zone 'UTC'"
                    " FROM unnest(%(ids)s, %(voters)s, %(proxies)s, %(choices)s) AS voice(id, voter, proxy, choice)"
                    " JOIN regie_attendance attendance ON attendance.id = voice.id"
                    " ON CONFLICT (resolution_id, attendance_id) DO NOTHING RETURNING id",
                    resolution=self.id,
                    meeting=self.meeting_id.id,
                    company=self.company_id.id,
                    uid=self.env.uid,
                    ids=list(voices),
                    voters=[voter for _choice, voter, _proxy in voices.values()],
                    proxies=[proxy or 0 for _choice, _voter, proxy in voices.values()],
                    choices=[choice for choice, _voter, _proxy in voices.values()],
                )
            )
            if voices
            else []
        )
        self.env["regie.vote.line"].invalidate_model()
        self.invalidate_recordset(["vote_line_ids"])
        if len(taken) < len(voices):
            raise ConcurrencyError(self.env._("A vote was cast while the recusal was recorded: try again."))
