from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from odoo.addons.regie_base.tools.scope import Scope

from .common import WasteCase


class TestGarden(WasteCase):
    """Plots, who gardens them, who waits, what they give."""

    def test_plot_is_not_allocated_twice_on_the_same_day(self):
        plot = self._create_plot()
        self._allocate(plot, date_from="2026-01-01", date_to="2026-06-30")
        for start, end in (("2026-06-30", "2026-12-31"), ("2025-01-01", "2026-01-01"), ("2026-02-01", "2026-02-02")):
            with self.assertRaisesRegex(ValidationError, "30/06/2026.*E-GARD-01"), self.cr.savepoint():
                self._allocate(plot, date_from=start, date_to=end)
        self._allocate(plot, date_from="2026-07-01", date_to="2026-12-31")
        self._allocate(date_from="2026-01-01", date_to="2026-06-30")

    def test_two_allocations_of_one_batch_do_not_overlap(self):
        vals = {"plot_id": self._create_plot().id, "date_from": "2026-01-01", "date_to": "2026-12-31"}
        with self.assertRaisesRegex(ValidationError, "E-GARD-01"):
            self.env["regie.garden.allocation"].create(
                [{**vals, "partner_id": self._create_partner().id} for _n in range(2)]
            )

    def test_season_ends_with_the_year_unless_told(self):
        allocation = self.env["regie.garden.allocation"].create(
            {"plot_id": self._create_plot().id, "partner_id": self._create_partner().id, "date_from": "2026-03-15"}
        )
        self.assertEqual(allocation.date_to, date(2026, 12, 31))

    def test_plot_that_rests_is_not_allocated(self):
        with self.assertRaisesRegex(ValidationError, "E-GARD-04"):
            self._allocate(self._create_plot(is_resting=True), date_to="2099-12-31")

    def test_plot_stands_in_a_garden(self):
        with self.assertRaisesRegex(ValidationError, "E-GARD-05"):
            self._create_plot(self._create_hall())

    def test_messages_of_the_constraints_bear_their_code(self):
        allocations, requests = self.env["regie.garden.allocation"], self.env["regie.garden.request"]
        for model, name, code in (
            (allocations, "dates_ordered", "E-GARD-02"),
            (allocations, "amounts_positive", "E-GARD-06"),
            (allocations, "plot_period_excl", "E-GARD-01"),
            (requests, "waiting_uniq", "E-GARD-10"),
        ):
            self.assertIn(code, model._table_objects[f"{model._table}_{name}"].get_error_message(model))

    def test_fee_is_that_of_the_day_it_was_agreed(self):
        tier = self.env["regie.garden.tier"].create({"name": "Family", "amount": 10, "amount_m2": 0.5, "deposit": 20})
        plot = self._create_plot(surface=30)
        allocation = self._allocate(plot, tier_id=tier.id)
        self.assertEqual((allocation.fee, allocation.deposit), (25, 20))
        tier.amount, plot.surface = 100, 60
        self.assertEqual(allocation.fee, 25)

    def test_fee_is_received_after_the_charter_is_signed(self):
        allocation = self._allocate(fee=15)
        with self.assertRaisesRegex(UserError, "E-GARD-03"):
            allocation.action_pay()
        allocation.action_sign()
        allocation.action_pay()
        self.assertEqual((allocation.date_charter, allocation.date_paid), (fields.Date.today(),) * 2)
        with self.assertRaisesRegex(UserError, "E-GARD-08"):
            allocation.unlink()
        allocation.action_deposit_back()
        self.assertTrue(allocation.date_deposit_back)

    def test_charter_and_fee_are_not_written_by_hand(self):
        office = self._create_user("office.garden", "group_role_office")
        allocation = self._allocate().with_user(office)
        with self.assertRaisesRegex(UserError, "E-GARD-07"):
            allocation.date_charter = "2026-01-01"
        allocation.action_sign()
        self.assertTrue(allocation.date_charter)

    def test_plot_given_back_is_free_from_tomorrow(self):
        today = fields.Date.today()
        plot = self._create_plot()
        allocation = self._allocate(plot, date_from=today - timedelta(30), date_to=today + timedelta(300))
        allocation.action_give_back()
        self.assertEqual((allocation.date_to, allocation.state), (today, "running"))
        self._allocate(plot, date_from=today + timedelta(1), date_to=today + timedelta(300))

    def test_renewal_goes_on_after_the_last_day_and_once(self):
        allocations = self._allocate() | self._allocate()
        action = allocations.action_renew()
        renewed = self.env["regie.garden.allocation"].search(action["domain"])
        self.assertEqual({(one.date_from, one.date_to) for one in renewed}, {(date(2027, 1, 1), date(2027, 12, 31))})
        self.assertEqual(renewed.partner_id, allocations.partner_id)
        self.assertFalse(any(renewed.mapped("date_charter")))
        with self.assertRaisesRegex(UserError, "E-GARD-09"):
            allocations.action_renew()

    def test_status_of_a_plot_is_read_from_its_allocations(self):
        free, taken, resting = self._create_plot(), self._create_plot(), self._create_plot(is_resting=True)
        self._allocate(taken, date_from="2020-01-01", date_to="2099-12-31")
        plots = free | taken | resting
        self.assertEqual(plots.mapped("status"), ["free", "taken", "resting"])
        for plot in plots:
            found = self.env["regie.garden.plot"].search([("status", "=", plot.status), ("id", "in", plots.ids)])
            self.assertEqual(found, plot)

    def test_state_of_an_allocation_is_read_from_its_dates(self):
        for start, end, state in (
            ("2020-01-01", "2020-12-31", "ended"),
            ("2020-01-01", "2099-12-31", "running"),
            ("2099-01-01", "2099-12-31", "coming"),
        ):
            one = self._allocate(date_from=start, date_to=end)
            self.assertEqual(one.state, state)
            self.assertIn(one, self.env["regie.garden.allocation"].search([("state", "=", state)]))

    def _ask(self, garden, day, **vals):
        return self.env["regie.garden.request"].create(
            {"site_id": garden.id, "partner_id": self._create_partner().id, "date": day, **vals}
        )

    def test_queue_is_by_day_of_the_request_garden_by_garden(self):
        garden, other = self._create_outdoor("garden"), self._create_outdoor("garden")
        late, early, elsewhere = (
            self._ask(garden, "2026-03-02"),
            self._ask(garden, "2026-02-02"),
            self._ask(other, "2026-05-02"),
        )
        self.assertEqual([one.rank for one in (late, early, elsewhere)], [2, 1, 1])
        early.action_withdraw()
        late.invalidate_recordset()
        self.assertEqual((late.rank, early.rank, early.state), (1, 0, "withdrawn"))

    def test_allocation_serves_the_request(self):
        garden = self._create_outdoor("garden")
        plot, raised = self._create_plot(garden), self._create_plot(garden, kind="raised")
        request = self._ask(garden, "2026-03-02", needs_raised_bed=True)
        context = request.action_allocate()["context"]
        self.assertEqual(context["default_plot_id"], raised.id)
        self._allocate(plot, request.partner_id, request_id=request.id)
        self.assertEqual(request.state, "served")

    def test_full_garden_says_the_place_in_the_queue(self):
        request = self._ask(self._create_outdoor("garden"), "2026-03-02")
        with self.assertRaisesRegex(UserError, "no. 1.*E-GARD-11"):
            request.action_allocate()

    @mute_logger("odoo.sql_db")
    def test_request_is_not_served_by_hand(self):
        leader = self._create_user("leader.garden", "group_role_team_leader")
        request = self._ask(self._create_outdoor("garden"), "2026-03-02").with_user(leader)
        for vals in ({"date_served": "2026-03-02"}, {"state": "served"}):
            with self.assertRaisesRegex(UserError, "E-GARD-07"):
                request.write(vals)

    def test_plots_gardened_in_the_period_are_counted_without_a_name(self):
        landlord = self._create_partner()
        garden = self._create_place("garden", self._create_place("residence", own_owner_id=landlord.id))
        plots = [self._create_plot(garden) for _n in range(3)]
        self._allocate(plots[0], date_to="2026-06-30")
        self._allocate(plots[0], date_from="2026-07-01")
        self._allocate(plots[1], date_from="2025-01-01", date_to="2025-12-31")
        scope = Scope.for_year(self.company, date(2026, 3, 1), partner=landlord)
        reader = self._create_user("cip.plots", "group_role_social_worker")
        result = self.env.ref("regie_waste.indicator_garden_plots_occupied").with_user(reader)._compute_result(scope)
        self.assertEqual((result.value, result.denominator), (1, 3))


