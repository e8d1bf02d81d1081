from datetime import date

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import SQL

from .common import ServiceCase


@tagged("post_install", "-at_install")
class TestTariff(ServiceCase):
    """Prices by resources: bands that touch, rights that end, and nothing that tells why."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.grid = cls._create_grid()
        cls.a, cls.b, cls.c = cls.grid.tier_ids
        cls.awa = cls._create_person()

    def test_upper_bound_belongs_to_the_band(self):
        for quotient, code in ((0, "A"), (450, "A"), (450.01, "B"), (900, "B"), (900.01, "C"), (99999, "C")):
            with self.subTest(quotient=quotient):
                self.assertEqual(self.grid._get_tier(quotient).code, code)

    def test_bands_that_overlap_or_leave_a_gap_are_refused(self):
        overlap, gap = "E-TIER-01", "E-TIER-02"
        for command, code in (
            (Command.create({"code": "D", "qf_min": 300, "qf_max": 600}), overlap),
            (Command.update(self.a.id, {"qf_max": 500}), overlap),
            (Command.update(self.a.id, {"qf_max": 400}), gap),
            (Command.delete(self.a.id), gap),
            (Command.update(self.c.id, {"qf_max": 5000}), gap),
        ):
            with self.subTest(command=command), self.assertRaisesRegex(ValidationError, code), self.cr.savepoint():
                self.grid.tier_ids = [command]

    def test_second_full_price_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "E-TIER-09"):
            self.a.is_full = True

    def test_list_of_a_band_takes_fixed_prices_and_a_neutral_name(self):
        with self.assertRaisesRegex(ValidationError, "E-TIER-05"):
            self.a.pricelist_id.item_ids = [
                Command.create({"compute_price": "percentage", "percent_price": 50, "applied_on": "3_global"})
            ]
        for name in ("Tarif solidaire", "QF 1", "Réduit", "Grille sociale"):
            with self.subTest(name=name), self.assertRaisesRegex(ValidationError, "E-TIER-08"):
                self.a.pricelist_id.name = name
        self.a.pricelist_id.name = "Grille bleue"

    def test_right_reaches_the_till_and_leaves_it_when_it_ends(self):
        today = fields.Date.today()
        dates = {"date_from": today - relativedelta(days=3), "date_to": today + relativedelta(days=9)}
        right = self._give_tier(self.awa, self.a, **dates)
        self.assertEqual(self.awa.property_product_pricelist, self.a.pricelist_id)
        self.assertEqual(self.awa._get_tariff_coefficient(), 0.3)
        right.action_end()
        self.assertNotEqual(self.awa.property_product_pricelist, self.a.pricelist_id)
        self.assertEqual(self.awa._get_tariff_coefficient(), 1)

    def test_right_of_later_waits_for_its_day(self):
        today = fields.Date.today()
        right = self._give_tier(self.awa, self.a, date_from=today + relativedelta(days=5))
        self.assertFalse(right.is_applied)
        with freeze_time(today + relativedelta(days=5)), self.enter_registry_test_mode():
            self.env.ref("regie_services.regie_tariff_cron_apply").method_direct_trigger()
        self.assertEqual(self.awa.property_product_pricelist, self.a.pricelist_id)
        with freeze_time(right.date_to + relativedelta(days=1)), self.enter_registry_test_mode():
            self.env.ref("regie_services.regie_tariff_cron_apply").method_direct_trigger()
        self.assertNotEqual(self.awa.property_product_pricelist, self.a.pricelist_id)
        with freeze_time(right.date_to + relativedelta(months=13)), self.enter_registry_test_mode():
            self.env.ref("regie_services.regie_tariff_cron_apply").method_direct_trigger()
        self.assertFalse(right.exists())

    def test_two_rights_at_once_or_a_right_of_two_years_are_refused(self):
        self._give_tier(self.awa, self.a)
        with self.assertRaisesRegex(ValidationError, "E-TIER-04"):
            self._give_tier(self.awa, self.b)
        other = self._create_person("Louis")
        with self.assertRaisesRegex(ValidationError, "E-TIER-10"):
            self._give_tier(other, self.b, date_to=fields.Date.today() + relativedelta(years=2))

    def test_right_given_to_somebody_else_takes_its_prices_along(self):
        louis = self._create_person("Louis")
        right = self._give_tier(self.awa, self.a)
        right.partner_id = louis
        self.assertEqual(louis.property_product_pricelist, self.a.pricelist_id)
        self.assertNotEqual(self.awa.property_product_pricelist, self.a.pricelist_id)

    def test_cards_are_handed_out_and_blocked_together(self):
        cards = self.env["regie.tariff.card"].create([{"tier_id": self.a.id} for _number in range(10)])
        self.assertEqual(len(set(cards.partner_id.mapped("barcode"))), 10)
        cards.action_block()
        self.assertFalse(cards.partner_id.regie_entitlement_ids)

    def test_facts_of_a_right_are_not_written_by_hand(self):
        user = self._create_user("desk", "group_role_office")
        right = self._give_tier(self.awa, self.a).with_user(user)
        with self.assertRaisesRegex(UserError, "FACT-01"):
            right.is_applied = False
        with self.assertRaisesRegex(UserError, "FACT-01"):
            right.user_id = self.env.ref("base.user_admin")

    def test_parts_of_a_household_as_the_caf_counts_them(self):
        calculator = self.env["regie.tariff.calculator"]
        for adults, children, disabled, parts in (
            (2, 0, 0, 2),
            (2, 1, 0, 2.5),
            (2, 2, 0, 3),
            (2, 3, 0, 4),
            (2, 4, 0, 4.5),
            (2, 1, 1, 3),
        ):
            with self.subTest(children=children, disabled=disabled):
                self.assertEqual(calculator._get_parts(adults, children, disabled), parts)

    def test_calculator_keeps_the_band_and_nothing_of_what_was_typed(self):
        form = Form(self.env["regie.tariff.calculator"].with_context(default_partner_id=self.awa.id))
        form.grid_id = self.grid
        form.method = "income"
        form.income, form.benefits, form.children = 12000, 300, 1
        self.assertIn("B", form.result)
        wizard = form.save()
        self.env.flush_all()
        columns = self.env.execute_query_dict(SQL("SELECT * FROM regie_tariff_calculator WHERE id = %s", wizard.id))[0]
        self.assertFalse(set(columns) & {"income", "benefits", "quotient", "adults", "children"})
        wizard.action_confirm()
        right = self.awa.regie_entitlement_ids
        self.assertEqual((right.tier_id, right.origin, right.proof), (self.b, "calculator", "caf"))
        self.assertFalse({"income", "quotient"} & set(right._fields))

    def test_bad_figures_are_told(self):
        for typed, code in (({"adults": 0}, "E-TIER-03"), ({"income": -1}, "E-TIER-13")):
            with self.subTest(code=code), self.assertRaisesRegex(ValidationError, code):
                self.env["regie.tariff.calculator"].create(
                    {"partner_id": self.awa.id, "grid_id": self.grid.id, "method": "income", "income": 100, **typed}
                )

    def test_new_band_ends_the_running_right_the_day_before(self):
        old = self._give_tier(
            self.awa,
            self.a,
            date_from=fields.Date.today() - relativedelta(months=3),
            date_to=fields.Date.today() + relativedelta(months=3),
        )
        wizard = self.env["regie.tariff.calculator"].create(
            {"partner_id": self.awa.id, "grid_id": self.grid.id, "method": "quotient", "quotient": 800}
        )
        wizard.action_confirm()
        self.assertEqual(old.date_to, fields.Date.today() - relativedelta(days=1))
        self.assertEqual(self.awa.property_product_pricelist, self.b.pricelist_id)

    def test_card_has_a_number_a_band_and_no_name(self):
        card = self.env["regie.tariff.card"].create({"tier_id": self.a.id})
        self.assertEqual(card.partner_id.property_product_pricelist, self.a.pricelist_id)
        self.assertNotIn(card.number, card.partner_id.name)
        self.assertEqual(card.partner_id.barcode, f"042{card.number}")
        with self.assertRaisesRegex(UserError, "E-TIER-12"):
            card.tier_id = self.b
        card.action_block()
        self.assertFalse(card.partner_id.barcode)
        self.assertFalse(card.partner_id.regie_entitlement_ids)

    def test_place_is_closed_on_days_off(self):
        calendar = self.env["resource.calendar"].create({"name": "Workshop", "tz": "Europe/Paris"})
        place = self._create_place("residence", calendar_id=calendar.id)
        self.env["resource.calendar.leaves"].create(
            {"calendar_id": calendar.id, "date_from": "2026-12-23 23:00:00", "date_to": "2026-12-25 22:59:59"}
        )
        closed = place._get_closed_days(date(2026, 12, 21), date(2026, 12, 27))
        self.assertEqual({day.day for day in closed}, {24, 25, 26, 27})

    def test_clearance_ends_after_its_months(self):
        kind = self._create_clearance_kind(months=24)
        self._clear(self.awa, kind, "2026-01-15")
        missing = self.env["regie.clearance"]._get_missing
        self.assertFalse(missing(self.awa, kind, date(2026, 2, 1), date(2026, 2, 3))[self.awa])
        self.assertEqual(missing(self.awa, kind, date(2028, 1, 14), date(2028, 1, 15))[self.awa], kind)
        self.assertEqual(missing(self.awa, kind, date(2026, 1, 14), date(2026, 1, 15))[self.awa], kind)
