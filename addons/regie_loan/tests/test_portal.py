from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .portal import PortalCase


@tagged("post_install", "-at_install")
class TestPortal(PortalCase):
    """A member sees free hours without names, books, cancels; the loans of others do not exist for them."""

    def test_catalogue_shows_what_is_shown_to_members(self):
        hidden = self._create_model("Secret saw", is_shown=False)
        foreign = self._create_company()
        other = self._create_model(
            "Saw of another régie",
            units=0,
            company_id=foreign.id,
            policy=self._create_policy(company_id=foreign.id),
        )
        self._create_item(other)
        self.authenticate("member", "member")
        page = self.url_open("/my/outils").text
        self.assertIn("Hammer drill", page)
        self.assertNotIn("Secret saw", page)
        self.assertNotIn("Saw of another régie", page)
        self.assertNotIn("Hammer drill", self.url_open("/my/outils?q=ladder").text)
        for model in (hidden, other):
            self.assertEqual(self.url_open(f"/my/outils/{model.id}").status_code, 404)
            self.assertEqual(self.url_open(f"/my/outils/{model.id}/photo").status_code, 404)
        self.assertEqual(self.url_open(f"/my/outils/{self.model.id}/securite").status_code, 200)
        self.assertEqual(self.url_open(f"/my/outils/{self.model.id}/notice").status_code, 404)
        self.assertEqual(self.url_open(f"/my/outils/{self.model.id}/image_1920").status_code, 404)

    def test_member_books_and_cancels(self):
        self.authenticate("member", "member")
        start, due = self._slot()
        page = self._book(start, due, purpose="Shelves")
        self.assertIn("Hammer drill", page.text)
        loan = self._loans(self.member)
        self.assertEqual((loan.state, loan.date_out, loan.date_due, loan.purpose), ("reserved", start, due, "Shelves"))
        self.assertEqual(loan.site_id, self.site)
        self._post(f"/my/prets/{loan.id}/annuler")
        self.env.invalidate_all()
        self.assertEqual(loan.state, "cancelled")

    def test_taken_slot_is_neither_clickable_nor_named(self):
        start, due = self._slot()
        borrower = self._create_person("Confidential Person")
        self._create_loan(self.model, partner=borrower, date_out=start, date_due=due, reserve=True)
        self.authenticate("member", "member")
        day = start.date()
        page = self.url_open(f"/my/outils/{self.model.id}?day={day}").text
        self.assertNotIn(f"start={start.isoformat()}", page)
        self.assertNotIn("Confidential", page)
        self.assertIn("E-LOAN-11", self._book(start, due).text)
        self.assertFalse(self._loans(self.member))

    def test_hours_that_are_not_offered_are_refused(self):
        self.authenticate("member", "member")
        start, due = self._slot()
        for begin, end in (
            (start + timedelta(minutes=7), due),
            (start, due + timedelta(days=90)),
            (start - timedelta(days=30), due),
        ):
            self.assertIn("E-LOAN-11", self._book(begin, end).text)
        self.assertFalse(self._loans(self.member))

    def test_refusal_is_said_in_words_on_the_page(self):
        self.model.clearance_kind_id = self._create_clearance_kind()
        self.authenticate("member", "member")
        self.assertIn("E-LOAN-05", self._book(*self._slot()).text)
        self.assertFalse(self._loans(self.member))

    def test_loans_of_others_do_not_exist(self):
        start, due = self._slot()
        loan = self._create_loan(
            self.model, partner=self.neighbour.partner_id, date_out=start, date_due=due, reserve=True
        )
        self.authenticate("member", "member")
        self.assertNotIn(loan.name, self.url_open("/my/prets").text)
        self.assertEqual(self.url_open(f"/my/prets/{loan.id}").status_code, 404)
        self.assertEqual(self.url_open(f"/my/prets?done={loan.id}").status_code, 404)
        for act in ("annuler", "prolonger"):
            self.assertEqual(self._post(f"/my/prets/{loan.id}/{act}").status_code, 404)
        self.env.invalidate_all()
        self.assertEqual(loan.state, "reserved")
        self.authenticate("neighbour", "neighbour")
        self.assertIn(loan.name, self.url_open("/my/prets").text)

    def test_member_borrows_for_an_own_organisation_and_for_no_other(self):
        association = self._create_partner("Amicale")
        stranger = self._create_partner("Stranger")
        self.member.partner_id.parent_id = association
        self.authenticate("member", "member")
        start, due = self._slot()
        self._book(start, due, borrower=association.id)
        loan = self.env["regie.loan"].search([("partner_id", "=", association.id)])
        self.assertEqual(loan.state, "reserved")
        self._post(f"/my/prets/{loan.id}/annuler")
        self._book(start, due, borrower=stranger.id)
        self.assertFalse(self.env["regie.loan"].search([("partner_id", "=", stranger.id)]))
        self.assertEqual(self._loans(self.member).state, "reserved")

    def test_reading_a_page_changes_nothing(self):
        start, due = self._slot()
        self.authenticate("member", "member")
        for path in ("reserver", "attendre"):
            answer = self.url_open(f"/my/outils/{self.model.id}/{path}?start={start}&due={due}")
            self.assertIn(answer.status_code, (404, 405))
        self.assertFalse(self._loans(self.member))

    def test_member_waits_for_a_tool_and_gives_up(self):
        self.authenticate("member", "member")
        today = fields.Date.context_today(self.env.user)
        days = {"first": today + timedelta(days=1), "last": today + timedelta(days=3)}
        path = f"/my/outils/{self.model.id}/attendre"
        self._post(path, **days)
        wait = self.env["regie.loan.wait"].search([("partner_id", "=", self.member.partner_id.id)])
        self.assertEqual((wait.model_id, wait.state), (self.model, "waiting"))
        self.assertIn("E-LOAN-27", self._post(path, **days).text)
        self.assertIn("E-LOAN-27", self._post(path, first=days["last"], last=days["first"]).text)
        self.authenticate("neighbour", "neighbour")
        self.assertEqual(self._post(f"/my/attentes/{wait.id}/retirer").status_code, 404)
        self.authenticate("member", "member")
        self._post(f"/my/attentes/{wait.id}/retirer")
        self.env.invalidate_all()
        self.assertEqual(wait.state, "ended")

    def test_member_keeps_a_tool_longer(self):
        loan = self._create_loan(self.model, partner=self.member.partner_id, reserve=True, site_id=self.site.id)
        self._hand_over(loan)
        due = loan.date_due
        self.authenticate("member", "member")
        self._post(f"/my/prets/{loan.id}/prolonger")
        self.env.invalidate_all()
        self.assertGreater(loan.date_due, due)
        self.assertIn("E-LOAN-26", self._post(f"/my/prets/{loan.id}/prolonger").text)

    def test_portal_reads_no_model_of_the_tool_library(self):
        for model in ("regie.loan", "regie.loan.line", "regie.loan.wait", "regie.loan.model", "regie.loan.item"):
            self.assertFalse(self.env[model].with_user(self.member).has_access("read"), model)

    def test_week_of_a_model_asks_few_queries(self):
        for _unit in range(5):
            self._create_item(self.model, site_id=self.site.id)
        self.env.flush_all()
        counts = []
        for _time in range(2):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.model.browse(self.model.id)._get_week(fields.Date.context_today(self.env.user))
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], 20)
