import io
from unittest.mock import patch

import psycopg2
from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestMembershipFee(GovernanceCase):
    """The fee of a year is called, paid, reminded, and opens the vote."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.statutes.fee_condition = "paid"
        cls._create_rate("HAB", 5)
        cls._create_rate("BAI", 150)

    @classmethod
    def _create_rate(cls, college, amount, **vals):
        return cls.env["regie.membership.fee.rate"].create(
            {"college_id": cls.colleges[college].id, "amount": amount, "date_start": "2020-01-01", **vals}
        )

    def _create_fee(self, member, year=2026, paid=False, **vals):
        return self.env["regie.membership.fee"].create(
            {
                "membership_id": member.id,
                "year": year,
                "amount": 5,
                "date_due": f"{year}-03-31",
                "date_paid": paid,
                **vals,
            }
        )

    def _is_paid(self, member, date):
        return member._is_fee_paid(date)[member]

    def _call(self, **vals):
        wizard = self.env["regie.membership.fee.call"].create(
            {"year": 2026, "date_due": "2026-03-31", "is_mail": False, **vals}
        )
        return wizard, self.env["regie.membership.fee"].search(wizard.action_call()["domain"])

    # -- up to date ----------------------------------------------------------------------------

    def test_member_is_up_to_date_from_the_day_of_the_payment(self):
        member = self._create_member()
        self._create_fee(member, paid="2026-02-10")
        self.assertFalse(self._is_paid(member, "2026-02-09"))
        self.assertTrue(self._is_paid(member, "2026-02-10"))
        self.assertFalse(self._is_paid(member, "2027-01-01"))

    def test_member_without_a_fee_of_the_year_is_not_up_to_date(self):
        self.assertFalse(self._is_paid(self._create_member(), "2026-02-10"))

    def test_last_fee_is_enough_in_the_days_of_grace(self):
        self.statutes.fee_grace_days = 90
        member = self._create_member()
        self._create_fee(member, 2025, paid="2025-03-01")
        self.assertTrue(self._is_paid(member, "2026-03-31"))
        self.assertFalse(self._is_paid(member, "2026-04-01"))

    def test_fee_year_may_start_in_september(self):
        self.statutes.fee_month = "9"
        member = self._create_member()
        self._create_fee(member, 2025, paid="2025-10-01")
        self.assertTrue(self._is_paid(member, "2026-08-31"))
        self.assertFalse(self._is_paid(member, "2026-09-01"))

    def test_nothing_asked_is_as_good_as_paid(self):
        member = self._create_member()
        self._create_fee(member, amount=0)
        self.assertTrue(self._is_paid(member, "2026-02-10"))
        self.statutes.fee_condition = "none"
        self.assertTrue(self._is_paid(self._create_member(), "2026-02-10"))

    def test_member_late_with_the_fee_is_not_on_the_roll(self):
        good, late = self._create_member(), self._create_member()
        self._create_fee(good, paid="2026-02-10")
        self._create_fee(late)
        voters = self.env["regie.membership"]._get_voters(self.company, "2026-06-10", self.statutes)
        self.assertIn(good, voters)
        self.assertNotIn(late, voters)

    @freeze_time("2026-06-10")
    def test_up_to_date_members_are_found_by_the_search(self):
        good, late, gone = self._create_member(), self._create_member(), self._create_member()
        gone.write({"date_end": "2026-06-01", "end_reason": "death"})
        for member in (good, gone):
            self._create_fee(member, paid="2026-02-10")
        both = good | late | gone
        self.assertEqual([member.is_up_to_date for member in both], [True, False, False])
        found = both.search([("is_up_to_date", "=", True), ("id", "in", both.ids)])
        self.assertEqual(found, good)
        self.assertEqual(both.search([("is_up_to_date", "=", False), ("id", "in", both.ids)]), late | gone)

    def test_roll_of_five_hundred_members_costs_the_same_as_that_of_one(self):
        people = self.env["res.partner"].create([{"name": f"P{n}"} for n in range(200)])
        members = self.env["regie.membership"].create(
            [
                {
                    "partner_id": person.id,
                    "college_id": self.colleges["HAB"].id,
                    "date_approved": "2025-01-01",
                    "date_start": "2025-01-01",
                }
                for person in people
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(6):
            self.assertEqual(len(members._is_fee_paid("2026-06-10")), 200)

    # -- call ----------------------------------------------------------------------------------

    @freeze_time("2026-02-01")
    def test_call_creates_one_fee_per_member_at_the_amount_of_the_college(self):
        inhabitant, landlord = self._create_member(), self._create_member(self._create_body(), "BAI")
        suspended = self._create_member(date_suspended="2026-01-15")
        self._create_member(date_end="2025-12-31", end_reason="death")
        self.assertEqual(self.env["regie.membership.fee.call"].new({"year": 2026}).amount_total, 160)
        wizard, fees = self._call()
        self.assertEqual(fees.membership_id, inhabitant | landlord | suspended)
        self.assertEqual(sorted(fees.mapped("amount")), [5, 5, 150])
        wizard.invalidate_recordset()
        self.assertEqual((wizard.done_count, wizard.member_count), (3, 0))

    @freeze_time("2026-02-01")
    def test_calling_twice_adds_only_the_newcomers(self):
        self._create_member()
        self._call()
        with self.assertRule("GOV-019"):
            self._call()
        newcomer = self._create_member()
        self.assertEqual(self._call()[1].membership_id, newcomer)

    @freeze_time("2026-02-01")
    def test_call_without_an_amount_names_the_college(self):
        self._create_member(college="PAR")
        with self.assertRule("Partners and associations.*GOV-019"):
            self._call()

    @freeze_time("2026-02-01")
    def test_amount_of_the_first_day_of_the_year_applies(self):
        self.env["regie.membership.fee.rate"].search([("amount", "=", 5)]).date_end = "2025-12-31"
        self.env.flush_all()
        self._create_rate("HAB", 7, date_start="2026-01-01")
        member = self._create_member()
        self.assertEqual(member._create_fees(2025, "2025-12-31").amount, 5)
        self.assertEqual(member._create_fees(2026, "2026-03-31").amount, 7)

    def test_two_amounts_on_the_same_day_are_refused_by_postgresql(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.ExclusionViolation):
            self._create_rate("HAB", 9, date_start="2024-01-01")

    def test_second_fee_of_a_year_is_refused_by_postgresql(self):
        member = self._create_member()
        self._create_fee(member)
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.UniqueViolation):
            self._create_fee(member)

    @freeze_time("2026-02-01")
    def test_newcomer_gets_the_fee_of_the_year(self):
        request = self._create_member(date_approved=False, date_start=False)
        request.action_accept()
        self.assertEqual((request.fee_ids.year, request.fee_ids.amount), (2026, 5))
        partner = self._create_member(college="PAR", date_approved=False, date_start=False)
        partner.action_accept()
        self.assertFalse(partner.fee_ids, "no amount is written for this college")

    # -- payment -------------------------------------------------------------------------------

    @freeze_time("2026-06-10")
    def test_state_is_read_from_the_facts(self):
        members = [self._create_member() for _n in range(4)]
        late = self._create_fee(members[0])
        due = self._create_fee(members[1], date_due="2026-12-31")
        paid = self._create_fee(members[2], paid="2026-02-01")
        free = self._create_fee(members[3], amount=0)
        fees = late | due | paid | free
        self.assertEqual(fees.mapped("state"), ["late", "due", "paid", "free"])
        for fee in fees:
            self.assertEqual(fees.search([("state", "=", fee.state), ("id", "in", fees.ids)]), fee)

    @freeze_time("2026-06-10")
    def test_payment_is_noted_today_and_taken_back(self):
        fee = self._create_fee(self._create_member()).with_user(self.secretary)
        fee.action_pay()
        self.assertEqual((fee.state, str(fee.date_paid)), ("paid", "2026-06-10"))
        fee.action_unpay()
        self.assertEqual(fee.state, "late")
        with self.assertRule("GOV-018"):
            fee.date_paid = "2026-06-11"

    def test_paid_fee_stays_in_the_register(self):
        fee = self._create_fee(self._create_member(), paid="2026-02-01")
        with self.assertRule("GOV-018"):
            fee.unlink()
        fee.action_unpay()
        fee.unlink()

    def test_receipt_is_for_a_paid_fee(self):
        fee = self._create_fee(self._create_member())
        with self.assertRule("GOV-018"):
            fee.action_print_receipt()
        fee.date_paid = "2026-02-01"
        fee.action_print_receipt()
        html = self.env["ir.actions.report"]._render_qweb_html("regie_governance.report_membership_fee", fee.ids)[0]
        self.assertIn(fee._get_receipt_number().encode(), html)
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        paper = report._render_qweb_pdf("regie_governance.report_membership_fee", fee.ids)[0]
        self.assertEqual(paper[:4], b"%PDF")

    @freeze_time("2026-06-10")
    def test_reminder_goes_to_those_who_have_not_paid(self):
        late = self._create_fee(self._create_member())
        paid = self._create_fee(self._create_member(), paid="2026-02-01")
        template = self.env.ref("regie_governance.mail_template_membership_fee")
        with patch.object(type(self.env["mail.mail"]), "send", lambda *args, **kwargs: True):
            (late | paid).with_user(self.secretary).action_remind()
        self.assertEqual((str(late.date_reminded), paid.date_reminded), ("2026-06-10", False))
        message = late.message_ids.filtered("partner_ids")[:1]
        self.assertIn("/my/membership", message.body)
        self.assertEqual(message.partner_ids, late.partner_id)
        self.assertIn("2026", template._render_field("subject", late.ids)[late.id])
        with self.assertRule("GOV-018"):
            paid.action_remind()

    def test_accountant_notes_payments_and_administrators_do_not_see_them(self):
        fee = self._create_fee(self._create_member())
        accountant = self._create_user("accountant", "group_role_accountant")
        fee.with_user(accountant).write({"date_paid": "2026-02-01", "payment_mode": "cheque"})
        with self.assertRaises(AccessError):
            fee.with_user(self.reader).read(["amount"])

    # -- register ------------------------------------------------------------------------------

    def _open_register(self, **vals):
        return self.env["regie.membership.register"].with_user(self.secretary).create({"date": "2026-06-10", **vals})

    def test_register_is_that_of_the_day(self):
        present = self._create_member()
        gone = self._create_member(date_end="2026-06-01", end_reason="death")
        coming = self._create_member(date_start="2026-07-01")
        self.assertEqual(self._open_register()._get_members() & (present | gone | coming), present)
        self.assertIn(gone, self._open_register(is_with_left=True)._get_members())
        self.assertIn(gone, self._open_register(date="2026-06-01")._get_members())

    def test_register_is_printed_and_opened_as_a_spreadsheet(self):
        member = self._create_member(self._create_person("Rose Mendy"))
        self._create_fee(member, paid="2026-02-01")
        body = self._create_member(self._create_body("Habitat"), "BAI")
        register = self._open_register()
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("regie_governance.report_membership_register", register.ids)[0]
            .decode()
        )
        for expected in ("Rose Mendy", "Habitat", body.representative_id.name):
            self.assertIn(expected, html)
        content = self.env["ir.actions.report"]._render_xlsx(
            "regie_governance.regie_membership_register_xlsx", register.ids, {}
        )[0]
        rows = {row[1]: row for row in load_workbook(io.BytesIO(content)).active.values}
        self.assertEqual((rows["Rose Mendy"][0], rows["Rose Mendy"][-1]), ("Inhabitants", "yes"))
        self.assertEqual((rows["Habitat"][2], rows["Habitat"][-1]), (body.representative_id.name, "no"))
