from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.fields import Datetime
from odoo.tests import tagged

from .common_vote import VoteCase

NOW = "2026-06-10 16:00:00"


@tagged("post_install", "-at_install")
class TestFactGuard(VoteCase):
    """What follows from what is done is not written by RPC or import, not even by the president. (FACT-01)"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.meeting = cls._create_open_meeting()
        cls.lines = cls.meeting.attendance_ids.sorted("id")
        cls.point = cls._create_open_point(cls.meeting, open_vote=False)
        cls.recusal = cls._recuse(cls.point, cls.lines[1].partner_id)
        cls.away = cls._create_mandate()
        cls.meeting._sync_attendance()
        cls.elsewhere = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.proxy = cls._give_proxy(cls.meeting, cls.away.partner_id, cls.lines[0].partner_id)

    def _facts(self):
        line = self.lines[0]
        return (
            (self.meeting, {"state": "signed"}),
            (self.meeting, {"name": "Another board"}),
            (self.meeting, {"date_quorum_lost": NOW}),
            (self.point, {"state": "draft"}),
            (self.point, {"conflict_state": "resolved"}),
            (self.point, {"round_number": 2}),
            (self.proxy, {"state": "accepted"}),
            (self.proxy, {"date_accepted": NOW}),
            (self.proxy, {"reject_code": "GOV-030"}),
            (self.proxy, {"date_void": NOW}),
            (self.proxy, {"is_blank": True}),
            (self.recusal, {"is_active": False}),
            (self.recusal, {"state": "cancelled"}),
            (self.recusal, {"date_cancelled": NOW, "cancel_reason": "None"}),
            (line, {"is_voter": False}),
            (line, {"is_present": False}),
            (line, {"status": "absent"}),
            (line, {"date_departure": NOW}),
            (line, {"answer": "excused"}),
            (line, {"date_answered": NOW}),
            (line, {"date_reminded": NOW}),
            (line, {"date_sent": NOW}),
            (line, {"company_id": self.elsewhere.id}),
        )

    def test_nobody_writes_what_follows_from_what_is_done(self):
        for user in (self.secretary, self.president):
            for record, vals in self._facts():
                with self.subTest(user=user.login, model=record._name, vals=vals), self.assertRule("FACT-01"):
                    record.with_user(user).write(vals)

    def test_who_may_not_write_learns_nothing_of_the_facts(self):
        for state in ("received", "accepted"):
            with self.assertRaises(AccessError):
                self.proxy.with_user(self.reader).write({"state": state})

    def test_import_refuses_it_and_says_why(self):
        done = self.proxy.with_user(self.secretary).load([".id", "state"], [[str(self.proxy.id), "accepted"]])
        self.assertFalse(done["ids"])
        self.assertIn("FACT-01", done["messages"][0]["message"])

    def test_what_a_form_sends_back_unchanged_passes(self):
        for record, vals in self._facts():
            same = record.read(list(vals), load="_classic_write")[0]
            record.with_user(self.secretary).write({name: same[name] for name in vals})

    def test_fact_sent_back_is_still_read_from_the_others(self):
        self.proxy.with_user(self.secretary).write({"state": "received", "instructions": "For"})
        self.proxy.date_void = NOW
        self.assertEqual(self.proxy.state, "void")

    def test_nothing_is_created_as_already_done(self):
        person = self.lines[2].partner_id
        recusal = {"resolution_id": self.point.id, "partner_id": person.id, "reason": "Relative", "date_left": NOW}
        proxy = {"meeting_id": self.meeting.id, "giver_id": self.lines[3].id, "holder_id": person.id}
        guest = {"meeting_id": self.meeting.id, "partner_id": self._create_person().id, "is_invited": True}
        for model, vals, fact in (
            ("regie.recusal", recusal, {"is_active": False}),
            ("regie.recusal", recusal, {"date_cancelled": NOW}),
            ("regie.proxy", proxy, {"date_accepted": NOW}),
            ("regie.proxy", proxy, {"state": "accepted"}),
            ("regie.attendance", guest, {"is_voter": True}),
            ("regie.attendance", guest, {"date_sent": NOW}),
            ("regie.meeting", {"organ_id": self.board.id, "date": NOW}, {"state": "closed"}),
        ):
            with self.subTest(model=model, fact=fact), self.assertRule("FACT-01"):
                self.env[model].with_user(self.secretary).create({**vals, **fact})

    def test_mandates_members_fees_and_interests_keep_what_the_software_says(self):
        mandate = self._create_mandate()
        fee = self.env["regie.membership.fee"].create(
            {"membership_id": mandate.membership_id.id, "year": 2026, "amount": 5, "date_due": "2026-03-31"}
        )
        declaration = self._declare_interest(mandate.partner_id, self._create_body())
        for record, vals in (
            (mandate, {"date_suspended": "2026-01-01"}),
            (mandate, {"is_role_unique": True}),
            (mandate.membership_id, {"voter_id": self._create_person().id}),
            (fee, {"date_reminded": "2026-01-01"}),
            (declaration, {"date_asked": NOW}),
            (mandate.organ_id, {"composition_state": "ok"}),
        ):
            with self.subTest(model=record._name, vals=vals), self.assertRule("FACT-01"):
                record.with_user(self.president).write(vals)

    def test_president_suspends_a_seat_and_gives_it_back(self):
        mandate = self._create_mandate().with_user(self.president)
        mandate.action_suspend()
        self.assertTrue(mandate.is_suspended)
        with self.assertRaises(AccessError):
            mandate.with_user(self.reader).action_resume()
        mandate.action_resume()
        self.assertFalse(mandate.is_suspended)

    def test_context_gives_no_fact_either(self):
        person = self.lines[2].partner_id
        facts = {"default_date_cancelled": NOW, "default_is_active": False, "default_state": "closed"}
        facts |= {"default_date_signed": NOW, "default_call_number": 2}
        env = self.env(user=self.secretary, context={**self.env.context, **facts})
        recusal = env["regie.recusal"].create(
            {"resolution_id": self.point.id, "partner_id": person.id, "reason": "Relative", "date_left": NOW}
        )
        self.assertTrue(recusal.is_active)
        meeting = env["regie.meeting"].create({"organ_id": self.board.id, "date": NOW})
        self.assertEqual((meeting.state, meeting.date_signed, meeting.call_number), ("draft", False, 1))

    def test_default_saved_by_a_user_gives_no_fact_either(self):
        self.env["ir.default"].set("regie.proxy", "date_accepted", NOW, user_id=self.secretary.id)
        proxies = self.env["regie.proxy"].with_user(self.secretary)
        proxy = proxies.create({"meeting_id": self.meeting.id, "giver_id": self.lines[3].id})
        self.assertEqual(proxy.state, "received")

    def test_letters_have_their_day_written_by_hand(self):
        line = self.lines[0].with_user(self.secretary)
        line.channel = "hand"
        line.date_sent = NOW
        self.assertEqual(line.date_sent, Datetime.to_datetime(NOW))

    # Buttons of the trade, pressed by the secretary
    def test_secretary_receives_takes_back_and_examines_proxies(self):
        proxy = self.proxy.with_user(self.secretary)
        self.meeting.date_opened = False
        proxy.action_accept()
        self.assertEqual(proxy.state, "accepted")
        with self.assertRule("FACT-01"):
            proxy.holder_id = self.lines[3].partner_id
        proxy.instructions = "For"
        proxy.action_void()
        self.assertEqual(proxy.state, "void")
        with self.assertRaises(AccessError):
            self.proxy.with_user(self.reader).action_void()

    def test_proxy_falls_when_its_giver_comes_and_stands_again_when_it_was_a_mistake(self):
        self.proxy.date_accepted = NOW
        line = self.proxy.giver_id.with_user(self.secretary)
        line._come()
        self.assertEqual((self.proxy.state, self.proxy.reject_code), ("void", "GOV-032"))
        line._undo_presence()
        self.assertEqual(self.proxy.state, "accepted")

    def test_votes_online_or_barred_are_not_noted_by_hand(self):
        self._set_meeting_rule(self.board, is_online_vote_allowed=True)
        self.point.vote_mode = "nominal"
        self.point._open_vote()
        votes = self.env["regie.vote.line"].with_user(self.secretary)
        line = self.lines[2]
        vals = {"resolution_id": self.point.id, "attendance_id": line.id, "voter_id": line.partner_id.id}
        for wrong in ({"choice": "for", "channel": "online"}, {"choice": "recused"}, {"choice": "suspended"}):
            with self.subTest(wrong=wrong), self.assertRule("GOV-044"):
                votes.create({**vals, **wrong})
        noted = votes.create({**vals, "choice": "for"})
        with self.assertRule("GOV-044"):
            noted.choice = "suspended"
        noted.choice = "against"
        self.assertEqual(noted.choice, "against")

    def test_votes_of_candidates_are_not_slipped_into_the_count_of_the_room(self):
        self.point._open_vote()
        tally = self.point.tally_ids.with_user(self.secretary)
        for hidden in ({"candidate_counts": {"1": 9}}, {"shard": 7}):
            with self.subTest(hidden=hidden), self.assertRule("FACT-01"):
                tally.write(hidden)
        tally.count_for = 2
        self.assertEqual(tally.count_for, 2)


@tagged("post_install", "-at_install")
class TestRecusalByHand(VoteCase):
    """A recusal is taken back by somebody else, with a reason, before the end of the point."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.meeting = cls._create_open_meeting()
        cls.lines = cls.meeting.attendance_ids.sorted("id")
        cls.point = cls._create_open_point(cls.meeting, open_vote=False)
        cls.other = cls._create_resolution(cls.meeting, "Budget")

    def _recuse_user(self, user):
        return self._recuse(self.point, user.partner_id).with_user(user)

    def test_nobody_comes_back_by_their_own_hand(self):
        substitute = self.lines[4].partner_id
        for user in (self.secretary, self.president):
            recusal = self._recuse_user(user)
            for vals in ({"is_internal_organ": False}, {"resolution_id": self.other.id}, {"partner_id": substitute.id}):
                with self.subTest(user=user.login, vals=vals), self.assertRule("GOV-041"):
                    recusal.write(vals)
            with self.assertRule("FACT-01"):
                recusal.date_cancelled = NOW
            self.assertTrue(recusal.is_active)

    def test_somebody_else_cancels_it_with_a_reason(self):
        recusal = self._recuse_user(self.president)
        recusal.with_user(self.secretary)._cancel("Declared on the wrong point")
        self.assertEqual((recusal.state, recusal.cancel_reason), ("cancelled", "Declared on the wrong point"))
        self.assertIn("Declared on the wrong point", recusal.message_ids[:1].body)
        with self.assertRaises(AccessError):
            self._recuse(self.point, self.lines[2].partner_id).with_user(self.reader)._cancel("I read")

    def test_recusal_moved_to_another_point_gives_the_voice_back_to_the_first(self):
        person = self.lines[2].partner_id
        recusal = self._recuse(self.point, person).with_user(self.secretary)
        self.assertIn(person, self.point.vote_line_ids.voter_id)
        recusal.resolution_id = self.other
        self.assertFalse(self.point.vote_line_ids)
        self.assertIn(person, self.other.vote_line_ids.voter_id)

    def test_recusal_does_not_move_into_a_closed_vote(self):
        recusal = self._recuse(self.point, self.lines[2].partner_id).with_user(self.secretary)
        self.other.write({"date_opened": NOW, "date_closed": NOW})
        with self.assertRule("GOV-044"):
            recusal.resolution_id = self.other


