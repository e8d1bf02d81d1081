from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools import SQL

# Written by the buttons of the vote and by nothing else.
FACTS = frozenset(("date_opened", "date_closed", "date_withdrawn", "result", "date_on_agenda"))
# What was put to the vote does not change once it is open.
CONTENT = frozenset(("title", "text", "resolution_type", "is_vote", "vote_mode", "meeting_id", "counterparty_ids"))


class RegieResolutionVote(models.Model):
    """The course of a vote: on the agenda, opened, closed once and for all; withdrawn, adjourned or noted."""

    _inherit = "regie.resolution"

    _one_open = models.UniqueIndex(
        "(meeting_id) WHERE date_opened IS NOT NULL AND date_closed IS NULL AND date_withdrawn IS NULL",
        "Another point of the meeting is being voted: close it first.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Add points to an agenda.

        :raise UserError: GOV-044 when the result of a vote is written by hand
        """
        for vals in vals_list:
            self._check_facts(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Change a point.

        :raise UserError: GOV-044 when what is or was put to the vote would change
        """
        self._check_facts(vals)
        if CONTENT & vals.keys():
            self._check_not_signed()
        if CONTENT & vals.keys() and not self.env.su and any(point.state in ("open", "closed") for point in self):
            raise UserError(
                self.env._("The vote is open or closed: what is put to the vote does not change any more. (GOV-044)")
            )
        return super().write(vals)

    def _check_facts(self, vals):
        # The methods below write the facts in sudo once they have checked the right to write and the rules.
        written = (FACTS | self._get_frozen_fields()) & vals.keys()
        if written and not self.env.su:
            raise UserError(self.env._("The result of a vote is not written by hand: use its buttons. (GOV-044)"))

    def _get_frozen_fields(self):
        """Return the names of the fields that only the closing of the vote writes."""
        return frozenset()

    # -- buttons ---------------------------------------------------------------------------------------------------
    def action_open_vote(self):
        """Open the vote on this point."""
        self.check_access("write")
        self._open_vote()

    def action_close_vote(self):
        """Close the vote: its result is computed and does not change any more."""
        self.check_access("write")
        self._close_vote()

    def action_restart_vote(self):
        """Throw away the votes of an open vote and start it again."""
        self.check_access("write")
        self._restart_vote()

    def action_withdraw(self):
        """Take the point off the agenda."""
        self.check_access("write")
        self._end_without_vote("withdrawn", "date_withdrawn")

    def action_adjourn(self):
        """Put the point off to another meeting."""
        self.check_access("write")
        self._end_without_vote("adjourned", "date_closed")

    def action_note(self):
        """Note that a point of information was heard."""
        self.check_access("write")
        if self.is_vote:
            raise UserError(self.env._("“%s” is put to the vote: open the vote.", self.title))
        self._end_without_vote("noted", "date_closed")

    # -- the course of the vote ------------------------------------------------------------------------------------
    def _open_vote(self):
        """Open the vote on a point of the convoked agenda, in an open meeting that has its quorum.

        :raise UserError: GOV-022 off the agenda, GOV-024 below the quorum, GOV-044 already voted, GOV-045/046 by
            ``_check_can_open()``
        """
        self.ensure_one()
        self._lock_vote()
        if self.state in ("open", "closed"):
            raise UserError(self.env._("The vote on “%s” was already opened. (GOV-044)", self.title))
        if self.meeting_id.state != "open":
            raise UserError(self.env._("Open the meeting before its first vote."))
        if not self.is_vote:
            raise UserError(self.env._("“%s” is a point of information: note it, nothing is voted.", self.title))
        self._check_on_agenda()
        others = self.meeting_id.resolution_ids.filtered(lambda point: point.state == "open")
        if others:
            raise UserError(self.env._("“%s” is being voted: close it first.", others[:1].title))
        self._check_can_open()
        self._check_quorum()
        self._apply_secrecy()
        # sudo: a fact, after the right to write and the rules were checked
        self.sudo().write({"date_opened": fields.Datetime.now()})
        self._prepare_room_tallies()

    def _close_vote(self):
        """Close the vote, freeze its counts and write its result in words.

        :raise ValidationError: GOV-040 when the votes are not those of the voters
        :raise UserError: GOV-044 when it is not open, GOV-047 by ``_check_can_close()``
        """
        self.ensure_one()
        self._lock_vote()
        self._check_vote_open()
        if self.vote_mode == "acclamation":
            self._complete_acclamation()
        self._check_can_close()
        facts = self._prepare_result()
        self._merge_secret_counts()
        # sudo: facts, after the right to write and the rules were checked
        self.sudo().write({**facts, "date_closed": fields.Datetime.now()})
        self.message_post(body=self.decision_sentence, author_id=self.env.user.partner_id.id)

    def _restart_vote(self):
        """Forget the votes of an open vote: everybody votes again."""
        self.ensure_one()
        self._lock_vote()
        self._check_vote_open()
        # sudo: nobody deletes a vote by hand; this button checked the right to write
        self.vote_line_ids.sudo().unlink()
        self.tally_ids.sudo().unlink()
        self._sync_recused_voices()
        self._prepare_room_tallies()
        self.message_post(body=self.env._("The votes were cancelled: everybody votes again."))

    def _end_without_vote(self, result, fact):
        """Write that a point was withdrawn, adjourned or noted.

        :raise UserError: GOV-044 when it was voted, or when somebody has voted
        """
        for point in self:
            point._lock_vote()
            if point.state == "closed" or point._get_voted_lines() or point.tally_ids._get_tally().voices:
                raise UserError(
                    self.env._("“%s” was voted or is being voted: it takes its result. (GOV-044)", point.title)
                )
            # sudo: facts, after the right to write and the rules were checked
            point.sudo().write({"result": result, fact: fields.Datetime.now()})

    def _check_vote_open(self):
        """Raise GOV-044 when nobody may vote on this point now."""
        for point in self:
            if point.state == "closed":
                raise UserError(self.env._("The vote on “%s” is closed. (GOV-044)", point.title))
            if point.state != "open":
                raise UserError(self.env._("The vote on “%s” is not open yet. (GOV-044)", point.title))

    def _check_quorum(self):
        """Raise GOV-024 when the meeting may not deliberate on this point."""
        quorum = self.meeting_id._get_quorum(resolution=self)
        if not quorum.is_reached:
            raise UserError(
                self.env._(
                    "The quorum of “%(title)s” is not reached: %(got)s of %(need)s needed (base %(base)s). (GOV-024)",
                    title=self.title,
                    got=quorum.got,
                    need=quorum.need,
                    base=quorum.base,
                )
            )

    # -- races -----------------------------------------------------------------------------------------------------
    def _hold_vote(self):
        """Hold the point open until the end of the transaction: whoever closes it waits; many may hold it at once.

        When it was closed since this transaction began, PostgreSQL raises a serialization failure, Odoo starts again,
        and the vote is refused: a vote at the second of closing is either counted or refused, never lost.

        :raise UserError: GOV-044 when the vote is not open
        """
        if not self:
            return
        self.env.cr.execute(SQL("SELECT id FROM regie_resolution WHERE id = ANY(%s) FOR SHARE", self.ids))
        self._check_vote_open()

    def _lock_vote(self):
        """Be alone on the point until the end of the transaction, having seen every vote that was cast.

        Votes that were being cast when the lock was asked for are waited for; they are younger than what this
        transaction sees: when there are some, it starts again.

        :raise ConcurrencyError: Odoo then plays the request again
        """
        self.flush_recordset()
        self.vote_line_ids.flush_recordset()
        cr = self.env.cr
        cr.execute(SQL("SELECT id FROM regie_resolution WHERE id = %s FOR UPDATE", self.id))
        # Rows that were changed since this transaction began raise a serialization failure here.
        cr.execute(SQL("SELECT id FROM regie_resolution_tally WHERE resolution_id = %s FOR UPDATE", self.id))
        cr.execute(SQL("SELECT id FROM regie_vote_line WHERE resolution_id = %s FOR UPDATE", self.id))
        seen = cr.rowcount
        if not self.env.registry.ready:
            # While the modules are being installed nobody else votes, and no other transaction sees the tables.
            return
        # Rows that were added since are only visible from a transaction that begins now.
        with self.env.registry.cursor() as now:
            now.execute(SQL("SELECT count(*) FROM regie_vote_line WHERE resolution_id = %s", self.id))
            added = now.fetchone()[0] - seen
        if added > 0:
            raise ConcurrencyError(f"{added} votes were cast on resolution {self.id} while it was being locked")
