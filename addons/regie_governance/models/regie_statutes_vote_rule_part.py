from odoo import api, fields, models


class RegieStatutesVoteRule(models.Model):
    """A rule of majority in a sentence."""

    _name = "regie.statutes.vote.rule"
    _inherit = ["regie.statutes.vote.rule", "regie.statutes.part"]
    _part_key_fields = ("organ_id", "meeting_type", "resolution_type")
    _exchange_fields = (
        *("exchange_key", "organ_id", "meeting_type", "resolution_type", "article", "quote", "majority_base"),
        *("majority_rule", "majority_num", "majority_den", "majority_operator", "tie_rule", "is_secret"),
        *("is_second_round", "college_mode", "empty_college"),
    )

    sentence = fields.Text(compute="_compute_sentence", help="The rule as it is read in the minutes.")

    @api.depends(lambda self: [name for name in self._exchange_fields if name not in ("exchange_key", "quote")])
    def _compute_sentence(self):
        for rule in self:
            rule.sentence = rule._get_rule_sentence()

    def _get_scope_words(self):
        """Return of which resolutions the rule speaks: the organ, the kind of meeting and of resolution when told."""
        self.ensure_one()
        kinds = dict(self._fields["meeting_type"]._description_selection(self.env))
        types = dict(self._fields["resolution_type"]._description_selection(self.env))
        parts = (kinds.get(self.meeting_type), types.get(self.resolution_type))
        return ", ".join([self.organ_id.name or "", *(part.lower() for part in parts if part)])

    def _get_full_sentence(self):
        """Return the rule with the meetings or resolutions that it rules before it."""
        return self.env._("%(scope)s: %(rule)s", scope=self._get_scope_words(), rule=self._get_rule_sentence())

    def _get_rule_sentence(self):
        """Return the rule in a few sentences, in the reader's language: majority, colleges, secret, tie."""
        self.ensure_one()
        sentences = (
            self._get_majority_sentence(),
            self._get_college_sentence(),
            self.env._("Secret ballot.") if self.is_secret else False,
            self._get_tie_sentence(),
        )
        return " ".join(sentence for sentence in sentences if sentence)

    def _get_majority_sentence(self):
        """Return the majority and its base in words."""
        self.ensure_one()
        if self.majority_rule == "plurality":
            if self.is_second_round:
                return self.env._("Those with the most votes are elected; a second round when nobody is.")
            return self.env._("Those with the most votes are elected.")
        if self.majority_rule == "simple":
            return self.env._("Adopted when there are more votes for than against.")
        base = self._get_base_words()
        if self.majority_rule == "unanimous":
            return self.env._("Adopted by all %(base)s.", base=base)
        numerator, denominator, operator = self._get_fraction()
        fraction = self.env["regie.statutes"]._get_fraction_words(numerator, denominator)
        if operator == "gt":
            return self.env._("Adopted by more than %(fraction)s %(base)s.", fraction=fraction, base=base)
        return self.env._("Adopted by at least %(fraction)s %(base)s.", fraction=fraction, base=base)

    def _get_fraction(self):
        """Return (numerator, denominator, "ge" or "gt") of a majority that is a fraction of its base."""
        self.ensure_one()
        return {
            "absolute": (1, 2, "gt"),
            "two_thirds": (2, 3, "ge"),
            "three_quarters": (3, 4, "ge"),
        }.get(self.majority_rule, (self.majority_num, self.majority_den, self.majority_operator))

    def _get_base_words(self):
        """Return of what the majority is a fraction, with its article."""
        self.ensure_one()
        return {
            "expressed": self.env._("of the votes for and against"),
            "expressed_blank": self.env._("of the votes for, against and blank"),
            "present_represented": self.env._("of the persons present or represented"),
            "present": self.env._("of the persons present"),
            "members": self.env._("of those who have the right to vote"),
        }[self.majority_base or "expressed"]

    def _get_college_sentence(self):
        """Return how the colleges weigh, False when each person has one vote."""
        self.ensure_one()
        return {
            "proportional": self.env._("Votes weigh by college, each in proportion to its votes for."),
            "block": self.env._("Votes weigh by college, each goes to its own majority."),
        }.get(self.college_mode, False)

    def _get_tie_sentence(self):
        """Return what decides a tie."""
        self.ensure_one()
        return {
            "rejected": self.env._("In case of a tie, it is not adopted."),
            "casting": self.env._("In case of a tie, the chair has the casting vote, except in a secret ballot."),
            "age": self.env._("In case of a tie, the oldest is elected."),
            "lot": self.env._("In case of a tie, lots are drawn."),
        }.get(self.tie_rule, False)
