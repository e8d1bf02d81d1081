from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import WorksCase


@tagged("post_install", "-at_install")
class TestSituation(WorksCase):
    """What was done until a day, its visa, its invoice. Domain: 1.11."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls._create_user("office", "group_role_office")

    def _approve(self, situation):
        situation.action_send()
        situation._approve("M. Lefèvre")

    def test_progress_is_cumulative_and_the_invoice_takes_the_difference(self):
        order = self._create_order((self._create_trade(), 10, 100), confirmed=True)
        first = self._create_situation(order, 2)
        first.line_ids.percent = 40
        self.assertEqual((first.line_ids.quantity, first.amount_period, first.progress), (4, 400, 40))
        self._approve(first)
        self.assertEqual(order.order_line.qty_delivered, 4)
        first.action_invoice()
        self.assertEqual((first.state, first.invoice_id.amount_untaxed), ("invoiced", 400))
        second = self._create_situation(order, 3)
        self.assertEqual((second.line_ids.previous_percent, second.line_ids.quantity, second.number), (40, 4, 2))
        second.line_ids.percent = 100
        self._approve(second)
        second.action_invoice()
        self.assertEqual((second.amount_period, second.invoice_id.amount_untaxed), (600, 600))

    def test_progress_beyond_the_order_is_refused(self):
        situation = self._create_situation(self._create_order(confirmed=True))
        with self.assertRule("E-SIT-01"):
            situation.line_ids.percent = 101
        with self.assertRule("E-SIT-01"):
            situation.line_ids.quantity = 11

    def test_progress_does_not_go_back(self):
        order = self._create_order(confirmed=True)
        first = self._create_situation(order, 2)
        first.line_ids.percent = 40
        first.action_send()
        with self.assertRule("E-SIT-02"):
            self._create_situation(order, 3).line_ids.percent = 39

    @mute_logger("odoo.sql_db")
    def test_two_situations_of_one_period_are_refused(self):
        order = self._create_order(confirmed=True)
        self._create_situation(order, 2).action_send()
        with self.assertRule("E-SIT-03"):
            self._create_situation(order, 2)

    def test_next_situation_waits_for_the_one_before(self):
        order = self._create_order(confirmed=True)
        first = self._create_situation(order, 2)
        with self.assertRule("E-SIT-04"):
            self._create_situation(order, 3)
        first.action_send()
        second = self._create_situation(order, 3)
        with self.assertRule("E-SIT-04"):
            first.action_draft()
        second.unlink()
        first.action_draft()
        self.assertEqual(first.state, "draft")

    def test_what_the_customer_was_shown_does_not_change(self):
        situation = self._create_situation(self._create_order(confirmed=True))
        situation.action_send()
        for act in (
            lambda: situation.line_ids.write({"quantity": 5}),
            lambda: situation.line_ids.unlink(),
            lambda: situation.write({"date_to": "2026-03-15"}),
            lambda: situation.unlink(),
        ):
            with self.assertRule("E-SIT-05"):
                act()

    def test_facts_are_not_written_by_hand(self):
        situation = self._create_situation(self._create_order(confirmed=True)).with_user(self.office)
        for vals in ({"date_approved": "2026-02-28"}, {"state": "approved"}, {"visa_name": "M. X"}):
            with self.subTest(vals=vals), self.assertRule("E-SIT-05"):
                situation.write(vals)
        with self.assertRule("E-SIT-05"):
            situation.line_ids.write({"previous_quantity": 3})

    def test_no_context_approves_a_situation(self):
        vals = {"default_date_sent": "2026-02-28", "default_date_approved": "2026-02-28", "default_visa_name": "X"}
        order = self._create_order(confirmed=True)
        situation = self.env["regie.situation"].with_user(self.office).with_context(**vals)
        one = situation.create({"sale_order_id": order.id, "date_from": "2026-02-01", "date_to": "2026-02-28"})
        self.assertEqual((one.state, one.visa_name), ("draft", False))

    def test_each_act_comes_at_its_moment(self):
        situation = self._create_situation(self._create_order(confirmed=True))
        for act in (situation.action_approve, situation.action_invoice, situation.action_draft):
            with self.assertRule("E-SIT-06"):
                act()
        situation.action_send()
        with self.assertRule("E-SIT-06"):
            situation._approve("  ")

    def test_passes_pay_a_line_each_and_are_counted_once(self):
        trade = self._create_trade("Pass in the hall")
        lot = self._create_schedule((trade, 52, 30, {"pass_billing": "per_pass"}))
        line = lot.sale_order_id.order_line
        service = self._create_service(self._create_site(lot), sale_line_id=line.id)
        february = [self._create_pass_on_site(f"2026-02-{day:02}", service) for day in (2, 9, 16, 23)]
        self._validate(*february[:3])
        first = self._create_situation(lot.sale_order_id, 2)
        self.assertEqual((first.lot_id, first.line_ids.quantity, first.amount_period), (lot, 3, 90))
        self.assertEqual(first.pass_count, 3)
        self._approve(first)
        self._validate(february[3], self._create_pass_on_site("2026-03-02", service))
        second = self._create_situation(lot.sale_order_id, 3)
        self.assertEqual((second.line_ids.quantity, second.amount_period), (5, 60), "the late pass is not lost")

    def test_flat_rate_is_due_whole_and_in_proportion_only_if_the_contract_says_so(self):
        trade = self._create_trade("Upkeep of the month")
        lot = self._create_schedule((trade, 12, 1000, {"pass_billing": "monthly"}))
        prorata = self._create_schedule((trade, 12, 1000, {"pass_billing": "prorata"}))
        amounts = []
        for one in (lot, prorata):
            line = one.sale_order_id.order_line
            service = self._create_service(self._create_site(one), sale_line_id=line.id)
            passes = [self._create_pass_on_site(f"2026-02-{day:02}", service) for day in (2, 9, 16, 23)]
            self._validate(*passes[:3])
            amounts.append(self._create_situation(one.sale_order_id).amount_period)
        self.assertEqual(amounts, [1000, 750])

    def test_passes_beyond_the_order_are_shown_and_not_invoiced(self):
        lot = self._create_schedule((self._create_trade(), 1, 30, {"pass_billing": "per_pass"}))
        service = self._create_service(self._create_site(lot), sale_line_id=lot.sale_order_id.order_line.id)
        self._validate(*[self._create_pass_on_site(f"2026-02-{day:02}", service) for day in (2, 9)])
        line = self._create_situation(lot.sale_order_id).line_ids
        self.assertEqual((line.quantity, line.excess_quantity), (1, 1))

    def test_invoiced_pass_is_not_changed_any_more(self):
        lot = self._create_schedule((self._create_trade(), 52, 30, {"pass_billing": "per_pass"}))
        service = self._create_service(self._create_site(lot), sale_line_id=lot.sale_order_id.order_line.id)
        one = self._create_pass_on_site(service=service)
        self._validate(one)
        situation = self._create_situation(lot.sale_order_id)
        self.assertFalse(one._is_invoiced(), "a draft binds nobody")
        situation.action_send()
        self.assertTrue(one._is_invoiced())
        with self.assertRule("E-INT-05"):
            one.date_planned = "2026-02-05"
        with self.assertRule("E-INT-05"):
            one.product_line_ids = [(0, 0, {"product_id": self._create_product().id})]
        with self.assertRaises(UserError):
            one.with_user(self.office).situation_id = False

    def test_public_buyer_without_a_siret_is_not_invoiced(self):
        lot = self._create_schedule((self._create_trade(), 10, 100), buyer_kind="municipality")
        self.assertTrue(lot.is_chorus)
        situation = self._create_situation(lot.sale_order_id)
        situation.line_ids.percent = 10
        self._approve(situation)
        with self.assertRule("E-MKT-11"):
            situation.action_invoice()
        lot.buyer_id.company_registry = "21270375300010"
        with self.assertRule("E-MKT-12"):
            situation.action_invoice()
        lot.buyer_id.company_registry = "73282932000074"
        lot.write({"chorus_service_code": "SRV1", "chorus_commitment": "EJ42"})
        situation.action_invoice()
        invoice = situation.invoice_id
        self.assertEqual(
            (invoice.buyer_reference, invoice.purchase_order_reference, invoice.contract_reference),
            ("SRV1", "EJ42", lot.market_id.reference),
        )

    def test_office_goes_the_whole_way(self):
        order = self._create_order(confirmed=True)
        situation = self._create_situation(order).with_user(self.office)
        situation.line_ids.percent = 50
        situation.action_send()
        situation.action_approve()
        situation.action_invoice()
        self.assertEqual(situation.state, "invoiced")
        self.assertIn("office", situation.visa_name.lower())

    def test_mail_template_situation_gives_the_link_of_the_page(self):
        situation = self._create_situation(self._create_order(confirmed=True))
        action = situation.action_send()
        template = self.env["mail.template"].browse(action["context"]["default_template_id"])
        self.assertEqual(template, self.env.ref("regie_works.mail_template_situation"))
        body = template._render_field("body_html", situation.ids)[situation.id]
        self.assertIn(
            f"/my/situations/{situation.id}?access_token={situation.access_token}", body.replace("&amp;", "&")
        )
