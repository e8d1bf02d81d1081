import doctest
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import election, majority
from ..tools.majority import College, Electorate, Rule, Tally, decide

RULES = ("simple", "absolute", "two_thirds", "three_quarters", "unanimous", "custom")
BASES = ("expressed", "expressed_blank", "present", "present_represented", "members")
FEW = settings(max_examples=60, deadline=None)
tallies = st.builds(Tally, *[st.integers(0, 40)] * 6)


@st.composite
def rules(draw):
    den = draw(st.integers(1, 9))
    return Rule(
        draw(st.sampled_from(RULES)),
        draw(st.sampled_from(BASES)),
        draw(st.integers(0, den)),
        den,
        draw(st.sampled_from(("ge", "gt"))),
    )


def oracle(rule, tally, electorate):
    """The same majority, written in another way: percentages of whole numbers, rule by rule."""
    yes, no = tally.count_for, tally.count_against
    base = {
        "expressed": yes + no,
        "expressed_blank": yes + no + tally.count_blank,
        "present": electorate.present,
        "present_represented": electorate.present + electorate.represented,
        "members": electorate.members,
    }[rule.base]
    share = Fraction(yes, base) if base else Fraction(0)
    custom = Fraction(rule.num, rule.den)
    return (
        yes > 0
        and {
            "simple": yes > no,
            "absolute": share > Fraction(1, 2) or (not base and yes > 0),
            "two_thirds": share >= Fraction(2, 3) or (not base and yes > 0),
            "three_quarters": share >= Fraction(3, 4) or (not base and yes > 0),
            "unanimous": yes >= base,
            "custom": (share > custom if rule.operator == "gt" else share >= custom) or (not base and yes > 0),
        }[rule.majority]
    )


