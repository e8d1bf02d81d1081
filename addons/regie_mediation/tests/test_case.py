from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import MediationCase


@tagged("post_install", "-at_install")
class TestCase(MediationCase):
    """Somebody is followed by name only when they agreed, by their mediator only, and no longer than needed."""

    def test_case_without_consent_is_refused(self):
        for missing in ("consent_date", "consent_scope", "consent_text_id"):
            with self.subTest(missing=missing), self.assertRaisesRegex(UserError, "E-MED-06"):
                self._create_case(**{missing: False})
        case = self._create_case()
        with self.assertRaisesRegex(UserError, "E-MED-06"):
            case.consent_scope = " "

    def test_consent_is_not_given_tomorrow(self):
        with self.assertRaisesRegex(ValidationError, "E-MED-06"):
            self._create_case(consent_date=self.today + timedelta(days=1))

    def test_case_is_never_opened_on_a_sensitive_theme(self):
        for theme in ("health", "justice"):
            with self.subTest(theme=theme), self.assertRaisesRegex(ValidationError, "E-MED-05"):
                self._create_case(theme)

    def test_case_has_a_number_that_nobody_chooses(self):
        case = self._create_case()
        self.assertRegex(case.name, r"MED/\d{4}/\d{4}")
        with self.assertRaisesRegex(UserError, "E-MED-08"):
            case.name = "MED/1"

    def test_text_that_people_agreed_to_does_not_change(self):
        case = self._create_case()
        with self.assertRaisesRegex(UserError, "E-MED-11"):
            case.consent_text_id.with_user(self.manager).body = "<p>Other</p>"
        with self.assertRaisesRegex(UserError, "E-MED-11"):
            case.consent_text_id.with_user(self.manager).unlink()
        newer = case.consent_text_id.with_user(self.manager).create(
            {"version": "2", "body": "<p>New</p>", "date_from": self.today}
        )
        self.assertEqual(self._create_case().consent_text_id, newer)
        draft = newer.create({"version": "3", "body": "<p>Draft</p>", "date_from": self._day(30)})
        draft.body = "<p>Better</p>"

    def test_named_cases_are_never_exported(self):
        case = self._create_case()
        for user in (self.samira, self.manager):
            with self.subTest(user=user.login), self.assertRaisesRegex(AccessError, "E-MED-07"):
                case.with_user(user).export_data(["initials"])

    def test_last_contact_is_the_last_visit_or_orientation(self):
        case = self._create_case(date_open=self._day(-60))
        self.assertEqual(case.date_last_contact, self._day(-60))
        self._create_visit("housing", case_id=case.id, date=self._day(-20))
        self.assertEqual(case.date_last_contact, self._day(-20))
        scheme = self.env.ref("regie_mediation.scheme_rights")
        case.orientation_ids.create({"case_id": case.id, "scheme_id": scheme.id, "date": self._day(-5)})
        self.assertEqual(case.date_last_contact, self._day(-5))

    def test_orientation_goes_to_an_organisation(self):
        case = self._create_case()
        person = self._create_partner("Fatou Sow", is_company=False)
        scheme = self.env.ref("regie_mediation.scheme_rights")
        with self.assertRaisesRegex(ValidationError, "E-MED-05"):
            case.orientation_ids.create({"case_id": case.id, "scheme_id": scheme.id, "partner_id": person.id})

    def test_closed_case_is_anonymised_on_demand_and_then_locked(self):
        person = self._create_partner("Fatou Sow", is_company=False)
        case = self._create_case(partner_id=person.id, phone="06 12 34 56 78", note="Her landlord")
        with self.assertRaisesRegex(UserError, "E-MED-10"):
            case.action_anonymise()
        case.action_close()
        case.action_anonymise()
        self.assertEqual(case.state, "anonymised")
        self.assertFalse(case.partner_id or case.initials or case.phone or case.note)
        self.assertTrue(case.theme_id and case.name, "what is counted stays")
        with self.assertRaisesRegex(UserError, "E-MED-09"):
            case.initials = "F. S."
        with self.assertRaisesRegex(UserError, "E-MED-09"):
            case.action_reopen()

    def test_consent_taken_back_is_obeyed_at_once(self):
        case = self._create_case(phone="0612345678", date_next=self._day(7), next_step="Call Fatou")
        case.action_withdraw_consent()
        self.assertEqual((case.state, case.date_withdrawn), ("anonymised", self.today))
        self.assertFalse(case.phone or case.initials or case.next_step or case.date_next)

    def test_facts_of_a_case_are_not_written_by_hand(self):
        case = self._create_case()
        for vals in ({"date_closed": self.today}, {"date_anonymised": self.today}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "E-MED-08"):
                case.write(vals)

    def test_manager_hands_a_case_over(self):
        case = self._create_case()
        case.with_user(self.manager).user_id = self.yann
        self.assertTrue(case.with_user(self.yann).has_access("read"))
        self.assertFalse(case.with_user(self.samira).has_access("read"))
