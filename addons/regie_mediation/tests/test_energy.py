from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import MediationCase


@tagged("post_install", "-at_install")
class TestEnergy(MediationCase):
    """From the household that is spotted to the one that pays less."""

    def test_household_is_spotted_without_a_name_and_named_only_if_it_agreed(self):
        case = self._create_energy_case()
        self.assertEqual(case.state, "spotted")
        for vals in ({"initials": "F. S."}, {"site_id": self.dwelling.id}, {"note": "Cold"}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "E-MED-06"):
                case.write(vals)
            case.invalidate_recordset()
        case.write({"initials": "F. S.", "site_id": self.dwelling.id, **self._prepare_consent()})

    def test_steps_follow_from_what_was_done(self):
        case = self._create_energy_case()
        case.visit_ids.create({"case_id": case.id})
        self.assertEqual(case.state, "visited")
        case.action_diagnose()
        self.assertEqual(case.state, "diagnosed")
        case.action_plan()
        self.assertEqual((case.state, case.date_follow_up_due), ("planned", self._day(months=6)))
        case.action_follow_up()
        self.assertEqual(case.state, "followed")
        case.action_close()
        self.assertEqual(case.state, "closed")
        case.action_reopen()
        self.assertEqual(case.state, "followed")

    def test_savings_are_told_only_when_both_bills_are_known(self):
        case = self._create_energy_case(has_bill_before=True, bill_before=1800)
        self.assertFalse(case.has_savings or case.savings)
        case.write({"has_bill_after": True, "bill_after": 1450})
        self.assertEqual((case.has_savings, case.savings), (True, 350))
        case.write({"bill_after": 1900})
        self.assertEqual(case.savings, -100, "a bill that rose is told too")
        case.has_bill_before = False
        self.assertFalse(case.has_savings or case.savings)

    def test_amount_of_a_bill_is_positive(self):
        for vals in (
            {"has_bill_before": True, "bill_before": 0},
            {"has_bill_before": True, "bill_before": -10},
            {"has_bill_after": True},
            {"bill_after": -1},
        ):
            with self.subTest(vals=vals), self.assertRaisesRegex(ValidationError, "E-NRJ-01"):
                self._create_energy_case(**vals)

    def test_equipment_is_taken_out_of_the_stock_once(self):
        case = self._create_energy_case()
        bulb = self.env["product.product"].create({"name": "LED bulb", "type": "consu", "is_storable": True})
        visit = case.visit_ids.create(
            {"case_id": case.id, "product_ids": [Command.create({"product_id": bulb.id, "quantity": 3})]}
        )
        with self.assertRaisesRegex(UserError, "E-MED-08"):
            visit.product_ids.move_id = 1
        visit.action_give()
        move = visit.product_ids.sudo().move_id
        self.assertEqual((move.state, move.quantity, move.origin), ("done", 3, case.name))
        self.assertFalse(move.partner_id)
        self.assertEqual(bulb.qty_available, -3)
        self.assertFalse(visit.has_equipment_to_give)
        with self.assertRaisesRegex(UserError, "E-NRJ-02"):
            visit.action_give()
        with self.assertRaisesRegex(UserError, "E-MED-08"):
            visit.product_ids.quantity = 5
        with self.assertRaisesRegex(UserError, "E-MED-08"):
            visit.product_ids.unlink()

    def test_anonymised_household_loses_its_dwelling_its_notes_and_its_meter(self):
        case = self._create_energy_case(initials="F. S.", site_id=self.dwelling.id, **self._prepare_consent())
        visit = case.visit_ids.create({"case_id": case.id, "note": "Mould in the bedroom", "meter_reading": "4512"})
        scheme = self.env.ref("regie_mediation.scheme_fsl")
        line = case.orientation_ids.create({"energy_case_id": case.id, "scheme_id": scheme.id, "note": "Fatou"})
        case.action_close()
        case.action_anonymise()
        self.assertFalse(case.initials or case.site_id or visit.note or visit.meter_reading or line.note)
        with self.assertRaisesRegex(UserError, "E-MED-09"):
            visit.temperature = 17
        with self.assertRaisesRegex(UserError, "E-MED-09"):
            case.visit_ids.create({"case_id": case.id})

    def test_energy_cases_and_visits_are_never_exported(self):
        case = self._create_energy_case()
        visit = case.visit_ids.create({"case_id": case.id})
        for record in (case, visit):
            with self.assertRaisesRegex(AccessError, "E-MED-07"):
                record.with_user(self.manager).export_data(["id"])
        self.assertEqual(case.action_view_visits()["domain"], [("case_id", "=", case.id)])
