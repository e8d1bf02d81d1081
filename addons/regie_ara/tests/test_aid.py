from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import AraCase


@tagged("post_install", "-at_install")
class TestAid(AraCase):
    """The aid of the landlord: under its convention, by the control, once; its lower charges, month by month."""

    def test_aid_is_released_by_a_compliant_control(self):
        case = self._create_aided_case(300)
        inspection = self._control(case)
        case.action_release_aid()
        self.assertEqual((case.aid_released, case.aid_score, case.aid_inspection_id), (300, 100, inspection))
        with self.assertRaisesRegex(UserError, "E-ARA-09"):
            case.action_release_aid()

    def test_aid_waits_for_a_passed_control(self):
        case = self._create_aided_case()
        with self.assertRaisesRegex(UserError, "score none, minimum 80.00.*E-ARA-06"):
            case.action_release_aid()
        low = self._control(case, "2", {2: "4", 4: "4", 5: "4", 6: "4"})
        self.assertTrue(60 <= low.score < 80)
        with self.assertRaisesRegex(UserError, f"score {low.score:.2f}.*E-ARA-06"):
            case.action_release_aid()
        other = self._control(case, grid_id=self._create_grid().id)
        self.assertEqual(other.score, 100)
        with self.assertRaisesRegex(UserError, "E-ARA-06"):
            case.action_release_aid()

    def test_eliminatory_criterion_stops_the_aid_whatever_the_score(self):
        case = self._create_aided_case(has_aid_bands=True)
        inspection = self._control(case, "4", {2: "0"})
        self.assertEqual(inspection.result, "not_compliant")
        with self.assertRaisesRegex(UserError, "E-ARA-06"):
            case.action_release_aid()

    def test_contested_control_releases_nothing(self):
        case = self._create_aided_case()
        self._control(case).contest("Claire Petit", "The hall is not done")
        with self.assertRaisesRegex(UserError, "E-ARA-06"):
            case.action_release_aid()

    def test_partial_aid_waits_for_the_reserves(self):
        case = self._create_aided_case(300, has_aid_bands=True)
        inspection = self._control(case, "2", {2: "4", 3: "1", 4: "4", 5: "4", 6: "4"})
        self.assertTrue(inspection.action_ids and 60 <= inspection.score < 80, inspection.score)
        with self.assertRaisesRegex(UserError, "lift the reserves.*E-ARA-06"):
            case.action_release_aid()
        inspection.action_ids.sudo().write({"date_done": "2026-03-02", "date_verified": "2026-03-03"})
        case.action_release_aid()
        self.assertEqual(case.aid_released, 150)

    def test_aid_never_exceeds_the_eligible_cost(self):
        case = self._create_aided_case(500)
        with self.assertRaisesRegex(ValidationError, "E-ARA-07"):
            case.aid_planned = 500.01
        supply = case.supply_ids
        with self.assertRaisesRegex(ValidationError, "E-ARA-07"), self.cr.savepoint():
            supply.quantity = 4
        with self.assertRaisesRegex(ValidationError, "E-ARA-07"), self.cr.savepoint():
            supply.is_eligible = False
        with self.assertRaisesRegex(ValidationError, "E-ARA-07"), self.cr.savepoint():
            supply.unlink()

    def test_aid_never_exceeds_what_was_really_used(self):
        case = self._create_case("diagnosis", agreement_id=self._create_convention().id)
        paint = self._create_product(stock=10, price=50)
        line = self._create_supply(case, "shared", 6, product_id=paint.id)
        case.aid_planned = 300
        case.action_request_aid()
        self._lead_to_project(case)
        line.action_issue()
        line._bring_back(1)
        self._lead_to_works(case)
        self._lead_to_control(case)
        self._control(case)
        with self.assertRaisesRegex(ValidationError, "E-ARA-07"):
            case.action_release_aid()
        case.aid_planned = 250
        case.action_release_aid()
        self.assertEqual(case.aid_released, 250)

    def test_aid_is_asked_for_under_a_convention_in_force(self):
        case = self._create_case("diagnosis")
        self._create_supply(case)
        case.aid_planned = 50
        other = self._create_convention(self._create_partner("Another landlord"))
        ended = self._create_convention(date_end="2020-12-31")
        unsigned = self._create_convention(date_signed=False)
        for agreement in (other.browse(), other, ended, unsigned):
            case.agreement_id = agreement
            with self.assertRaisesRegex(UserError, "E-ARA-08"):
                case.action_request_aid()
        case.agreement_id = self._create_convention()
        case.action_request_aid()
        self.assertTrue(case.date_aid_requested)
        case.aid_planned = 0
        with self.assertRaisesRegex(UserError, "E-ARA-08"):
            case.action_request_aid()

    def test_aid_that_was_not_asked_for_is_not_released(self):
        case = self._create_case("done")
        with self.assertRaisesRegex(UserError, "E-ARA-08"):
            case.action_release_aid()

    def test_tutor_neither_asks_for_nor_releases_the_aid(self):
        tutor = self._create_user("tutor", "regie_ara.group_role_renovation_tutor")
        case = self._create_aided_case(tutor_id=tutor.id)
        self._control(case)
        for act in (case.with_user(tutor).action_release_aid, case.with_user(tutor).action_request_aid):
            with self.assertRaisesRegex(AccessError, "E-ARA-24"):
                act()
        director = self._create_user("director", "group_role_director")
        case.with_user(director).action_release_aid()
        with self.assertRaisesRegex(UserError, "E-ARA-12"):
            case.with_user(director).aid_planned = 10

    def _plan(self, case, **vals):
        wizard = self.env["regie.ara.charge.plan"].create(
            {"case_id": case.id, "amount": 15, "month": "2026-04-12", "month_count": 12, **vals}
        )
        return wizard.action_confirm()

    def test_lower_charges_are_written_month_by_month(self):
        case = self._create_case()
        self._plan(case)
        self.assertEqual(len(case.charge_ids), 12)
        self.assertEqual((str(case.charge_ids[0].month), str(case.charge_ids[-1].month)), ("2026-04-01", "2027-03-01"))
        self.assertEqual(sum(case.charge_ids.mapped("amount")), 180)
        case.charge_ids[:2].action_confirm()
        self._plan(case, amount=20, month_count=6)
        self.assertEqual(case.charge_ids.mapped("amount"), [15, 15, 20, 20, 20, 20])

    def test_lower_charges_end_one_day(self):
        case = self._create_case()
        self._plan(case, month_count=36)
        with self.assertRaisesRegex(ValidationError, "36.*37.*E-ARA-13"):
            self._plan(case, month_count=37)
        with self.assertRaisesRegex(UserError, "E-ARA-13"):
            self._plan(case, month_count=0)

    def test_confirmed_month_no_longer_changes(self):
        director = self._create_user("director", "group_role_director")
        case = self._create_case()
        self._plan(case)
        line = case.charge_ids[0].with_user(director)
        line.action_confirm()
        self.assertEqual(line.user_id, director)
        with self.assertRaisesRegex(UserError, "E-ARA-13"):
            line.amount = 1
        with self.assertRaisesRegex(UserError, "E-ARA-13"):
            line.unlink()
        with self.assertRaisesRegex(UserError, "FACT-01"):
            line.date_confirmed = False
