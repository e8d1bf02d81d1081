import doctest
import threading

import psycopg2
from hypothesis import given, settings
from hypothesis import strategies as st

import odoo.modules.registry
from odoo.exceptions import ValidationError
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from ..tools import proxies
from .common import GovernanceCase

ROLL = {voice: proxies.Voter(f"P{voice}", voice % 2) for voice in range(8)}


@st.composite
def received(draw, is_unique=True):
    """Proxies that arrived one after the other, each voter having given one at most if ``is_unique``."""
    givers = draw(st.lists(st.integers(0, 9), max_size=8, unique=is_unique))
    return [
        proxies.Proxy(key, giver, draw(st.sampled_from([f"P{voice}" for voice in range(9)])), key, draw(st.booleans()))
        for key, giver in enumerate(givers)
    ]


def held(answers):
    """Return ``{holder: number of proxies kept}``."""
    holders = [answer.holder for answer in answers.values() if not answer.code]
    return {holder: holders.count(holder) for holder in holders}


@tagged("post_install", "-at_install")
class TestProxyTool(BaseCase):
    """The sorting of proxies in the order of their reception."""

    def test_examples_of_the_documentation_hold(self):
        self.assertFalse(doctest.testmod(proxies).failed)

    @settings(max_examples=60, deadline=None)
    @given(received(), st.permutations(range(8)), st.booleans(), st.sampled_from([None, 0, 1, 2]))
    def test_reordering_proxies_never_changes_how_many_a_holder_keeps(self, given_proxies, order, is_same, limit):
        rule = proxies.Rule(limit=limit, is_same_college=is_same)
        moved = [proxy._replace(received=order[proxy.key]) for proxy in given_proxies]
        kept = held(proxies.sort(given_proxies, rule, ROLL))
        self.assertEqual(kept, held(proxies.sort(moved, rule, ROLL)))
        if limit is not None:
            self.assertLessEqual(max(kept.values(), default=0), limit)

    @settings(max_examples=60, deadline=None)
    @given(received(is_unique=False), st.randoms())
    def test_order_of_entry_does_not_matter_and_a_voter_is_represented_once(self, given_proxies, random):
        rule = proxies.Rule(limit=2)
        answers = proxies.sort(given_proxies, rule, ROLL)
        mixed = list(given_proxies)
        random.shuffle(mixed)
        self.assertEqual(answers, proxies.sort(mixed, rule, ROLL))
        givers = [proxy.giver for proxy in given_proxies if not answers[proxy.key].code]
        self.assertEqual(len(givers), len(set(givers)))


