from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Date, Datetime
from odoo.tools import mute_logger

from .common import KitchenCase


class TestReading(KitchenCase):
    """Temperatures: between the limits, or with what was done; never deleted, never changed."""

    def test_equipment_has_the_limits_of_its_kind(self):
        limits = [(one.temp_min, one.temp_max) for one in map(self._create_equipment, ("fridge", "freezer", "hot"))]
        self.assertEqual(limits, [(0, 3), (-40, -18), (63, 100)])

    def test_temperature_out_of_limits_needs_an_action(self):
        fridge = self._create_equipment()
        self.assertTrue(self._read(fridge, 3).is_conform)
        with self.assertRaisesRegex(ValidationError, "8 °C out of limits.*E-HACCP-01"), self.cr.savepoint():
            self._read(fridge, 8)
        reading = self._read(fridge, 8, action="closed")
        self.assertFalse(reading.is_conform)
        self.assertEqual((fridge.value_last, fridge.is_last_conform, fridge.is_due), (8, False, False))

    def test_absurd_temperature_is_refused(self):
        fridge = self._create_equipment()
        for value in -40.5, 330:
            with self.assertRaisesRegex(ValidationError, "E-HACCP-02"):
                self._read(fridge, value, action="closed")

    def test_reading_is_neither_deleted_nor_changed_nor_dated_tomorrow(self):
        reading = self._read(self._create_equipment(), 2)
        with self.assertRaisesRegex(UserError, "E-HACCP-03"):
            reading.unlink()
        with self.assertRaisesRegex(UserError, "E-HACCP-03"):
            reading.with_user(self.cook).value = 1
        reading.with_user(self.cook).note = "Door left open by the delivery"
        with self.assertRaisesRegex(ValidationError, "E-HACCP-07"):
            self._read(self._create_equipment(), 2, date=Datetime.now() + timedelta(hours=2))

    def test_mistake_is_corrected_by_another_reading(self):
        fridge = self._create_equipment()
        wrong = self._read(fridge, 30, action="closed")
        right = self._read(fridge, 3, corrects_id=wrong.id)
        self.assertEqual((wrong.is_corrected, right.is_corrected, wrong.value), (True, False, 30))
        self.assertEqual(wrong.action_correct()["context"]["default_corrects_id"], wrong.id)
        with mute_logger("odoo.sql_db"), self.assertRaisesRegex(Exception, "corrects_uniq"), self.cr.savepoint():
            self._read(fridge, 2, corrects_id=wrong.id)
        with self.assertRaisesRegex(ValidationError, "E-HACCP-08"):
            self._read(self._create_equipment(), 2, corrects_id=right.id)

    def test_verdict_is_not_written_by_hand(self):
        fridge = self._create_equipment()
        readings = self.env["regie.haccp.reading"].with_user(self.cook)
        with self.assertRaisesRegex(UserError, "FACT-01"), self.cr.savepoint():
            readings.create({"equipment_id": fridge.id, "value": 20, "is_conform": True})
        with self.assertRaisesRegex(ValidationError, "E-HACCP-01"):
            readings.with_context(default_is_conform=True, default_temp_max=99).create(
                {"equipment_id": fridge.id, "value": 20}
            )

    def test_limits_of_the_day_stay_on_the_reading(self):
        fridge = self._create_equipment()
        reading = self._read(fridge, 2)
        fridge.temp_max = 1
        self.assertEqual((reading.temp_max, reading.is_conform), (3, True))

    def test_equipment_is_due_after_its_hours(self):
        fridge = self._create_equipment()
        self.assertTrue(fridge.is_due)
        with freeze_time("2026-03-05 06:00:00"):
            self._read(fridge, 2)
            self.assertFalse(fridge.is_due)
        with freeze_time("2026-03-05 18:30:00"):
            fridge.invalidate_recordset(["is_due"])
            self.assertTrue(fridge.is_due)


