import json

import psycopg2
from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestStatutes(GovernanceCase):
    """A version is prepared, adopted by the members, then frozen; the next one ends it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        attachments = cls.env["ir.attachment"].with_user(cls.president)
        cls.text = attachments.create({"name": "statutes.pdf", "raw": b"Text"})

    def _prepare(self, **vals):
        """A draft revised from the version in force, with its text."""
        action = self.statutes.with_user(self.president).action_prepare_next()
        draft = self.env["regie.statutes"].browse(action["res_id"])
        draft.write({"attachment_ids": self.text.ids, **vals})
        return draft.with_user(self.president)

    def _adopt(self, draft, date="2026-06-10", user=None, **vals):
        wizard = (
            self.env["regie.statutes.adopt"]
            .with_user(user or self.president)
            .create({"statutes_id": draft.id, "date_adopted": date, "date_start": date, **vals})
        )
        wizard.action_adopt()
        return wizard

    def test_next_version_starts_from_the_rules_of_the_last_one(self):
        self._set_meeting_rule(self.board, notice_days=8)
        draft = self._prepare()
        self.assertEqual((draft.state, draft.origin_id), ("draft", self.statutes))
        self.assertEqual(len(draft.meeting_rule_ids), 3)
        self.assertEqual(draft._get_meeting_rule(self.board, "ordinary").notice_days, 8)
        self.assertFalse(draft.date_adopted)

    def test_adoption_ends_the_version_before_on_the_day_before(self):
        draft = self._prepare()
        self._adopt(draft)
        self.assertEqual(str(self.statutes.date_end), "2026-06-09")
        in_force = self.env["regie.statutes"]._get_in_force
        self.assertEqual(in_force(self.company, "2026-06-09"), self.statutes)
        self.assertEqual(in_force(self.company, "2026-06-10"), draft)

    def test_day_without_statutes_is_said(self):
        with self.assertRule("GOV-026"):
            self.env["regie.statutes"]._get_in_force(self.company, "2019-12-31")
        self.assertFalse(self.env["regie.statutes"]._get_in_force(self.company, "2019-12-31", raise_if_missing=False))

    def test_statutes_of_another_regie_are_not_ours(self):
        other = self._create_company()
        self.assertFalse(self.env["regie.statutes"]._get_in_force(other, "2026-06-10", raise_if_missing=False))

    def test_adoption_without_the_text_is_refused(self):
        draft = self._prepare(attachment_ids=[Command.clear()])
        with self.assertRule("GOV-023"):
            self._adopt(draft)
        self._adopt(draft, attachment_ids=self.text.ids)
        self.assertEqual(draft.attachment_ids, self.text)

    def test_text_dropped_by_the_secretary_is_read_by_the_president(self):
        files = self.env["ir.attachment"].with_user(self.secretary)
        text = files.create({"name": "statutes.pdf", "raw": b"Text", "res_model": "regie.statutes"})
        draft = self._prepare(attachment_ids=[])
        draft.with_user(self.secretary).attachment_ids = text
        self.env.invalidate_all()
        self._adopt(draft)
        self.assertEqual(text.with_user(self.president).raw, b"Text")

    def test_statutes_are_not_voted_without_their_text(self):
        point = self._create_resolution(self._create_meeting(self.assembly), resolution_type="statutes")
        with self.assertRule("GOV-023"):
            point._check_can_open()
        point.attachment_ids = self.text
        point._check_can_open()

    def test_draft_says_what_it_still_has_to_write(self):
        draft = self._prepare()
        self.assertIn("Board: whether the college Social landlords may sit", draft.gap_summary)
        self.assertIn("Board: the seats of: Inhabitants, Local authorities", draft.gap_summary)
        draft.meeting_rule_ids.filtered(lambda rule: rule.organ_id == self.bureau).unlink()
        draft.seat_ids = [
            Command.create({"organ_id": organ.id, "college_id": self.colleges[code].id, "is_allowed": code != "BAI"})
            for organ in (self.board, self.bureau)
            for code in ("HAB", "COL", "BAI")
        ]
        draft.invalidate_recordset(["gap_summary"])
        self.assertIn("Bureau: no rule of convocation and quorum", draft.gap_summary)
        self.assertEqual(draft.gap_summary.count("<li>"), 1)
        self.assertFalse(self.statutes.gap_summary)

    def test_adoption_before_an_adopted_version_is_refused(self):
        self._adopt(self._prepare())
        late = self._prepare(name="Late")
        with self.assertRule("GOV-028"):
            self._adopt(late, "2026-06-01")

    def test_statutes_rule_nothing_before_their_adoption(self):
        with self.assertRule("GOV-028"):
            self._adopt(self._prepare(), date_start="2026-06-01")

    def test_only_an_adopted_deliberation_on_the_statutes_adopts_them(self):
        meeting = self._create_meeting(self.assembly)
        rejected = self._create_resolution(meeting, resolution_type="statutes", result="rejected")
        adopted = self._create_resolution(meeting, resolution_type="statutes", result="adopted")
        draft = self._prepare()
        with self.assertRule("GOV-028"):
            self._adopt(draft, resolution_id=rejected.id)
        self._adopt(draft, resolution_id=adopted.id)
        self.assertEqual(draft.resolution_id, adopted)

    def test_two_versions_on_the_same_day_are_refused_by_postgresql(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.ExclusionViolation):
            self._create_statutes(name="Twin", date_start="2024-01-01")

    def test_secretary_prepares_and_does_not_adopt(self):
        draft = self._prepare().with_user(self.secretary)
        draft.absence_limit = 3
        with self.assertRaises(AccessError):
            draft.date_adopted = "2026-06-10"
        with self.assertRaises(AccessError):
            self._adopt(draft, user=self.secretary)
        with self.assertRaises(AccessError):
            self.statutes.with_user(self.secretary).action_take_back()

    def test_adopted_rules_no_longer_change(self):
        statutes = self.statutes.with_user(self.president)
        rule = statutes.meeting_rule_ids[:1]
        for act in (
            lambda: statutes.write({"absence_limit": 3}),
            lambda: rule.write({"quorum_num": 0}),
            rule.unlink,
            statutes.unlink,
            lambda: statutes.write({"clause_ids": [Command.create({"topic": "fee", "article": "5"})]}),
            lambda: rule.create({"statutes_id": statutes.id, "organ_id": self.board.id, "meeting_type": "ordinary"}),
        ):
            with self.subTest(act=act), self.assertRule("GOV-027"):
                act()
        statutes.attachment_ids = self.text
        statutes.message_post(body="Sent to the prefecture")

    def test_mistake_of_copy_is_mended_before_any_meeting(self):
        draft = self._prepare()
        self._adopt(draft)
        draft.action_take_back()
        self.assertEqual((draft.state, self.statutes.date_end), ("draft", False))
        draft.absence_limit = 4
        self._adopt(draft)
        self.assertEqual(draft._get_in_force(self.company, "2026-06-10").absence_limit, 4)

    def test_statutes_of_a_meeting_held_are_not_taken_back(self):
        self._create_meeting(date_opened="2026-06-10 16:00:00")
        with self.assertRule("GOV-027"):
            self.statutes.with_user(self.president).action_take_back()

    def test_meetings_to_come_follow_the_new_version_and_held_ones_keep_theirs(self):
        held = self._create_meeting(date="2026-06-20 16:00:00", date_opened="2026-06-20 16:00:00")
        before = self._create_meeting(date="2026-06-01 16:00:00")
        coming = self._create_meeting(date="2026-09-10 16:00:00")
        draft = self._prepare()
        self._adopt(draft)
        self.assertEqual(
            (held.statutes_id, before.statutes_id, coming.statutes_id), (self.statutes, self.statutes, draft)
        )

    @freeze_time("2026-06-10")
    def test_state_is_read_from_the_dates(self):
        draft = self._prepare()
        self._adopt(draft, date_start="2026-07-01")
        self.assertEqual((draft.state, self.statutes.state), ("coming", "in_force"))
        for state, expected in (("coming", draft), ("in_force", self.statutes)):
            found = draft.search([("state", "=", state), ("company_id", "=", self.company.id)])
            self.assertEqual(found, expected)

    # -- words ---------------------------------------------------------------------------------

    def test_quorum_is_said_in_words(self):
        rule = self.statutes._get_meeting_rule(self.board, "ordinary")
        self.assertEqual(rule._get_quorum_sentence(), "Quorum: at least half of the administrators in office, present.")
        rule.write({"quorum_operator": "gt", "quorum_num": 2, "quorum_den": 3, "is_quorum_with_proxies": True})
        self.assertEqual(
            rule._get_quorum_sentence(),
            "Quorum: more than two thirds of the administrators in office, present or represented.",
        )
        rule.write({"is_second_call_allowed": True, "second_call_days": 15})
        self.assertIn("15 days later, same agenda. No quorum is required.", rule._get_rule_sentence())

    def test_majority_is_said_in_words(self):
        rule = self.statutes._get_vote_rule(self.assembly, "ordinary", "ordinary")
        rule.write({"majority_rule": "two_thirds", "majority_base": "present_represented", "tie_rule": "casting"})
        self.assertEqual(
            rule._get_rule_sentence(),
            "Adopted by at least two thirds of the persons present or represented."
            " In case of a tie, the chair has the casting vote, except in a secret ballot.",
        )

    def test_every_rule_has_its_sentence_in_french(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        rules = self.statutes.with_context(lang="fr_FR")
        quorum = rules._get_meeting_rule(self.board, "ordinary")._get_quorum_sentence()
        self.assertEqual(quorum, "Quorum : au moins la moitié des administrateurs en exercice, présents.")
        english = {sentence for _group, sentence, _article, _quote in self.statutes._get_rule_sentences()}
        french = {sentence for _group, sentence, _article, _quote in rules._get_rule_sentences()}
        self.assertEqual(len(french), len(english))
        self.assertFalse(french & english)

    def test_revision_shows_what_it_changes(self):
        draft = self._prepare()
        self.assertIn("No rule differs", draft.change_summary)
        draft._get_meeting_rule(self.board, "ordinary").notice_days = 8
        draft.invalidate_recordset(["change_summary"])
        self.assertRegex(draft.change_summary, "<del>.*15 clear days.*</del>.*<strong>.*8 clear days")

    def test_article_of_a_topic_is_told(self):
        self.statutes.clause_ids = [Command.create({"topic": "fee", "article": "5", "quote": "The fee…"})]
        self.assertEqual((self.statutes._get_article("fee"), self.statutes._get_article("staff")), ("5", "?"))

    # -- exchange ------------------------------------------------------------------------------

    def test_statutes_go_to_another_regie_as_a_draft(self):
        self.statutes.seat_ids = [
            Command.create({"organ_id": self.board.id, "college_id": self.colleges["HAB"].id, "seats_max": 8})
        ]
        payload = json.loads(json.dumps(self.statutes._exchange_export()))
        other = self._create_company()
        exchange = self.env["regie.config.exchange"].with_company(other)
        lines = exchange._exchange_import(payload)
        self.assertFalse([line for line in lines if line.is_refused])
        received = self.env["regie.statutes"].search([("company_id", "=", other.id)])
        self.assertEqual((received.name, received.state), ("Statutes", "draft"))
        self.assertEqual(received.seat_ids.organ_id.company_id, other)
        self.assertEqual(len(received.meeting_rule_ids), 3)
        again = exchange._exchange_import(payload)
        self.assertEqual({line.status for line in again}, {"unchanged"})

    def test_file_does_not_change_adopted_statutes(self):
        payload = self.statutes._exchange_export()
        payload["sets"][-1]["records"][0]["absence_limit"] = 9
        president = self.env["regie.config.exchange"].with_user(self.president)
        with self.assertRule("GOV-027"):
            president._exchange_import(payload)
        self.assertEqual(self.statutes.absence_limit, 0)

    def test_rules_are_printed(self):
        html = self.env["ir.actions.report"]._render_qweb_html("regie_governance.report_statutes", self.statutes.ids)[0]
        self.assertIn(b"15 clear days", html)