@tagged("post_install", "-at_install")
class TestMajority(BaseCase):
    """Majorities, weights of colleges, ties and elections, without a database."""

    def test_examples_of_the_documentation(self):
        self.assertFalse(doctest.testmod(majority).failed)
        self.assertFalse(doctest.testmod(election).failed)

    def test_abstentions_weigh_or_not_by_the_base(self):
        tally, electorate = Tally(5, 3, count_abstain=4), Electorate(12, 0, 20)
        self.assertEqual(decide(Rule("absolute"), tally, electorate).result, "adopted")
        for base in ("present", "present_represented", "members"):
            self.assertEqual(decide(Rule("absolute", base), tally, electorate).result, "rejected", base)

    def test_blank_votes_weigh_when_the_statutes_say_so(self):
        tally = Tally(5, 3, count_blank=2)
        self.assertEqual(decide(Rule("absolute", "expressed"), tally).result, "adopted")
        self.assertEqual(decide(Rule("absolute", "expressed_blank"), tally).result, "rejected")

    def test_two_thirds_of_ten_are_seven(self):
        self.assertEqual(decide(Rule("two_thirds"), Tally(6, 4)).result, "rejected")
        outcome = decide(Rule("two_thirds"), Tally(7, 3))
        self.assertEqual((outcome.result, outcome.need), ("adopted", 7))

    def test_nobody_expressed_adopts_nothing(self):
        for rule in RULES:
            self.assertEqual(decide(Rule(rule), Tally(count_abstain=9)).result, "rejected", rule)

    def test_tie_is_not_adopted_unless_the_chair_decides(self):
        tie = Tally(4, 4, 1)
        self.assertEqual(decide(Rule(), tie).result, "tie")
        self.assertEqual(decide(Rule(), tie, casting="for").result, "tie", "the statutes give no casting vote")
        self.assertEqual(decide(Rule(tie="casting"), tie, casting="for").result, "adopted")
        self.assertEqual(decide(Rule(tie="casting"), tie, casting="against").result, "rejected")
        self.assertEqual(decide(Rule(tie="casting"), tie).result, "tie", "the chair did not vote")

    def test_casting_vote_does_not_help_a_qualified_majority(self):
        self.assertEqual(decide(Rule("two_thirds", tie="casting"), Tally(4, 4), casting="for").result, "rejected")
        members = Rule("absolute", "members", tie="casting")
        self.assertEqual(decide(members, Tally(4, 4), Electorate(8, 0, 12), casting="for").result, "rejected")

    def test_colleges_weigh_their_shares(self):
        colleges = [College(Tally(6, 0), 50), College(Tally(0, 3), 30), College(Tally(1, 1), 20)]
        outcome = decide(Rule(college_mode="proportional"), Tally(), colleges=colleges)
        self.assertEqual((outcome.result, outcome.got, outcome.base), ("adopted", 60, 100))
        outcome = decide(Rule(college_mode="block"), Tally(), colleges=colleges)
        self.assertEqual((outcome.got, outcome.base), (60, 100), "an inner tie is split in half")

    def test_college_without_a_vote_is_dropped_or_counts_against(self):
        colleges = [College(Tally(3, 2), 40), College(Tally(count_abstain=4), 60)]
        dropped = decide(Rule(college_mode="proportional"), Tally(), colleges=colleges)
        against = decide(Rule(college_mode="proportional", empty_college="against"), Tally(), colleges=colleges)
        self.assertEqual((dropped.result, dropped.base), ("adopted", 40))
        self.assertEqual((against.result, against.base, against.got), ("rejected", 100, 24))

    def test_tie_by_college_is_exact(self):
        colleges = [College(Tally(1, 2), 3), College(Tally(1, 0), 1)]
        outcome = decide(Rule(college_mode="proportional"), Tally(), colleges=colleges)
        self.assertEqual((outcome.got, outcome.base, outcome.result), (2, 4, "tie"))

    @given(rules(), tallies, st.integers(0, 300), st.integers(0, 100))
    @FEW
    def test_result_is_that_of_the_oracle(self, rule, tally, present, represented):
        # Bases that count persons hold at least the voters.
        electorate = Electorate(tally.voters + present, represented, tally.voters + present + represented)
        adopted = decide(rule, tally, electorate).result == "adopted"
        self.assertEqual(adopted, bool(oracle(rule, tally, electorate)))

    @given(rules(), tallies, st.integers(1, 20))
    @FEW
    def test_one_more_vote_for_never_rejects(self, rule, tally, more):
        electorate = Electorate(tally.voters + more, 0, tally.voters + more)
        richer = tally._replace(count_for=tally.count_for + more)
        if decide(rule, tally, electorate).result == "adopted":
            self.assertEqual(decide(rule, richer, electorate).result, "adopted")

    @given(rules(), tallies, st.integers(0, 40))
    @FEW
    def test_need_is_the_least_that_adopts(self, rule, tally, away):
        electorate = Electorate(tally.voters, 0, tally.voters + away)
        outcome = decide(rule, tally, electorate)
        self.assertEqual(outcome.result == "adopted", outcome.got >= outcome.need)

    @given(
        tallies, st.lists(st.tuples(tallies, st.integers(0, 9)), max_size=5), st.sampled_from(("proportional", "block"))
    )
    @FEW
    def test_weights_only_count_by_their_ratios(self, tally, others, mode):
        colleges = [College(tally, 1), *[College(votes, weight) for votes, weight in others]]
        tenfold = [college._replace(weight=college.weight * 10) for college in colleges]
        rule = Rule(college_mode=mode)
        self.assertEqual(
            decide(rule, Tally(), colleges=colleges).result, decide(rule, Tally(), colleges=tenfold).result
        )

    @given(st.lists(st.integers(0, 50), min_size=1, max_size=12), st.integers(1, 6))
    @FEW
    def test_nobody_with_fewer_votes_is_elected_before_another(self, votes, seats):
        candidates = [election.Candidate(number, count) for number, count in enumerate(votes)]
        result = election.elect(candidates, seats)
        self.assertLessEqual(len(result.elected), seats)
        left = [votes[key] for key in range(len(votes)) if key not in result.elected]
        for key in result.elected:
            self.assertTrue(votes[key] > 0 and all(votes[key] >= other for other in left))
        ranked = [candidate._replace(rank=candidate.key) for candidate in candidates]
        self.assertEqual(len(election.elect(ranked, seats).elected), min(seats, sum(1 for count in votes if count)))
