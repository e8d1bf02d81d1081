from odoo.exceptions import UserError, ValidationError
from odoo.fields import Date
from odoo.tests import tagged

from .common import ParticipationCase


@tagged("post_install", "-at_install")
class TestIdea(ParticipationCase):
    """An idea arrives, is read, carried, answered, turned into a project."""

    def _submit(self, name="Benches", text="", **vals):
        return self.env["regie.idea"].sudo()._submit(self.company, name, text, **vals)

    def test_idea_from_outside_waits_to_be_read_with_a_promised_answer(self):
        idea = self._submit(email="somebody@inhabitants.example")
        self.assertFalse(idea.date_published)
        self.assertEqual(idea.origin, "public")
        self.assertEqual(idea.date_promised, Date.add(idea.date, days=30))

    def test_empty_or_endless_idea_is_refused(self):
        for name, text in (("", "text"), ("x" * 121, ""), ("Benches", "x" * 2001)):
            with self.assertRaisesRegex(UserError, "PAR-20"):
                self._submit(name, text)

    def test_too_many_ideas_in_an_hour_are_refused(self):
        self._create_parameter("participation_envois_heure", 2, company_id=self.company.id)
        self._submit()
        self._submit()
        with self.assertRaisesRegex(UserError, "PAR-21"):
            self._submit()
        self.env["regie.idea"].sudo()._submit(self.neighbour, "Elsewhere", "")

    def test_photo_loses_the_place_where_it_was_taken(self):
        exif = (
            b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x0e\x00\x02\x00\x00\x00\x0aMaison R.\x00\x00\x00\x00\x00"
        )
        sent = self._picture_bytes("JPEG", exif=exif)
        self.assertIn(b"Maison R.", sent)
        idea = self._submit(photo=sent)
        self.assertNotIn(b"Maison R.", idea.with_context(bin_size=False).photo)
        self.assertTrue(idea.photo)

    def test_drawing_with_a_script_and_other_files_are_refused(self):
        svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
        for content in (svg, b"%PDF-1.7", b"<html>", b"MZ\x90", b"\x89PNG broken", self._picture_bytes("GIF")):
            with self.assertRaisesRegex(UserError, "PAR-43"):
                self._submit(photo=content)

    def test_heavy_photo_is_refused(self):
        self._create_parameter("participation_photo_mo", 1, company_id=self.company.id)
        with self.assertRaisesRegex(UserError, "PAR-44"):
            self._submit(photo=b"x" * (1024 * 1024 + 1))

    def test_supports_of_joined_ideas_add_up(self):
        first, second, third = (self._create_idea(f"Garden {n}") for n in range(3))
        second._support()
        (first | second | third).action_merge()
        self.assertEqual((second | third).merged_into_id, first)
        self.assertEqual(first.support_total, 4)
        second._support()
        self.assertEqual(first.support_total, 5)

    def test_two_ideas_joined_to_each_other_are_refused(self):
        first, second = self._create_idea(), self._create_idea()
        second.merged_into_id = first
        with self.assertRaisesRegex(ValidationError, "PAR-22"):
            first.merged_into_id = second

    def test_one_idea_alone_or_of_two_regies_is_not_joined(self):
        with self.assertRaisesRegex(UserError, "PAR-25"):
            self._create_idea().action_merge()
        with self.assertRaisesRegex(UserError, "PAR-25"):
            (self._create_idea() | self._create_idea(company=self.neighbour)).action_merge()

    def test_idea_is_not_hidden_without_a_reason(self):
        idea = self._create_idea()
        idea.action_publish()
        with self.assertRaisesRegex(UserError, "PAR-23"):
            idea.action_refuse()
        idea.refusal_reason = "It names a neighbour."
        idea.action_refuse()
        self.assertFalse(idea.date_published)

    def test_answer_is_told_to_every_author_of_the_same_idea(self):
        first = self._create_idea(author_email="one@inhabitants.example")
        second = self._create_idea(author_email="two@inhabitants.example", merged_into_id=first.id)
        with self.assertRaisesRegex(UserError, "PAR-24"):
            first.action_answer()
        first.answer = "The landlord lends the ground."
        before = self.env["mail.mail"].search([])
        first.with_user(self.secretary).action_answer()
        mails = self.env["mail.mail"].search([]) - before
        self.assertEqual(set(mails.mapped("email_to")), {"one@inhabitants.example", "two@inhabitants.example"})
        self.assertEqual(second.answer, first.answer)
        self.assertTrue(second.date_answered)

    def test_answer_template_links_to_the_page_of_the_idea(self):
        template = self.env.ref("regie_participation.mail_template_idea_answer")
        idea = self._create_idea(answer="Yes")
        body = template._render_field("body_html", idea.ids)[idea.id]
        self.assertIn(idea.access_token, body)

    def test_idea_becomes_a_project_once(self):
        territory = self._create_territory()
        idea = self._create_idea(text="The ground is empty.", territory_id=territory.id)
        idea.with_user(self.secretary).action_create_canvas()
        canvas = idea.canvas_id
        self.assertEqual((canvas.name, canvas.need, canvas.territory_id), (idea.name, idea.text, territory))
        self.assertTrue(idea.stage_id.is_project)
        idea.action_create_canvas()
        self.assertEqual(idea.canvas_id, canvas)

    def test_kanban_shows_the_empty_stages(self):
        stages = self.env["regie.idea"]._read_group_stage_ids(self.env["regie.idea.stage"], [])
        self.assertEqual(stages, self.env["regie.idea.stage"].search([]))
