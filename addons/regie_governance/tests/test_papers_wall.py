from odoo.exceptions import AccessError
from odoo.fields import Datetime
from odoo.tests import Form, tagged

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestPapersWall(GovernanceCase):
    """Who is recused, or in a conflict to resolve, prepares nothing and reads no paper of the point; the others do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.meeting = cls._create_meeting(date="2030-06-10 16:00:00")
        cls.point = cls._create_resolution(
            cls.meeting, "Contract", text="<p>Price asked: 12 000 €</p>", debate="<p>Too dear</p>"
        )
        cls.paper = cls.env["ir.attachment"].create(
            {"name": "offer.pdf", "raw": b"offer", "res_model": "regie.resolution", "res_id": cls.point.id}
        )
        cls.point.attachment_ids = cls.paper
        cls.point.message_post(body="The landlord would accept less", subtype_xmlid="mail.mt_comment")
        cls.other = cls._create_resolution(cls.meeting, "Budget", text="<p>Budget</p>")

    def _as(self, user, record=None):
        record = record or self.point
        record.env.flush_all()
        self.env.invalidate_all()
        return record.with_user(user)

    def _assert_open(self, user):
        point = self._as(user)
        self.assertFalse(point.is_walled)
        self.assertIn("12 000", point.text)
        self.assertEqual(point.attachment_ids, self.paper)
        self.assertEqual(self.paper.with_user(user).raw, b"offer")

    def test_recused_president_reads_nothing_by_any_door(self):
        self._recuse(self.point, self.president.partner_id)
        point = self._as(self.president)
        # page, RPC
        self.assertTrue(point.is_walled)
        [values] = point.read(["title", "text", "debate", "attachment_ids"])
        self.assertEqual((values["title"], values["text"], values["debate"]), ("Contract", False, False))
        self.assertEqual(values["attachment_ids"], [])
        [values] = point.web_read({"text": {}, "attachment_ids": {"fields": {"name": {}}}})
        self.assertEqual((values["text"], values["attachment_ids"]), (False, []))
        with Form(point) as form:
            self.assertFalse(form.text)
        # export
        self.president.group_ids += self.env.ref("base.group_allow_export")
        exported = point.export_data(["title", "text", "attachment_ids/name"])["datas"]
        self.assertNotIn("12 000", str(exported))
        self.assertNotIn("offer.pdf", str(exported))
        # search
        points = self.env["regie.resolution"].with_user(self.president)
        self.assertFalse(points.search([("text", "ilike", "12 000")]))
        self.assertFalse(points.search([("debate", "ilike", "dear")]))
        self.assertTrue(points.search([("text", "ilike", "Budget")]))
        # file
        with self.assertRaises(AccessError):
            self.paper.with_user(self.president).read(["raw"])
        files = self.env["ir.attachment"].with_user(self.president)
        self.assertFalse(files.search([("res_model", "=", "regie.resolution"), ("res_id", "=", self.point.id)]))
        self.assertFalse(files.search([("id", "=", self.paper.id)]))
        # discussion
        messages = self.env["mail.message"].with_user(self.president)
        self.assertFalse(messages.search([("model", "=", "regie.resolution"), ("res_id", "=", self.point.id)]))
        with self.assertRaises(AccessError):
            self.point.message_ids[:1].with_user(self.president).read(["body"])

    def test_kept_words_have_no_other_door(self):
        self._recuse(self.point, self.president.partner_id)
        with self.assertRaises(AccessError):
            self._as(self.president).read(["text_kept"])
        with self.assertRaises(AccessError):
            self.env["regie.resolution"].with_user(self.president).search([("text_kept", "ilike", "12 000")])
        with self.assertRaises(AccessError):
            self._as(self.secretary).read(["debate_kept"])

    def test_others_read_everything(self):
        self._recuse(self.point, self.president.partner_id)
        for user in (self.secretary, self.reader):
            self._assert_open(user)
        self.assertIn("Budget", self._as(self.president, self.other).text)

    def test_conflict_to_resolve_closes_the_papers_and_its_decision_opens_them(self):
        self._create_mandate(self._create_member(self.reader.partner_id))
        supplier = self._create_body()
        self._declare_interest(self.reader.partner_id, supplier)
        self.point.counterparty_ids = supplier
        self.assertFalse(self._as(self.reader).text)
        self.point.conflict_ids._decide_no_conflict("A job of two days, ten years ago")
        self._assert_open(self.reader)

    def test_cancelled_recusal_opens_the_papers_again(self):
        recusal = self._recuse(self.point, self.president.partner_id)
        self.assertFalse(self._as(self.president).text)
        recusal._cancel("Recorded on the wrong point")
        self._assert_open(self.president)

    def test_recused_person_prepares_nothing(self):
        self._recuse(self.point, self.secretary.partner_id)
        point = self._as(self.secretary)
        for vals in ({"text": "<p>Better</p>"}, {"counterparty_ids": False}, {"attachment_ids": False}, {"title": "X"}):
            with self.assertRaisesRegex(AccessError, "GOV-041"):
                point.write(vals)
        self._as(self.secretary, self.other).write({"text": "<p>Better</p>"})
        self._as(self.president).write({"text": "<p>Better</p>"})
        self.assertIn("Better", self.point.text)

    def test_signed_minutes_give_the_text_back_but_not_the_papers(self):
        self._recuse(self.point, self.reader.partner_id)
        self.meeting.date_signed = Datetime.now()
        point = self._as(self.reader)
        self.assertIn("12 000", point.text)
        self.assertFalse(point.attachment_ids)

    def test_convocation_leaves_the_papers_out_for_the_recused_person_only(self):
        person, other = self._create_person(), self._create_person()
        self._recuse(self.point, person)
        points = self.point | self.other
        self.assertFalse(points._get_papers_for(person))
        self.assertEqual(points._get_papers_for(other), self.paper)
        self.assertEqual(points._filter_walled(person), self.point)
        self.assertFalse(points._filter_walled(other))

    def test_recused_follower_is_not_told_what_is_said_on_the_page(self):
        followers = self.reader.partner_id | self.president.partner_id
        self.point.message_subscribe(followers.ids)
        self._recuse(self.point, self.president.partner_id)
        message = self.point.with_user(self.secretary).message_post(
            body="They would take 11 000", subtype_xmlid="mail.mt_comment"
        )
        self.assertEqual(message.notified_partner_ids, self.reader.partner_id)

    def test_recusal_outside_closes_no_paper(self):
        file = self.env["ir.attachment"].create({"name": "attestation.pdf", "raw": b"pdf"})
        self.env["regie.recusal"].create(
            {
                "partner_id": self.reader.partner_id.id,
                "reason": "Sits in the council",
                "is_internal_organ": False,
                "is_external_assembly": True,
                "external_body": "Council",
                "attachment_ids": [(4, file.id)],
            }
        )
        self._assert_open(self.reader)

    def test_wall_of_an_agenda_costs_one_query(self):
        points = self.point
        for _index in range(20):
            points |= self._create_resolution(self.meeting, "Point", text="<p>Text</p>")
        self._recuse(self.point, self.reader.partner_id)
        points = self._as(self.reader, points)
        points.mapped("title")
        with self.assertQueryCount(6):
            points.mapped("text")
