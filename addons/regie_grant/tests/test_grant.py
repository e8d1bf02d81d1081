from odoo.exceptions import ValidationError

from .common import GrantCase


class TestGrant(GrantCase):
    """A grant, its parts, and what it is worth in an exercise."""

    def test_grant_receives_its_number_and_its_account(self):
        grant = self._create_grant()
        self.assertTrue(grant.number)
        self.assertEqual(grant.analytic_account_id.plan_id, self.env.ref("regie_finance.analytic_plan_funding"))

    def test_tranches_make_the_grant_to_the_cent(self):
        with self.assertRaisesRegex(ValidationError, "FIN-010"), self.cr.savepoint():
            self._create_grant(1000, tranches=[("2026-03-01", 500), ("2026-12-01", 499.99)])
        grant = self._create_grant(1000, tranches=[("2026-03-01", 500), ("2026-12-01", 500)])
        with self.assertRaisesRegex(ValidationError, "FIN-010"), self.cr.savepoint():
            grant.tranche_ids[0].amount = 400
        with self.assertRaisesRegex(ValidationError, "FIN-010"), self.cr.savepoint():
            grant.tranche_ids[0].unlink()
        first, second = grant.tranche_ids
        grant.write({"tranche_ids": [(1, first.id, {"amount": 400}), (1, second.id, {"amount": 600})]})
        self.assertEqual(grant.tranche_ids.mapped("amount"), [400, 600])

    def test_costs_are_the_posted_items_of_class_6_that_bear_its_account(self):
        grant, other = self._create_grant(), self._create_grant()
        self._spend(grant, 300.10)
        self._spend(grant, 100, day="2025-06-15")
        self._spend(other, 50)
        self._spend(grant, 1000, code="689400")
        self.assertEqual(grant.get_eligible_costs(self.exercise), 300.10)
        self.assertEqual(grant.get_eligible_costs(until=self.exercise), 400.10)
        self.assertEqual(grant.get_eligible_costs(until=self.exercise_before), 100)

    def test_part_of_an_exercise_is_read_from_the_fractions(self):
        following = self._create_exercise(2027)
        grant = self._create_grant(1000, fractions={self.exercise: 600, following: 400})
        self.assertEqual(grant.get_attributable(self.exercise), 600)
        self.assertEqual(grant.get_attributable(following), 1000)
        self.assertEqual(grant.get_attributable(self.exercise_before), 0)

    def test_account_of_income_follows_the_nature(self):
        for kind, code in (("grant", "741000"), ("public_contribution", "730100"), ("assigned_gift", "754000")):
            self.assertEqual(self._create_grant(legal_kind=kind).get_income_account().code, code)
