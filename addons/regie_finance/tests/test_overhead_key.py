from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ..tools import shares
from .activity_common import ActivityCase


@tagged("post_install", "-at_install")
class TestShares(BaseCase):
    @given(
        st.integers(-(10**9), 10**9),
        st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=12).filter(sum),
    )
    @settings(max_examples=200, deadline=None, derandomize=True)
    def test_shares_add_up_to_the_total_and_stay_within_a_cent(self, total, weights):
        parts = shares.split(total, weights)
        self.assertEqual(sum(parts), total)
        for part, weight in zip(parts, weights, strict=True):
            self.assertLess(abs(part - Decimal(total) * weight / sum(weights)), 1)

    @given(st.lists(st.integers(-(10**6), 10**6), min_size=6, max_size=6), st.data())
    @settings(max_examples=100, deadline=None, derandomize=True)
    def test_step_down_empties_the_supports_and_loses_nothing(self, costs, data):
        weights = st.integers(1, 9)
        receivers = {
            0: {key: data.draw(weights) for key in (1, 3, 4)},
            1: {key: data.draw(weights) for key in (2, 4, 5)},
            2: {key: data.draw(weights) for key in (3, 5)},
        }
        before = dict(enumerate(costs))
        given_parts = shares.step_down(before, receivers, {0: 1, 1: 2, 2: 3})
        after = dict(before)
        for support, parts in given_parts.items():
            for receiver, part in parts.items():
                after[receiver] += part
                after[support] -= part
        self.assertEqual([after[support] for support in receivers], [0, 0, 0])
        self.assertEqual(sum(after.values()), sum(costs))


class TestOverheadKey(ActivityCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._year()

    def test_office_is_shared_by_direct_charges(self):
        self._create_key()
        values = self._values("overhead")
        direct = {self.cleaning: 720.10, self.green: 400, self.garden: 313.33}
        for activity, charges in direct.items():
            self.assertAlmostEqual(values[str(activity.id)], -222.01 * charges / 1433.43, delta=0.01)
        self.assertEqual(values[str(self.office.id)], 222.01)
        self.assertEqual(self._values("result")[str(self.office.id)], 0)
        self.assertEqual(values["total"], 0)

    def test_cents_left_by_rounding_go_to_the_first_of_equals(self):
        self._create_key(base="fixed", weights=[(self.garden, 1), (self.green, 1), (self.cleaning, 1)])
        values = self._values("overhead")
        self.assertEqual(
            [values[str(one.id)] for one in (self.cleaning, self.green, self.garden)], [-74.01, -74.0, -74.0]
        )

    def test_receiver_without_any_entry_has_its_column_and_its_share(self):
        kitchen = self._create_activity("Cuisine", family="food")
        self._create_key(base="surface", weights=[(kitchen, 30), (self.garden, 10)])
        values = self._values("overhead")
        self.assertEqual((values[str(kitchen.id)], values["total"]), (-166.51, 0))
        self.assertEqual(self._values("result")["total"], -self.exercise.get_sum(["6", "7"]))

    def test_turnover_and_square_metres_are_bases_too(self):
        key = self._create_key(base="turnover")
        values = self._values("overhead")
        self.assertEqual(values[str(self.garden.id)], 0, "it sells nothing")
        key.write({"base": "surface", "line_ids": [(0, 0, {"activity_id": self.garden.id, "weight": 80})]})
        self.assertEqual(self._values("overhead")[str(self.garden.id)], -222.01)

    def test_support_that_serves_another_support_is_shared_first(self):
        workshop = self._create_activity("Atelier", is_support=True, sequence=91)
        self._entry("2026-06-01", ("615500", 100, workshop), ("401100", -100))
        self._create_key(workshop, base="fixed", weights=[(self.green, 1)], sequence=1)
        self._create_key(base="fixed", weights=[(workshop, 1), (self.cleaning, 1)], sequence=2)
        values = self._values("overhead")
        self.assertEqual(values[str(self.green.id)], -100 - 111.0)
        self.assertEqual(values[str(self.cleaning.id)], -111.01, "the first of equals")
        self.assertEqual(self._values("result")[str(workshop.id)], 0)

    def test_sharing_that_goes_round_is_refused(self):
        workshop = self._create_activity("Atelier", is_support=True)
        self._create_key(workshop, base="fixed", weights=[(self.office, 1)])
        with self.assertRaisesRegex(ValidationError, "Siège.*Atelier|Atelier.*Siège"), self.cr.savepoint():
            self._create_key(base="fixed", weights=[(workshop, 1)])
        with self.assertRaisesRegex(ValidationError, "FIN-062"), self.cr.savepoint():
            self._create_key(base="fixed", weights=[(self.office, 1)])

    def test_base_that_is_nil_is_said_and_shares_nothing(self):
        key = self._create_key(base="surface", weights=[(self.garden, 0)])
        table = self.table.get_table(self.exercise.id)
        self.assertIn("FIN-061", table["warning"])
        self.assertEqual(self._values("overhead")["total"], 0)
        with self.assertRaisesRegex(UserError, "FIN-061"):
            key.action_view_shares()

    def test_shares_are_explained_by_their_base(self):
        action = self._create_key().action_view_shares()
        details = self.env["regie.result.detail"].search(action["domain"])
        self.assertAlmostEqual(sum(details.mapped("amount")), -222.01)
        line = details.filtered(lambda one: one.receiver_id == self.green)
        self.assertEqual((line.weight, round(line.weight_total, 2)), (400, 1433.43))
        items = line.action_open_items()
        self.assertEqual(items["res_model"], "regie.activity.result")

    def test_only_a_support_is_shared_and_once(self):
        with self.assertRaisesRegex(ValidationError, "FIN-068"), self.cr.savepoint():
            self._create_key(self.garden)
        self._create_key()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self._create_key()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self._create_key(self._create_activity("Parc", is_support=True), weights=[(self.green, -1)])

    def test_prefix_of_two_rows_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "FIN-066"), self.cr.savepoint():
            self.env["regie.result.row"].create({"name": "Doublon", "account_prefixes": "70"})
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.env["regie.result.row"].create({"name": "Vide"})

    def test_treasurer_reads_the_keys_and_the_accountant_makes_them(self):
        key = self._create_key()
        treasurer = self._create_user("tresorier_test", "regie_finance.group_role_treasurer")
        accountant = self._create_user("comptable_test", "regie_base.group_role_accountant")
        self.assertEqual(key.with_user(treasurer).base, "direct_charge")
        with self.assertRaises(AccessError):
            key.with_user(treasurer).base = "turnover"
        key.with_user(accountant).base = "turnover"
        self.garden.with_user(accountant).tax_sector = "nontaxable"
        other = self._create_company()
        neighbour = self._create_user("voisin", "regie_finance.group_finance_manager", company=other)
        self.assertFalse(self.env["regie.overhead.key"].with_user(neighbour).search([]))
        with self.assertRaises(AccessError):
            key.line_ids.with_user(neighbour).create({"key_id": key.id, "activity_id": self.garden.id})
