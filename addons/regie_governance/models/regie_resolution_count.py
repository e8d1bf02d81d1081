from collections import Counter
from fractions import Fraction
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.majority import College, Electorate, Outcome, Rule, Tally, decide
from .regie_resolution_tally import COUNTS

FROZEN_COUNTS = (*COUNTS, "voter_count", "proxy_count", "present_count", "member_count", "recused_count")
FROZEN_QUORUM = ("frozen_quorum_base", "frozen_quorum_need", "frozen_quorum_got", "frozen_quorum_sentence")
FROZEN_RULE = ("rule_snapshot", "rule_words", "decision_sentence")


class Count(NamedTuple):
    """All that a vote counted: the tally of all, of each college, and who could vote."""

    tally: Tally
    colleges: dict
    voters: int
    proxies: int
    electorate: Electorate


class RegieResolutionCount(models.Model):
    """The count of a vote and its result, frozen at the closing with the rule that made it and the same in words."""

    _inherit = "regie.resolution"

    casting_choice = fields.Selection(
        [("for", "For"), ("against", "Against")],
        string="Vote of the chair",
        copy=False,
        help="How the chair voted, by show of hands: decides when the votes are equal and the statutes give the chair"
        " a casting vote. Never in a secret ballot (CA Bordeaux, 12 January 2017).",
    )
    has_casting_vote = fields.Boolean(compute="_compute_has_casting_vote", export_string_translation=False)
    count_for = fields.Integer(string="For", readonly=True, copy=False)
    count_against = fields.Integer(string="Against", readonly=True, copy=False)
    count_abstain = fields.Integer(string="Abstentions", readonly=True, copy=False)
    count_blank = fields.Integer(string="Blank", readonly=True, copy=False)
    count_null = fields.Integer(string="Null", readonly=True, copy=False)
    count_not_voting = fields.Integer(string="Take no part", readonly=True, copy=False)
    voter_count = fields.Integer(string="Could vote", readonly=True, copy=False, help="Voices, proxies in.")
    proxy_count = fields.Integer(string="By proxy", readonly=True, copy=False)
    present_count = fields.Integer(string="In person", readonly=True, copy=False)
    member_count = fields.Integer(string="On the roll", readonly=True, copy=False, help="Recused persons left out.")
    recused_count = fields.Integer(string="Recused", readonly=True, copy=False)
    frozen_quorum_base = fields.Integer(string="Base of the quorum", readonly=True, copy=False)
    frozen_quorum_need = fields.Integer(string="Quorum needed", readonly=True, copy=False)
    frozen_quorum_got = fields.Integer(string="Quorum obtained", readonly=True, copy=False)
    frozen_quorum_sentence = fields.Char(string="Quorum of the point", readonly=True, copy=False)
    rule_snapshot = fields.Json(
        readonly=True,
        copy=False,
        export_string_translation=False,
        help="The rule that was applied, and the numbers it read.",
    )
    rule_words = fields.Char(string="Majority", readonly=True, copy=False)
    decision_sentence = fields.Text(
        string="Result in words",
        readonly=True,
        copy=False,
        help="Who could vote, the quorum, the majority and the result; printed in the minutes.",
    )

    @api.constrains("casting_choice", "vote_mode")
    def _check_casting_choice(self):
        for point in self:
            if point.casting_choice and point._is_secret():
                raise ValidationError(self.env._("There is no casting vote in a secret ballot. (GOV-042)"))

    @api.depends("vote_mode", "meeting_id.statutes_id", "resolution_type", "chair_id", "meeting_id.chair_id")
    def _compute_has_casting_vote(self):
        for point in self:
            rule = point._get_vote_rule() if point.meeting_id.statutes_id else None
            point.has_casting_vote = bool(rule and rule.tie_rule == "casting" and point._can_chair_cast())

    def _get_frozen_fields(self):
        return super()._get_frozen_fields() | {*FROZEN_COUNTS, *FROZEN_QUORUM, *FROZEN_RULE}

    # -- counts ----------------------------------------------------------------------------------------------------
    def _get_tally(self):
        """Return the one Tally of the point: hands of the room, votes by name, online and secret votes together."""
        self.ensure_one()
        return self.sudo().tally_ids._get_tally().plus(_tally_of(self.vote_line_ids))

    def _get_counts_by_college(self, entitled=None):
        """Return ``{college: (Tally, lines expected)}``; one empty college for all when they do not weigh."""
        self.ensure_one()
        weighs, nobody = self._is_by_college(), self.env["regie.college"]
        entitled = self._get_entitled_lines() if entitled is None else entitled
        counts = {}
        if not weighs:
            return {nobody: (self._get_tally(), entitled)}
        # sudo: secret counts, summed
        tallies = self.sudo().tally_ids
        for college in (entitled.college_id | tallies.college_id).sorted():
            tally = tallies.filtered(lambda row, c=college: row.college_id == c)._get_tally()
            tally = tally.plus(_tally_of(self.vote_line_ids.filtered(lambda line, c=college: line.college_id == c)))
            counts[college] = (tally, entitled.filtered(lambda line, c=college: line.college_id == c))
        return counts

    def _count(self):
        """Return the Count of the point.

        :raise ValidationError: GOV-040 when the votes are not as many as the voices that could vote
        """
        self.ensure_one()
        lines, by_proxy = self._get_electors()
        by_college, by_proxy = self._get_counts_by_college(lines), set(by_proxy)
        tally = Tally()
        for college, (votes, expected) in by_college.items():
            tally = tally.plus(votes)
            if votes.voices != len(expected):
                self._raise_wrong_count(votes.voices, expected, by_proxy, college)
        members = self.meeting_id._get_voting_lines()
        recused = self._get_recused_partners()
        allowed = members.filtered(lambda line: line.partner_id not in recused)
        electorate = _get_electorate(lines, by_proxy, allowed)
        colleges = {
            college: (
                votes,
                _get_electorate(expected, by_proxy, allowed.filtered(lambda x, c=college: x.college_id == c)),
            )
            for college, (votes, expected) in by_college.items()
            if college
        }
        return Count(tally, colleges, len(lines), electorate.represented, electorate)

    def _raise_wrong_count(self, votes, expected, by_proxy, college):
        numbers = {
            "votes": votes,
            "voters": len(expected),
            "proxies": len(by_proxy & set(expected)),
            "college": college.name,
        }
        if college:
            text = self.env._(
                "College %(college)s: %(votes)s votes counted for %(voters)s voters (%(proxies)s of them by proxy)."
                " Count again, or complete the count. (GOV-040)",
                **numbers,
            )
        else:
            text = self.env._(
                "%(votes)s votes counted for %(voters)s voters (%(proxies)s of them by proxy). Count again, or"
                " complete the count. (GOV-040)",
                votes=numbers["votes"],
                voters=numbers["voters"],
                proxies=numbers["proxies"],
            )
        raise ValidationError(text)

    # -- result ----------------------------------------------------------------------------------------------------
    def _can_chair_cast(self):
        """Tell whether whoever presides may have a casting vote: open ballot, not recused, and the chair of the
        meeting unless the statutes give it to the substitute."""
        self.ensure_one()
        chair, statutes = self._get_chair(), self.meeting_id.statutes_id
        is_substitute = chair != self.meeting_id.chair_id
        return (
            not self._is_secret()
            and bool(chair)
            and chair not in self._get_recused_partners()
            and (not is_substitute or statutes.is_substitute_casting)
        )

    def _get_casting_choice(self):
        """Return how the chair voted for their own voice, None when no casting vote exists or the chair chose none."""
        if not self._can_chair_cast():
            return None
        chair = self._get_chair()
        own = self.vote_line_ids.filtered(lambda line: line.voter_id == chair and not line.proxy_id)[:1]
        if own:
            return own.choice if own.choice in ("for", "against") else None
        if any(line.partner_id == chair for line, voter, proxy in self._get_ballots() if not proxy):
            return self.casting_choice or None
        return None

    def _prepare_rule(self):
        """Return the majority that applies, as plain values; a simple majority when the statutes give none."""
        rule = self._get_vote_rule()
        if not rule:
            return Rule()
        return Rule(
            rule.majority_rule,
            rule.majority_base,
            rule.majority_num,
            rule.majority_den,
            rule.majority_operator,
            rule.tie_rule,
            rule.college_mode,
            rule.empty_college,
        )

    def _decide(self, count):
        """Return the Outcome of a Count under the rule of the statutes."""
        self.ensure_one()
        statutes, organ = self.meeting_id.statutes_id, self.organ_id
        colleges = [
            College(tally, _get_weight(statutes._get_seat(organ, college)), electorate)
            for college, (tally, electorate) in count.colleges.items()
            if electorate.members
        ]
        return decide(self._prepare_rule(), count.tally, count.electorate, colleges, self._get_casting_choice())

    def _prepare_result(self):
        """Return what the closing writes: counts, quorum, rule, result and words.

        :raise ValidationError: GOV-040 when the counts are wrong
        """
        self.ensure_one()
        count = self._count()
        outcome = self._decide(count)
        speaker = self.with_context(lang=self.company_id.partner_id.lang or self.env.lang)
        quorum = speaker.meeting_id._get_quorum(resolution=self)
        if not quorum.is_reached:
            # Someone left while the vote was open: what was counted is kept, nothing is decided.
            outcome = outcome._replace(result="no_quorum")
        return {
            **count.tally._asdict(),
            "result": outcome.result,
            "voter_count": count.voters,
            "proxy_count": count.proxies,
            "present_count": count.electorate.present,
            "member_count": count.electorate.members,
            "recused_count": len(self._get_recused_partners()),
            "frozen_quorum_base": quorum.base,
            "frozen_quorum_need": quorum.need,
            "frozen_quorum_got": quorum.got,
            "frozen_quorum_sentence": quorum.sentence,
            "rule_snapshot": self._prepare_rule_snapshot(count, outcome),
            "rule_words": speaker._get_rule_words(),
            "decision_sentence": speaker._get_decision_sentence(count, quorum, outcome),
        }

    def _prepare_rule_snapshot(self, count: Count, outcome: Outcome):
        """Return the rule and the numbers of a result; fractions are written "a/b"."""
        rule, statutes_rule = self._prepare_rule(), self._get_vote_rule()
        return {
            **rule._asdict(),
            "article": statutes_rule.article or "",
            "quote": statutes_rule.quote or "",
            "statutes": self.meeting_id.statutes_id.name or "",
            "threshold": list(rule.threshold),
            "counted": str(Fraction(outcome.base)),
            "need": str(Fraction(outcome.need)),
            "got": str(Fraction(outcome.got)),
            "casting": outcome.casting or "",
            "colleges": [
                {
                    "name": college.name,
                    "weight": _get_weight(self.meeting_id.statutes_id._get_seat(self.organ_id, college)),
                    **tally._asdict(),
                }
                for college, (tally, electorate) in count.colleges.items()
            ],
        }


def _tally_of(lines):
    """The Tally of votes by name; lines without a choice of vote count nothing."""
    votes = Counter(lines.mapped("choice"))
    return Tally(*(votes[name.removeprefix("count_")] for name in COUNTS))


def _get_electorate(lines, by_proxy, members):
    proxies = sum(1 for line in lines if line in by_proxy)
    return Electorate(len(lines) - proxies, proxies, len(members))


def _get_weight(seat):
    """Weight of a college: that of its seats; 1 when the statutes write none."""
    return seat.weight if seat else 1
