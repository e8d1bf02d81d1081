import base64
import io
from datetime import date

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import AGENT, DESK, MANAGER, ErrandCase


@freeze_time("2026-03-04 09:00:00")
class TestTus(ErrandCase):
    """Social transport: who may be driven, how far, for how much, and what the prefect is told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls._create_person("Awa Diallo")
        cls.driver = cls._create_person("Paul Martin")
        cls.vehicle = cls._create_vehicle()
        cls._hold_papers(cls.vehicle, cls.driver)
        cls.right = cls._open_right(cls.person)

    def _trip(self, **vals):
        return self._create_trip(self.person, self.vehicle, self.driver, **vals)

    def test_trip_keeps_the_condition_of_its_day(self):
        trip = self._trip(contribution=3.2)
        self.assertRegex(trip.name, r"TUS/2026/\d{4}")
        self.assertEqual((trip.state, trip.condition_id.code, trip.contribution_max), ("planned", "rsa", 3.2))
        trip.action_done()
        self.assertEqual(trip.state, "done")

    def test_hundred_kilometres_pass_and_a_little_more_does_not(self):
        self._trip(distance=100)
        with self.assertRaisesRegex(ValidationError, r"100\.1 km.*E-TUS-01"):
            self._trip(distance=100.1)

    def test_contribution_stays_within_the_limit_of_the_day(self):
        self._trip(distance=12.5, contribution=4)
        with self.assertRaisesRegex(ValidationError, r"4\.01 €.*4\.00 €.*E-TUS-02"):
            self._trip(distance=12.5, contribution=4.01)
        parameter = self.env.ref("regie_errand.parameter_tus_participation_km")
        parameter.date_to = "2026-03-31"
        self.env.flush_all()
        self._create_parameter("tus_participation_km", 0.4, date_from="2026-04-01")
        self._trip(distance=10, contribution=4, date="2026-04-02")
        with self.assertRaisesRegex(ValidationError, "E-TUS-02"):
            self._trip(distance=10, contribution=4)

    def test_residence_opens_the_right_in_the_country_only(self):
        person = self._create_person()
        self._open_right(person, "rural", is_rural=True)
        self._open_right(person, "rural", town="Louviers", inhabitants=11999)
        for inhabitants in (12000, 0):
            with self.assertRaisesRegex(ValidationError, "E-TUS-03"), self.env.cr.savepoint():
                self._open_right(person, "rural", inhabitants=inhabitants)

    def test_in_a_priority_neighbourhood_of_a_large_town_resources_open_the_right(self):
        person = self._create_person(territory_id=self._create_territory().id)
        with self.assertRaisesRegex(ValidationError, "E-TUS-03"), self.env.cr.savepoint():
            self._open_right(person, "rural", inhabitants=18000)
        self.assertTrue(self._open_right(person, "css"))

    def test_right_lasts_what_its_condition_says(self):
        right = self.env["regie.tus.right"].create(
            {"partner_id": self.person.id, "condition_id": self.right.condition_id.id, "date_from": "2026-01-01"}
        )
        self.assertEqual(right.date_to, date(2026, 12, 31))

    def test_person_without_a_right_on_the_day_is_not_driven(self):
        with self.assertRaisesRegex(ValidationError, "Ginette.*E-TUS-04"):
            self._create_trip(self._create_person("Ginette"), self.vehicle, self.driver)
        self.right.date_to = "2026-03-03"
        with self.assertRaisesRegex(ValidationError, "E-TUS-04"):
            self._trip()

    def test_trip_asks_for_the_papers_of_the_vehicle_the_driver_and_the_regie(self):
        other = self._create_vehicle()
        with self.assertRaisesRegex(ValidationError, r"Insurance of the vehicle.*Technical inspection.*E-TUS-05"):
            self._create_trip(self.person, other, self.driver)
        with self.assertRaisesRegex(ValidationError, r"Driving licence.*E-TUS-05"):
            self._create_trip(self.person, self.vehicle, self._create_person("Nobody"))
        self.env["regie.regulatory.document"].search(
            [("gate_id", "=", self.env.ref("regie_errand.gate_tus_declaration").id)]
        ).date_to = "2026-03-03"
        with self.assertRaisesRegex(ValidationError, r"Declaration of social transport.*E-TUS-05"):
            self._trip()
        self.assertFalse(self.vehicle.missing_gate_ids)
        self.assertEqual(len(other.missing_gate_ids), 2)

    def test_paper_of_a_vehicle_names_it(self):
        with self.assertRaisesRegex(ValidationError, "E-GATE-02"):
            self._hold(self.env.ref("regie_errand.gate_vehicle_insurance"))

    def test_trip_that_was_made_no_longer_changes(self):
        manager = self._create_user("manager", MANAGER)
        trip = self._trip().with_user(manager)
        trip.action_done()
        for act in (
            lambda: trip.write({"distance": 5}),
            trip.action_cancel,
            trip.action_done,
            trip.unlink,
        ):
            with self.assertRaisesRegex(UserError, "E-TUS-07"):
                act()
        with self.assertRaisesRegex(UserError, "FACT-01"):
            trip.date_done = False

    def test_driver_reads_own_trips_and_no_condition(self):
        user = self._create_user("driver", AGENT)
        self._hold(self.env.ref("regie_errand.gate_driver_licence"), driver_id=user.partner_id.id)
        own = self._create_trip(self.person, self.vehicle, user.partner_id)
        other = self._trip()
        self.assertEqual(self.env["regie.tus.trip"].with_user(user).search([]), own)
        own.with_user(user).action_done()
        with self.assertRaises(AccessError):
            other.with_user(user).action_done()
        with self.assertRaises(AccessError):
            own.with_user(user).read(["condition_id"])
        with self.assertRaises(AccessError):
            self.right.with_user(user).read(["condition_id"])

    def _make_year(self):
        """Three trips made in 2026 by two people, one cancelled."""
        second = self._create_person("Jeanne")
        self._open_right(second, "aah")
        self._trip(contribution=3).action_done()
        self._trip(distance=20).action_done()
        self._create_trip(second, self.vehicle, self.driver, distance=30).action_done()
        self._trip(distance=90).action_cancel()
        return self.env["regie.tus.statement"].create({"year": 2026})

    def test_statement_counts_the_trips_of_the_year_that_were_made(self):
        statement = self._make_year()
        self.assertEqual((statement.trip_count, statement.people_count, statement.driver_count), (3, 2, 1))
        self.assertEqual((statement.vehicle_count, statement.mean_distance), (1, 20))
        self.assertEqual(statement.contribution_total, 3)
        self.assertEqual(statement.date_deadline, date(2027, 3, 1))
        self.assertEqual(dict(statement._get_figures()["conditions"]), {"RSA": 1, "AAH": 1})

    def test_statement_that_was_sent_no_longer_moves(self):
        statement = self._make_year()
        late = self._trip()
        manager = self._create_user("manager", MANAGER)
        with self.assertRaisesRegex(UserError, "E-TUS-08"):
            statement.with_user(manager).action_send()
        late.action_cancel()
        statement.with_user(manager).action_send()
        self._trip().action_done()
        self.env.invalidate_all()
        self.assertEqual((statement.state, statement.trip_count), ("sent", 3))
        with self.assertRaisesRegex(UserError, "FACT-01"):
            statement.with_user(manager).figures = {}

    def test_statement_is_a_workbook_and_a_paper(self):
        statement = self._make_year()
        action = statement.action_export()
        attachment = self.env["ir.attachment"].browse(int(action["url"].split("/")[3].split("?")[0]))
        sheet = load_workbook(io.BytesIO(base64.b64decode(attachment.datas))).active
        rows = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
        self.assertEqual((rows["Trips"], rows["People driven"], rows["Mean distance (km)"]), (3, 2, 20))
        self.assertEqual(rows["People driven: RSA"], 1)
        self.assertNotIn("Awa", str(rows))
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "regie_errand.report_tus_statement", statement.ids
        )
        self.assertIn(b"People driven", html)
        self.assertNotIn(b"Awa", html)

    def test_statement_of_the_year_before_is_prepared_once(self):
        self._trip().action_done()
        cron = self.env.ref("regie_errand.regie_tus_statement_cron_prepare")
        with freeze_time("2027-01-02"):
            for _run in range(2):
                with self.enter_registry_test_mode():
                    cron.method_direct_trigger()
        self.assertEqual(self.env["regie.tus.statement"].search_count([("year", "=", 2026)]), 1)

    def test_desk_prepares_and_the_manager_sends(self):
        statement = self._make_year()
        with self.assertRaises(AccessError):
            statement.with_user(self._create_user("desk", DESK)).action_send()
