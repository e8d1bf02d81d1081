from dateutil.relativedelta import relativedelta
from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from .common import WasteCase


class TestMovement(WasteCase):
    """Waste that leaves, until it is a line of the register."""

    def test_weight_comes_from_the_unit_and_the_density_of_the_stream(self):
        for quantity, unit, kilograms in ((120, "kg", 120), (1.5, "t", 1500), (2, "m3", 500), (500, "l", 125)):
            with self.subTest(unit=unit):
                self.assertAlmostEqual(self._create_movement(quantity=quantity, unit=unit).weight, kilograms)
        self.assertEqual(self._create_movement(quantity=3, unit="piece", piece_weight=20).weight, 60)

    def test_density_corrected_later_leaves_what_has_gone_as_it_was(self):
        gone, waiting = (self._create_movement(quantity=1, unit="m3") for _n in range(2))
        gone.action_done()
        gone.stream_id.density = 300
        self.assertEqual((gone.weight, waiting.weight), (250, 300))

    def test_nothing_and_less_than_nothing_are_refused(self):
        constraint = self.env["regie.waste.movement"]._table_objects["regie_waste_movement_quantity_positive"]
        self.assertIn("(E-WASTE-01)", constraint.get_error_message(self.env["regie.waste.movement"]))
        for quantity in (0, -1):
            with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation) as refused, self.cr.savepoint():
                self._create_movement(quantity=quantity)
            self.assertEqual(refused.exception.diag.constraint_name, "regie_waste_movement_quantity_positive")

    def test_volume_without_density_and_piece_without_weight_are_refused(self):
        for vals in ({"stream": "paint", "unit": "l"}, {"unit": "piece"}):
            with self.assertRaisesRegex(ValidationError, "E-WASTE-02"):
                self._create_movement(**vals)

    def test_hazardous_waste_is_documented_with_the_number_of_its_slip(self):
        paint = self._create_movement("paint", destination_id=self._create_partner("Déchèterie").id)
        with self.assertRaisesRegex(UserError, "E-WASTE-03"):
            paint.action_document()
        self.assertEqual(paint.state, "draft")
        paint.slip_number = "BSD-20260302-X"
        paint.action_document()
        self.assertEqual(paint.state, "documented")

    def test_register_says_where_it_went(self):
        with self.assertRaisesRegex(UserError, "E-WASTE-04"):
            self._create_movement("green").action_document()

    def test_building_waste_of_a_worksite_has_its_deposit_slip(self):
        vals = {"destination_id": self._create_partner().id, "project_id": self._create_site().id}
        wood = self._create_movement(**vals)
        with self.assertRaisesRegex(UserError, "E-WASTE-09"):
            wood.action_document()
        wood.slip = "UERG"
        wood.action_document()
        self.assertEqual(wood.state, "documented")

    def test_asbestos_is_never_taken(self):
        with self.assertRaisesRegex(UserError, "E-WASTE-05"):
            self._create_movement("asbestos")
        movement = self._create_movement()
        with self.assertRaisesRegex(UserError, "E-WASTE-05"):
            movement.stream_id = self.env.ref("regie_waste.stream_asbestos")

    def test_european_code_has_its_star_when_hazardous(self):
        stream = self.env.ref("regie_waste.stream_paint")
        for code in ("200127", "20012*", "wood"):
            with self.assertRaisesRegex(ValidationError, "E-WASTE-06"):
                stream.european_code = code

    def test_bins_weigh_what_they_hold(self):
        food = self._create_movement("food", quantity=3, unit="bin", bin_volume=120)
        self.assertAlmostEqual(food.weight, 3 * 120 * 0.6)
        with self.assertRaisesRegex(ValidationError, "E-WASTE-02"):
            self._create_movement("food", quantity=3, unit="bin")

    def test_waste_of_a_pass_is_of_its_site_and_worksite(self):
        one = self._create_pass_on_site()
        movement = self._create_movement(intervention_id=one.id)
        self.assertEqual((movement.site_id, movement.project_id), (one.site_id, one.project_id))
        self.assertEqual((one.waste_weight, one.project_id.waste_weight), (100, 100))
        for record in (one, one.project_id):
            self.assertEqual(self.env["regie.waste.movement"].search(record.action_view_waste()["domain"]), movement)

    def test_code_of_treatment_follows_the_stream_and_may_be_corrected(self):
        metal = self._create_movement("metal", treatment="recycling")
        self.assertEqual(metal.operation_code, "R4")
        metal.treatment = "storage"
        self.assertEqual(metal.operation_code, "D5")
        metal.operation_code = "R13"
        with self.assertRaisesRegex(ValidationError, "E-WASTE-10"):
            metal.operation_code = "R14"

    def test_kilometres_of_a_trip_count_once(self):
        trip = self.env["regie.transport.trip"].create({"name": "Crates", "distance": 6})
        movement = self._create_movement("crates", trip_id=trip.id)
        self.assertEqual(trip.waste_weight, 100)
        with self.assertRaisesRegex(ValidationError, "E-TRIP-01"):
            movement.distance = 4
        constraint = trip._table_objects["regie_transport_trip_distance_positive"]
        self.assertIn("(E-TRIP-02)", constraint.get_error_message(trip))
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.cr.savepoint():
            trip.distance = 0
            trip.flush_recordset()

    def test_line_of_the_register_is_kept_three_years_and_a_slip_five(self):
        for years, kept, slip in ((2, True, False), (4, False, False), (4, True, "BSD-1"), (6, False, "BSD-1")):
            day = fields.Date.today() - relativedelta(years=years)
            movement = self._create_movement("green", date=day, slip_number=slip, gone=True)
            with self.subTest(years=years, slip=slip):
                if kept:
                    with self.assertRaisesRegex(UserError, "E-WASTE-08"):
                        movement.unlink()
                else:
                    movement.unlink()
                    self.assertFalse(movement.exists())

    def test_steps_are_not_written_by_hand_nor_by_rpc(self):
        leader = self._create_user("leader.waste", "group_role_team_leader")
        movement = self._create_movement().with_user(leader)
        for vals in ({"date_done": "2026-03-02 10:00:00"}, {"state": "documented"}, {"weight": 1}):
            with self.assertRaisesRegex(UserError, "E-WASTE-07"):
                movement.write(vals)
        movement.action_done()
        self.assertEqual(movement.state, "done")

    def test_line_of_the_register_is_neither_changed_nor_deleted(self):
        office = self._create_user("office.waste", "group_role_office")
        movement = self._create_movement("green", destination_id=self._create_partner().id).with_user(office)
        movement.action_document()
        with self.assertRaisesRegex(UserError, "E-WASTE-08"):
            movement.quantity = 5
        with self.assertRaisesRegex(UserError, "E-WASTE-08"):
            movement.unlink()

    def test_site_adds_up_the_waste_of_what_stands_in_it(self):
        hall = self._create_hall()
        residence = hall.parent_id.parent_id
        self._create_movement(site_id=hall.id, quantity=10)
        self._create_movement(site_id=residence.id, quantity=5)
        self.assertEqual((residence.waste_weight, hall.waste_weight), (15, 10))
        movements = self.env["regie.waste.movement"].search(residence.action_view_waste()["domain"])
        self.assertEqual(sum(movements.mapped("weight")), 15)
