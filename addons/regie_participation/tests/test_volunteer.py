from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ParticipationCase


@tagged("post_install", "-at_install")
class TestVolunteer(ParticipationCase):
    """A volunteer writes hours in a few taps, the régie validates them, and the year is printed."""

    def _category(self, code="garden"):
        return self.env.ref(f"regie_participation.volunteer_category_{code}")

    def test_hours_are_written_then_validated_with_the_name_of_who_says_so(self):
        volunteer = self._create_volunteer()
        time = volunteer._enter_time(self._category().id, 2, request_key="k1")
        self.assertEqual((time.state, time.is_from_phone), ("draft", True))
        time.with_user(self.secretary).action_validate()
        self.assertEqual((time.state, time.validated_by_id), ("validated", self.secretary))
        self.assertEqual(volunteer.hours_year, 2)

    def test_form_sent_twice_counts_once(self):
        volunteer = self._create_volunteer()
        first = volunteer._enter_time(self._category().id, 2, request_key="k1")
        self.assertEqual(volunteer._enter_time(self._category().id, 2, request_key="k1"), first)
        self.assertEqual(len(volunteer.time_ids), 1)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self._give_time(volunteer, request_key="k1")
            self.env.flush_all()

    def test_impossible_hours_are_refused(self):
        volunteer = self._create_volunteer()
        for hours in (0, -1, 25):
            with self.assertRaisesRegex(ValidationError, "PAR-30"):
                self._give_time(volunteer, hours=hours)

    def test_hours_of_tomorrow_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "PAR-31"):
            self._give_time(self._create_volunteer(), days=1)

    def test_day_of_more_than_24_hours_is_refused(self):
        volunteer = self._create_volunteer()
        self._give_time(volunteer, hours=20)
        with self.assertRaisesRegex(ValidationError, "PAR-32"):
            self._give_time(volunteer, hours=5, category="food")
        self._give_time(volunteer, hours=5, days=-1)

    def test_validated_hours_are_neither_changed_nor_deleted_before_being_reopened(self):
        time = self._give_time(self._create_volunteer(), validated=True)
        with self.assertRaisesRegex(UserError, "PAR-33"):
            time.hours = 3
        with self.assertRaisesRegex(UserError, "PAR-33"):
            time.unlink()
        time.note = "With the children"
        time.action_reopen()
        time.hours = 3
        self.assertEqual((time.state, time.hours), ("draft", 3))

    def test_no_hour_is_kept_before_the_person_agrees(self):
        volunteer = self._create_volunteer(consent=False)
        with self.assertRaisesRegex(UserError, "PAR-34"):
            volunteer._enter_time(self._category().id, 2)
        volunteer._accept()
        self.assertTrue(volunteer._enter_time(self._category().id, 2))

    def test_activity_of_another_regie_is_refused(self):
        category = self.env["regie.volunteer.category"].create(
            {"name": "Theirs", "code": "theirs", "company_id": self.neighbour.id}
        )
        with self.assertRaisesRegex(UserError, "PAR-34"):
            self._create_volunteer()._enter_time(category.id, 2)

    def test_volunteer_without_an_address_receives_no_link(self):
        volunteer = self._create_volunteer(self._create_person(email=False))
        with self.assertRaisesRegex(UserError, "PAR-35"):
            volunteer.action_send_link()

    def test_link_and_thanks_are_sent_to_the_person(self):
        volunteer = self._create_volunteer()
        before = self.env["mail.mail"].search([])
        volunteer.action_send_link()
        volunteer.action_thank()
        mails = self.env["mail.mail"].search([]) - before
        self.assertEqual(mails.recipient_ids, volunteer.partner_id)
        self.assertEqual(len(mails), 2)
        self.assertEqual(volunteer.date_thanked, self.today)
        for xmlid in ("mail_template_volunteer_link", "mail_template_volunteer_thanks"):
            template = self.env.ref(f"regie_participation.{xmlid}")
            self.assertIn(volunteer.access_token, template._render_field("body_html", volunteer.ids)[volunteer.id])

    def test_new_link_closes_the_old_one(self):
        volunteer = self._create_volunteer()
        old = volunteer.access_token
        volunteer.action_renew_link()
        volunteers = self.env["regie.volunteer"]
        self.assertFalse(volunteers._get_by_token(old))
        self.assertEqual(volunteers._get_by_token(volunteer.access_token), volunteer)

    def test_volunteer_who_is_an_employee_on_that_day_is_pointed_out(self):
        person = self._create_person()
        self._create_member(
            person, college="SAL", date_start=self._day(-10), date_end=self._day(-5), end_reason="resignation"
        )
        volunteer = self._create_volunteer(person)
        during, after = self._give_time(volunteer, days=-6), self._give_time(volunteer, days=-2)
        self.assertTrue(during.is_staff_day)
        self.assertFalse(after.is_staff_day)
        self.assertFalse(self._give_time(self._create_volunteer(), days=-6).is_staff_day)

    def test_contract_of_an_employee_covers_its_days_where_employees_are_kept(self):
        person = self._create_person()
        times = self.env["regie.volunteer.time"]
        self.assertEqual(times._get_contract_spans(person.ids), [])
        if "hr.employee" not in self.env:
            return
        self.env["hr.employee"].create(
            {
                "name": person.name,
                "work_contact_id": person.id,
                "company_id": self.company.id,
                "date_version": self._day(-10),
                "contract_date_start": self._day(-10),
                "contract_date_end": self._day(-5),
            }
        )
        volunteer = self._create_volunteer(person)
        self.assertTrue(self._give_time(volunteer, days=-6).is_staff_day)
        self.assertFalse(self._give_time(volunteer, days=-2).is_staff_day)

    def test_list_of_hours_asks_the_database_a_fixed_number_of_times(self):
        times = self.env["regie.volunteer.time"]
        for _person in range(12):
            times |= self._give_time(self._create_volunteer())
        self.env.flush_all()
        self.env.invalidate_all()
        few = len(times)
        self.env.registry.clear_cache()
        times[:2].mapped("is_staff_day")
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            times.mapped("is_staff_day")
        self.assertEqual(few, 12)

    def test_coefficient_is_that_of_the_category_or_the_general_one(self):
        self._create_parameter("benevolat_coefficient", 2.5, kind="repair", company_id=self.company.id)
        self.assertEqual(self._category("repair")._get_coefficient(self.today), 2.5)
        self.assertEqual(self._category()._get_coefficient(self.today), 1)
        self.assertEqual(self._category("repair").coefficient, 2.5)
        self.assertFalse(self._category("governance").is_valued)

    def test_statement_prints_the_validated_hours_of_the_year(self):
        volunteer = self._create_volunteer()
        year = self.today.year
        for date, hours, validated in ((f"{year - 1}-05-04", 3, True), (f"{year - 1}-05-05", 1.5, True)):
            self._give_time(volunteer, hours=hours, date=date, validated=validated)
        self._give_time(volunteer, hours=7, date=f"{year - 1}-06-01")
        self.assertEqual(volunteer._get_statement(year - 1)["hours"], 4.5)
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html(
                "regie_participation.report_volunteer_statement", volunteer.ids, data={"year": year - 1}
            )[0]
            .decode()
        )
        self.assertIn(volunteer.name, html)
        self.assertIn("04:30", html)

    def test_wizard_prints_the_chosen_volunteers(self):
        volunteer = self._create_volunteer()
        wizard = self.env["regie.volunteer.statement"].with_context(active_ids=volunteer.ids).create({"year": 2026})
        action = wizard.action_print()
        self.assertEqual(action["data"]["ids"], volunteer.ids)

    def test_analysis_adds_up_to_the_hours_without_the_persons(self):
        volunteer = self._create_volunteer()
        self._give_time(volunteer, hours=2, validated=True)
        self._give_time(self._create_volunteer(), hours=3, validated=True)
        self.env.flush_all()
        report = self.env["regie.volunteer.report"].with_user(self.reader)
        lines = report.search([("company_id", "=", self.company.id), ("date", "=", self.today)])
        self.assertEqual(sum(lines.mapped("hours")), 5)
        self.assertNotIn("partner_id", report._fields)
