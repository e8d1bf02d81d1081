from odoo.exceptions import AccessError, UserError, ValidationError

from .common import USER
from .counter import CounterCase


class TestCounterScreen(CounterCase):
    """What the screen of the counter asks of the server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = cls._create_user("keeper", USER)
        cls.counter = cls.env["regie.loan.counter"].with_user(cls.agent)
        cls.item = cls._create_item(barcode="3760001")
        cls.person = cls._create_person("Lina Roche", barcode="C-77")

    def test_day_shows_what_leaves_what_comes_back_and_the_deposits_to_settle(self):
        collect = self._create_loan(self.item, start=0, reserve=True)
        self._create_loan(self._create_item(), start=5, reserve=True)
        due = self._move(self._lend(self._create_model(), days=1), 2)
        settle = self._give_back(self._lend(self._create_model(deposit=10)))
        day = self.counter.get_day()
        found = {key: [loan["id"] for loan in loans] for key, loans in day.items()}
        self.assertIn(collect.id, found["collect"])
        self.assertIn(due.id, found["due"])
        self.assertIn(settle.id, found["settle"])
        late = next(loan for loan in day["due"] if loan["id"] == due.id)
        self.assertEqual((late["is_late"], late["step"]), (True, "in"))

    def test_scan_knows_a_tool_a_card_a_name_a_loan_and_says_nothing_of_the_rest(self):
        self.assertEqual(self.counter.scan("3760001")["tool"]["id"], self.item.id)
        self.assertEqual(self.counter.scan(self.item.number.lower())["tool"]["id"], self.item.id)
        for code in ("C-77", "lina"):
            self.assertIn(self.person.id, [one["id"] for one in self.counter.scan(code)["people"]])
        loan = self._create_loan(self.item, start=0, reserve=True)
        self.assertEqual(self.counter.scan(loan.name)["loans"][0]["id"], loan.id)
        self.assertEqual(self.counter.scan("3760001")["loans"][0]["id"], loan.id)
        for code in ("", "unheard of"):
            self.assertEqual(self.counter.scan(code), {"people": [], "tool": None, "loans": []})

    def test_person_is_shown_with_what_must_be_said(self):
        self.env["regie.loan.suspension"].create({"partner_id": self.person.id, "reason": "Broken twice"})
        answer = self.counter.get_person(self.person.id)
        self.assertEqual((answer["name"], answer["loans"]), ("Lina Roche", []))
        self.assertIn("Broken twice", answer["alerts"][0])

    def test_loan_at_once_is_booked_after_the_rules_and_opens_its_handover(self):
        action = self.counter.start_loan(self.person.id, self.item.ids, 2)
        loan = self.env["regie.loan"].search([("partner_id", "=", self.person.id)])
        self.assertEqual((loan.state, action["context"]["default_loan_id"]), ("reserved", loan.id))
        with self.assertRaisesRegex(ValidationError, "E-LOAN-11"), self.cr.savepoint():
            self.counter.start_loan(self.person.id, self.item.ids, 2)
        for items, days in (([], 2), (self.item.ids, 0)):
            with self.assertRaisesRegex(UserError, "E-LOAN-44"):
                self.counter.start_loan(self.person.id, items, days)

    def test_loan_that_asks_for_the_manager_waits(self):
        model = self._create_model(policy=self._create_policy(requires_approval=True))
        action = self.counter.start_loan(self.person.id, model.item_ids.ids, 2)
        self.assertEqual(action["type"], "ir.actions.act_window_close")
        self.assertEqual(self.env["regie.loan"].search([("partner_id", "=", self.person.id)]).state, "asked")

    def test_who_does_not_hold_the_counter_reads_nothing(self):
        counter = self.counter.with_user(self._create_user("reader", "regie_services.group_service_read"))
        for call in (counter.get_day, lambda: counter.scan("C-77"), lambda: counter.get_person(self.person.id)):
            with self.assertRaises(AccessError):
                call()

    def test_day_is_read_in_few_queries(self):
        for _number in range(5):
            self._create_loan(self._create_model(), start=0, reserve=True)
        self.env.invalidate_all()
        self.counter.get_day()
        self.env.invalidate_all()
        with self.assertQueryCount(30):
            self.counter.get_day()