class TestProcess(KitchenCase):
    """Cooling and reheating: long enough ago is too long."""

    def _run(self, kind, start, end, minutes, action=None):
        begun = datetime(2026, 3, 5, 10)
        one = (
            self.env["regie.haccp.process"]
            .with_user(self.cook)
            .create(
                {
                    "kind": kind,
                    "place_id": self.kitchen.id,
                    "dish_id": self._create_dish().id,
                    "date": begun,
                    "temp_start": start,
                }
            )
        )
        one.write({"temp_end": end, "date_end": begun + timedelta(minutes=minutes)})
        if action:
            one.action_id = self.env.ref(f"regie_kitchen.haccp_action_{action}")
        one.action_finish()
        return one

    def test_dish_is_cooled_in_two_hours(self):
        self.assertTrue(self._run("cooling", 70, 9, 120).is_conform)
        for end, minutes in ((9, 121), (12, 60)):
            with self.assertRaisesRegex(ValidationError, "E-HACCP-01"), self.cr.savepoint():
                self._run("cooling", 70, end, minutes)
        late = self._run("cooling", 70, 9, 121, "thrown")
        self.assertEqual((late.is_conform, late.duration, late.limit_minutes), (False, 121, 120))

    def test_dish_is_reheated_in_an_hour(self):
        self.assertTrue(self._run("reheating", 4, 63, 60).is_conform)
        with self.assertRaisesRegex(ValidationError, "E-HACCP-01"):
            self._run("reheating", 4, 60, 30)

    def test_what_is_finished_does_not_change(self):
        one = self._run("cooling", 70, 9, 100)
        with self.assertRaisesRegex(UserError, "E-HACCP-03"):
            one.temp_end = 5
        with self.assertRaisesRegex(UserError, "E-HACCP-03"):
            one.unlink()
        with self.assertRaisesRegex(ValidationError, "E-HACCP-07"):
            self._run("cooling", 70, 9, -5)


class TestDelivery(KitchenCase):
    """What arrives, the lots it brings, and where they went."""

    def setUp(self):
        super().setUp()
        self.fish = self._create_food("Cod", ["fish"], tracking="lot")

    def test_warm_food_is_sent_back_or_explained(self):
        with self.assertRaisesRegex(ValidationError, "E-HACCP-01"), self.cr.savepoint():
            self._receive(self.fish, temperature=9)
        back = self._receive(self.fish, temperature=9, decision="refused", lot_name="X1")
        self.assertEqual((back.is_conform, back.lot_id), (False, self.env["stock.lot"]))
        self.assertFalse(self._receive(self.fish, temperature=9, action="returned").is_conform)
        self.assertTrue(self._receive(self._create_food("Rice"), kind="dry", temperature=20).is_conform)

    def test_expired_food_is_not_accepted(self):
        day = Datetime.now() - timedelta(days=2)
        with self.assertRaisesRegex(ValidationError, "E-HACCP-05"), self.cr.savepoint():
            self._receive(self.fish, date_expiry=day, lot_name="OLD")
        self._receive(self.fish, date_expiry=day, lot_name="OLD", decision="refused")

    def test_accepted_lot_is_found_again(self):
        vals = {"lot_name": "L42", "date_expiry": "2099-03-07"}
        first, second = self._receive(self.fish, **vals), self._receive(self.fish, **vals)
        self.assertEqual(first.lot_id, second.lot_id)
        last = first.lot_id.expiration_date
        self.assertEqual(str(Date.context_today(first, last)), "2099-03-07")
        self.assertEqual(str(Date.context_today(first, last + timedelta(minutes=1))), "2099-03-08")

    def test_from_the_supplier_to_the_plates_and_back(self):
        fisher = self._create_partner("Criée de Dieppe")
        late = self._receive(self.fish, lot_name="LATE", date_expiry="2099-12-31", partner=fisher)
        soon = self._receive(self.fish, lot_name="SOON", date_expiry="2099-03-08", partner=fisher)
        dish = self._create_dish(self.fish, name="Brandade", portions=10)
        menu = self._create_menu(dish, planned_covers=20).with_user(self.cook)
        menu.action_propose_lots()
        used = menu.consumption_ids
        self.assertEqual((used.lot_id, used.quantity, used.supplier_ids), (soon.lot_id, 2, fisher))
        menu.action_propose_lots()
        self.assertEqual(len(menu.consumption_ids), 1)
        self.assertEqual((soon.lot_id.meal_count, late.lot_id.meal_count), (1, 0))
        found = self.env["regie.meal.consumption"].search(soon.lot_id.action_view_meals()["domain"])
        self.assertEqual((found.menu_id, found.dish_id), (menu, dish))

    def test_expired_or_foreign_lot_is_not_used(self):
        lot = self._receive(self.fish, lot_name="L1", date_expiry="2099-03-08").lot_id
        lot.expiration_date = "2026-03-04 20:00:00"
        menu = self._create_menu(self._create_dish(self.fish))
        menu.action_propose_lots()
        self.assertFalse(menu.consumption_ids.lot_id)
        with self.assertRaisesRegex(ValidationError, "E-HACCP-05"), self.cr.savepoint():
            menu.consumption_ids.lot_id = lot
        other = self._receive(self._create_food("Tuna", tracking="lot"), lot_name="T1", date_expiry="2099-03-08").lot_id
        with self.assertRaisesRegex(ValidationError, "E-HACCP-09"):
            menu.consumption_ids.lot_id = other


