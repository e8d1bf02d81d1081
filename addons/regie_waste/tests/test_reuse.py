from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from odoo.addons.regie_base.tools.scope import Scope

from .common import WasteCase


class TestReuse(WasteCase):
    """Things saved from the skip, in Odoo's stock, until somebody uses them."""

    def _quants(self, lot):
        return sum(
            self.env["stock.quant"]._gather(lot.product_id, lot.location_id, lot_id=lot.stock_lot_id).mapped("quantity")
        )

    def test_put_away_makes_a_lot_of_the_stock(self):
        lot = self._save_things()
        self.assertEqual((lot.state, lot.stock_lot_id.name, self._quants(lot)), ("stock", lot.name, 4))
        self.assertTrue(lot.location_id)

    def test_used_things_avoid_their_weight_of_waste(self):
        lot = self._save_things()
        self._use_things(lot, 3)
        self.assertEqual((lot.quantity_left, lot.avoided, lot.value_avoided), (1, 54, 270))
        self.assertEqual((self._quants(lot), lot.state), (1, "stock"))

    def test_lost_things_leave_the_stock_and_avoid_nothing(self):
        lot = self._save_things()
        use = self._use_things(lot, 4, "waste")
        self.assertEqual((lot.quantity_left, lot.avoided, use.avoided, lot.state), (0, 0, 0, "empty"))
        self.assertEqual(self._quants(lot), 0)

    def test_more_than_what_is_left_is_refused(self):
        lot = self._save_things()
        self._use_things(lot, 3)
        with self.assertRaisesRegex(ValidationError, "Only 1 .*E-REUSE-08"), self.cr.savepoint():
            self._use_things(lot, 2)
        lot.invalidate_recordset()
        self.assertEqual(lot.quantity_left, 1)

    def test_lot_that_is_not_put_away_is_not_used(self):
        with self.assertRaisesRegex(UserError, "E-REUSE-07"):
            self._use_things(self._save_things(in_stock=False))

    def test_weight_corrected_in_the_table_leaves_the_lots_as_they_were(self):
        lot = self._save_things()
        lot.category_id.unit_weight = 30
        self._use_things(lot, 1)
        self.assertEqual(lot.avoided, 18)

    def test_nothing_and_less_are_refused(self):
        for name, constraint, code in (
            ("regie.reuse.lot", "quantity_positive", "E-REUSE-03"),
            ("regie.reuse.use", "quantity_positive", "E-REUSE-03"),
            ("regie.reuse.category", "weight_positive", "E-REUSE-01"),
        ):
            model = self.env[name]
            self.assertIn(code, model._table_objects[f"{model._table}_{constraint}"].get_error_message(model))
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.cr.savepoint():
            self._save_things(quantity=0, in_stock=False)

    def test_team_leader_saves_and_uses_without_any_right_on_the_warehouse(self):
        leader = self._create_user("leader.reuse", "group_role_team_leader")
        lot = self._save_things(in_stock=False).with_user(leader)
        lot.action_put_away()
        self.env["regie.reuse.use"].with_user(leader).create({"reuse_id": lot.id, "quantity": 4, "destination": "gift"})
        self.assertEqual(lot.state, "empty")

    def test_steps_are_not_written_by_hand(self):
        leader = self._create_user("leader.facts", "group_role_team_leader")
        lot = self._save_things().with_user(leader)
        for vals in ({"date_stocked": False}, {"avoided": 1000}, {"state": "empty"}):
            with self.assertRaisesRegex(UserError, "E-REUSE-04"):
                lot.write(vals)
        with self.assertRaisesRegex(UserError, "E-REUSE-05"):
            lot.quantity = 10
        with self.assertRaisesRegex(UserError, "E-REUSE-05"):
            lot.sudo().unlink()
        use = self._use_things(lot.sudo()).with_user(leader)
        with self.assertRaisesRegex(UserError, "E-REUSE-09"):
            use.quantity = 2
        with self.assertRaisesRegex(UserError, "E-REUSE-04"):
            use.avoided = 2
        with self.assertRaisesRegex(UserError, "E-REUSE-09"):
            use.sudo().unlink()

    def test_regie_without_a_warehouse_says_where(self):
        company = self._create_company()
        self.env["stock.warehouse"].search([("company_id", "=", company.id)]).active = False
        with self.assertRaisesRegex(UserError, "E-REUSE-06"):
            self._save_things(company_id=company.id)

    def test_action_use_opens_what_is_left(self):
        lot = self._save_things()
        self.assertEqual(lot.action_use_all()["context"]["default_quantity"], 4)

    def test_reuse_avoided_is_an_indicator_of_the_landlord_of_the_origin(self):
        landlord = self._create_partner()
        lot = self._save_things(site_id=self._create_hall(own_owner_id=landlord.id).id)
        use = self._use_things(lot, 2)
        self._use_things(self._save_things(), 1)
        indicator = self.env.ref("regie_waste.indicator_reuse_avoided")
        self.assertEqual(indicator._compute_result(Scope.for_year(self.company, use.date)).value, 54)
        scope = Scope.for_year(self.company, use.date, partner=landlord)
        self.assertEqual(indicator._compute_result(scope).value, 36)
