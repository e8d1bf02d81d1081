from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError

from odoo.addons.regie_base.tools.scope import Scope

from .common import NOW, MealCase

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@freeze_time(NOW)
class TestInvoice(MealCase):
    """The invoices of the month: one per payer, each cent once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circuit = cls._create_circuit(cls.kitchen)
        cls.ccas = cls._create_partner("CCAS de Louviers")

    def _bring(self, one, *results):
        """Note an answer for the first meals to come of a person, one per meal."""
        for order, result in zip(one.order_ids.sorted("date"), results, strict=False):
            walk = self.env["regie.meal.round"].create(
                {"circuit_id": one.circuit_id.id, "date": order.date, "number": next(self._numbers)}
            )
            stop = self.env["regie.meal.delivery"].create({"round_id": walk.id, "subscription_id": one.id})
            order.sudo().delivery_id = stop
            walk._depart(2)
            stop._note_result(result)

    def _invoice(self):
        return self.env["regie.meal.order"].with_user(self.manager)._invoice(self.company, FIRST, LAST)

    def _compute(self, code):
        indicator = self.env.ref(f"regie_meal_delivery.indicator_{code}").with_user(self.manager)
        scope = Scope.for_year(self.company, FIRST)
        return indicator._compute_results(scope)[indicator].value

    def test_each_payer_gets_one_invoice_and_the_sum_is_the_price(self):
        people = [
            self._subscribe(self.circuit, name, payer_ids=self._pay((self.ccas, 66.67), (payer, 33.33)))
            for name, payer in ((n, self._create_person(n)) for n in ("Odette", "Marcel"))
        ]
        alone = self._subscribe(self.circuit, "Simone")
        for one in (*people, alone):
            self._bring(one, "delivered", "delivered", "delivered")
        moves = self._invoice()
        self.assertEqual(len(moves), 4)
        ccas = moves.filtered(lambda move: move.partner_id == self.ccas)
        self.assertEqual((len(ccas.invoice_line_ids), ccas.amount_total), (2, 34.0))
        self.assertIn("66.67", ccas.invoice_line_ids[0].name)
        self.assertEqual(round(sum(moves.mapped("amount_total")), 2), 3 * 3 * 8.5)
        mine = moves.filtered(lambda move: move.partner_id == alone.partner_id)
        self.assertEqual((mine.invoice_line_ids.quantity, mine.invoice_line_ids.price_unit), (3, 8.5))
        self.assertEqual(set(moves.mapped("state")), {"draft"})

    def test_meal_is_invoiced_once_until_the_invoice_is_cancelled(self):
        one = self._subscribe(self.circuit)
        self._bring(one, "delivered")
        move = self._invoice()
        with self.assertRaisesRegex(UserError, "E-MEAL-12"):
            self._invoice()
        move.button_cancel()
        self.assertEqual(self._invoice().amount_total, 8.5)

    def test_price_is_that_of_the_list_of_the_person_on_the_day(self):
        grid = self._create_grid()
        tier = grid.tier_ids[0]
        self.env["product.pricelist.item"].create(
            {
                "pricelist_id": tier.pricelist_id.id,
                "applied_on": "1_product",
                "product_tmpl_id": self.product.product_tmpl_id.id,
                "compute_price": "fixed",
                "fixed_price": 3.2,
            }
        )
        one = self._subscribe(self.circuit)
        self._give_tier(one.partner_id, tier)
        self._bring(one, "delivered")
        self.product.list_price = 9
        line = self._invoice().invoice_line_ids
        self.assertEqual(line.price_unit, 3.2)
        for word in ("Grille", "tarif", "QF", tier.pricelist_id.name):
            self.assertNotIn(word, line.name)

    def test_meals_brought_for_nothing_follow_the_choice_of_the_regie(self):
        one = self._subscribe(self.circuit)
        self._bring(one, "delivered", "absent", "refused")
        wizard = self.env["regie.meal.invoicing"].with_user(self.manager)
        wizard = wizard.create({"date_from": FIRST, "date_to": LAST})
        self.assertEqual((wizard.meal_count, wizard.person_count), (3, 1))
        self.company.regie_meal_bill_absent = False
        self.assertEqual(self._invoice().amount_total, 8.5)

    def test_vat_follows_the_regime_of_the_regie(self):
        tax = self.env["account.tax"].create({"name": "Reduced", "amount": 5.5, "type_tax_use": "sale"})
        self.product.taxes_id = tax
        one = self._subscribe(self.circuit)
        self._bring(one, "delivered", "delivered")
        self.assertEqual(self._invoice().invoice_line_ids.tax_ids, tax)
        for regime in ("exempt", "franchise"):
            self.env["account.move"].search(
                [("partner_id", "=", one.partner_id.id), ("state", "=", "draft")]
            ).button_cancel()
            self.company.write({"regie_meal_vat_regime": regime, "regie_meal_vat_mention": False})
            with self.assertRaisesRegex(UserError, "E-MEAL-08"):
                self._invoice()
            self.company.regie_meal_vat_mention = "Mention of the accountant"
            move = self._invoice()
            self.assertEqual((move.amount_tax, move.invoice_line_ids.tax_ids.ids), (0, []))
            self.assertIn("Mention of the accountant", move.narration)

    def test_figures_of_the_month(self):
        one = self._subscribe(self.circuit)
        self._bring(one, "delivered", "delivered", "absent", "refused")
        for code, expected in (("portage_repas", 2), ("portage_personnes", None), ("portage_absences", 25)):
            with self.subTest(code=code):
                self.assertEqual(self._compute(code), expected)
        self._create_parameter("portage_petite_cellule", 1, company_id=self.company.id)
        self.assertEqual(self._compute("portage_personnes"), 1)

    def test_invoicing_takes_few_queries(self):
        for number in range(10):
            self._bring(self._subscribe(self.circuit, f"Person {number}"), "delivered", "delivered")
        orders = self.env["regie.meal.order"].search(
            self.env["regie.meal.order"]._get_billable_domain(self.company, FIRST, LAST)
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(25):
            orders._prepare_lines_by_payer(self.company, LAST)
