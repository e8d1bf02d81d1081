from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import UserError, ValidationError

from .common import MANAGER, USER, LoanCase


class TestEligibility(LoanCase):
    """Who may borrow what: each rule refuses with its own code, at the booking and when the tool leaves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls._create_person()

    def _refused(self, code, loan, moment="reserve"):
        with self.assertRaisesRegex(ValidationError, code):
            loan._check_eligibility(moment)

    def test_who_is_no_member_until_the_return_does_not_borrow(self):
        loan = self._create_loan(self._create_item())
        with patch.object(self.registry["res.partner"], "_get_members_over", lambda people, *_days: people.browse()):
            self._refused("E-LOAN-01", loan)
            self._refused("E-LOAN-01", loan, "checkout")

    def test_suspended_borrower_waits_for_the_end_and_no_longer(self):
        today = fields.Date.context_today(self.env.user)
        loan = self._create_loan(self._create_item(), partner=self.partner)
        suspension = self.env["regie.loan.suspension"].create(
            {"partner_id": self.partner.id, "date_from": today - timedelta(days=9), "date_end": today, "reason": "Late"}
        )
        self._refused("E-LOAN-02", loan)
        suspension.date_end = today - timedelta(days=1)
        loan._check_eligibility("reserve")
        suspension.date_end = False
        self._refused("E-LOAN-02", loan, "checkout")

    def test_late_tool_stops_the_next_loan_until_it_is_back(self):
        late = self._hand_over(self._create_loan(self._create_item(), partner=self.partner, reserve=True), days_ago=5)
        loan = self._create_loan(self._create_item(), partner=self.partner)
        self._refused("E-LOAN-03", loan)
        late.line_ids._set_state("returned", date_back=fields.Datetime.now())
        loan._check_eligibility("reserve")

    def test_manager_lets_a_loan_through_with_a_reason_that_stays(self):
        self._hand_over(self._create_loan(self._create_item(), partner=self.partner, reserve=True), days_ago=5)
        loan = self._create_loan(self._create_item(), partner=self.partner)
        agent, manager = self._create_user("agent", USER), self._create_user("boss", MANAGER)
        with self.assertRaisesRegex(UserError, "E-LOAN-23"):
            loan.with_user(agent)._waive_overdue("In hospital")
        with self.assertRaisesRegex(UserError, "E-LOAN-25"):
            loan.with_user(manager)._waive_overdue(" ")
        wizard = (
            self.env["regie.loan.override"].with_user(manager).create({"loan_id": loan.id, "reason": "In hospital"})
        )
        wizard.action_confirm()
        loan._check_eligibility("reserve")
        self.assertEqual(loan.overdue_user_id, manager)
        self.assertIn("In hospital", loan.message_ids[0].body)

    def test_quota_counts_the_tools_of_the_same_days_only(self):
        model = self._create_model(units=4, policy=self._create_policy(max_items=2))
        self._create_loan(model, model, partner=self.partner, reserve=True)
        self._refused("E-LOAN-04", self._create_loan(model, partner=self.partner))
        self._create_loan(model, partner=self.partner, start=9)._check_eligibility("reserve")

    def test_dangerous_tool_asks_for_a_training_valid_until_the_return(self):
        kind = self._create_clearance_kind()
        item = self._create_item(self._create_model(policy=self._create_policy(clearance_kind_id=kind.id)))
        loan = self._create_loan(item, partner=self.partner)
        self._refused("Saws.*E-LOAN-05", loan)
        clearance = self._clear(self.partner, kind, date="2020-01-01", date_to=loan.date_due.date() - timedelta(days=1))
        self._refused("E-LOAN-05", loan, "checkout")
        clearance.date_to = loan.date_due.date() + timedelta(days=1)
        loan._check_eligibility("reserve")

    def test_training_of_a_model_is_asked_for_beside_its_policy(self):
        model = self._create_model(clearance_kind_id=self._create_clearance_kind().id)
        self._refused("E-LOAN-05", self._create_loan(model.item_ids, partner=self.partner))

    def test_organisation_borrows_by_one_of_its_trained_people(self):
        kind = self._create_clearance_kind()
        model = self._create_model(clearance_kind_id=kind.id)
        association = self._create_partner("Amicale")
        member = self._create_person("Karim", parent_id=association.id)
        loan = self._create_loan(model.item_ids, partner=association)
        self._refused("E-LOAN-05", loan)
        self._clear(member, kind)
        loan._check_eligibility("reserve")

    def test_minor_does_not_borrow(self):
        today = fields.Date.context_today(self.env.user)
        self.partner.regie_birth_date = fields.Date.subtract(today, years=17)
        loan = self._create_loan(self._create_item(), partner=self.partner)
        self._refused("E-LOAN-06", loan)
        self.partner.regie_birth_date = fields.Date.subtract(today, years=30)
        loan._check_eligibility("reserve")

    def test_tool_that_is_not_lent_does_not_leave(self):
        item = self._create_item()
        loan = self._create_loan(item)
        item.status = "maintenance"
        self._refused("E-LOAN-07", loan)
        item.write({"status": "available", "condition": "broken"})
        self._refused("E-LOAN-07", loan)

    def test_late_preventive_maintenance_keeps_the_tool(self):
        equipment = self.env["maintenance.equipment"].create({"name": "Saw 1"})
        item = self._create_item(equipment_id=equipment.id)
        loan = self._create_loan(item)
        request = self.env["maintenance.request"].create(
            {
                "name": "Blade",
                "equipment_id": equipment.id,
                "maintenance_type": "preventive",
                "schedule_date": fields.Datetime.now() - timedelta(days=1),
            }
        )
        self._refused("E-LOAN-07", loan)
        request.stage_id = self.env["maintenance.stage"].search([("done", "=", True)], limit=1)
        loan._check_eligibility("reserve")

    def test_tool_that_is_still_at_somebodys_is_not_handed_over(self):
        item = self._create_item()
        first = self._hand_over(self._create_loan(item, reserve=True), days_ago=5)
        second = self._create_loan(item, start=1, partner=self.partner, reserve=True)
        self._refused("E-LOAN-07", second, "checkout")
        first.line_ids._set_state("returned", date_back=fields.Datetime.now())
        second._check_eligibility("checkout")

    def _close_on(self, day):
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Library",
                "tz": "Europe/Paris",
                "attendance_ids": [
                    Command.create({"name": "Day", "dayofweek": str(number), "hour_from": 9, "hour_to": 18})
                    for number in range(7)
                    if number != day.weekday()
                ],
            }
        )
        return self._create_place("premises", self._create_place("residence"), calendar_id=calendar.id)

    def test_closed_days_receive_neither_departure_nor_return(self):
        loan = self._create_loan(self._create_item(), start=1, days=2)
        for day in loan._get_period():
            loan.site_id = self._close_on(day)
            self._refused("E-LOAN-08", loan)
        loan.site_id = self._close_on(loan._get_period()[0] + timedelta(days=1))
        loan._check_eligibility("reserve")

    def test_loan_is_not_longer_than_its_policy(self):
        model = self._create_model(policy=self._create_policy(max_days=3))
        self._create_loan(model.item_ids, days=3)._check_eligibility("reserve")
        self._refused("E-LOAN-09", self._create_loan(model.item_ids, days=4))

    def test_booking_is_neither_too_early_nor_too_late(self):
        model = self._create_model(policy=self._create_policy(min_start_days=2, max_start_days=30))
        for start in (1, 31):
            self._refused("E-LOAN-10", self._create_loan(model.item_ids, start=start))
        self._create_loan(model.item_ids, start=2)._check_eligibility("reserve")

    def test_days_are_local_when_the_clock_changes(self):
        loan = self._create_loan(
            self._create_model(policy=self._create_policy(max_days=7, max_start_days=3650)).item_ids,
            date_out="2027-03-24 17:30:00",
            date_due="2027-03-31 16:30:00",
        )
        loan.company_id.resource_calendar_id.tz = "Europe/Paris"
        loan._check_eligibility("reserve")
        self.assertEqual((loan._get_period()[1] - loan._get_period()[0]).days, 7)

    def test_eligibility_asks_few_queries_for_many_tools(self):
        model = self._create_model(units=4)
        loan = self._create_loan(*model.item_ids, partner=self.partner)
        loan._check_eligibility("reserve")
        self.env.invalidate_all()
        with self.assertQueryCount(22):
            loan._check_eligibility("reserve")
