from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.regie_base.tests.dossier_common import DossierCase

ROOM_MODELS = ["", ".entry", ".figure", ".evidence", ".review", ".question"]


@tagged("post_install", "-at_install")
class TestDossierRoom(DossierCase):
    def _visible(self, user):
        """Return how many records of each model of the room a user finds."""
        self.env.flush_all()
        return [self.env[f"regie.dossier{suffix}"].with_user(user).search_count([]) for suffix in ROOM_MODELS]

    def test_draft_is_not_shared(self):
        dossier = self._create_dossier()
        with self.assertRaisesRegex(UserError, "LAB-012"):
            self._share(dossier, self.consultant)

    def test_access_that_ends_before_it_begins_is_refused(self):
        dossier = self._create_dossier(frozen=True)
        with self.assertRaisesRegex(UserError, "LAB-013"):
            self._share(dossier, self.consultant, days=-1)

    def test_recipient_reads_and_another_portal_user_finds_nothing(self):
        dossier = self._create_dossier(shared_with=self.consultant)
        dossier._add_review(dossier.entry_ids[0], self.consultant.partner_id, self.template.scale_id.level_ids[3], "")
        dossier._add_question(dossier.entry_ids[0], self.consultant.partner_id, "Since when?")
        self.assertEqual(self._visible(self.consultant), [1, 3, 1, 1, 1, 1])
        self.assertEqual(self._visible(self.stranger), [0] * 6)
        with self.assertRaises(AccessError):
            dossier.with_user(self.stranger).read(["name"])

    def test_frozen_but_not_shared_is_not_found_by_its_recipient(self):
        dossier = self._create_dossier(frozen=True)
        dossier.recipient_ids = [(0, 0, {"partner_id": self.consultant.partner_id.id})]
        self.assertEqual(self._visible(self.consultant), [0] * 6)

    def test_access_ends_by_itself_the_day_after_the_last(self):
        dossier = self._create_dossier(shared_with=self.consultant)
        with freeze_time(dossier.date_expiry):
            self.assertEqual(self._visible(self.consultant)[0], 1)
            self.assertTrue(dossier._find_recipient(self.consultant))
        with freeze_time(dossier.date_expiry + relativedelta(days=1)):
            self.env.registry.clear_cache()
            self.assertEqual(self._visible(self.consultant), [0] * 6)
            self.assertFalse(dossier._find_recipient(self.consultant))
            self.assertFalse(dossier._find_recipient(self.consultant, dossier.recipient_ids.access_token))

    def test_link_opens_the_dossier_of_its_recipient_only(self):
        dossier = self._create_dossier(shared_with=self.consultant)
        other = self._create_dossier(name="Label 2027", shared_with=self.stranger)
        public, recipient = self.env.ref("base.public_user"), dossier.recipient_ids
        self.assertEqual(dossier._find_recipient(public, recipient.access_token), recipient)
        self.assertFalse(other._find_recipient(public, recipient.access_token))
        for token in (None, "", "é", recipient.access_token[:-1]):
            self.assertFalse(dossier._find_recipient(public, token))

    def test_member_of_a_recipient_organisation_reads(self):
        landlord = self._create_partner("Habitat des Tilleuls")
        self.stranger.partner_id.parent_id = landlord
        dossier = self._create_dossier(frozen=True)
        dossier._share(landlord, fields.Date.context_today(dossier))
        self.assertEqual(self._visible(self.stranger)[0], 1)
        self.assertTrue(dossier._find_recipient(self.stranger))

    def test_tokens_are_not_read_by_the_office(self):
        dossier = self._create_dossier(shared_with=self.consultant)
        with self.assertRaises(AccessError):
            dossier.recipient_ids.with_user(self.office).read(["access_token"])

    def test_portal_user_writes_nothing_directly(self):
        dossier = self._create_dossier(shared_with=self.consultant).with_user(self.consultant)
        for act in (
            lambda: dossier.write({"date_expiry": "2099-01-01"}),
            lambda: dossier.entry_ids.write({"narrative": "x"}),
            lambda: dossier.env["regie.dossier.review"].create({"entry_id": dossier.entry_ids[0].id}),
            lambda: dossier.env["regie.dossier.question"].create({"entry_id": dossier.entry_ids[0].id}),
            lambda: dossier.env["regie.dossier.access"].search([]),
        ):
            with self.assertRaises(UserError):
                act()

    def test_ratings_are_kept_and_the_last_one_shows(self):
        dossier = self._create_dossier(shared_with=self.consultant)
        entry, levels = dossier.entry_ids[0], self.template.scale_id.level_ids
        dossier._add_review(entry, self.consultant.partner_id, levels[1], "Too short")
        first = dossier._add_review(entry, self.consultant.partner_id, levels[3], "Better")
        self.assertEqual(
            (entry.rating_label, entry.rating_comment, len(entry.review_ids)), ("Satisfactory", "Better", 2)
        )
        for act in (lambda: first.write({"comment": "x"}), first.unlink):
            with self.assertRaisesRegex(UserError, "LAB-006"):
                act()
        self.assertFalse(dossier._find_alterations(), "ratings are outside the first seal")

    def test_rating_of_another_scale_or_empty_is_refused(self):
        dossier = self._create_dossier(shared_with=self.consultant)
        foreign = self.env.ref("regie_base.dossier_scale_met").level_ids[0]
        for level, comment in ((foreign, "x"), (foreign.browse(), "  ")):
            with self.assertRaisesRegex(UserError, "LAB-015"):
                dossier._add_review(dossier.entry_ids[0], self.consultant.partner_id, level, comment)

    def test_question_notifies_the_responsible_and_its_answer_the_asker(self):
        dossier = self._create_dossier(shared_with=self.consultant)
        question = dossier._add_question(dossier.entry_ids[0], self.consultant.partner_id, "Since when?")
        self.assertEqual(dossier.open_question_count, 1)
        self.assertIn(dossier, self.env["regie.dossier"].search([("open_question_count", ">", 0)]))
        self.assertIn(self.director.partner_id, dossier.message_ids.notified_partner_ids)
        question.with_user(self.office).answer = "Since 2019."
        self.assertEqual((question.state, question.answered_by_id), ("answered", self.office))
        mail = self.env["mail.mail"].search([("model", "=", question._name), ("res_id", "=", question.id)])
        self.assertEqual(mail.recipient_ids, self.consultant.partner_id, "mail_template_dossier_answer")
        self.assertIn("Since 2019.", mail.body_html)
        for act in (
            lambda: question.write({"answer": "x"}),
            lambda: question.write({"question": "x"}),
            question.unlink,
        ):
            with self.assertRaisesRegex(UserError, "LAB-006"):
                act()

    def test_share_wizard_sends_each_recipient_a_personal_link(self):
        dossier = self._create_dossier(frozen=True)
        wizard = (
            self.env["regie.dossier.share"]
            .with_user(self.director)
            .create({"dossier_id": dossier.id, "partner_ids": (self.consultant | self.stranger).partner_id.ids})
        )
        self.assertEqual(wizard.mail_template_id, self.env.ref("regie_base.mail_template_dossier_share"))
        wizard.action_share()
        self.assertEqual((dossier.state, dossier.shared_by_id), ("shared", self.director))
        mails = self.env["mail.mail"].search([("model", "=", "regie.dossier.recipient")])
        for recipient in dossier.recipient_ids:
            mail = mails.filtered_domain([("res_id", "=", recipient.id)])
            self.assertEqual(mail.recipient_ids, recipient.partner_id)
            self.assertIn(recipient.access_token, mail.body_html)
            self.assertTrue(recipient.date_sent)

    def test_shared_dossier_keeps_an_end_of_access(self):
        dossier = self._create_dossier(shared_with=self.consultant)
        with self.assertRaisesRegex(ValidationError, "LAB-008"):
            dossier.date_expiry = False
        dossier.with_user(self.director).date_expiry = "2099-12-31"

    def test_closing_seals_the_review_too(self):
        dossier = self._create_dossier(shared_with=self.consultant)
        dossier._add_review(
            dossier.entry_ids[0], self.consultant.partner_id, self.template.scale_id.level_ids[2], "Fair"
        )
        dossier._set_reviewed(self.consultant.partner_id)
        self.assertEqual((dossier.state, dossier.reviewed_by_id), ("reviewed", self.consultant.partner_id))
        dossier.with_user(self.director).action_close()
        self.assertEqual(dossier.state, "closed")
        self.assertFalse(dossier._find_alterations())
        with self.assertRaisesRegex(UserError, "LAB-014"):
            dossier._add_question(dossier.entry_ids[0], self.consultant.partner_id, "Too late?")
        self.env.flush_all()
        self.env.cr.execute("UPDATE regie_dossier_review SET comment = 'Excellent'")
        self.env.invalidate_all()
        self.assertTrue(dossier._find_alterations())

    def test_board_member_reads_and_does_not_write(self):
        dossier = self._create_dossier()
        self.assertEqual(dossier.with_user(self.board_member).name, "Label 2026")
        with self.assertRaises(AccessError):
            dossier.with_user(self.board_member).name = "Mine"

    def test_dossiers_of_a_neighbour_are_not_found(self):
        other = self._create_dossier(company_id=self._create_company().id)
        self.assertNotIn(other, self.env["regie.dossier"].with_user(self.director).search([]))
        with self.assertRaises(AccessError):
            other.entry_ids.with_user(self.director).read(["narrative"])