class TestPlace(KitchenCase):
    """Samples, cleaning, other controls, and the file of the place."""

    def test_sample_of_each_dish_is_kept_its_days(self):
        menu = self._create_menu(self._create_dish(name="Soup"), self._create_dish(name="Pie"))
        self.assertEqual(set(menu.missing_samples.split(", ")), {"Soup", "Pie"})
        menu.with_user(self.cook).action_keep_samples()
        self.assertFalse(menu.missing_samples)
        sample = menu.sample_ids[:1]
        self.assertEqual((sample.quantity, str(sample.discard_on)), (100, "2026-03-10"))
        with freeze_time("2026-03-09 10:00:00"), self.assertRaisesRegex(UserError, "E-HACCP-04"):
            sample.with_user(self.cook).action_discard()
        with freeze_time("2026-03-10 10:00:00"):
            sample.with_user(self.cook).action_discard()
        self.assertEqual(sample.state, "discarded")
        with self.assertRaisesRegex(UserError, "E-HACCP-03"):
            sample.unlink()
        with self.assertRaisesRegex(UserError, "FACT-01"):
            sample.with_user(self.cook).discard_on = "2026-03-06"

    def test_commercial_place_is_asked_no_sample(self):
        self.kitchen.kitchen_regime = "commercial"
        self.assertFalse(self._create_menu().missing_samples)

    def test_cleaning_comes_back_at_its_pace(self):
        task = self.env["regie.haccp.cleaning"].create(
            {"name": "Hood", "frequency": "weekly", "place_id": self.kitchen.id}
        )
        self.assertTrue(task.is_due)
        with freeze_time("2026-03-05 15:00:00"):
            task.with_user(self.cook).action_done()
            self.assertFalse(task.is_due)
        self.assertEqual(str(task.date_next), "2026-03-12")
        logs = self.env["regie.haccp.cleaning.log"].search([("cleaning_id", "=", task.id)])
        self.assertEqual(logs.user_id, self.cook)

    def test_tired_oil_pests_and_false_probe_need_an_action(self):
        action = self.env.ref("regie_kitchen.haccp_action_changed").id
        for kind, good, bad in (
            ("oil", {"value": 24}, {"value": 26}),
            ("pest", {"is_clear": True}, {"is_clear": False}),
            ("probe", {"value": -0.8}, {"value": 1.5}),
        ):
            with self.subTest(kind=kind):
                vals = {"kind": kind, "place_id": self.kitchen.id}
                checks = self.env["regie.haccp.check"].with_user(self.cook)
                self.assertTrue(checks.create({**vals, **good}).is_conform)
                with self.assertRaisesRegex(ValidationError, "E-HACCP-01"), self.cr.savepoint():
                    checks.create({**vals, **bad})
                self.assertFalse(checks.create({**vals, **bad, "action_id": action}).is_conform)

    def test_place_without_its_papers_serves_nothing(self):
        place = self._create_kitchen(authorised=False)
        menu = self._create_menu(place=place, published=False)
        with self.assertRaisesRegex(UserError, "Training in hygiene.*E-HACCP-06"):
            menu.action_publish()
        self._add_paper(place, "declaration")
        self._add_paper(place, "plan")
        training = self._add_paper(place, "training", date_end="2026-03-01")
        with self.assertRaisesRegex(UserError, "E-HACCP-06"):
            menu.action_publish()
        training.date_end = "2026-12-31"
        self.assertFalse(training.date_verified, "a paper that changes is looked at again")
        training.action_verify()
        menu.with_user(self.cook).action_publish()
        place.invalidate_recordset()
        self.assertEqual(menu.state, "published")

    def test_kitchen_of_a_home_needs_its_checklist(self):
        place = self._create_kitchen(authorised=False, is_home_kitchen=True)
        for kind in ("declaration", "plan", "training"):
            self._add_paper(place, kind)
        self.assertEqual(place.kitchen_missing, "Checklist of the kitchen of the home")
        self._add_paper(place, "home")
        place.invalidate_recordset()
        self.assertFalse(place.kitchen_missing)

    def test_cook_does_not_look_at_the_papers(self):
        paper = self._add_paper(self._create_kitchen(authorised=False), "plan")
        with self.assertRaises(UserError):
            paper.with_user(self.cook).action_verify()
