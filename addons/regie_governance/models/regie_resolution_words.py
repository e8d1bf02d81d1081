from fractions import Fraction

from odoo import models


class RegieResolutionWords(models.Model):
    """A result that a resident understands: who could vote, how many were needed, how many there were."""

    _inherit = "regie.resolution"

    def _get_rule_words(self):
        """Return the majority that applies in a few words."""
        self.ensure_one()
        rule = self._prepare_rule()
        bases = {
            "expressed": self.env._("of the votes for and against"),
            "expressed_blank": self.env._("of the votes for, against and blank"),
            "present": self.env._("of the persons present"),
            "present_represented": self.env._("of the persons present or represented"),
            "members": self.env._("of all those who have the right to vote"),
        }
        base = bases[rule.base_used]
        num, den, operator = rule.threshold
        words = {
            "simple": self.env._("more votes for than against"),
            "plurality": self.env._("most votes"),
            "absolute": self.env._("more than half %s", base),
            "two_thirds": self.env._("at least two thirds %s", base),
            "three_quarters": self.env._("at least three quarters %s", base),
            "unanimous": self.env._("unanimity %s", base),
        }.get(rule.majority)
        if not words and operator == "gt":
            words = self.env._("more than %(num)s/%(den)s %(base)s", num=num, den=den, base=base)
        elif not words:
            words = self.env._("at least %(num)s/%(den)s %(base)s", num=num, den=den, base=base)
        if rule.college_mode != "none":
            words = self.env._("%s, weighted by college", words)
        return words

    def _get_decision_sentence(self, count, quorum, outcome):
        """Return the result in plain words, with its numbers."""
        self.ensure_one()
        parts = [self._get_voters_words(count), self._get_quorum_words(quorum), self._get_votes_words(count.tally)]
        if outcome.result != "no_quorum":
            parts.append(self._get_need_words(outcome))
        parts.append(self._get_result_words(outcome))
        return " ".join(parts)

    def _get_voters_words(self, count):
        represented = count.electorate.represented
        if represented:
            text = self.env._(
                "%(voters)s votes were possible: %(present)s in person and %(represented)s by proxy.",
                voters=count.voters,
                present=count.electorate.present,
                represented=represented,
            )
        else:
            text = self.env._("%s persons could vote.", count.voters)
        recused = len(self._get_recused_partners())
        if recused == 1:
            text += " " + self.env._("One person was recused and took no part.")
        elif recused:
            text += " " + self.env._("%s persons were recused and took no part.", recused)
        return text

    def _get_quorum_words(self, quorum):
        if not quorum.need:
            return self.env._("No quorum is required.")
        return self.env._("Quorum: %(got)s for %(need)s needed.", got=quorum.got, need=quorum.need)

    def _get_votes_words(self, tally):
        labels = {
            "count_for": self.env._("%s for", tally.count_for),
            "count_against": self.env._("%s against", tally.count_against),
            "count_abstain": self.env._("%s abstention(s)", tally.count_abstain),
            "count_blank": self.env._("%s blank", tally.count_blank),
            "count_null": self.env._("%s null", tally.count_null),
            "count_not_voting": self.env._("%s taking no part", tally.count_not_voting),
        }
        told = [
            label for name, label in labels.items() if getattr(tally, name) or name in ("count_for", "count_against")
        ]
        return self.env._("Votes: %s.", ", ".join(told))

    def _get_need_words(self, outcome):
        rule = self._get_rule_words()
        if self._is_by_college():
            share = Fraction(outcome.got, outcome.base) if outcome.base else Fraction(0)
            return self.env._(
                "Majority: %(rule)s. The votes for weigh %(share)s %%.", rule=rule, share=self._format_share(share)
            )
        return self.env._(
            "Majority: %(rule)s. %(need)s votes for were needed, there were %(got)s.",
            rule=rule,
            need=outcome.need,
            got=outcome.got,
        )

    def _format_share(self, share):
        """Write a fraction as a percentage with two figures, cut and never rounded up to a majority."""
        hundredths = share.numerator * 10000 // share.denominator
        comma = self.env["res.lang"]._get_data(code=self.env.lang or "en_US").decimal_point or "."
        return f"{hundredths // 100}{comma}{hundredths % 100:02}"

    def _get_result_words(self, outcome):
        if outcome.casting:
            chair = self.env._("The votes are equal: the vote of the chair decides.")
            decided = self.env._("The resolution is adopted.")
            if outcome.result != "adopted":
                decided = self.env._("The resolution is not adopted.")
            return f"{chair} {decided}"
        return {
            "adopted": self.env._("The resolution is adopted."),
            "rejected": self.env._("The resolution is not adopted."),
            "tie": self.env._("The votes are equal: the resolution is not adopted."),
            "no_quorum": self.env._("The quorum was lost during the vote: nothing is decided."),
        }[outcome.result]
