from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from .common import NOW, MealCase

D = date.fromisoformat
THURSDAY = D("2026-11-26")


@freeze_time(NOW)
class TestRound(MealCase):
    """From the meals of a day to the answers at the doors."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.circuit = cls._create_circuit(cls.kitchen, capacity=3, driver_id=cls.driver.id, manager_id=cls.manager.id)

    def _plan(self, doors=2, day=THURSDAY, circuit=None):
        """Plan the rounds of a day for some people, in the order of the road."""
        circuit = circuit or self.circuit
        for number in range(doors):
            self._subscribe(circuit, f"Person {number}", sequence=number)
        return circuit._plan_rounds(day)

    def _leave(self, doors=2):
        """A round of today that has left."""
        with freeze_time(NOW):
            walk = self._plan(doors)
        with freeze_time("2026-11-26 09:00:00"):
            walk.with_user(self.driver)._depart(2)
        return walk

    def test_rounds_are_as_many_as_the_capacity_asks(self):
        rounds = self._plan(7)
        self.assertEqual(rounds.sorted("number").mapped("door_count"), [3, 3, 1])
        names = [stop.partner_name for one in rounds.sorted("number") for stop in one.delivery_ids.sorted("sequence")]
        self.assertEqual(names, [f"Person {number}" for number in range(7)])
        self.assertEqual(set(rounds.mapped("driver_id")), set(self.driver))

    def test_planning_again_adds_only_what_is_new(self):
        rounds = self._plan(2)
        self.assertEqual(self.circuit._plan_rounds(THURSDAY), rounds)
        self._subscribe(self.circuit, "New one")
        self._subscribe(self.circuit, "Newer one")
        again = self.circuit._plan_rounds(THURSDAY)
        self.assertEqual(again.sorted("number").mapped("door_count"), [3, 1])

    def test_friday_brings_three_meals_to_a_door(self):
        walk = self._plan(1, D("2026-11-27"))
        self.assertEqual((walk.door_count, walk.meal_count), (1, 3))

    def test_cancelled_meals_leave_the_round(self):
        walk = self._plan(2)
        walk.delivery_ids[0].order_ids.action_cancel()
        self.assertEqual((walk.door_count, walk.meal_count), (1, 1))

    def test_cron_plans_what_can_no_longer_change(self):
        self._subscribe(self.circuit)
        cron = self.env.ref("regie_meal_delivery.regie_meal_circuit_cron_plan")
        for moment, days in (("2026-11-25 08:00:00", []), ("2026-11-25 09:30:00", ["2026-11-26"])):
            for _again in range(2):
                with freeze_time(moment), self.enter_registry_test_mode():
                    cron.method_direct_trigger()
            self.env.invalidate_all()
            rounds = self.env["regie.meal.round"].search([("circuit_id", "=", self.circuit.id)])
            self.assertEqual([one.date.isoformat() for one in rounds], days)

    def test_manager_plans_the_next_open_day(self):
        self._subscribe(self.circuit)
        with freeze_time("2026-11-26 10:00:00"):
            action = self.circuit.with_user(self.manager).action_plan_next()
        rounds = self.env["regie.meal.round"].search(action["domain"])
        self.assertEqual([one.date.isoformat() for one in rounds], ["2026-11-30"])

    def test_round_leaves_within_the_cold_chain_only(self):
        walk = self._plan()
        for temperature in (3.1, -0.5, 12):
            with self.assertRaisesRegex(UserError, "E-MEAL-03"):
                walk._depart(temperature)
        with self.assertRaisesRegex(UserError, "E-MEAL-14"):
            walk._depart(200)
        walk._depart(3)
        self.assertEqual((walk.state, walk.departure_temperature), ("running", 3))
        with self.assertRaisesRegex(UserError, "E-MEAL-10"):
            walk._depart(2)

    def test_hot_meals_leave_hot(self):
        self.circuit.chain = "hot"
        walk = self._plan()
        with self.assertRaisesRegex(UserError, "E-MEAL-03"):
            walk._depart(62.9)
        walk._depart(70)

    def test_refused_departure_keeps_the_temperature(self):
        walk = self._plan().with_user(self.manager)
        wizard = self.env["regie.meal.departure"].with_user(self.manager)
        answer = wizard.create({"round_id": walk.id, "temperature": 7}).action_confirm()
        self.assertIn("E-MEAL-03", answer["params"]["message"])
        kept = walk.nonconformity_ids
        self.assertEqual(
            (kept.temperature, kept.moment, kept.user_id, kept.is_open), (7, "departure", self.manager, True)
        )
        kept.action = "Back in the cold store, new boxes."
        self.assertFalse(kept.is_open)
        with self.assertRaisesRegex(UserError, "FACT-01"):
            kept.temperature = 2
        with self.assertRaisesRegex(UserError, "E-MEAL-18"):
            kept.sudo().unlink()
        wizard.create({"round_id": walk.id, "temperature": 2}).action_confirm()
        self.assertEqual(walk.state, "running")
        with self.assertRaisesRegex(UserError, "E-MEAL-13"):
            walk.unlink()

    @freeze_time("2026-11-26 10:00:00")
    def test_answers_at_the_doors_become_those_of_the_meals(self):
        walk = self._leave(3)
        given, absent, refused = walk.delivery_ids.with_user(self.driver)
        given._note_result("delivered", temperature=2.5)
        absent._note_result("absent")
        with self.assertRaisesRegex(UserError, "E-MEAL-11.*|Person 2"):
            walk.with_user(self.driver).action_end()
        refused._note_result("refused", note="Is not hungry")
        walk.with_user(self.driver).action_end()
        self.assertEqual(walk.delivery_ids.order_ids.mapped("state"), ["delivered", "absent", "refused"])
        self.assertEqual(set(walk.delivery_ids.order_ids.mapped("price_unit")), {8.5})
        self.assertEqual((walk.state, walk.answer_count, walk.alert_count), ("done", 3, 1))
        with self.assertRaisesRegex(UserError, "E-MEAL-10"):
            given._note_result("absent")
        with self.assertRaisesRegex(UserError, "E-MEAL-13"):
            walk.delivery_ids.unlink()

    @freeze_time("2026-11-26 10:00:00")
    def test_absence_alerts_the_manager_until_the_door_opens(self):
        walk = self._leave(1)
        stop = walk.delivery_ids
        daughter = self._create_person("Claire", phone="06 00 00 00 00")
        stop.subscription_id.contact_id = daughter
        stop.with_user(self.driver)._note_result("absent")
        alert = stop.subscription_id.activity_ids
        self.assertEqual((alert.user_id, alert.date_deadline), (self.manager, THURSDAY))
        self.assertIn("Claire, 06 00 00 00 00", alert.note)
        stop.with_user(self.driver)._note_result("absent")
        self.assertEqual(stop.subscription_id.activity_ids, alert)
        stop.with_user(self.driver)._note_result("delivered")
        self.assertFalse(stop.subscription_id.activity_ids)

    @freeze_time("2026-11-26 10:00:00")
    def test_meal_too_warm_is_not_left(self):
        walk = self._leave(1)
        stop = walk.delivery_ids
        self.assertEqual(stop.with_user(self.driver)._note_result("delivered", temperature=4.5), "withheld")
        self.assertEqual((stop.order_ids.state, walk.nonconformity_ids.delivery_id), ("withheld", stop))
        self._create_parameter("portage_froid_tolerance", 2, company_id=self.company.id)
        self.assertEqual(stop.with_user(self.driver)._note_result("delivered", temperature=4.5), "delivered")

    @freeze_time("2026-11-26 10:00:00")
    def test_circuit_may_ask_the_temperature_at_each_door(self):
        self.circuit.is_temperature_asked = True
        stop = self._leave(1).delivery_ids.with_user(self.driver)
        with self.assertRaisesRegex(UserError, "E-MEAL-06"):
            stop._note_result("delivered")
        stop._note_result("absent")

    def test_answer_before_the_departure_is_refused(self):
        stop = self._plan(1).delivery_ids
        with self.assertRaisesRegex(UserError, "E-MEAL-10"):
            stop._note_result("delivered")

    def test_facts_are_not_written_by_hand(self):
        walk = self._plan(1).with_user(self.manager)
        for record, fact in (
            (walk, {"date_departed": NOW}),
            (walk, {"departure_temperature": 2}),
            (walk.delivery_ids, {"result": "delivered"}),
            (walk.delivery_ids, {"temperature": 2}),
        ):
            with self.assertRaisesRegex(UserError, "FACT-01"):
                record.write(fact)
        with self.assertRaisesRegex(UserError, "FACT-01"):
            self.env["regie.meal.round"].with_user(self.manager).create(
                {"circuit_id": self.circuit.id, "date": THURSDAY, "number": 9, "date_ended": NOW}
            )

    def test_driver_reads_the_rounds_of_the_day_only(self):
        rounds = self._plan(1) | self.circuit._plan_rounds(D("2026-11-27"))
        mine = self.env["regie.meal.round"].with_user(self.driver)
        for moment, dates in (
            ("2026-11-25 08:00:00", []),
            ("2026-11-26 08:00:00", [THURSDAY]),
            ("2026-11-27 08:00:00", [D("2026-11-27")]),
        ):
            with freeze_time(moment):
                self.env.invalidate_all()
                self.assertEqual(mine.search([("id", "in", rounds.ids)]).mapped("date"), dates)
                self.assertEqual(mine.env["regie.meal.delivery"].search([]).mapped("date"), dates)
        with freeze_time("2026-11-26 08:00:00"), self.assertRaises(AccessError):
            rounds.with_user(self.driver).filtered(lambda one: one.date.day == 27).read(["vehicle"])

    def test_round_of_another_driver_is_closed(self):
        other = self._create_user("portage.other", "regie_meal_delivery.group_role_driver")
        walk = self._plan(1)
        with freeze_time("2026-11-26 08:00:00"), self.assertRaises(AccessError):
            walk.with_user(other)._depart(2)

    def test_round_sheet_tells_no_code_of_a_door(self):
        walk = self._plan(1)
        walk.delivery_ids.subscription_id.key_note = "Code 12B34"
        html, _kind = self.env["ir.actions.report"]._render_qweb_html("regie_meal_delivery.report_round", walk.ids)
        self.assertIn("Person 0", html.decode())
        self.assertIn("3 rue du Quai", html.decode())
        self.assertNotIn("12B34", html.decode())

    def test_kitchen_counts_meals_without_names(self):
        diet = self.env.ref("regie_kitchen.diet_no_pork")
        self._plan(2, D("2026-11-27"))
        one = self._subscribe(self.circuit, "Person X", diet_ids=diet.ids, date_consent="2026-11-01")
        milk = self.env["regie.meal.allergen"].search([("code", "=", "milk")], limit=1)
        milk = milk or self.env["regie.meal.allergen"].search([], limit=1)
        one.partner_id.write({"meal_consent_date": "2026-11-01", "meal_allergen_ids": milk.ids})
        cook = self._create_user("portage.cook", "regie_kitchen.group_role_cook")
        self.env.flush_all()
        rows = self.env["regie.meal.count"].with_user(cook).search([("date_delivery", "=", "2026-11-27")])
        counts = {(row.date.day, row.diet_label, row.allergen_label): row.quantity for row in rows}
        label = one.diet_label
        # in the language of the kitchen
        ordinary = (self.circuit.subscription_ids - one)[0].diet_label
        expected = {(day, ordinary, False): 2 for day in (27, 28, 29)}
        self.assertEqual(counts, {**expected, **{(day, label, milk.name): 1 for day in (27, 28, 29)}})
        with self.assertRaises(AccessError):
            one.with_user(cook).read(["partner_id"])