@tagged("post_install", "-at_install")
class TestProxy(GovernanceCase):
    """Proxies of a board of six inhabitants and a landlord, each of whom may hold two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.env["regie.mandate"].concat(*[cls._create_mandate() for _number in range(6)]).partner_id
        cls.landlord = cls._create_mandate(college="BAI").partner_id
        cls.meeting = cls._create_meeting()
        cls.meeting._sync_attendance()

    def _give(self, giver, holder, **vals):
        proxy = self._give_proxy(self.meeting, giver, holder, **vals)
        proxy._examine()
        return proxy

    def _assert_refused(self, proxy, code):
        self.assertEqual((proxy.state, proxy.reject_code), ("rejected", code))
        with self.assertRaisesRegex(ValidationError, code):
            proxy.action_accept()

    def test_good_proxy_is_accepted(self):
        proxy = self._give(self.people[0], self.people[1])
        self.assertEqual((proxy.state, proxy.reject_code), ("accepted", False))
        self.assertEqual(proxy.giver_id.status, "represented")
        proxy.action_accept()

    def test_proxy_to_oneself_is_refused(self):
        self._assert_refused(self._give(self.people[0], self.people[0]), "GOV-030")

    def test_third_proxy_of_a_holder_is_refused_with_its_reason(self):
        for giver in self.people[:2]:
            self.assertEqual(self._give(giver, self.people[5]).state, "accepted")
        third = self._give(self.people[2], self.people[5])
        self._assert_refused(third, "GOV-031")
        self.assertIn("2", third.reject_reason)

    def test_proxies_are_without_number_when_the_statutes_say_nothing(self):
        self._set_meeting_rule(self.board, is_proxy_limited=False)
        for giver in self.people[:5]:
            self.assertEqual(self._give(giver, self.people[5]).state, "accepted")

    def test_proxy_received_earlier_passes_before_as_long_as_the_meeting_is_not_open(self):
        self._set_meeting_rule(self.board, proxy_max=1)
        late = self._give(self.people[0], self.people[5], date_received="2026-06-05 08:00:00")
        early = self._give(self.people[1], self.people[5], date_received="2026-06-03 08:00:00")
        self.assertEqual((early.state, late.reject_code), ("accepted", "GOV-031"))

    def test_proxies_accepted_before_the_opening_stay_so(self):
        self._set_meeting_rule(self.board, proxy_max=1)
        first = self._give(self.people[0], self.people[5], date_received="2026-06-05 08:00:00")
        self.meeting.date_opened = self.meeting.date
        other = self._give(self.people[1], self.people[5], date_received="2026-06-03 08:00:00")
        self.assertEqual((first.state, other.reject_code), ("accepted", "GOV-031"))

    def test_giver_who_comes_makes_the_proxy_void(self):
        proxy = self._give(self.people[0], self.people[1])
        self._enter(self.meeting, self.people[0])
        self.assertEqual((proxy.state, proxy.reject_code), ("void", "GOV-032"))

    def test_proxy_of_somebody_who_is_there_is_refused(self):
        self._enter(self.meeting, self.people[0])
        self._assert_refused(self._give(self.people[0], self.people[1]), "GOV-032")

    def test_holder_without_a_vote_is_refused_unless_the_statutes_allow_it(self):
        stranger = self._create_person()
        self._assert_refused(self._give(self.people[0], stranger), "GOV-033")
        self._set_meeting_rule(self.board, is_proxy_holder_member=False)
        self.assertEqual(self._give(self.people[1], stranger).state, "accepted")

    def test_holder_of_another_college_is_refused_if_the_statutes_say_so(self):
        self._set_meeting_rule(self.board, is_proxy_same_college=True)
        self._assert_refused(self._give(self.people[0], self.landlord), "GOV-033")
        self.assertEqual(self._give(self.people[1], self.people[2]).state, "accepted")

    def test_second_proxy_of_a_voter_is_refused(self):
        first = self._give(self.people[0], self.people[1])
        self._assert_refused(self._give(self.people[0], self.people[2], date_received="2026-06-03 08:00:00"), "GOV-034")
        self.assertEqual(first.state, "accepted")

    def test_voter_may_give_another_proxy_once_the_first_was_taken_back(self):
        self._give(self.people[0], self.people[1]).action_void()
        self.assertEqual(self._give(self.people[0], self.people[2]).state, "accepted")

    @mute_logger("odoo.sql_db")
    def test_two_accepted_proxies_of_a_voter_are_refused_by_the_database(self):
        self._give(self.people[0], self.people[1])
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.env.cr.savepoint():
            self._give_proxy(self.meeting, self.people[0], self.people[2]).date_accepted = self.meeting.date
            self.env.flush_all()

    def test_blank_proxy_is_refused_goes_to_the_chair_or_is_shared(self):
        self._assert_refused(self._give(self.people[0], None), "GOV-035")
        self._set_meeting_rule(self.board, proxy_blank_policy="to_chair")
        waiting = self._give(self.people[1], None)
        self.assertEqual(waiting.state, "received")
        self.meeting.chair_id = self.people[5]
        waiting._examine()
        self.assertEqual((waiting.state, waiting.holder_id), ("accepted", self.people[5]))
        self._set_meeting_rule(self.board, proxy_blank_policy="distribute", proxy_max=3)
        shared = self._give(self.people[2], None)
        self.assertEqual(shared.state, "received")
        self._enter(self.meeting, self.people[3])
        shared._examine()
        self.assertEqual((shared.state, shared.holder_id), ("accepted", self.people[3]))

    def test_late_proxy_is_refused(self):
        self._set_meeting_rule(self.board, proxy_deadline_hours=48)
        self._assert_refused(self._give(self.people[0], self.people[1], date_received="2026-06-09 08:00:00"), "GOV-036")
        self.assertEqual(
            self._give(self.people[2], self.people[1], date_received="2026-06-08 08:00:00").state, "accepted"
        )

    def test_proxy_received_after_the_opening_is_refused(self):
        self.meeting.date_opened = "2026-06-10 16:05:00"
        self._assert_refused(self._give(self.people[0], self.people[1], date_received="2026-06-10 16:10:00"), "GOV-036")

    def test_proxy_of_an_invited_person_is_refused(self):
        guest = self._create_person()
        self.env["regie.attendance"].create({"meeting_id": self.meeting.id, "partner_id": guest.id, "is_invited": True})
        self._assert_refused(self._give(guest, self.people[1]), "GOV-037")

    def test_unsigned_or_undated_proxy_is_refused(self):
        self._assert_refused(self._give(self.people[0], self.people[1], is_signed=False), "GOV-038")
        self._assert_refused(self._give(self.people[1], self.people[2], date_signed=False), "GOV-038")

    def test_proxies_are_refused_where_the_statutes_do_not_allow_them(self):
        self._set_meeting_rule(self.board, is_proxy_allowed=False)
        self._assert_refused(self._give(self.people[0], self.people[1]), "GOV-039")

    def test_batch_of_proxies_raises_nothing_and_says_each_reason(self):
        batch = self._give_proxy(self.meeting, self.people[0], self.people[0])
        batch |= self._give_proxy(self.meeting, self.people[1], self.people[2])
        batch |= self._give_proxy(self.meeting, self.people[1], self.people[3], date_received="2026-06-03 08:00:00")
        batch._examine()
        self.assertEqual(batch.mapped("reject_code"), ["GOV-030", False, "GOV-034"])


@tagged("post_install", "-at_install")
class TestProxyRace(BaseCase):
    """Two transactions accept two proxies of one voter at once, on real cursors: PostgreSQL keeps one."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        with self.registry.cursor() as cr:
            # A table of the same shape, without the foreign keys: a committed proxy would stay in the test database.
            cr.execute("CREATE TABLE regie_proxy_race (LIKE regie_proxy INCLUDING INDEXES)")
        self.addCleanup(self._drop)

    def _drop(self):
        with self.registry.cursor() as cr:
            cr.execute("DROP TABLE regie_proxy_race")

    def _accept(self, cr, number, holder):
        cr.execute(
            "INSERT INTO regie_proxy_race (id, meeting_id, giver_id, holder_id, date_received, date_accepted) "
            "VALUES (%s, 1, 1, %s, now(), now())",
            [number, holder],
        )

    @mute_logger("odoo.sql_db")
    def test_second_proxy_waits_then_is_refused(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            self._accept(first, 1, 10)
            refused = []

            def accept_too():
                try:
                    self._accept(second, 2, 20)
                except psycopg2.errors.UniqueViolation as error:
                    refused.append(error)

            waiting = threading.Thread(target=accept_too)
            waiting.start()
            waiting.join(0.3)
            self.assertTrue(waiting.is_alive(), "the second one waits for the first")
            first.commit()
            waiting.join(10)
            self.assertTrue(refused)
            second.rollback()
        with self.registry.cursor() as cr:
            cr.execute("SELECT holder_id FROM regie_proxy_race")
            self.assertEqual(cr.fetchall(), [(10,)])
