from markupsafe import Markup

from odoo import api, fields, models


class RegieStatutes(models.Model):
    """What the statutes say, in sentences that anybody reads, and what a new version changes."""

    _inherit = "regie.statutes"

    change_summary = fields.Html(
        compute="_compute_change_summary",
        string="What changes",
        help="The rules that this version drops and adds, compared with the one it was prepared from.",
    )

    @api.depends("origin_id", "seat_ids", "meeting_rule_ids", "vote_rule_ids", "clause_ids")
    def _compute_change_summary(self):
        for statutes in self:
            statutes.change_summary = statutes._get_change_summary() if statutes.origin_id else False

    def _get_change_summary(self):
        """Return the rules dropped and added since the version it was prepared from, as HTML."""
        self.ensure_one()
        old = [sentence for _topic, sentence, _article, _quote in self.origin_id._get_rule_sentences()]
        new = [sentence for _topic, sentence, _article, _quote in self._get_rule_sentences()]
        dropped = [sentence for sentence in old if sentence not in new]
        added = [sentence for sentence in new if sentence not in old]
        if not dropped and not added:
            return Markup("<p>%s</p>") % self.env._("No rule differs from %(name)s yet.", name=self.origin_id.name)
        rows = [Markup("<li><del>%s</del></li>") % sentence for sentence in dropped]
        rows += [Markup("<li><strong>%s</strong></li>") % sentence for sentence in added]
        return Markup("<ul>%s</ul>") % Markup().join(rows)

    @api.model
    def _get_fraction_words(self, numerator, denominator):
        """Return a fraction as it is written in statutes: half, a third, two thirds, 3/5…"""
        return {
            (1, 1): self.env._("all"),
            (1, 2): self.env._("half"),
            (1, 3): self.env._("a third"),
            (2, 3): self.env._("two thirds"),
            (1, 4): self.env._("a quarter"),
            (3, 4): self.env._("three quarters"),
        }.get((numerator, denominator), f"{numerator}/{denominator}")

    def _get_rule_sentences(self):
        """Return ``[(group, sentence, article, quote)]``: every rule of the version, in the order of its screens."""
        self.ensure_one()
        clauses = {clause.topic: clause for clause in self.clause_ids}
        topics = dict(self.env["regie.statutes.clause"]._fields["topic"]._description_selection(self.env))
        lines = []
        for topic, label in topics.items():
            clause = clauses.get(topic, self.env["regie.statutes.clause"])
            if sentence := self._get_topic_sentence(topic):
                lines.append((label, sentence, clause.article, clause.quote))
        seats = self.env._("Seats")
        lines += [(seats, seat._get_rule_sentence(), seat.article, seat.quote) for seat in self.seat_ids]
        for rule in self.meeting_rule_ids:
            lines.append((self.env._("Meetings"), rule._get_full_sentence(), rule.article, rule.quote))
        for rule in self.vote_rule_ids:
            lines.append((self.env._("Votes"), rule._get_full_sentence(), rule.article, rule.quote))
        return lines

    def _get_topic_sentence(self, topic):
        """Return what the version says of a topic, in the reader's language; empty when it says nothing."""
        self.ensure_one()
        method = getattr(self, f"_get_{topic}_sentence", None)
        return method() if method else False

    def _get_admission_sentence(self):
        if self.admission == "approval":
            return self.env._("Members are accepted by: %(organ)s.", organ=self.admission_organ_id.name or "?")
        return self.env._("Membership is free.")

    def _get_fee_sentence(self):
        if self.fee_condition == "none":
            return self.env._("No fee is needed to vote.")
        if self.fee_grace_days:
            return self.env._(
                "To vote, the fee of the year is paid; that of the last year is enough for %(days)s days.",
                days=self.fee_grace_days,
            )
        return self.env._("To vote, the fee of the year is paid.")

    def _get_territory_sentence(self):
        if self.is_territory_strict:
            return self.env._("Inhabitants live in the territory of the régie.")
        return self.env._("Inhabitants may live outside the territory of the régie.")

    def _get_composition_sentence(self):
        if self.is_majority_strict:
            return self.env._("Inhabitants are more than half of those who sit.")
        return self.env._("Inhabitants are at least half of those who sit.")

    def _get_staff_sentence(self):
        fraction = self._get_fraction_words(self.staff_share_num, self.staff_share_den)
        return self.env._(
            "Employees are at most %(fraction)s of the board, and none sits in the bureau.", fraction=fraction
        )

    def _get_cooptation_sentence(self):
        if self.is_cooptation_allowed:
            return self.env._("A vacant seat may be filled by cooptation, until the next general assembly.")
        return self.env._("Cooptation is not provided for.")

    def _get_mandate_duration_sentence(self):
        if not self.mandate_years:
            return self.env._("Mandates have no limit of time.")
        if self.cohort_count > 1:
            return self.env._(
                "Mandates last %(years)s years; a part out of %(count)s goes out each time.",
                years=self.mandate_years,
                count=self.cohort_count,
            )
        return self.env._("Mandates last %(years)s years.", years=self.mandate_years)

    def _get_mandate_limit_sentence(self):
        if self.max_consecutive_mandates:
            return self.env._("At most %(count)s mandates in a row.", count=self.max_consecutive_mandates)
        return self.env._("Mandates may be renewed without limit.")

    def _get_absence_sentence(self):
        if not self.absence_limit:
            return False
        return self.env._(
            "After %(count)s absences in a row, the end of the mandate is proposed.", count=self.absence_limit
        )

    def _get_recusal_sentence(self):
        return {
            "numerator": self.env._("Who is recused leaves the count of those present; the base of the quorum stays."),
            "both": self.env._("Who is recused counts neither in the base of the quorum nor among those present."),
            "opening": self.env._("The quorum is checked at the opening; a recusal does not change it."),
        }.get(self.recusal_quorum_mode)

    def _get_reserve_sentence(self):
        return self.reserve_rule

    def _get_liquidation_sentence(self):
        return self.liquidation_clause
