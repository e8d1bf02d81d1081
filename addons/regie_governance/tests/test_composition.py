from datetime import date
from fractions import Fraction

from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError
from odoo.tests import BaseCase, tagged

from ..tools import composition
from .common import GovernanceCase


def oracle(people, basis, strict):
    """The majority of inhabitants as one would count it on fingers: names on a list, shares as fractions.

    ``people`` is a list of (college, lives here, seats of the college, weight of the college, college of inhabitants).
    """
    if basis == "mandates":
        ballots = [(1, lives) for _college, lives, _seats, _weight, _resident in people]
    else:
        one_per_college = {college: (seats, weight, resident) for college, _l, seats, weight, resident in people}
        ballots = [
            (seats if basis == "seats" else weight, resident) for seats, weight, resident in one_per_college.values()
        ]
    total = sum(size for size, _inside in ballots)
    if not total:
        return None
    share = Fraction(sum(size for size, inside in ballots if inside), total)
    held = share > Fraction(1, 2) if strict else share >= Fraction(1, 2)
    if not held:
        return "breach"
    if basis == "weight":
        return "held"
    inside = sum(size for size, lives in ballots if lives)
    after = [Fraction(inside - 1, total - 1) if total > 1 else Fraction(0), Fraction(inside, total + 1)]
    bad = any((one <= Fraction(1, 2)) if strict else (one < Fraction(1, 2)) for one in after if total > 1 or one)
    return "warning" if bad else "ok"


