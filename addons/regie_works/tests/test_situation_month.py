from odoo import fields
from odoo.tests import tagged

from odoo.addons.regie_base.tools import Scope

from .common import WorksCase


@tagged("post_install", "-at_install")
class TestSituationMonth(WorksCase):
    """The situations of a month, at once; accepted penalties are taken off; the figures of the reports."""

    def _create_monthly_lot(self, passes=0, **vals):
        lot = self._create_schedule((self._create_trade(), 9999, 10, {"pass_billing": "per_pass"}), **vals)
        service = self._create_service(self._create_site(lot), sale_line_id=lot.sale_order_id.order_line.id)
        day = [f"2026-02-{1 + number % 28:02}" for number in range(passes)]
        done = [self._create_pass_on_site(day[number], service, slot=1 + number // 28) for number in range(passes)]
        self._validate(*done)
        return lot

    def _open_month(self, lots):
        wizard = self.env["regie.situation.month"].create({"date": "2026-02-15"})
        self.assertLessEqual(lots, wizard.lot_ids)
        wizard.lot_ids = lots
        action = wizard.action_generate()
        return self.env["regie.situation"].search(action["domain"])

    def test_month_opens_a_situation_for_each_running_lot_and_no_other(self):
        first, second = self._create_monthly_lot(3), self._create_monthly_lot(1, date_start="2026-02-10")
        situations = self._open_month(first | second)
        amounts = {one.lot_id: (one.amount_period, str(one.date_from)) for one in situations}
        self.assertEqual(amounts, {first: (30, "2026-02-01"), second: (10, "2026-02-10")})
        again = self.env["regie.situation.month"].create({"date": "2026-02-15"})
        self.assertFalse((first | second) & again.lot_ids)
        again.lot_ids = False
        with self.assertRule("E-SIT-07"):
            again.action_generate()

    def test_passes_of_a_month_are_counted_in_as_many_queries_as_one(self):
        counts = []
        for passes in (2, 40):
            lot = self._create_monthly_lot(passes)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            situation = self._create_situation(lot.sale_order_id)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(situation.pass_count, passes)
        self.assertLessEqual(counts[1], counts[0] + 2)

    def test_accepted_penalties_are_negative_lines_and_the_others_wait(self):
        lot = self._create_monthly_lot(10)
        penalties = self.env["regie.penalty"].create(
            [
                {"name": name, "lot_id": lot.id, "date": day, "amount": amount}
                for name, day, amount in (
                    ("missed", "2026-02-10", 20),
                    ("discussed", "2026-02-11", 30),
                    ("too much", "2026-02-12", 500),
                    ("next month", "2026-03-02", 5),
                )
            ]
        )
        (penalties - penalties[1]).decide(True, "yes")
        situation = self._create_situation(lot.sale_order_id)
        situation.action_send()
        situation._approve("M. Lefèvre")
        situation.action_invoice()
        self.assertEqual(situation.penalty_ids, penalties[0])
        self.assertEqual((situation.amount_penalty, situation.invoice_id.amount_untaxed), (20, 80))
        negative = situation.invoice_id.invoice_line_ids.filtered(lambda line: line.price_unit < 0)
        self.assertFalse(negative.tax_ids)
        with self.assertRule("E-PEN-03"):
            penalties[3].with_user(self._create_user("director", "group_role_director")).situation_id = situation

    def test_retention_is_a_share_that_falls_due_a_year_later(self):
        order = self._create_order(confirmed=True)
        order.payment_term_id = self.env.ref("regie_works.payment_term_retention")
        situation = self._create_situation(order)
        situation.line_ids.percent = 100
        situation.action_send()
        situation._approve("Mme Petit")
        situation.action_invoice()
        invoice = situation.invoice_id
        invoice.invoice_date = "2026-03-01"
        invoice.action_post()
        dues = invoice.line_ids.filtered(lambda line: line.display_type == "payment_term").sorted("date_maturity")
        self.assertEqual(dues.mapped("balance"), [950, 50])

    def test_figures_of_the_reports(self):
        scope = {"company": self.company, "date_from": "2026-01-01", "date_to": "2026-12-31"}
        values = self._read_indicators(scope)
        before = values["landlord_turnover"] or 0
        lot = self._create_monthly_lot(10)
        situation = self._create_situation(lot.sale_order_id)
        situation.action_send()
        situation._approve("M. Lefèvre")
        situation.action_invoice()
        situation.invoice_id.invoice_date = "2026-02-28"
        situation.invoice_id.action_post()
        self._buy("Ecocert soap", 30, eco_class="ecocert")
        self._buy("Bleach", 70, eco_class="conventional")
        self.assertEqual(self._read_indicators(scope)["landlord_turnover"], before + 100)
        own = self._read_indicators({**scope, "partner": lot.buyer_id})
        self.assertEqual(own["landlord_turnover"], 100)
        self.assertIsNone(own["banned_product_quantity"], "no pass on green spaces: no figure, never 0")
        self.assertEqual(own["eco_products_share"], 30)

    def test_zero_phyto_is_proved_by_the_passes_on_green_spaces(self):
        green = self._create_service_type(family_id=self.env.ref("regie_gup.service_family_green").id)
        landlord = self._create_partner()
        service = self._create_service(site=self._create_hall(own_owner_id=landlord.id), service_type=green)
        one = self._create_pass_on_site("2026-02-04", service)
        one.product_line_ids = [(0, 0, {"product_id": self._create_product("Mulch").id, "quantity": 2})]
        self._validate(one)
        self.env.flush_all()
        row = self.env["regie.phyto.report"].search([("owner_id", "=", landlord.id)])
        self.assertEqual(
            (str(row.date), row.pass_count, row.product_quantity, row.phyto_quantity), ("2026-02-02", 1, 2, 0)
        )
        scope = {"company": self.company, "date_from": "2026-01-01", "date_to": "2026-12-31", "partner": landlord}
        self.assertEqual(self._read_indicators(scope)["banned_product_quantity"], 0)

    def test_local_purchases_are_those_of_the_department(self):
        self.company.zip = "27400"
        account = self.env["account.account"].search(
            [("account_type", "=", "expense"), ("company_ids", "in", self.company.ids)], limit=1
        )
        for zipcode, amount in (("27000", 60), ("75011", 40)):
            bill = self.env["account.move"].create(
                {
                    "move_type": "in_invoice",
                    "partner_id": self._create_partner(zip=zipcode).id,
                    "invoice_date": "2031-02-01",
                    "invoice_line_ids": [
                        (0, 0, {"name": "x", "price_unit": amount, "account_id": account.id, "tax_ids": False})
                    ],
                }
            )
            bill.action_post()
        scope = {"company": self.company, "date_from": "2031-01-01", "date_to": "2031-12-31"}
        self.assertEqual(self._read_indicators(scope)["local_purchases_share"], 60)

    def _buy(self, name, price, **vals):
        line = {"product_id": self._create_product(name, **vals).id, "product_qty": 1, "price_unit": price}
        order = self.env["purchase.order"].create(
            {"partner_id": self._create_partner().id, "order_line": [(0, 0, line)]}
        )
        order.button_confirm()
        order.date_approve = "2026-02-10 10:00:00"

    def _read_indicators(self, scope):
        codes = ("eco_products_share", "banned_product_quantity", "landlord_turnover", "local_purchases_share")
        indicators = self.env["regie.indicator"]
        made = Scope(**{**scope, **{name: fields.Date.to_date(scope[name]) for name in ("date_from", "date_to")}})
        return {code: getattr(indicators, f"_compute_{code}")(made).value for code in codes}
