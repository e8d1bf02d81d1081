import threading

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import RestaurantCase


class TestPot(RestaurantCase):
    """Meals that some pay for others: never more than what was given, and nobody's name."""

    def setUp(self):
        super().setUp()
        self.session = self._open(self.till, self.cashier)

    def _give(self, count=1):
        return self._send(self._prepare_sale(self.till, (self.gift, count, 5.0)), user=self.cashier)

    def _offer(self, price=8.0, **vals):
        sale = self._prepare_sale(self.till, (self.meal, 1, price), paid={self.by_pot: price}, **vals)
        return self._send(sale, user=self.cashier)

    def test_gift_fills_the_pot_and_a_meal_empties_it(self):
        self._give(2)
        self.assertEqual(self.pot.balance, 10)
        self._offer()
        self.env.invalidate_all()
        self.assertEqual((self.pot.balance, self.pot.move_count), (2, 2))

    def test_who_eats_is_not_written(self):
        self._give(2)
        awa = self._create_person(barcode="0421111111111")
        order = self._offer(partner=awa, regie_badge="0421111111111")
        self.assertFalse(order.partner_id or order.regie_badge)
        self.assertFalse({"partner_id", "order_id", "user_id"} & set(self.pot.move_ids._fields))

    def test_sale_that_arrives_twice_moves_the_pot_once(self):
        self._give(2)
        sale = self._prepare_sale(self.till, (self.meal, 1, 8.0), paid={self.by_pot: 8.0})
        self._send(sale, sale, user=self.cashier)
        self.env.invalidate_all()
        self.assertEqual(self.pot.balance, 2)

    def test_empty_pot_refuses_before_the_sale(self):
        self._give()
        take = self.env["regie.meal.pot"].with_user(self.cashier).take_at_till
        with self.assertRaisesRegex(UserError, "E-POT-01"):
            take(self.session.id, "uuid-1", 8.0)
        self._give()
        self.assertTrue(take(self.session.id, "uuid-1", 8.0))
        self.assertTrue(take(self.session.id, "uuid-1", 8.0))
        self.env.invalidate_all()
        self.assertEqual(self.pot.balance, 2)
        for wrong in (0, -5):
            with self.subTest(amount=wrong), self.assertRaisesRegex(UserError, "E-POT-02"):
                take(self.session.id, "uuid-2", wrong)

    def test_meal_taken_before_is_not_taken_again_by_its_sale(self):
        self._give(2)
        sale = self._prepare_sale(self.till, (self.meal, 1, 8.0), paid={self.by_pot: 8.0})
        self.env["regie.meal.pot"].with_user(self.cashier).take_at_till(self.session.id, sale["uuid"], 8.0)
        order = self._send(sale, user=self.cashier)
        self.assertEqual(self.pot.balance, 2)
        self.assertFalse(order.regie_alert_ids)

    def test_offline_meal_on_an_empty_pot_is_kept_and_shown(self):
        self._give()
        order = self._offer()
        self.env.invalidate_all()
        self.assertEqual((order.state, self.pot.balance), ("paid", 0))
        self.assertEqual((order.regie_alert_ids.kind, order.regie_alert_ids.amount), ("pot", -3))

    def test_gift_is_not_paid_by_the_pot(self):
        self._give(2)
        sale = self._prepare_sale(self.till, (self.gift, 1, 5.0), paid={self.by_pot: 5.0})
        with self.assertRaisesRegex(UserError, "E-POT-02"), self.cr.savepoint():
            self._send(sale, user=self.cashier)

    def test_day_closes_with_gifts_and_offered_meals(self):
        self._give(2)
        self._offer()
        self.env["regie.meal.pot"].take_at_till(self.session.id, "never-sold", 2.0)
        self.env.invalidate_all()
        self.session.post_closing_cash_details(10)
        self.session.close_session_from_ui()
        self.assertEqual(self.session.state, "closed")
        self.env.invalidate_all()
        self.assertEqual(self.pot.balance, 2)
        account = self.by_pot.receivable_account_id
        lines = self.env["account.move.line"].search([("account_id", "=", account.id)])
        self.assertEqual(sum(lines.mapped("balance")), -2)


@tagged("post_install", "-at_install")
class TestPotRace(RestaurantCase):
    """Two tills that give the last meal at once."""

    def test_last_meal_is_given_once(self):
        registry = self.env.registry
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            company = env["res.company"].create({"name": "Race"})
            pot = env["regie.meal.pot"].create({"company_id": company.id})
            pot._move(8, "given")
            ids = pot.id, company.id
        done, start = [], threading.Barrier(8)

        def take(number):
            start.wait()
            outcome = None
            while not outcome:
                try:
                    with mute_logger("odoo.sql_db"), registry.cursor() as cr:
                        pot = api.Environment(cr, SUPERUSER_ID, {})["regie.meal.pot"].browse(ids[0])
                        pot._move(-8, f"take:{number}")
                    outcome = "taken"
                except SerializationFailure:
                    # Odoo plays such a call again
                    continue
                except UserError as error:
                    outcome = "E-POT-01" if "E-POT-01" in str(error) else str(error)
            done.append(outcome)

        threads = [threading.Thread(target=take, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        try:
            self.assertEqual(sorted(done), ["E-POT-01"] * 7 + ["taken"])
        finally:
            with registry.cursor() as cr:
                cr.execute("DELETE FROM regie_meal_pot WHERE id = %s", [ids[0]])
                cr.execute("UPDATE res_company SET active = false WHERE id = %s", [ids[1]])