@tagged("post_install", "-at_install")
class TestCompositionTools(BaseCase):
    """The count against an independent one."""

    @settings(max_examples=60, deadline=None)
    @given(
        sizes=st.lists(
            st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 9), st.integers(0, 5), st.booleans()),
            min_size=1,
            max_size=6,
        ),
        basis=st.sampled_from(["mandates", "seats", "weight"]),
        strict=st.booleans(),
    )
    def test_majority_is_that_counted_on_fingers(self, sizes, basis, strict):
        groups, people = [], []
        for college, (inside, outside, seats, weight, resident) in enumerate(sizes):
            inside = inside if resident else 0
            if not inside + outside:
                continue
            groups.append(composition.Group(college, inside + outside, inside, resident, seats, weight))
            people += [(college, at < inside, seats, weight, resident) for at in range(inside + outside)]
        state, expected = composition.get_state(groups, basis, strict), oracle(people, basis, strict)
        if expected == "held":
            self.assertIn(state, ("ok", "warning"))
        elif sum(composition.count(groups, basis)[1:]) > 1:
            self.assertEqual(state, expected)

    @settings(max_examples=60, deadline=None)
    @given(inhabitants=st.integers(0, 60), others=st.integers(0, 60), strict=st.booleans())
    def test_missing_inhabitants_are_just_enough(self, inhabitants, others, strict):
        total = inhabitants + others
        missing = composition.get_missing(inhabitants, total, strict)
        self.assertTrue(composition.has_majority(inhabitants + missing, total + missing, strict))
        if missing:
            self.assertFalse(composition.has_majority(inhabitants + missing - 1, total + missing - 1, strict))


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 10:00:00")
class TestComposition(GovernanceCase):
    """The majority of inhabitants of an organ: counted, kept, told, cured."""

    def _seat(self, hab=0, **others):
        """Seat inhabitants and people of other colleges in the board, and let the watch run."""
        mandates = self.env["regie.mandate"]
        for college, number in {"HAB": hab, **others}.items():
            for _each in range(number):
                mandates |= self._create_mandate(college=college)
        self._count()
        return mandates

    def _count(self):
        self.env.cr.precommit.run()
        self.board.invalidate_recordset()

    def _set_seat(self, college, **vals):
        return self.env["regie.statutes.seat"].create(
            {
                "statutes_id": self.statutes.id,
                "organ_id": self.board.id,
                "college_id": self.colleges[college].id,
                **vals,
            }
        )

    def test_ten_inhabitants_out_of_twenty_are_no_strict_majority(self):
        self._seat(10, PAR=10)
        self.assertEqual(self.board._evaluate_composition().state, "breach")
        self.statutes.is_majority_strict = False
        found = self.board._evaluate_composition()
        self.assertEqual((found.state, found.inhabitants, found.total, found.share), ("warning", 10, 20, 50))

    def test_three_bases_may_answer_differently(self):
        self._seat(2, PAR=1)
        self._set_seat("HAB", seats_max=4, weight=1)
        self._set_seat("PAR", seats_max=5, weight=1)
        answers = {}
        for basis in ("mandates", "seats", "weight"):
            self.statutes.majority_basis = basis
            found = self.board._evaluate_composition()
            answers[basis] = (found.inhabitants, found.total, found.state)
        self.assertEqual(
            answers, {"mandates": (2, 3, "warning"), "seats": (4, 9, "breach"), "weight": (1, 2, "breach")}
        )

    def test_college_that_gives_an_opinion_does_not_count(self):
        self._seat(2, SAL=2)
        self.assertEqual(self.board._evaluate_composition().state, "breach")
        self.colleges["SAL"].voice = "consultative"
        found = self.board._evaluate_composition()
        self.assertEqual((found.inhabitants, found.total), (2, 2))

    def test_landlord_is_missing_in_a_regie_de_quartier_and_not_in_a_regie_de_territoire(self):
        self._seat(5, COL=1)
        found = self.board._evaluate_composition()
        self.assertEqual((found.missing_colleges, found.state), (self.colleges["BAI"], "warning"))
        self.assertIn("Nobody sits for: Social landlords", self.board._get_composition_sentence())
        self.statutes.label_type = "territoire"
        found = self.board._evaluate_composition()
        self.assertEqual((found.missing_colleges, found.state), (self.colleges["BAI"].browse(), "ok"))

    def test_organ_where_nobody_sits_has_no_composition(self):
        self.assertIsNone(self.board._evaluate_composition().state)
        self.board._watch()
        self.assertFalse(self.board.composition_ids)
        self.assertFalse(self.board._get_composition_sentence())

    def test_assembly_counts_the_members_who_vote(self):
        self.assembly.is_composition_watched = True
        for college in ("HAB", "HAB", "COL", "BAI"):
            self._create_member(college=college)
        self._create_member(date_suspended="2025-01-01")
        self._count()
        found = self.assembly._evaluate_composition()
        self.assertEqual((found.inhabitants, found.total, found.state), (2, 4, "breach"))
        self.assertIn("2/4 members who vote (50 %)", self.assembly._get_composition_sentence())

    # History

    def test_history_keeps_each_change_once(self):
        mandates = self._seat(4, PAR=2)
        self.board._watch()
        self.board._cron_watch()
        lines = self.board.composition_ids
        self.assertEqual([(line.inhabitants, line.total, line.state) for line in lines], [(4, 6, "warning")])
        mandates[:2]._end(date(2026, 5, 31), "resignation")
        self._count()
        last = self.board.composition_ids.sorted("id")[-1]
        self.assertEqual((last.inhabitants, last.total, last.state), (2, 4, "breach"))
        self.assertEqual((last.date_breach, last.share), (date(2026, 6, 1), 50))

    def test_history_is_written_by_nobody(self):
        self._seat(3)
        for user in (self.secretary, self.president):
            with self.assertRaises(AccessError):
                self.board.composition_ids.with_user(user).state = "ok"
            with self.assertRaises(AccessError):
                self.board.composition_ids.with_user(user).unlink()
        self.assertTrue(self.board.composition_ids.with_user(self.reader).read(["state"]))

    def test_night_sees_a_mandate_that_ended_without_a_write(self):
        mandates = self._seat(3, PAR=2)
        mandates[0]._end(date(2026, 6, 10), "resignation")
        self._count()
        self.assertEqual(self.board.composition_state, "warning")
        cron = self.env.ref("regie_governance.regie_organ_cron_watch")
        with freeze_time("2026-06-11 03:00:00"):
            for _twice in range(2):
                cron.ir_actions_server_id.run()
                self._count()
            self.board.invalidate_recordset()
            self.assertEqual(self.board.composition_state, "breach")
            self.assertEqual(len(self.board.composition_ids), 2)

    # What makes it count again

    def test_member_who_changes_college_is_counted_there(self):
        mandates = self._seat(3, PAR=2)
        mandates[0].membership_id.college_id = self.colleges["PAR"]
        self._count()
        self.assertEqual(self.board.composition_state, "breach")

    def test_inhabitant_who_moves_out_no_longer_counts_as_one(self):
        territory = self._create_territory()
        mandates = self._seat(3, PAR=2)
        person = mandates[0].partner_id
        person.territory_id = territory
        self._count()
        self.assertEqual(self.board.composition_state, "warning")
        with freeze_time("2026-06-02 10:00:00"):
            person.with_user(self.secretary).territory_id = False
            self._count()
            self.assertEqual(self.board.composition_state, "breach")
            self.assertEqual(self.board._evaluate_composition().inhabitants, 2)

    def test_suspended_seat_of_another_college_restores_the_majority(self):
        mandates = self._seat(2, PAR=2)
        self.assertEqual(self.board.composition_state, "breach")
        mandates[-1].with_user(self.secretary).action_suspend()
        self._count()
        self.assertEqual(self.board.composition_state, "warning")
        mandates[-1].action_resume()
        self._count()
        self.assertEqual(self.board.composition_state, "breach")

    def test_new_statutes_are_counted_by(self):
        self._seat(2, PAR=2)
        self.statutes.is_majority_strict = False
        self._count()
        self.assertEqual(self.board.composition_state, "warning")

    def test_college_that_becomes_one_of_inhabitants_is_counted(self):
        self._seat(1, PAR=3)
        self.colleges["PAR"].is_resident = True
        self._count()
        self.assertNotEqual(self.board.composition_state, "breach")

    # Breach

    def test_breach_tells_the_president_once_and_its_end_closes_the_reminder(self):
        chair = self._create_member(self.president.partner_id)
        self._create_mandate(chair, role="president")
        mandates = self._seat(2, PAR=2)
        mandates[0]._end(date(2026, 5, 31), "death")
        self._count()
        mandates[1]._end(date(2026, 5, 31), "death")
        self._count()
        activity = self.board.activity_ids
        self.assertEqual((len(activity), activity.user_id), (1, self.president))
        self.assertIn("GOV-017", activity.note)
        self._seat(4)
        self.assertEqual(
            self.board.composition_state, "ok" if not self.board._evaluate_composition().missing_colleges else "warning"
        )
        self.assertFalse(self.board.activity_ids)

    def test_breach_is_cured_before_the_next_assembly_or_the_delay_of_the_statutes(self):
        self._seat(1, PAR=1)
        found = self.board._evaluate_composition()
        self.assertEqual((found.date_breach, found.date_cure, found.needed), (date(2026, 6, 1), date(2026, 12, 1), 1))
        self._create_meeting(self.assembly, date="2026-09-15 16:00:00")
        self.assertEqual(self.board._evaluate_composition().date_cure, date(2026, 9, 15))
        with freeze_time("2026-07-20"):
            found = self.board._evaluate_composition()
            self.assertEqual((found.date_breach, found.date_cure), (date(2026, 6, 1), date(2026, 9, 15)))

    def test_breach_never_blocks_a_meeting_unless_the_statutes_say_so(self):
        self._seat(1, PAR=2)
        sentence = self.board._check_composition()
        self.assertIn("Inhabitants: 1/3 administrators (33.3 %); the majority is no longer held since", sentence)
        self.assertIn("GOV-017", sentence)
        self.statutes.is_composition_blocking = True
        with self.assertRule("GOV-017"):
            self.board._check_composition()
        self._seat(3)
        self.assertIn("majority held", self.board._check_composition())

    def test_organ_that_is_not_watched_never_blocks(self):
        self._seat(1, PAR=2)
        self.statutes.is_composition_blocking = True
        self.board.is_composition_watched = False
        self.assertFalse(self.board._check_composition())

    def test_cures_open_what_they_announce(self):
        self._seat(1, PAR=2)
        self.statutes.is_cooptation_allowed = True
        action = self.board.with_user(self.secretary).action_coopt()
        mandate = self.env["regie.mandate"].with_context(**action["context"]).new({})
        self.assertEqual((mandate.organ_id._origin or mandate.organ_id, mandate.origin), (self.board, "cooptation"))
        action = self.board.action_choose_seat_to_suspend()
        self.assertEqual(self.env["regie.mandate"].search(action["domain"]).college_id, self.colleges["PAR"])
        self.assertEqual(self.board.action_call_assembly()["context"]["default_organ_id"], self.assembly.id)

    def test_administrator_reads_the_composition_without_the_register_of_members(self):
        self.assembly.is_composition_watched = True
        self._create_member()
        self._count()
        self.assertIn("1/1", self.assembly.with_user(self.reader).composition_sentence)
        with self.assertRaises(AccessError):
            self.env["regie.membership"].with_user(self.reader).search([])

    def test_many_changes_in_a_transaction_are_counted_once(self):
        self._seat(5)
        before = len(self.board.composition_ids)
        for _each in range(4):
            self._create_mandate()
        self._count()
        self.assertEqual(len(self.board.composition_ids), before + 1)

    def test_organs_are_read_together(self):
        organs = self.board | self.bureau
        self._seat(6, PAR=2)
        self.env.invalidate_all()
        with self.assertQueryCount(14):
            organs._read_compositions(watched_only=False)
