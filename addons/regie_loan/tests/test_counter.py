from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError

from .common import USER
from .counter import CounterCase, picture


class TestCounter(CounterCase):
    """Tools leave against a signature and come back one by one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = cls._create_user("keeper", USER)

    def _handover(self, loan, moment="out", **vals):
        return (
            self.env["regie.loan.handover"].with_user(self.agent).create({"loan_id": loan.id, "moment": moment, **vals})
        )

    def test_one_page_looks_at_the_tools_receives_the_deposit_and_has_it_signed(self):
        model = self._create_model("Sander", policy=self._create_policy(requires_photo=True), deposit=80.5)
        self._create_prompt("Blades", "count", expected=3, model_ids=model.ids)
        loan = self._create_loan(model, start=0, reserve=True)
        wizard = self._handover(loan, signature=picture(), typed_words="Quatre vingts euros et cinquante centimes")
        self.assertEqual(wizard.signer_name, "Awa Diallo")
        with self.assertRaisesRegex(UserError, "Blades.*photo.*E-LOAN-14"), self.cr.savepoint():
            wizard.action_confirm()
        wizard.action_all_good()
        wizard.tool_ids.photo = picture()
        with self.assertRaisesRegex(UserError, "E-LOAN-13"), self.cr.savepoint():
            wizard.action_confirm()
        wizard.deposit_method = "cheque"
        wizard.action_confirm()
        self.assertEqual((loan.state, loan.deposit_id.state, loan.deposit_id.amount), ("out", "held", 80.5))
        check = loan.line_ids.check_out_id
        self.assertEqual(len(check.photo_ids), 1)
        self.assertEqual(check.answer_ids.filtered(lambda answer: answer.kind == "count").value, 3)

    def test_return_page_takes_back_what_is_there_only(self):
        loan = self._lend(self._create_model("Sander"), self._create_model("Drill"))
        wizard = self._handover(loan, "in")
        wizard.action_all_good()
        wizard.tool_ids[1].is_there = False
        wizard.action_confirm()
        self.assertEqual(sorted(loan.line_ids.mapped("state")), ["out", "returned"])
        self.assertEqual(loan.state, "out")
        wizard = self._handover(loan, "in")
        self.assertEqual(len(wizard.tool_ids), 1)
        wizard.tool_ids.is_there = False
        with self.assertRaisesRegex(UserError, "E-LOAN-43"):
            wizard.action_confirm()
        wizard.tool_ids.is_there = True
        wizard.action_all_good()
        wizard.action_confirm()
        self.assertEqual(loan.state, "closed")

    def test_words_that_differ_are_refused_and_spelling_is_not_examined(self):
        loan = self._create_loan(self._create_model(deposit=80), start=0, reserve=True)
        self.assertEqual(loan.deposit_words, "quatre-vingts euros")
        with self.assertRaisesRegex(ValidationError, "quatre-vingts euros.*E-LOAN-15"):
            loan._sign("Awa", picture(), "quatre-vingt-dix euros")
        loan._sign("Awa", picture(), " QUATRE vingts  euros.")
        self.assertEqual((loan.state, loan.line_ids.state), ("contract", "contract"))
        self.assertEqual(loan.typed_words, " QUATRE vingts  euros.")

    def test_contract_is_signed_once_with_a_name_and_a_drawing(self):
        loan = self._create_loan(self._create_model(), start=0)
        with self.assertRaisesRegex(UserError, "E-LOAN-40"):
            loan._sign("Awa", picture())
        loan.action_reserve()
        for name, signature in ((" ", picture()), ("Awa", False), ("Awa", b"PHN2Zz4=")):
            with self.subTest(name=name), self.assertRaisesRegex(UserError, "E-LOAN-41"):
                loan._sign(name, signature)
        loan._sign("Awa", on_paper=True)
        self.assertTrue(loan.is_signed_on_paper)
        with self.assertRaisesRegex(UserError, "E-LOAN-40"):
            loan._sign("Awa", picture())

    def test_departure_asks_for_a_contract_and_for_the_state_of_the_tools(self):
        loan = self._create_loan(self._create_model(), start=0, reserve=True)
        with self.assertRaisesRegex(UserError, "E-LOAN-42"):
            loan._check_out()
        self._sign(loan)
        with self.assertRaisesRegex(UserError, "E-LOAN-14"):
            loan._check_out()
        with self.assertRaisesRegex(UserError, "E-LOAN-43"):
            loan._take_back(loan.line_ids)

    def test_departure_asks_the_conditions_again_and_the_return_does_not(self):
        kind = self._create_clearance_kind()
        person = self._create_person()
        clearance = self._clear(person, kind, date=fields.Date.today())
        model = self._create_model(policy=self._create_policy(clearance_kind_id=kind.id))
        loan = self._create_loan(model, partner=person, start=0, reserve=True)
        self._check(loan)
        self._sign(loan)
        clearance.date_to = fields.Date.today()
        with self.assertRaisesRegex(ValidationError, "E-LOAN-05"):
            loan._check_out()
        clearance.date_to = False
        loan._check_out()
        clearance.unlink()
        self._give_back(loan)
        self.assertEqual(loan.state, "closed")

    def test_state_of_a_tool_is_not_changed_once_done(self):
        loan = self._create_loan(self._create_model(), start=0, reserve=True)
        check = self._check(loan, photo=True).with_user(self.agent)
        for change in (
            lambda: check.write({"note": "x"}),
            lambda: check.answer_ids[0].write({"answer": "no"}),
            check.answer_ids.unlink,
            check.unlink,
        ):
            with self.assertRaisesRegex(UserError, "E-LOAN-37"):
                change()
        with self.assertRaisesRegex(UserError, "E-LOAN-36"):
            check.photo_ids.unlink()

    def test_worse_state_at_return_opens_a_repair_and_keeps_the_tool(self):
        model = self._create_model()
        self._create_prompt("Blades", "count", expected=3, model_ids=model.ids)
        loan = self._lend(model)
        self._give_back(loan, condition="broken", answer="no", note="Guard torn off")
        item = loan.line_ids.item_id
        self.assertEqual((item.status, item.condition), ("maintenance", "broken"))
        request = item.maintenance_ids
        self.assertEqual(request.maintenance_type, "corrective")
        for word in ("Guard torn off", "Clean: no", "To repair"):
            self.assertIn(word, request.name)
        request.write(
            {"regie_cost": 18, "stage_id": self.env["maintenance.stage"].search([("done", "=", True)])[:1].id}
        )
        self.assertEqual((item.status, item.maintenance_cost, item.maintenance_count), ("available", 18, 1))

    def test_same_state_at_return_opens_nothing(self):
        loan = self._give_back(self._lend(self._create_model()))
        self.assertFalse(loan.line_ids.item_id.maintenance_ids)

    def test_number_of_loans_plans_a_check_that_keeps_the_tool(self):
        model = self._create_model(policy=self._create_policy(maintenance_every=1, buffer_hours=0))
        loan = self._give_back(self._lend(model))
        request = loan.line_ids.item_id.maintenance_ids
        self.assertEqual(request.maintenance_type, "preventive")
        request.schedule_date = fields.Datetime.now() - timedelta(hours=1)
        with self.assertRaisesRegex(ValidationError, "E-LOAN-07"):
            self._create_loan(loan.line_ids.item_id, start=5, reserve=True)

    def test_tutor_is_reminded_to_call_after_the_departure(self):
        loan = self._lend(self._create_model(), tutor_id=self.agent.id)
        activity = loan.activity_ids
        self.assertEqual(activity.user_id, self.agent)
        self.assertEqual(activity.date_deadline, loan._get_local_date(loan.line_ids.date_left) + timedelta(days=2))

    def test_loan_is_closed_by_the_return_without_deposit(self):
        loan = self._give_back(self._lend(self._create_model()))
        self.assertEqual(loan.state, "closed")
        self.assertTrue(loan.date_closed)

    def test_facts_of_the_counter_are_not_written_by_hand(self):
        loan = self._lend(self._create_model()).with_user(self.agent)
        for vals in ({"date_signed": False}, {"amount_paid": 3}, {"typed_words": "x"}, {"reminder": "last"}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "FACT-01"):
                loan.write(vals)
        for vals in ({"fee": 1}, {"late_fee": 0.5}, {"replacement_value": 3}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "FACT-01"):
                loan.line_ids.write(vals)

    def test_tool_is_retired_with_a_reason(self):
        item = self._create_item()
        with self.assertRaisesRegex(ValidationError, "E-LOAN-45"):
            item.status = "retired"
        item.write({"status": "retired", "retired_reason": "Worn out"})
        self.assertEqual(item.status, "retired")
