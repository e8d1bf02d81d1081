import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.election import Candidate, elect
from ..tools.majority import Electorate, get_base


class RegieResolutionElection(models.Model):
    """An election: candidates, as many names on a ballot as there are seats, ties and rounds."""

    _inherit = "regie.resolution"

    candidacy_ids = fields.One2many("regie.candidacy", "resolution_id", string="Candidates", copy=True)
    is_election = fields.Boolean(string="Ballot with names", compute="_compute_is_election")
    ballot_form = fields.Selection(
        [("persons", "Persons: as many names as seats"), ("lists", "Lists: one list takes the seats")],
        required=True,
        default="persons",
    )
    seat_count = fields.Integer(string="Seats", default=1)
    election_organ_id = fields.Many2one(
        "regie.organ", string="Elects to", check_company=True, help="Organ in which the elected get a mandate."
    )
    election_role_id = fields.Many2one("regie.mandate.role", string="As")
    round_number = fields.Integer(string="Round", default=1, readonly=True, copy=False)
    first_round_id = fields.Many2one(
        "regie.resolution", string="First round", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    second_round_ids = fields.One2many("regie.resolution", "first_round_id", string="Second round")
    can_second_round = fields.Boolean(compute="_compute_can_second_round", export_string_translation=False)

    _seats_positive = models.Constraint("CHECK (seat_count > 0)", "An election has one seat at least.")

    @api.depends("resolution_type", "candidacy_ids")
    def _compute_is_election(self):
        for point in self:
            point.is_election = point.resolution_type == "election" and bool(point.candidacy_ids)

    @api.depends("state", "second_round_ids", "candidacy_ids.is_elected")
    def _compute_can_second_round(self):
        for point in self:
            point.can_second_round = (
                point.is_election
                and point.state == "closed"
                and point.round_number == 1
                and point.result in ("adopted", "rejected", "tie")
                and not point.second_round_ids
                and bool(point._get_seats_left())
                and point._get_vote_rule().is_second_round
            )

    def _check_candidacies_open(self):
        """Raise GOV-044 when candidates would change in an election that is open or closed."""
        for point in self:
            if point.state in ("open", "closed"):
                raise UserError(
                    self.env._("The vote on “%s” is open or closed: its candidates stay. (GOV-044)", point.title)
                )

    def _is_by_college(self):
        return not self.is_election and super()._is_by_college()

    def _get_max_names(self):
        """Return how many names a ballot may bear."""
        return self.seat_count if self.ballot_form == "persons" else 1

    def _get_seats_left(self):
        """Return how many seats nobody was elected to."""
        elected = self.candidacy_ids.filtered("is_elected")
        if self.ballot_form == "lists":
            return 0 if elected else self.seat_count
        return self.seat_count - len(elected)

    # -- votes -----------------------------------------------------------------------------------------------------
    def _cast_names(self, person, ballots):
        """Record secret ballots that bear names.

        :param dict ballots: ``{attendance line id: candidacies}``, none for a blank ballot
        :raise UserError: with too many names, and as ``_cast()``
        """
        self.ensure_one()
        if not self._is_secret():
            raise UserError(self.env._("On this point, votes are counted in the room."))
        self._hold_vote()
        names, choices = {}, {}
        for number, candidacies in ballots.items():
            if len(candidacies) > self._get_max_names() or candidacies - self.candidacy_ids:
                raise UserError(self.env._("Choose %s name(s) at most on a ballot.", self._get_max_names()))
            choices[number] = "for" if candidacies else "blank"
            for candidacy in candidacies:
                names[candidacy.id] = names.get(candidacy.id, 0) + 1
        return self._cast(person, choices, names=names)

    # -- result ----------------------------------------------------------------------------------------------------
    def _prepare_result(self):
        facts = super()._prepare_result()
        if self.is_election:
            facts |= self._elect(facts)
        return facts

    def _elect(self, facts):
        """Write the votes and the elected of the candidates; return the result and its words."""
        self._check_names(facts)
        # sudo: what the closing writes, after the right to write was checked
        candidacies, online = self.candidacy_ids.sudo(), self.sudo().tally_ids
        for candidacy in candidacies:
            candidacy.vote_count = candidacy.room_count + sum(
                (row.candidate_counts or {}).get(str(candidacy.id), 0) for row in online
            )
        election = self._run_election(facts)
        if election.tied:
            self._rank_tied(candidacies.browse(election.tied))
            election = self._run_election(facts)
        if facts["result"] != "no_quorum":
            candidacies.browse(election.elected).is_elected = True
            candidacies.browse(election.settled).tie_note = self._get_tie_words()
            facts["result"] = "adopted" if election.elected else ("tie" if election.tied else "rejected")
        speaker = self.with_context(lang=self.company_id.partner_id.lang or self.env.lang)
        return {
            "result": facts["result"],
            "rule_words": speaker._get_election_rule_words(),
            "decision_sentence": speaker._get_election_sentence(facts, election),
        }

    def _check_names(self, facts):
        """Raise GOV-040 when the room counted more names than its ballots may bear."""
        room = self.tally_ids.filtered(lambda row: row.channel == "room")._get_tally().count_for
        counts = self.candidacy_ids.mapped("room_count")
        if sum(counts) > room * self._get_max_names() or max(counts, default=0) > room:
            raise ValidationError(
                self.env._(
                    "%(names)s votes for candidates counted in the room, for %(ballots)s ballots of %(max)s name(s) at"
                    " most. Count again. (GOV-040)",
                    names=sum(counts),
                    ballots=room,
                    max=self._get_max_names(),
                )
            )

    def _run_election(self, facts):
        rule = self._prepare_rule()
        base = get_base(rule, self._get_tally(), self._get_electorate_of(facts))
        # In the second round, the most votes are enough.
        is_threshold = rule.majority not in ("simple", "plurality") and self.round_number == 1
        candidates = [
            Candidate(candidacy.id, candidacy.vote_count, self._get_rank(candidacy, rule.tie))
            for candidacy in self.candidacy_ids.sudo()
        ]
        seats = 1 if self.ballot_form == "lists" else self.seat_count
        return elect(candidates, seats, base, rule.threshold if is_threshold else None)

    def _get_electorate_of(self, facts):
        return Electorate(facts["present_count"], facts["proxy_count"], facts["member_count"])

    def _get_rank(self, candidacy, tie):
        """Return what settles between equals: the day of birth or the lot; None when nothing does."""
        if tie == "age":
            return candidacy.partner_id.regie_birth_date or None
        return (candidacy.lot_rank or None) if tie == "lot" else None

    def _rank_tied(self, tied):
        """Draw lots between candidates with the same votes when the statutes say so.

        :raise UserError: when the oldest is elected and a date of birth is missing
        """
        rule = self._prepare_rule()
        if rule.tie == "age":
            unknown = tied.partner_id.filtered(lambda person: not person.regie_birth_date)
            if unknown:
                raise UserError(
                    self.env._(
                        "The votes are equal and the oldest is elected: write the date of birth of %s.",
                        ", ".join(unknown.mapped("display_name")),
                    )
                )
        elif rule.tie == "lot":
            ranks = list(range(1, len(tied) + 1))
            secrets.SystemRandom().shuffle(ranks)
            for candidacy, rank in zip(tied, ranks, strict=True):
                candidacy.lot_rank = rank

    # -- words -----------------------------------------------------------------------------------------------------
    def _get_tie_words(self):
        return {
            "age": self.env._("Same votes: the oldest is elected"),
            "lot": self.env._("Same votes: drawn by lot"),
        }.get(self._prepare_rule().tie, "")

    def _get_election_rule_words(self):
        if self._prepare_rule().majority in ("simple", "plurality") or self.round_number > 1:
            return self.env._("the most votes")
        return self._get_rule_words()

    def _get_election_sentence(self, facts, election):
        """Return the result of the election in plain words."""
        names = self.env["regie.candidacy"].sudo()
        count, quorum = self._count(), self.meeting_id._get_quorum(resolution=self)
        tally = count.tally
        parts = [self._get_voters_words(count), self._get_quorum_words(quorum)]
        parts.append(
            self.env._(
                "%(ballots)s ballots with names, %(blank)s blank, %(null)s null.",
                ballots=tally.count_for,
                blank=tally.count_blank,
                null=tally.count_null,
            )
        )
        votes = self.candidacy_ids.sudo().sorted(lambda line: -line.vote_count)
        parts.append(
            ", ".join(
                self.env._("%(name)s: %(votes)s", name=line.display_name, votes=line.vote_count) for line in votes
            )
            + "."
        )
        parts.append(self.env._("Majority: %s.", self._get_election_rule_words()))
        if facts["result"] == "no_quorum":
            parts.append(self.env._("The quorum was lost during the vote: nothing is decided."))
        elif election.elected:
            elected = ", ".join(names.browse(election.elected).mapped("display_name"))
            parts.append(self.env._("Elected: %s.", elected))
        else:
            parts.append(self.env._("Nobody is elected."))
        if election.settled:
            parts.append(
                f"{self._get_tie_words()} ({', '.join(names.browse(election.settled).mapped('display_name'))})."
            )
        if election.tied:
            tied = ", ".join(names.browse(election.tied).mapped("display_name"))
            parts.append(self.env._("Same votes, nobody chosen between them: %s.", tied))
        return " ".join(parts)

    # -- what follows ----------------------------------------------------------------------------------------------
    def action_second_round(self):
        """Add the second round to the agenda: the seats left, between those who were not elected."""
        self.check_access("write")
        self.ensure_one()
        if not self.can_second_round:
            raise UserError(self.env._("The statutes foresee no second round here, or every seat is taken."))
        left = self.candidacy_ids.filtered(lambda candidacy: not candidacy.is_elected)
        second = self.copy(
            {
                "title": self.env._("%s (second round)", self.title),
                "meeting_id": self.meeting_id.id,
                "seat_count": self._get_seats_left(),
                "candidacy_ids": False,
            }
        )
        # sudo: the second round of a point of the agenda is on the agenda
        second.sudo().write({"round_number": 2, "first_round_id": self.id, "date_on_agenda": self.date_on_agenda})
        for candidacy in left:
            candidacy.copy({"resolution_id": second.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": second.id,
            "view_mode": "form",
        }