@tagged("post_install", "-at_install")
class TestConflictByHand(VoteCase):
    """The software finds the conflicts and the organ decides of them: nobody rewrites who and with whom."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supplier = cls._create_body("Supplier")
        cls.fatou = cls._create_mandate().partner_id
        cls._declare_interest(cls.fatou, cls.supplier)
        cls.meeting = cls._create_meeting()
        cls.meeting._sync_attendance()
        cls.point = cls._create_resolution(cls.meeting, counterparty_ids=[Command.link(cls.supplier.id)])
        cls.conflict = cls.point.conflict_ids.filtered(lambda conflict: conflict.partner_id == cls.fatou)

    def test_president_does_not_turn_a_conflict_into_another(self):
        conflict = self.conflict.with_user(self.president)
        person, point = self._create_person(), self._create_resolution(self.meeting)
        for vals in (
            {"partner_id": person.id},
            {"resolution_id": point.id},
            {"counterparty_id": person.id},
            {"entity_id": person.id},
            {"line_id": False},
            {"decision": "The interest ended in 2019 and concerns another activity"},
            {"date_decided": NOW},
            {"user_id": self.secretary.id},
            {"state": "no_conflict"},
        ):
            with self.subTest(vals=vals), self.assertRule("FACT-01"):
                conflict.write(vals)

    def test_president_notes_what_the_organ_decided(self):
        reasons = "The interest ended in 2019 and concerns another activity than that of the contract"
        self.conflict.with_user(self.president)._decide_no_conflict(reasons)
        self.assertEqual((self.conflict.state, self.conflict.user_id), ("no_conflict", self.president))
        self.conflict.with_user(self.president).message_post(body="Decided by the board")
        with self.assertRaises(UserError):
            self.conflict.with_user(self.president)._decide_no_conflict("")
