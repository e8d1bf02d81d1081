import io
from datetime import date

import openpyxl
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import InsertionCase

NAME = "Philomène Zbigniewska"


@tagged("post_install", "-at_install")
class TestPersonFile(InsertionCase):
    """The file of a person: exported on demand, kept as long as it must be, then forgotten for good."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls._create_agreement()
        cls.person = cls._create_employee(
            name=NAME,
            contract=(date(2025, 1, 1), date(2025, 12, 31)),
            pass_start=date(2024, 1, 1),
            agreement=cls.agreement,
            birthday=date(1990, 5, 17),
            private_street="7 rue des Zinnias",
            private_email="philomene@zbig.example",
        )
        cls.pathway = cls._create_pathway(cls.person)
        cls._create_exit(cls.pathway, day=date(2025, 12, 31))
        cls.pathway.message_post(body=f"Appel de {NAME}")
        cls.env["ir.attachment"].create(
            {"name": f"CV {NAME}.txt", "raw": b"CV", "res_model": "hr.employee", "res_id": cls.person.id}
        )
        cls.retentions = cls.env["regie.person.retention"]

    def _review(self, day):
        with freeze_time(day), self.enter_registry_test_mode():
            self.env.ref("regie_insertion.regie_person_retention_cron_review").method_direct_trigger()

    def _get_retention(self):
        return self.retentions.search([("employee_id", "=", self.person.id)])

    # -- export ------------------------------------------------------------------------------

    def _export(self, user):
        report = self.env["ir.actions.report"].with_user(user)
        content, _kind = report._render_xlsx("regie_insertion.hr_employee_file_report", self.person.ids, {})
        return openpyxl.load_workbook(io.BytesIO(content))

    def test_file_of_a_person_holds_every_record_about_them(self):
        adviser = self._create_user("claire", "group_role_social_worker")
        book = self._export(adviser)
        kept = {row[0]: row[1] for row in book.worksheets[0].iter_rows(min_row=4, values_only=True)}
        self.assertEqual(kept["PASS IAE"], 1)
        self.assertEqual(kept["Exit"], 1)
        text = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
        self.assertIn("7 rue des Zinnias", text)

    def test_export_of_a_file_leaves_its_trace(self):
        adviser = self._create_user("claire", "group_role_social_worker")
        self._export(adviser)
        log = self.env["regie.export.log"].search([("user_id", "=", adviser.id)])
        self.assertEqual((log.res_model, log.row_count), ("hr.employee", 1))

    def test_office_does_not_export_the_file_of_a_person(self):
        with self.assertRaises(AccessError):
            self._export(self._create_user("odile", "group_role_office"))

    # -- the clock ---------------------------------------------------------------------------

    def test_no_notice_within_two_years_of_the_last_contact(self):
        self._review("2027-11-30")
        self.assertFalse(self._get_retention())

    def test_notice_is_given_thirty_days_before_once(self):
        self._review("2027-12-01")
        self._review("2027-12-02")
        retention = self._get_retention()
        self.assertEqual(retention.last_contact, date(2025, 12, 31))
        self.assertEqual(retention.date_anonymise, date(2027, 12, 31))
        self.assertEqual(len(retention.activity_ids), 1)
        mail = self.env["mail.mail"].search([("email_to", "=", "philomene@zbig.example")])
        self.assertEqual(len(mail), 1, "regie_insertion.mail_template_retention_notice")

    def test_regie_that_keeps_files_longer_is_followed(self):
        self._create_parameter("conservation_annees", 3, company_id=self.company.id)
        self._review("2027-12-01")
        self.assertFalse(self._get_retention())
        self._review("2028-12-01")
        self.assertEqual(self._get_retention().date_anonymise, date(2028, 12, 31))

    def test_person_met_again_stops_the_clock(self):
        self._review("2027-12-01")
        self._create_employee()
        self.person.contract_date_end = date(2026, 6, 30)
        self._review("2027-12-31")
        self.assertFalse(self._get_retention())
        self.assertEqual(self.person.name, NAME)

    def test_pass_in_force_keeps_the_file(self):
        prescriber = self._create_partner(prescriber_kind_id=self.env.ref("regie_insertion.prescriber_kind_ft").id)
        self._create_pass(self.person, date(2026, 6, 1), prescriber_id=prescriber.id)
        self._review("2027-12-15")
        self.assertFalse(self._get_retention())

    def test_duty_to_keep_asks_for_its_reason_and_stops_the_anonymisation(self):
        self._review("2027-12-01")
        retention = self._get_retention()
        with self.assertRaisesRegex(ValidationError, "RET-01"):
            retention.hold_until = date(2030, 12, 31)
        retention.write({"hold_until": date(2030, 12, 31), "hold_reason": "Preuves FSE+"})
        self._review("2028-01-15")
        self.assertEqual(self.person.name, NAME)
        self._review("2031-01-01")
        self.assertEqual(retention.state, "anonymised")

    # -- anonymisation -----------------------------------------------------------------------

    def _find_everywhere(self, word):
        """(table, column) of every text of the database that holds the word."""
        columns = self.env.execute_query(
            SQL(
                """SELECT table_name, column_name FROM information_schema.columns JOIN pg_tables
                       ON tablename = table_name AND schemaname = 'public'
                    WHERE table_schema = 'public' AND data_type IN ('character varying', 'text', 'jsonb')"""
            )
        )
        found = []
        for table, column in columns:
            names = SQL.identifier(table), SQL.identifier(column)
            query = SQL("SELECT 1 FROM %s WHERE %s::text ILIKE %s LIMIT 1", *names, f"%{word}%")
            if self.env.execute_query(query):
                found.append((table, column))
        return found

    def test_nothing_in_the_database_names_a_forgotten_person(self):
        self._review("2027-12-01")
        self._review("2027-12-31")
        self.env.flush_all()
        for word in ("Zbigniewska", "Zinnias", "philomene@zbig"):
            self.assertFalse([row for row in self._find_everywhere(word) if row[0] != "mail_mail"], word)
        self.assertEqual(self.person.birthday, date(1990, 5, 1))
        self.assertFalse(self.person.active)
        self.assertEqual(self.pathway.exit_id.category, "durable")
        attachments = self.env["ir.attachment"].search([("res_model", "=", "hr.employee")])
        self.assertNotIn(self.person.id, attachments.mapped("res_id"))

    def test_forgotten_person_cannot_be_brought_back(self):
        self._review("2027-12-01")
        self._review("2027-12-31")
        retention = self._get_retention()
        with self.assertRaisesRegex(UserError, "RET-02"):
            retention.action_keep()
        with self.assertRaisesRegex(UserError, "RET-02"):
            retention.hold_until = date(2040, 1, 1)

    def test_contact_of_a_person_with_another_access_is_kept(self):
        portal = self._create_user("tenant", "base.group_portal")
        self.person.work_contact_id = portal.partner_id
        self._review("2027-12-01")
        self._review("2027-12-31")
        self.assertEqual(portal.partner_id.name, "Tenant")
