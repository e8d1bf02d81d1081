from psycopg2.errors import CheckViolation, ExclusionViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from .common import InkindCase


class TestRate(InkindCase):
    """What an hour is worth: approved by the board, dated, never rewritten."""

    def test_smic_of_the_day_values_the_hours_and_a_rise_does_not_touch_the_days_before(self):
        before, after = self._create_time(10), self._create_time(10, day="2026-07-01")
        self.assertEqual((before.amount, after.amount), (120.0, 125.0))
        self.assertEqual(before.rate_id, self.rate)

    def test_multiple_of_the_smic_and_charges_make_the_value_of_a_skill(self):
        self._create_rate(profile="accountant", method="smic_loaded", coefficient=2, charge_rate=25)
        self.assertEqual(self._create_time(3, profile="accountant").amount, 90.0)
        self.assertEqual(self._create_time(3, profile="gardener").amount, 36.0)

    def test_replacement_cost_is_written_with_where_it_comes_from(self):
        self.rate.action_withdraw()
        self.rate.write({"method": "replacement", "amount": 21.35})
        self.rate.action_approve()
        self.assertEqual(self._create_time(2).amount, 42.7)
        self.assertEqual(self.rate.unit_amount, 21.35)

    def test_hours_without_a_rate_in_force_are_not_valued(self):
        draft = self._create_time(day="2025-12-31", validated=False)
        self.assertEqual(draft.amount_expected, 0)
        with self.assertRaisesRegex(UserError, "FIN-032"):
            draft.action_validate()

    def test_rate_that_nobody_approved_values_nothing(self):
        self.rate.action_withdraw()
        with self.assertRaisesRegex(UserError, "FIN-032"):
            self._create_time()

    def test_day_whose_smic_is_unknown_is_told(self):
        self.env["regie.parameter"].search([("code", "=", "cvn_smic_brut")]).unlink()
        with self.assertRaisesRegex(UserError, r"SMIC.*FIN-032"):
            self._create_time()
        self.assertEqual(self.rate.unit_amount, 0)

    def test_smic_decided_by_the_regie_beats_the_general_one(self):
        self._create_parameter("cvn_smic_brut", 13, "2026-01-01", company_id=self.company.id)
        self.assertEqual(self._create_time(10).amount, 130.0)

    def test_rate_is_not_approved_without_its_decision(self):
        rate = self._create_rate(approved=False, profile="cook", deliberation=False)
        with self.assertRaisesRegex(UserError, "FIN-034"):
            rate.action_approve()

    def test_approved_rate_is_neither_changed_nor_deleted(self):
        for act in (lambda: self.rate.write({"coefficient": 3}), self.rate.unlink):
            with self.assertRaisesRegex(UserError, "FIN-035"), self.cr.savepoint():
                act()
        self.rate.date_to = "2026-12-31"

    def test_approval_is_not_taken_back_once_hours_rest_on_it(self):
        self._create_time()
        with self.assertRaisesRegex(UserError, "FIN-035"):
            self.rate.action_withdraw()

    def test_approval_is_not_forged(self):
        with self.assertRaisesRegex(UserError, "FACT-01"):
            self.env["regie.valuation.rate"].with_user(self.accountant).create(
                {"nature_id": self.premises.id, "date_from": "2026-01-01", "date_approved": "2026-01-01"}
            )

    @mute_logger("odoo.sql_db")
    def test_two_rates_of_the_same_skill_never_overlap(self):
        with self.assertRaises(ExclusionViolation), self.cr.savepoint():
            self._create_rate(date_from="2026-05-01").flush_recordset()
        with self.assertRaises(CheckViolation), self.cr.savepoint():
            self._create_rate(approved=False, profile="x", date_to="2025-01-01").flush_recordset()

    def test_account_of_a_nature_is_of_its_class(self):
        with self.assertRaisesRegex(ValidationError, "FIN-038"):
            self.volunteer.use_code = "641000"
