from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import FILE, SIGNATURE, AraCase


@tagged("post_install", "-at_install")
class TestCase(AraCase):
    """A case from its request to its end, and what stops it on the way."""

    def test_case_goes_from_the_request_to_its_end(self):
        case = self._create_case("done")
        self.assertRegex(case.name, r"^ARA/\d{4}/\d{4}$")
        self.assertEqual(case.state, "done")
        self.assertEqual(case.landlord_id, self.landlord)
        self.assertEqual(case.signature_ids.mapped("party"), ["household", "landlord", "regie"])
        self.assertTrue(case.date_engaged and case.date_started and case.date_finished and case.date_closed)

    def test_owner_signs_without_a_landlord(self):
        case = self._create_case("project", occupancy="owner")
        self.assertEqual(case.signature_ids.mapped("party"), ["household", "regie"])
        self.assertFalse(case.needs_authorisation)

    def test_steps_come_in_their_order(self):
        case = self._create_case()
        for step in (case.action_finish, case.action_close):
            with self.subTest(step=step.__name__), self.assertRaisesRegex(UserError, "E-ARA-1[45]"):
                step()
        with self.assertRaisesRegex(UserError, "E-ARA-15"):
            case._sign("household", "Awa", SIGNATURE)
        case.action_visit()
        with self.assertRaisesRegex(UserError, "E-ARA-15"):
            case.action_visit()
        with self.assertRaisesRegex(UserError, "E-ARA-16"):
            case.action_diagnose()

    def test_tenant_without_the_landlord_does_not_begin(self):
        case = self._create_case("project")
        self._prepare_works(case)
        case.authorisation_file = False
        with self.assertRaisesRegex(UserError, "E-ARA-01"):
            case.action_start()
        case.write({"authorisation_file": FILE, "authorisation_date": False})
        with self.assertRaisesRegex(UserError, "E-ARA-01"):
            case.action_start()

    def test_tutor_without_the_clearance_does_not_begin(self):
        case = self._create_case("visit")
        self._create_room(case)
        self._create_task(case, "tap")
        case.action_diagnose()
        self._lead_to_project(case)
        self._prepare_works(case)
        with self.assertRaisesRegex(UserError, "Change a tap or a siphon.*E-ARA-02"):
            case.action_start()
        kind = self.env.ref("regie_ara.clearance_kind_ara_plumbing")
        clearance = self._clear(self.env.user.partner_id, kind, "2020-01-01", date_to="2020-12-31")
        with self.assertRaisesRegex(UserError, "E-ARA-02"):
            case.action_start()
        clearance.date_to = False
        case.action_start()
        self.assertEqual(case.state, "works")

    def test_case_without_a_tutor_does_not_begin(self):
        case = self._create_case("project", tutor_id=False)
        self._prepare_works(case)
        with self.assertRaisesRegex(UserError, "E-ARA-02"):
            case.action_start()

    def test_insurance_absent_or_expired_stops_the_works(self):
        case = self._create_case("project")
        self._prepare_works(case)
        case.insurance_date_to = "2026-02-28"
        with freeze_time("2026-03-01 10:00:00"), self.assertRaisesRegex(UserError, "E-ARA-03"):
            case.action_start()
        case.insurance_file = False
        with freeze_time("2026-02-28 10:00:00"), self.assertRaisesRegex(UserError, "E-ARA-03"):
            case.action_start()
        case.insurance_file = FILE
        with freeze_time("2026-02-28 10:00:00"):
            case.action_start()
        self.assertEqual(str(case.date_started), "2026-02-28")

    def test_each_room_is_photographed_before_and_after(self):
        case = self._create_case("diagnosis")
        self._create_room(case, "Bedroom", "bedroom")
        self._lead_to_project(case)
        self._prepare_works(case)
        photos = self.env["regie.ara.photo"].search([("room_id.name", "=", "Bedroom"), ("case_id", "=", case.id)])
        photos.unlink()
        with self.assertRaisesRegex(UserError, "Bedroom.*E-ARA-04"):
            case.action_start()
        self._photograph(case.room_ids.filtered(lambda room: room.kind == "bedroom"), "before")
        case.action_start()
        with self.assertRaisesRegex(UserError, "Kitchen, Bedroom.*E-ARA-14"):
            case.action_finish()

    def test_works_of_a_professional_are_not_given_to_a_household(self):
        case = self._create_case("visit")
        task = self._create_task(case, "gas")
        self.assertEqual(task.done_by, "professional")
        with self.assertRaisesRegex(ValidationError, "E-ARA-05"):
            task.done_by = "household"
        with self.assertRaisesRegex(ValidationError, "E-ARA-05"), self.cr.savepoint():
            self._create_task(case, "panel", done_by="tutor")
        with self.assertRaisesRegex(ValidationError, "E-ARA-20"), self.cr.savepoint():
            self._create_task(case, "switch", done_by="household")

    def test_asbestos_found_makes_drilling_professional(self):
        case = self._create_case("visit", asbestos_state="none")
        self._create_room(case)
        task = self._create_task(case, "tiles")
        self.assertEqual(task.done_by, "tutor")
        case.asbestos_state = "found"
        case.action_diagnose()
        self._lead_to_project(case)
        self._prepare_works(case)
        self._clear(self.env.user.partner_id, self.env.ref("regie_ara.clearance_kind_ara_finishing"), "2020-01-01")
        with self.assertRaisesRegex(ValidationError, "E-ARA-05"):
            case.action_start()

    def test_old_building_is_searched_before_it_is_drilled(self):
        self._clear(self.env.user.partner_id, self.env.ref("regie_ara.clearance_kind_ara_finishing"), "2020-01-01")
        for year, words in ((1998, None), (1997, "asbestos"), (1948, "asbestos lead"), (0, "unknown year")):
            case = self._create_case("visit", building_year=year)
            self._create_room(case)
            self._create_task(case, "drilling")
            case.action_diagnose()
            self._lead_to_project(case)
            self._prepare_works(case)
            with self.subTest(year=year):
                if words:
                    with self.assertRaisesRegex(UserError, f"{words}.*E-ARA-10"):
                        case.action_start()
                    case.write({"asbestos_state": "none", "lead_state": "none"})
                case.action_start()
                self.assertEqual(case.state, "works")

    def test_signed_agreement_is_not_rewritten(self):
        user = self._create_user("coordinator", "group_role_director")
        case = self._create_case("project").with_user(user)
        task = case.task_ids
        for act in (
            lambda: case.write({"household_hours": 40}),
            lambda: task.write({"hours": 12}),
            lambda: task.unlink(),
            lambda: task.copy(),
            lambda: case.unlink(),
        ):
            with self.assertRaisesRegex(UserError, "E-ARA-12"), self.cr.savepoint():
                act()
        task.is_done = True
        case.action_reopen_project()
        self.assertEqual((case.state, len(case.signature_ids)), ("diagnosis", 0))
        self.assertIn("For household", str(case.message_ids[:1].body))
        task.hours = 12

    def test_signature_asks_for_a_name_and_a_drawing(self):
        case = self._create_case("diagnosis")
        for name, drawing in ((" ", SIGNATURE), ("Awa", False), ("Awa", FILE)):
            with self.assertRaisesRegex(UserError, "E-ARA-17"):
                case._sign("household", name, drawing)
        wizard = self.env["regie.ara.sign"].create(
            {"case_id": case.id, "party": "household", "name": "Awa Diallo", "signature": SIGNATURE}
        )
        wizard.action_confirm()
        self.assertEqual(case._get_missing_parties(), ["landlord", "regie"])
        self.assertEqual(case.action_sign()["context"]["default_party"], "landlord")
        with self.assertRaisesRegex(UserError, "E-ARA-15"):
            wizard.action_confirm()

    def test_case_is_closed_once_controlled(self):
        case = self._create_case("control")
        with self.assertRaisesRegex(UserError, "E-ARA-14"):
            case.action_close()
        draft = self._control(case, done=False)
        with self.assertRaisesRegex(UserError, "E-ARA-14"):
            case.action_close()
        draft.action_done()
        case.action_close()
        self.assertEqual((case.state, case.inspection_score), ("done", 100))

    def test_case_given_up_keeps_its_reason_and_is_taken_up_again(self):
        case = self._create_case("diagnosis")
        wizard = self.env["regie.ara.abandon"].create({"case_id": case.id, "reason": " "})
        with self.assertRaisesRegex(UserError, "E-ARA-19"):
            wizard.action_confirm()
        wizard.reason = "Moved out"
        wizard.action_confirm()
        self.assertEqual((case.state, case.abandon_reason), ("abandoned", "Moved out"))
        with self.assertRaisesRegex(UserError, "E-ARA-15"):
            wizard.action_confirm()
        case.action_resume()
        self.assertEqual(case.state, "diagnosis")

    def test_facts_are_not_written_by_hand(self):
        case = self._create_case().with_user(self._create_user("coordinator", "group_role_director"))
        for vals in (
            {"date_visited": "2026-01-01"},
            {"state": "done"},
            {"aid_released": 500},
            {"date_aid_released": "2026-01-01 10:00:00"},
            {"date_published": "2026-01-01"},
            {"eligible_cost": 9999},
        ):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "FACT-01"):
                case.write(vals)
        with self.assertRaisesRegex(UserError, "FACT-01"), self.cr.savepoint():
            self.env["regie.ara.case"].with_user(case.env.user).create(
                {"partner_id": self.awa.id, "site_id": self.building.id, "date_closed": "2026-01-01"}
            )

    def test_room_comes_with_the_points_to_look_at(self):
        case = self._create_case()
        kitchen, bedroom = self._create_room(case), self._create_room(case, "Bedroom", "bedroom")
        wet = self.env.ref("regie_ara.check_item_water")
        self.assertIn(wet, kitchen.check_ids.item_id)
        self.assertNotIn(wet, bedroom.check_ids.item_id)
        self.assertGreater(len(bedroom.check_ids), 5)
        kitchen.check_ids[0].result = "danger"
        self.assertEqual((kitchen.urgent_count, bedroom.urgent_count), (1, 0))

    def test_room_of_another_case_is_refused(self):
        case, other = self._create_case(), self._create_case()
        with self.assertRaisesRegex(UserError, "E-ARA-16"):
            self._create_task(case, room_id=self._create_room(other).id)

    def test_photo_that_is_none_is_refused(self):
        case = self._create_case()
        with self.assertRaisesRegex(ValidationError, "E-PROOF-01"):
            self._photograph(self._create_room(case), image=FILE)

    def test_band_is_behind_the_wall_of_the_tariffs(self):
        grid = self._create_grid()
        self._give_tier(self.awa, grid.tier_ids[0])
        case = self._create_case()
        self.assertEqual(case.tier_code, "A")
        tutor = self._create_user("tutor", "regie_ara.group_role_renovation_tutor")
        self.assertNotIn("tier_code", case.with_user(tutor).fields_get())
        self.assertIn("tier_code", case.with_user(self._create_user("desk", "group_role_office")).fields_get())

    def test_survey_leads_to_a_case(self):
        survey = self.env["regie.ara.survey"].create(
            {"name": "Dark stairs", "site_id": self.building.id, "kind": "common"}
        )
        self.assertEqual((survey.state, survey.owner_id), ("seen", self.landlord))
        survey.action_drop()
        self.assertEqual(survey.state, "dropped")
        survey.action_resume()
        case = (
            self.env["regie.ara.case"]
            .with_context(**survey.action_open_case()["context"])
            .create({"partner_id": self.awa.id})
        )
        self.assertEqual((survey.state, survey.case_count, case.occupancy), ("followed", 1, "common"))
        self.assertEqual(self.env["regie.ara.case"].search(survey.action_view_cases()["domain"]), case)

    def test_board_of_cases_asks_a_constant_number_of_queries(self):
        fields = ["partner_id", "site_id", "worktype_ids", "state", "aid_planned", "saving", "inspection_score"]

        def read(count):
            cases = self.env["regie.ara.case"]
            for _number in range(count):
                cases |= self._create_case("diagnosis", partner_id=self._create_person("Person").id)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            cases.read(fields)
            return self.cr.sql_log_count - before

        read(1)
        self.assertEqual(read(2), read(10))
