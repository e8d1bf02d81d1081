from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from .common import NOW, USER, MealCase

D = date.fromisoformat


@freeze_time(NOW)
class TestSubscription(MealCase):
    """Which meals follow from a subscription, on which day they are brought, until when they change."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circuit = cls._create_circuit(cls.kitchen)

    def _get_days(self, one):
        orders = self.env["regie.meal.order"].search([("subscription_id", "=", one.id)])
        return {order.date.isoformat()[5:]: order.date_delivery and order.date_delivery.day for order in orders}

    def test_weekend_is_brought_on_friday(self):
        one = self._subscribe(self.circuit, days="567", date_end="2026-12-01")
        self.assertEqual(self._get_days(one), {"11-27": 27, "11-28": 27, "11-29": 27})

    def test_public_holidays_shift_to_the_last_open_day(self):
        circuit = self._create_circuit(self._create_kitchen("2026-12-01"))
        one = self._subscribe(circuit, days="12", date_start="2026-11-30", date_end="2026-12-02")
        self.assertEqual(self._get_days(one), {"11-30": 30, "12-01": 30})

    def test_fourth_meal_ahead_waits_for_a_decision(self):
        circuit = self._create_circuit(self._create_kitchen("2026-11-30"))
        one = self._subscribe(circuit, date_start="2026-11-27", date_end="2026-11-30")
        self.assertEqual(self._get_days(one), {"11-27": 27, "11-28": 27, "11-29": 27, "11-30": False})
        blocked = one.order_ids.filtered(lambda order: order.state == "blocked")
        self.assertEqual(blocked.date, D("2026-11-30"))

    def test_meal_added_by_hand_too_far_ahead_is_refused(self):
        circuit = self._create_circuit(self._create_kitchen("2026-11-30"))
        one = self._subscribe(circuit, days="567", date_start="2026-11-27", date_end="2026-12-20")
        with self.assertRaisesRegex(ValidationError, "E-MEAL-04"), self.cr.savepoint():
            self.env["regie.meal.order"].create({"subscription_id": one.id, "date": "2026-11-30"})
        added = self.env["regie.meal.order"].create({"subscription_id": one.id, "date": "2026-12-01"})
        self.assertEqual((added.date_delivery, added.is_manual, added.state), (D("2026-12-01"), True, "planned"))

    def test_generating_twice_writes_each_meal_once(self):
        one = self._subscribe(self.circuit)
        number = len(one.order_ids)
        self.assertEqual(number, 15)
        self.assertFalse(one._generate_orders())
        self.assertEqual(len(one.order_ids), number)

    def test_generating_for_many_takes_as_many_queries_as_for_one(self):
        many = self.env["regie.meal.subscription"]
        for number in range(30):
            many |= self._subscribe(self.circuit, f"Person {number}")
        many.order_ids.unlink()
        self.env.flush_all()
        with self.assertQueryCount(30):
            many._generate_orders()
        self.assertEqual(len(many.order_ids), 30 * 15)

    def test_no_day_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "E-MEAL-01"):
            self._subscribe(self.circuit, days="")

    def test_shares_make_a_hundred(self):
        ccas = self._create_partner("CCAS")
        with self.assertRaisesRegex(ValidationError, "E-MEAL-05"):
            self._subscribe(self.circuit, payer_ids=self._pay((ccas, 60)))

    def test_diet_is_kept_with_consent_only(self):
        diet = self.env["regie.meal.diet"].search([("kind", "=", "diet")], limit=1)
        with self.assertRaisesRegex(ValidationError, "E-MEAL-09"):
            self._subscribe(self.circuit, diet_ids=diet.ids)
        one = self._subscribe(self.circuit, diet_ids=diet.ids, date_consent="2026-11-01")
        self.assertEqual(one.order_ids[0].diet_label, one.diet_label)
        one.diet_note = "Without salt"
        self.assertIn("Without salt", one.order_ids[0].diet_label)

    def test_second_subscription_of_a_person_is_refused(self):
        one = self._subscribe(self.circuit)
        with self.assertRaisesRegex(ValidationError, "E-MEAL-15"):
            self._subscribe(self.circuit, partner=one.partner_id)
        one.date_end = "2026-12-31"
        later = self._subscribe(self.circuit, partner=one.partner_id, date_start="2027-01-01")
        self.assertEqual((one.state, later.state), ("current", "future"))
        with self.assertRaisesRegex(ValidationError, "E-MEAL-15"):
            one.date_end = False

    def test_suspension_takes_meals_off_and_gives_them_back(self):
        one = self._subscribe(self.circuit, days="12345")
        pause = self.env["regie.meal.suspension"].create(
            {"subscription_id": one.id, "date_from": "2026-11-30", "date_to": "2026-12-04"}
        )
        self.assertNotIn("12-02", self._get_days(one))
        self.assertIn("11-27", self._get_days(one))
        with self.assertRaisesRegex(ValidationError, "E-MEAL-02"), self.cr.savepoint():
            pause.copy({"subscription_id": one.id, "date_from": "2026-12-04", "date_to": False})
        pause.date_to = "2026-12-01"
        self.assertIn("12-02", self._get_days(one))
        pause.unlink()
        self.assertIn("12-01", self._get_days(one))

    def test_overlapping_suspensions_are_refused_by_postgresql_too(self):
        one = self._subscribe(self.circuit)
        self.env["regie.meal.suspension"].create({"subscription_id": one.id, "date_from": "2026-12-01"})
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.ExclusionViolation), self.cr.savepoint():
            self.cr.execute(
                "INSERT INTO regie_meal_suspension (subscription_id, date_from, reason) VALUES (%s, %s, 'other')",
                [one.id, "2026-12-05"],
            )

    def test_change_of_days_leaves_what_was_changed_by_hand(self):
        one = self._subscribe(self.circuit, days="12345")
        order = one.order_ids.filtered(lambda order: order.date == D("2026-12-02"))
        order.with_user(self.manager).quantity = 2
        one.is_wednesday = False
        self.assertEqual(order.exists().quantity, 2)
        self.assertNotIn("12-09", self._get_days(one))

    def test_meals_of_tomorrow_change_until_ten_o_clock(self):
        one = self._subscribe(self.circuit)
        user = self._create_user("portage.office", USER)
        order = one.order_ids.filtered(lambda order: order.date == D("2026-11-26")).with_user(user)
        with freeze_time("2026-11-25 08:59:00"):
            order.quantity = 2
        with freeze_time("2026-11-25 09:00:00"):
            for change in (lambda: order.write({"quantity": 1}), order.action_cancel, order.unlink):
                with self.assertRaisesRegex(UserError, "E-MEAL-07"):
                    change()
            order.with_user(self.manager).action_cancel()
        self.assertEqual((order.state, order.quantity), ("cancelled", 2))

    def test_cancelled_meal_comes_back_before_the_deadline(self):
        one = self._subscribe(self.circuit)
        order = one.order_ids.sorted("date")[-1]
        order.action_cancel()
        self.assertEqual(order.state, "cancelled")
        with self.assertRaisesRegex(UserError, "E-MEAL-17"):
            order.unlink()
        order.action_restore()
        self.assertEqual(order.state, "planned")

    def test_meal_keeps_its_day_and_its_facts(self):
        order = self._subscribe(self.circuit).order_ids[0].with_user(self.manager)
        with self.assertRaisesRegex(UserError, "E-MEAL-16"):
            order.date = "2026-12-24"
        for fact in ({"price_unit": 1}, {"date_delivery": "2026-11-30"}, {"date_invoiced": NOW}):
            with self.assertRaisesRegex(UserError, "FACT-01"):
                order.write(fact)

    def test_meals_go_on_while_days_pass(self):
        one = self._subscribe(self.circuit)
        with freeze_time("2026-11-27 07:00:00"):
            self.assertEqual(len(one._generate_orders()), 2)

    def test_old_subscription_is_forgotten_but_not_its_meals(self):
        one = self._subscribe(self.circuit, date_end="2026-11-30")
        orders, count = one.order_ids, len(one.order_ids)
        cron = self.env.ref("regie_meal_delivery.regie_meal_subscription_cron_purge")
        for day, is_kept in (("2027-11-29", True), ("2027-12-01", False)):
            with freeze_time(day), self.enter_registry_test_mode():
                cron.method_direct_trigger()
            self.env.invalidate_all()
            self.assertEqual(bool(one.exists()), is_kept)
        self.assertEqual((len(orders.exists()), orders.subscription_id.ids), (count, []))
        self.assertIn("No name kept", orders[0].display_name)
