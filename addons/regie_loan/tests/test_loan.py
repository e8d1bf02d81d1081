from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form

from odoo.addons.regie_base.tools.scope import Scope

from .common import MANAGER, USER, LoanCase


class TestLoan(LoanCase):
    """The life of a loan: approved, changed, renewed, counted; its facts are nobody's to write."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent, cls.manager = cls._create_user("agent", USER), cls._create_user("boss", MANAGER)

    def test_facts_of_a_loan_are_not_written_by_hand(self):
        loan = self._create_loan(self._create_item(), reserve=True)
        facts = {"name": "X", "date_reserved": False, "date_approved": fields.Datetime.now(), "state": "closed"}
        for name, value in {**facts, "overdue_reason": "Me", "date_asked": fields.Datetime.now()}.items():
            with self.subTest(field=name), self.assertRaisesRegex(UserError, "FACT-01"):
                loan.with_user(self.manager).write({name: value})
        line = loan.line_ids.with_user(self.manager)
        for name, value in {"state": "out", "date_back": fields.Datetime.now(), "renewal_count": -5}.items():
            with self.subTest(field=name), self.assertRaisesRegex(UserError, "FACT-01"):
                line.write({name: value})

    def test_context_gives_no_fact(self):
        loans = self.env["regie.loan"].with_user(self.agent)
        loans = loans.with_context(default_date_reserved="2026-01-01 10:00:00", default_state="reserved")
        now = fields.Datetime.now()
        loan = loans.create(
            {"partner_id": self._create_person().id, "date_out": now, "date_due": now + timedelta(days=1)}
        )
        self.assertEqual((loan.state, loan.date_reserved), ("draft", False))

    def test_tool_that_asks_for_it_waits_for_the_manager_and_keeps_nothing(self):
        model = self._create_model(policy=self._create_policy(requires_approval=True))
        loan = self._create_loan(model).with_user(self.agent)
        loan.action_reserve()
        self.assertEqual((loan.state, loan.line_ids.state), ("asked", "draft"))
        other = self._create_loan(model).with_user(self.manager)
        other.action_reserve()
        self.assertEqual(other.state, "reserved")
        with self.assertRaisesRegex(UserError, "E-LOAN-23"):
            loan.action_approve()
        with self.assertRaisesRegex(ValidationError, "E-LOAN-11"), self.cr.savepoint():
            loan.with_user(self.manager).action_approve()
        other.action_cancel()
        loan.invalidate_recordset()
        loan.with_user(self.manager).action_approve()
        self.assertEqual((loan.state, loan.approved_by_id), ("reserved", self.manager))

    def test_dates_of_a_booked_loan_go_through_the_rules_again(self):
        item = self._create_item()
        loan = self._create_loan(item, reserve=True).with_user(self.agent)
        self._create_loan(item, start=10, reserve=True)
        with self.assertRaisesRegex(ValidationError, "E-LOAN-09"), self.cr.savepoint():
            loan.date_due += timedelta(days=6)
        loan.invalidate_recordset()
        with self.assertRaisesRegex(ValidationError, "E-LOAN-11"), self.cr.savepoint():
            loan.write({"date_out": loan.date_out + timedelta(days=9), "date_due": loan.date_due + timedelta(days=9)})
        loan.invalidate_recordset()
        loan.date_due += timedelta(days=1)
        self.assertEqual(loan.line_ids.date_due, loan.date_due)

    def test_loan_that_left_keeps_its_dates_and_its_tools(self):
        loan = self._hand_over(self._create_loan(self._create_item(), reserve=True)).with_user(self.agent)
        with self.assertRaisesRegex(UserError, "E-LOAN-21"):
            loan.date_due += timedelta(days=1)
        with self.assertRaisesRegex(UserError, "E-LOAN-21"):
            loan.line_ids.item_id = self._create_item()
        with self.assertRaisesRegex(UserError, "E-LOAN-24"):
            loan.action_cancel()
        with self.assertRaisesRegex(UserError, "E-LOAN-22"):
            loan.line_ids.unlink()
        with self.assertRaisesRegex(UserError, "E-LOAN-22"):
            loan.with_user(self.manager).unlink()

    def test_unit_is_swapped_for_a_free_one_of_its_model(self):
        model = self._create_model(units=2)
        loan = self._create_loan(model.item_ids[0], reserve=True).with_user(self.agent)
        loan.line_ids.action_swap()
        self.assertEqual(loan.line_ids.item_id, model.item_ids[1])
        with self.assertRaisesRegex(ValidationError, "E-LOAN-21"), self.cr.savepoint():
            loan.line_ids.item_id = self._create_item()
        loan.invalidate_recordset()
        self._create_loan(model.item_ids[0], reserve=True)
        with self.assertRaisesRegex(ValidationError, "E-LOAN-11"):
            loan.line_ids.action_swap()

    def test_loan_without_any_tool_left_is_cancelled(self):
        loan = self._create_loan(self._create_item(), self._create_item(), reserve=True).with_user(self.agent)
        loan.line_ids[0].action_cancel()
        self.assertEqual(loan.state, "reserved")
        loan.line_ids[1].action_cancel()
        self.assertEqual(loan.state, "cancelled")

    def test_renewal_keeps_the_tool_as_long_again_and_only_once(self):
        loan = self._hand_over(self._create_loan(self._create_item(), reserve=True)).with_user(self.agent)
        due = loan.date_due
        loan.action_renew()
        self.assertEqual(loan.date_due, due + timedelta(days=7))
        self.assertEqual(loan.line_ids.date_due, loan.date_due)
        with self.assertRaisesRegex(UserError, "E-LOAN-26"):
            loan.action_renew()

    def test_renewal_is_refused_when_somebody_waits_or_has_booked(self):
        item = self._create_item()
        loan = self._hand_over(self._create_loan(item, reserve=True)).with_user(self.agent)
        booked = self._create_loan(item, start=6, reserve=True)
        with self.assertRaisesRegex(ValidationError, "E-LOAN-11"), self.cr.savepoint():
            loan.action_renew()
        booked.action_cancel()
        self.env["regie.loan.wait"].create(
            {
                "model_id": item.model_id.id,
                "partner_id": self._create_person().id,
                "date_out": booked.date_out,
                "date_due": booked.date_due,
            }
        )
        with self.assertRaisesRegex(ValidationError, "E-LOAN-26"):
            loan.action_renew()

    def test_late_tool_is_not_renewed(self):
        loan = self._hand_over(self._create_loan(self._create_item(), reserve=True), days_ago=5)
        with self.assertRaisesRegex(UserError, "E-LOAN-26"):
            loan.action_renew()

    def test_partial_return_keeps_the_others_out(self):
        loan = self._hand_over(self._create_loan(self._create_item(), self._create_item(), reserve=True))
        loan.line_ids[0]._set_state("returned", date_back=fields.Datetime.now())
        self.assertEqual(loan.state, "out")
        loan.line_ids[1]._set_state("returned", date_back=fields.Datetime.now())
        self.assertEqual(loan.state, "returned")

    def test_tool_that_leaves_before_its_hour_is_kept_from_that_moment(self):
        loan = self._create_loan(self._create_item(), start=1, reserve=True)
        loan.line_ids._set_state("out", date_left=fields.Datetime.now())
        self.assertLessEqual(loan.line_ids.date_out, fields.Datetime.now())

    def test_agent_books_a_kit_in_the_form(self):
        kit = self._create_kit(self._create_model("Sander") | self._create_model("Mask"))
        item = self._create_item()
        with Form(self.env["regie.loan"].with_user(self.agent)) as form:
            form.partner_id = self._create_person()
            form.date_out = fields.Datetime.now() + timedelta(days=1)
            form.date_due = fields.Datetime.now() + timedelta(days=2)
            form.kit_id = kit
            with form.line_ids.new() as line:
                line.item_id = item
        loan = form.save()
        loan.action_reserve()
        self.assertEqual(len(loan.line_ids), 3)
        self.assertEqual(loan.line_ids.kit_id, kit)
        self.assertEqual(set(loan.line_ids.mapped("state")), {"reserved"})

    def test_figures_count_the_departures_of_the_period(self):
        model = self._create_model(units=2)
        person = self._create_person()
        loans = [self._create_loan(item, partner=person, reserve=True) for item in model.item_ids]
        model.item_ids.date_purchase = fields.Date.context_today(model) - timedelta(days=365)
        for loan in loans:
            self._hand_over(loan, days_ago=1)
        today = fields.Date.context_today(model)
        scope = Scope(self.company, today - timedelta(days=20), today)
        indicators = self.env["regie.indicator"]
        self.assertGreaterEqual(indicators._compute_loan_count(scope).value, 2)
        self.assertGreaterEqual(indicators._compute_loan_borrowers(scope).value, 1)
        self.assertGreater(indicators._compute_loan_use_rate(scope).value, 0)
        self.assertAlmostEqual(model.use_rate, 100 / 365, delta=0.15)
        self.assertEqual((model.item_count, model.line_count), (2, 2))
        idle = self._create_item(date_purchase=today - timedelta(days=100))
        self.assertEqual((idle.use_rate, idle.loan_count), (0, 0))

    def test_list_of_loans_asks_few_queries(self):
        items = self._create_model(units=8).item_ids
        loans = self.env["regie.loan"].browse([self._create_loan(item, reserve=True).id for item in items])
        shown = {
            loans: {"name": {}, "tool_names": {}, "state": {}, "partner_id": {"fields": {"display_name": {}}}},
            items: {"display_name": {}, "loan_count": {}, "use_rate": {}, "status": {}},
        }
        for records, specification in shown.items():
            counts = []
            for some in (records, records[:2], records):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                some.browse(some.ids).web_read(specification)
                counts.append(self.cr.sql_log_count - before)
            self.assertEqual(counts[1], counts[2], "as many queries for two as for eight")
            self.assertLessEqual(counts[2], 15)

    def test_booking_of_four_models_asks_few_queries(self):
        models = [self._create_model(f"Tool {rank}") for rank in range(4)]
        loan = self._create_loan(*models)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(34):
            loan.action_reserve()
            self.env.flush_all()

    def test_line_names_a_tool_or_a_model(self):
        with self.assertRaisesRegex(Exception, "regie_loan_line_named"), self.cr.savepoint():
            self._create_loan(line_ids=[Command.create({})])