class TestHarvest(WasteCase):
    """What the gardens and the bees give."""

    def _harvest(self, crop="tomato", weight=10, **vals):
        return self.env["regie.garden.harvest"].create(
            {
                "site_id": self._create_outdoor("garden").id,
                "crop_id": self.env.ref(f"regie_waste.garden_crop_{crop}").id,
                "weight": weight,
                "date": "2026-08-03",
                **vals,
            }
        )

    def test_harvest_is_worth_its_standard_price(self):
        harvest = self._harvest()
        self.assertEqual(harvest.value, 30)
        harvest.crop_id.price = 9
        self.assertEqual(harvest.value, 30)

    def test_harvest_of_the_kitchen_goes_into_its_stock(self):
        kitchen = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)], limit=1).lot_stock_id
        leader = self._create_user("leader.harvest", "group_role_team_leader")
        harvest = self._harvest(destination="kitchen", location_id=kitchen.id).with_user(leader)
        harvest.action_stock()
        product = harvest.crop_id.product_id
        self.assertEqual(self.env["stock.quant"]._get_available_quantity(product, kitchen), 10)
        harvest.action_stock()
        self.assertEqual(self.env["stock.quant"]._get_available_quantity(product, kitchen), 10)
        with self.assertRaisesRegex(UserError, "E-HARV-04"):
            harvest.weight = 12
        with self.assertRaisesRegex(UserError, "E-HARV-04"):
            harvest.sudo().unlink()

    def test_product_of_a_crop_bears_its_name_in_every_language(self):
        crop = self.env.ref("regie_waste.garden_crop_tomato")
        product = crop._require_product()
        for lang, _name in self.env["res.lang"].get_installed():
            self.assertEqual(product.with_context(lang=lang).name, crop.with_context(lang=lang).name)

    def test_stock_needs_a_place_and_a_plot_of_the_garden(self):
        with self.assertRaisesRegex(UserError, "E-HARV-05"):
            self._harvest().action_stock()
        with self.assertRaisesRegex(ValidationError, "E-HARV-02"):
            self._harvest(plot_id=self._create_plot().id)
        harvests = self.env["regie.garden.harvest"]
        constraint = harvests._table_objects["regie_garden_harvest_weight_positive"]
        self.assertIn("(E-HARV-01)", constraint.get_error_message(harvests))

    def test_value_is_not_written_by_hand(self):
        leader = self._create_user("leader.value", "group_role_team_leader")
        with self.assertRaisesRegex(UserError, "E-HARV-03"):
            self._harvest().with_user(leader).value = 1000

    def test_harvest_is_an_indicator(self):
        self._harvest(weight=7.5)
        scope = Scope.for_year(self.company, date(2026, 3, 1))
        self.assertEqual(self.env.ref("regie_waste.indicator_harvest_weight")._compute_result(scope).value, 7.5)

    def test_visit_to_the_beehives(self):
        visits = self.env["regie.apiary.visit"]
        vals = {"site_id": self._create_outdoor("beehives").id, "hive_count": 4, "colony_count": 3, "honey": 12}
        self.assertEqual(visits.create({**vals, "kind": "honey"}).honey, 12)
        with self.assertRaisesRegex(ValidationError, "E-BEE-03"):
            visits.create({**vals, "kind": "treatment"})
        with self.assertRaisesRegex(ValidationError, "E-BEE-02"):
            visits.create({**vals, "site_id": self._create_hall().id})
        constraint = visits._table_objects["regie_apiary_visit_counts_positive"]
        self.assertIn("(E-BEE-01)", constraint.get_error_message(visits))
