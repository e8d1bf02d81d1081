from odoo.exceptions import UserError, ValidationError
from odoo.fields import Datetime

from .common import ReportCase


class TestContact(ReportCase):
    """Whom to answer: with consent, by a mail that others do not see, and not for ever."""

    def _cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("regie_resident_report.regie_resident_report_cron_forget").method_direct_trigger()

    def _mails_of(self, act):
        before = self.env["mail.mail"].search([])
        act()
        return self.env["mail.mail"].search([]) - before

    def test_way_to_reach_somebody_needs_their_consent(self):
        with self.assertRaisesRegex(ValidationError, "E-REP-10"):
            self._create_report(contact_phone="06 00 00 00 00")
        report = self._create_report(contact="rose@inhabitants.example")
        with self.assertRaisesRegex(ValidationError, "E-REP-10"):
            report.with_user(self.office).has_consent = False

    def test_who_left_an_address_is_answered_before_the_end(self):
        report = self._create_report(contact="rose@inhabitants.example").with_user(self.office)
        with self.assertRaisesRegex(UserError, "E-REP-04"):
            report.action_close()
        report.answer_public = "The sofa was taken away."
        mails = self._mails_of(report.action_close)
        self.assertEqual(mails.mapped("email_to"), ["rose@inhabitants.example"])
        self.assertEqual(report.state, "closed")

    def test_nobody_to_answer_needs_no_answer(self):
        report = self._create_report().with_user(self.office)
        self.assertFalse(self._mails_of(report.action_close))
        self.assertEqual(report.state, "closed")

    def test_who_repeated_the_report_waits_for_the_answer_too(self):
        first = self._create_report()
        second = self._create_report(first.site_id, contact="rose@inhabitants.example")
        (first | second).with_user(self.office).action_merge()
        with self.assertRaisesRegex(UserError, "E-REP-04"):
            first.with_user(self.office).action_close()
        first.answer_public = "Done."
        mails = self._mails_of(first.with_user(self.office).action_close)
        self.assertEqual(mails.mapped("email_to"), ["rose@inhabitants.example"])
        self.assertEqual(second.answer_public, "Done.")

    def test_contacts_are_erased_some_time_after_the_end(self):
        self._create_parameter("report_contact_days", 90, company_id=self.company.id)
        old, repeated, recent, waiting = (
            self._create_report(contact=f"p{n}@inhabitants.example", answer_public="Done") for n in range(4)
        )
        repeated.duplicate_of_id = old
        (old | recent).with_user(self.office).action_close()
        old.sudo().date_closed = Datetime.subtract(Datetime.now(), days=91)
        recent.sudo().date_closed = Datetime.subtract(Datetime.now(), days=89)
        self._cron()
        self._cron()
        for report in (old, repeated):
            self.assertFalse(report.contact_email or report.has_consent)
            self.assertTrue(report.is_anonymous and report.date_forgotten)
        self.assertTrue(recent.contact_email and waiting.contact_email)
        self.assertEqual(old.description, "A sofa in front of the door")

    def test_mails_to_the_resident_lead_to_the_page_of_the_report(self):
        report = self._create_report(contact="rose@inhabitants.example", answer_public="Done")
        for name in ("mail_template_report_receipt", "mail_template_report_answer"):
            template = self.env.ref(f"regie_resident_report.{name}")
            values = template._generate_template(report.ids, ("subject", "body_html", "email_to"))[report.id]
            self.assertIn(f"/regie/suivi/{report.tracking_code}", values["body_html"])
            self.assertEqual(values["email_to"], "rose@inhabitants.example")

    def test_mails_to_the_recipient_name_nobody(self):
        owner = self._create_partner("Habitat", email="gardien@habitat.example")
        site = self._create_place("residence", own_owner_id=owner.id)
        report = self._create_report(
            site,
            kind="leak",
            contact="rose@inhabitants.example",
            contact_name="Rose Traoré",
            description="Mrs Traoré's flat, ask for Rose",
            place_note="Rose's door",
            summary_public="Water runs on the stairs.",
        )
        report.with_user(self.office).action_transfer()
        for name in ("mail_template_report_transfer", "mail_template_report_reminder"):
            body = self.env.ref(f"regie_resident_report.{name}")._render_field("body_html", report.ids)[report.id]
            self.assertIn("Water runs", body)
            for secret in ("Rose", "rose@", "Traor", report.tracking_code and "suivi/"):
                self.assertNotIn(secret, body)
