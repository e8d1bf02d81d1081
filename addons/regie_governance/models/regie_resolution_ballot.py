import json
import random
from collections import defaultdict

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, mute_logger

from .regie_resolution_tally import COUNTS
from .regie_vote_line import BALLOTS, BARRED

# Secret votes of the same second are shared among this many counters: they seldom wait for one another.
SHARDS = 8


class RegieResolutionBallot(models.Model):
    """Who may vote, and the doors by which a vote enters: all write the same lines and the same counts."""

    _inherit = "regie.resolution"

    voice_count = fields.Integer(string="Voters", compute="_compute_turnout", help="Voices that may vote, proxies in.")
    voted_count = fields.Integer(
        string="Have voted", compute="_compute_turnout", help="How many votes are in; not what they are."
    )
    missing_count = fields.Integer(string="Still to vote", compute="_compute_turnout")
    is_online = fields.Boolean(
        string="Online votes", compute="_compute_is_online", help="The statutes allow it for the meetings of the organ."
    )

    @api.depends("vote_line_ids.choice", "tally_ids", "state", "recusal_ids.is_active", "meeting_id.attendance_ids")
    def _compute_turnout(self):
        for point in self:
            is_open = point.state == "open"
            point.voice_count = len(point._get_entitled_lines()) if is_open else point.voter_count
            # sudo: how many, never what
            tally = point.sudo().tally_ids._get_tally().voices
            secret = point._is_secret() and sum(
                counts._get_tally().voices for counts in point.sudo().tally_ids if counts.channel == "online"
            )
            voted = len(point.sudo()._get_voted_lines()) + tally - (secret or 0)
            point.voted_count = voted if is_open else point.voter_count
            point.missing_count = point.voice_count - point.voted_count

    @api.depends("meeting_id.rule_id", "is_vote")
    def _compute_is_online(self):
        for point in self:
            point.is_online = point.is_vote and point.meeting_id.rule_id.is_online_vote_allowed

    # -- who may vote ----------------------------------------------------------------------------------------------
    def _get_ballots(self):
        """Return ``[(line, voter, proxy)]``: the voices of the point that the rule of majority lets vote.

        A majority "of those present" leaves proxies out by construction.
        """
        barred = self._get_barred_lines()
        voices = [voice for voice in self._get_voices() if voice[0] not in barred]
        if self._get_vote_rule().majority_base == "present":
            return [voice for voice in voices if not voice[2]]
        return voices

    def _get_barred_lines(self):
        """Return the attendance lines that a recusal keeps out of the point: recused, or proxy suspended."""
        # sudo: who votes reads no vote
        lines = self.env["regie.vote.line"].sudo()
        return lines.search_fetch(
            [("resolution_id", "=", self.id), ("choice", "in", BARRED)], ["attendance_id"]
        ).attendance_id

    def _get_ballots_of(self, person):
        """Return the ballots of one person, as ``_get_ballots()`` does for all, in a few queries."""
        self.ensure_one()
        meeting, recused = self.meeting_id, self._get_recused_partners()
        mine = self.env["regie.attendance"].search(
            [("meeting_id", "=", meeting.id), ("partner_id", "=", person.id), ("is_present", "=", True)]
        )
        if person in recused or not mine:
            return []
        barred = self._get_barred_lines()
        ballots = [(line, person, self.env["regie.proxy"]) for line in mine if line.is_voter and line not in barred]
        if self._get_vote_rule().majority_base == "present":
            return ballots
        held = Domain("holder_id", "=", person.id) | Domain("substitute_id", "=", person.id)
        for proxy in self.env["regie.proxy"].search(
            Domain([("meeting_id", "=", meeting.id), ("state", "=", "accepted")]) & held
        ):
            giver = proxy.giver_id
            if giver in barred or giver.is_present or not giver.is_voter or not proxy._is_for(self):
                continue
            if giver.partner_id in recused:
                continue
            if proxy.holder_id == person or not self._is_there(proxy.holder_id):
                ballots.append((giver, person, proxy))
        return ballots

    def _is_there(self, person):
        """Tell whether somebody is in the meeting and not recused on the point."""
        domain = [("meeting_id", "=", self.meeting_id.id), ("partner_id", "=", person.id), ("is_present", "=", True)]
        return (
            person not in self._get_recused_partners()
            and bool(person)
            and bool(self.env["regie.attendance"].search_count(domain, limit=1))
        )

    def _get_voted_lines(self):
        """Return the lines of the voices that have voted by name, online, or signed the list of a secret ballot."""
        return self.vote_line_ids.filtered(lambda line: line.choice not in BARRED)

    def _get_entitled_lines(self):
        """Return the attendance lines whose votes are expected: those that may vote now, and those that have."""
        return self._get_electors()[0]

    def _get_electors(self):
        """Return (lines whose votes are expected, those of them that vote by proxy)."""
        self.ensure_one()
        lines, ballots, voted = self.env["regie.attendance"], self._get_ballots(), self.sudo()._get_voted_lines()
        entitled = lines.browse(line.id for line, voter, proxy in ballots) | voted.attendance_id
        by_proxy = lines.browse(line.id for line, voter, proxy in ballots if proxy)
        return entitled, by_proxy | voted.filtered("proxy_id").attendance_id

    # -- votes -----------------------------------------------------------------------------------------------------
    def _cast(self, person, choices, channel="online", names=None):
        """Record the votes of a person: their own and those of the proxies they hold.

        :param dict choices: ``{attendance line id: choice}``
        :param dict names: election: ``{candidacy id: votes}`` of all these ballots, from ``_cast_names()``
        :return: the vote lines
        :raise ValidationError: GOV-041 when the person is recused
        :raise UserError: GOV-040 without a voice or for a second vote, GOV-044 when the vote is not open
        """
        self.ensure_one()
        self._hold_vote()
        if person in self._get_recused_partners():
            raise ValidationError(self.env["regie.vote.line"]._get_recused_message(person))
        if channel == "online" and not self.is_online:
            raise UserError(self.env._("On this point, votes are counted in the room."))
        mine = {line.id: (line, proxy) for line, voter, proxy in self._get_ballots_of(person)}
        if not choices or not choices.keys() <= mine.keys():
            raise UserError(
                self.env._("You have no vote on this point: ask the secretary to note that you are there. (GOV-040)")
            )
        if not set(choices.values()) <= set(BALLOTS) or self.is_election != (names is not None):
            raise UserError(self.env._("Choose for, against or abstention."))
        return self._record_votes(
            [(*mine[number], person, choice) for number, choice in choices.items()], channel, names
        )

    def _record_votes(self, votes, channel, candidates=None):
        """Write votes ``[(line, proxy, voter, choice)]``; their choices only go to the counts when the ballot is
        secret.

        :raise UserError: GOV-040 when one of the voices was already used
        """
        secret = self._is_secret()
        vals_list = [
            {
                "resolution_id": self.id,
                "attendance_id": line.id,
                "proxy_id": proxy.id,
                "voter_id": voter.id,
                "channel": channel,
                "choice": False if secret else choice,
            }
            for line, proxy, voter, choice in votes
        ]
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                lines = self.env["regie.vote.line"].create(vals_list)
        except psycopg2.errors.UniqueViolation:
            raise UserError(
                self.env._("This vote was already recorded: it counts once, nothing more is to be done. (GOV-040)")
            ) from None
        if secret:
            self._count_secret_votes(votes, candidates)
        return lines

    def _count_secret_votes(self, votes, candidates=None):
        """Add secret votes to the counters.

        Nothing ties a ballot to a person: the line of the voice has no choice, and the counter no person, no date, no
        author and no order (SQL leaves create_uid, create_date and their like empty). All choices are columns of the
        same row, so that the transaction number that PostgreSQL keeps (xmin), which the line of the last voter
        shares, says that a counter moved, not which one. At the closing the counters become one row, written by the
        transaction of the closing. Only who can read the pages of the disk while the vote is open could see more.
        """
        by_college = defaultdict(lambda: dict.fromkeys(COUNTS, 0))
        weighs = self._is_by_college()
        for line, _proxy, _voter, choice in votes:
            by_college[line.college_id.id if weighs else None][f"count_{choice}"] += 1
        # The shard is drawn among all, so that it says nothing of who votes.
        shard = random.randrange(SHARDS)
        columns = [SQL.identifier(count) for count in COUNTS]
        add = SQL(", ").join(
            SQL("%s = regie_resolution_tally.%s + EXCLUDED.%s", column, column, column) for column in columns
        )
        for college, counts in by_college.items():
            self.env.cr.execute(
                SQL(
                    """
                    INSERT INTO regie_resolution_tally
                           (resolution_id, company_id, college_id, channel, shard, candidate_counts, %(columns)s)
                    VALUES (%(point)s, %(company)s, %(college)s, 'online', %(shard)s, %(candidates)s, %(counts)s)
                    ON CONFLICT (resolution_id, COALESCE(college_id, 0), channel, COALESCE(shard, 0))
                    DO UPDATE SET %(add)s, candidate_counts = (
                        SELECT jsonb_object_agg(name, votes) FROM (
                            SELECT name, sum(value::int) AS votes
                              FROM (SELECT * FROM jsonb_each_text(regie_resolution_tally.candidate_counts)
                                     UNION ALL SELECT * FROM jsonb_each_text(EXCLUDED.candidate_counts))
                                   AS ballot(name, value)
                          GROUP BY name) AS total)
                    """,
                    columns=SQL(", ").join(columns),
                    point=self.id,
                    company=self.company_id.id,
                    college=college,
                    shard=shard,
                    candidates=SQL("%s::jsonb", _to_json(candidates)),
                    counts=SQL(", ").join(SQL("%s", counts[count]) for count in COUNTS),
                    add=add,
                )
            )
        self.env["regie.resolution.tally"].invalidate_model()
        self.invalidate_recordset(["tally_ids"])

    def _merge_secret_counts(self):
        """Make one row of the counters of a secret ballot, by college when they weigh."""
        # sudo: the counters are nobody's; the closing checked the right to write
        online = self.sudo().tally_ids.filtered(lambda counts: counts.channel == "online")
        for counts in online.grouped("college_id").values():
            total, candidates = counts._get_tally(), defaultdict(int)
            for row in counts:
                for name, votes in (row.candidate_counts or {}).items():
                    candidates[name] += votes
            counts[1:].unlink()
            sets = [SQL("%s = %s", SQL.identifier(name), value) for name, value in total._asdict().items()]
            self.env.cr.execute(
                SQL(
                    "UPDATE regie_resolution_tally SET shard = 0, candidate_counts = %s::jsonb, %s WHERE id = %s",
                    _to_json(candidates),
                    SQL(", ").join(sets),
                    counts[:1].id,
                )
            )
        online.invalidate_model()
        self.invalidate_recordset(["tally_ids"])

    def action_open_screen(self):
        """Open the page for the screen of the room: how many have voted, then the result."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/governance/resolution/{self.id}/screen", "target": "new"}

    # -- the room --------------------------------------------------------------------------------------------------
    def _prepare_room_tallies(self):
        """Have the rows where the room is counted: one, or one by college when they weigh; none for a vote by name."""
        self.ensure_one()
        if self.vote_mode == "nominal":
            return
        colleges = self._get_entitled_lines().college_id if self._is_by_college() else [self.env["regie.college"]]
        self.env["regie.resolution.tally"].create(
            [{"resolution_id": self.id, "college_id": college.id} for college in colleges]
        )

    def action_complete_for(self):
        """Count as for all those of the room who were not counted otherwise."""
        self.check_access("write")
        if self._is_secret():
            raise UserError(self.env._("In a secret ballot, the ballots are counted: none is supposed."))
        self._complete("for")

    def action_complete_not_voting(self):
        """Count all those who have not voted as taking no part in the vote."""
        self.check_access("write")
        self._complete("not_voting")

    def _complete(self, choice):
        """Give a choice to all the voices that have none yet."""
        self.ensure_one()
        self._hold_vote()
        if self.vote_mode == "nominal":
            voted = self._get_voted_lines().attendance_id
            missing = [vote for vote in self._get_ballots() if vote[0] not in voted]
            self._record_votes([(line, proxy, voter, choice) for line, voter, proxy in missing], "room")
            return
        for college, (tally, lines) in self._get_counts_by_college().items():
            missing = len(lines) - tally.voices
            room = self.tally_ids.filtered(lambda row, c=college: row.channel == "room" and row.college_id == c)
            if missing > 0 and room:
                room[f"count_{choice}"] += missing

    def _complete_acclamation(self):
        """Count everybody as for, since nobody is against.

        :raise UserError: when somebody is against: hands are then counted
        """
        tally = self._get_tally()
        if tally.count_against:
            raise UserError(
                self.env._("Somebody is against: there is no acclamation. Start the vote again by show of hands.")
            )
        self._complete("for")

    def _is_by_college(self):
        """Tell whether the rule of majority weighs the colleges."""
        self.ensure_one()
        return (self._get_vote_rule().college_mode or "none") != "none"


def _to_json(candidates):
    return json.dumps({str(key): value for key, value in (candidates or {}).items()})
