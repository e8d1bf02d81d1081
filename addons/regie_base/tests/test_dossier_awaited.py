import json

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.regie_base.tests.dossier_common import DossierCase


@tagged("post_install", "-at_install")
class TestDossierAwaited(DossierCase):
    """Figures awaited by their code, own ratings, findings: what a dossier of label asks of the engine."""

    def _await(self, criterion="B1", code="figure_of_tomorrow", **vals):
        criterion = self.template.criterion_ids.filtered(lambda c: c.code == criterion)
        return self.env["regie.dossier.awaited"].create(
            {"criterion_id": criterion.id, "code": code, "name": "Figure of tomorrow", **vals}
        )

    def _figure(self, dossier, code):
        return dossier.entry_ids.figure_ids.filtered(lambda figure: figure.code == code)

    def test_figure_of_an_application_that_is_not_there_is_not_zero(self):
        self._await(has_minimum=True, minimum=10)
        dossier = self._create_dossier(frozen=True)
        figure = self._figure(dossier, "figure_of_tomorrow")
        lang = dossier._get_language()
        self.assertFalse(figure.is_computable or figure.is_beyond)
        self.assertEqual(figure.reason, self.env(context={"lang": lang})._("application not installed"))
        self.assertIn(figure.reason, figure.display_value)
        self.assertNotIn("0", figure.display_value)
        sealed = figure._prepare_seal()
        self.assertIsNone(sealed["value"])
        self.assertEqual(sealed["reason"], figure.reason)
        self.assertFalse(dossier._find_alterations())

    def test_figure_comes_as_soon_as_its_application_is_there(self):
        self._await()
        dossier = self._create_dossier()
        dossier.action_compute_figures()
        self.assertFalse(self._figure(dossier, "figure_of_tomorrow").is_computable)
        self._create_indicator("figure_of_tomorrow", "Installed since")
        dossier.action_compute_figures()
        figure = self._figure(dossier, "figure_of_tomorrow")
        self.assertEqual((figure.value, figure.is_computable, figure.name), (0, True, "Installed since"))

    def test_indicator_of_the_regie_replaces_the_general_one(self):
        self._await()
        self._create_indicator("figure_of_tomorrow", "General")
        self._create_indicator("figure_of_tomorrow", "Ours", company_id=self.company.id)
        dossier = self._create_dossier()
        dossier.action_compute_figures()
        self.assertEqual(self._figure(dossier, "figure_of_tomorrow").name, "Ours")

    def test_awaited_figure_is_pointed_out_and_blocks_nothing(self):
        self._await("B1")
        self.template.criterion_ids.filtered(lambda c: c.code == "B1").is_mandatory = True
        dossier = self._create_dossier()
        entry = self._entry(dossier, "B1")
        dossier.action_compute_figures()
        self.assertEqual((entry._get_missing(), entry._get_blocking()), (["not_available"], []))
        dossier.with_user(self.director).action_freeze()
        self.assertEqual(dossier.state, "frozen")

    def test_expected_figure_is_told_in_words_and_compared(self):
        cases = [
            ({"has_minimum": True, "minimum": 50, "is_minimum_strict": True}, "> 50 %", {50: True, 51: False}),
            ({"has_minimum": True, "minimum": 50}, "≥ 50 %", {49: True, 50: False}),
            ({"has_maximum": True, "maximum": 50}, "≤ 50 %", {51: True, 50: False}),
            (
                {"has_minimum": True, "minimum": 40, "has_maximum": True, "maximum": 70},
                "40 – 70 %",
                {39: True, 40: False, 70: False, 71: True},
            ),
            ({}, "", {-1: False, None: False}),
        ]
        for rank, (bounds, words, values) in enumerate(cases):
            awaited = self._await(code=f"case_{rank}", **bounds)
            self.assertEqual(awaited._get_expected(0, "%"), words)
            for value, is_beyond in values.items():
                self.assertEqual(awaited._is_beyond(value), is_beyond, (words, value))

    def test_bounds_in_disorder_are_refused(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self._await(has_minimum=True, minimum=70, has_maximum=True, maximum=40)

    def test_own_rating_of_a_mandatory_criterion_needs_an_evidence(self):
        self.template.criterion_ids.filtered(lambda c: c.code in ("A1", "A2")).is_mandatory = True
        dossier = self._create_dossier()
        bare, proved, optional = (self._entry(dossier, code) for code in ("A1", "A2", "B1"))
        levels = self.scale.level_ids
        with self.assertRaisesRegex(ValidationError, "LAB-003"), self.cr.savepoint():
            bare.own_level_id = levels[1]
        bare.own_level_id = levels[0]
        proved.own_level_id = levels[4]
        optional.own_level_id = levels[3]
        self.assertEqual((proved.own_rating_label, proved.own_rating_value), ("Exemplary", 4))
        with self.assertRaisesRegex(ValidationError, "LAB-003"), self.cr.savepoint():
            proved.attachment_ids = [Command.clear()]
        foreign = self.env.ref("regie_base.dossier_scale_met").level_ids[0]
        with self.assertRaisesRegex(ValidationError, "LAB-015"), self.cr.savepoint():
            bare.own_level_id = foreign

    def test_own_rating_is_sealed_and_does_not_follow_the_words_of_the_scale(self):
        dossier = self._create_dossier()
        self._entry(dossier, "A2").own_level_id = self.scale.level_ids[3]
        dossier.with_user(self.director).action_freeze()
        self.scale.level_ids[3].name = "Other word"
        self.assertFalse(dossier._find_alterations())
        sealed = json.loads(dossier._get_payload())
        self.assertEqual(sealed["sections"][0]["criteria"][1]["own_rating"], "Satisfactory")
        self.assertNotIn("own_rating", sealed["sections"][0]["criteria"][0])

    def test_file_that_is_gone_stops_the_freeze(self):
        dossier = self._create_dossier()
        attachment = self._entry(dossier, "A2").attachment_ids
        self.env.flush_all()
        self.env.cr.execute("UPDATE ir_attachment SET store_fname = 'gone/gone' WHERE id = %s", [attachment.id])
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "LAB-017"):
            dossier.with_user(self.director).action_freeze()

    def test_findings_are_kept_and_answered_once(self):
        dossier = self._create_dossier(shared_with=self.consultant)
        entry, person = dossier.entry_ids[0], self.consultant.partner_id
        with self.assertRaisesRegex(UserError, "LAB-015"):
            dossier._add_finding(entry, person, "insult", "No")
        with self.assertRaisesRegex(UserError, "LAB-015"):
            dossier._add_finding(entry, person, "strength", "  ")
        strength = dossier._add_finding(entry, person, "strength", "They know everybody.")
        reserve = dossier._add_finding(entry, person, "reserve", "No treasurer since May.")
        self.assertEqual((strength.is_answer_awaited, reserve.is_answer_awaited), (False, True))
        self.assertIn(self.director.partner_id, dossier.message_ids[0].notified_partner_ids)
        reserve.with_user(self.office).answer = "Elected on 3 October."
        self.assertEqual((reserve.is_answer_awaited, reserve.answered_by_id), (False, self.office))
        for act in (
            lambda: reserve.write({"answer": "x"}),
            lambda: strength.write({"text": "x"}),
            strength.unlink,
        ):
            with self.assertRaisesRegex(UserError, "LAB-006"):
                act()
        dossier.with_user(self.director).action_close()
        self.assertFalse(dossier._find_alterations())
        with self.assertRaisesRegex(UserError, "LAB-014"):
            dossier._add_finding(entry, person, "strength", "Too late")
        self.env.flush_all()
        self.env.cr.execute("UPDATE regie_dossier_finding SET text = 'Perfect' WHERE id = %s", [reserve.id])
        self.env.invalidate_all()
        self.assertTrue(dossier._find_alterations())

    def test_means_are_by_section_over_what_is_rated(self):
        dossier = self._create_dossier()
        levels = self.scale.level_ids
        self._entry(dossier, "A1").own_level_id = levels[1]
        self._entry(dossier, "A2").own_level_id = levels[4]
        dossier.with_user(self.director).action_freeze()
        self._share(dossier, self.consultant)
        for level in (levels[0], levels[2]):
            dossier._add_review(self._entry(dossier, "A2"), self.consultant.partner_id, level, "")
        inhabitants, economy = dossier._get_section_means()
        self.assertEqual((inhabitants["own"], inhabitants["own_count"], inhabitants["count"]), (2.5, 2, 2))
        self.assertEqual((inhabitants["review"], inhabitants["review_count"]), (2, 1), "the last mark counts")
        self.assertEqual((economy["own"], economy["review"], economy["count"]), (None, None, 1))

    def test_questions_and_reserves_wait_on_the_home_of_who_answers(self):
        dossier = self._create_dossier(shared_with=self.consultant)
        entry, person = dossier.entry_ids[0], self.consultant.partner_id
        cards = [self.env.ref(f"regie_base.home_card_dossier_{name}") for name in ("question", "finding")]
        self.assertEqual([card.with_user(self.director).count for card in cards], [0, 0])
        question = dossier._add_question(entry, person, "Since when?")
        dossier._add_finding(entry, person, "recommendation", "Train the treasurer.")
        self.env.invalidate_all()
        self.assertEqual([card.with_user(self.director).count for card in cards], [1, 1])
        self.assertEqual([card.with_user(self.office).count for card in cards], [0, 0], "those of others")
        question.with_user(self.director).answer = "Since 2019."
        self.env.invalidate_all()
        self.assertEqual([card.with_user(self.director).count for card in cards], [0, 1])
