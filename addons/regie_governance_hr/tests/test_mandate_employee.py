from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.regie_governance.tests.common import GovernanceCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 10:00:00")
class TestMandateEmployee(GovernanceCase):
    """The files of the employees say which administrators work for the régie."""

    def _hire(self, partner, start="2026-01-01", end=False):
        return self.env["hr.employee"].create(
            {
                "name": partner.name,
                "work_contact_id": partner.id,
                "company_id": self.company.id,
                "date_version": start,
                "contract_date_start": start,
                "contract_date_end": end,
            }
        )

    def test_resident_employee_elected_by_the_inhabitants_counts_as_an_employee(self):
        mandate = self._create_mandate()
        self.assertFalse(mandate.is_employee)
        self._hire(mandate.partner_id)
        mandate.invalidate_recordset()
        self.assertTrue(mandate.is_employee)
        self.assertIn("1/1 = 100 %, beyond 1/4. (GOV-013)", self.board.warning)

    def test_employee_does_not_enter_the_bureau(self):
        member = self._create_member()
        employee = self._hire(member.partner_id)
        bureau = {"organ": self.bureau, "role": "member", "date_start": "2026-03-01"}
        with self.assertRule("GOV-012"):
            self._create_mandate(member, **bureau)
        employee.contract_date_end = "2026-02-28"
        self.assertTrue(self._create_mandate(member, **bureau), "the contract has ended")

    def test_former_and_future_employees_are_none_today(self):
        former, future = self._create_mandate(), self._create_mandate()
        self._hire(former.partner_id, end="2026-05-31")
        self._hire(future.partner_id, start="2026-07-01")
        (former | future).invalidate_recordset()
        self.assertEqual((former | future).mapped("is_employee"), [False, False])

    def test_elected_employee_whose_contract_ends_is_to_look_at(self):
        mandate = self._create_mandate(college="SAL")
        employee = self._hire(mandate.partner_id)
        mandate.invalidate_recordset()
        self.assertFalse(mandate.lost_quality)
        employee.contract_date_end = "2026-05-15"
        mandate.invalidate_recordset()
        self.assertEqual(mandate.lost_quality, "contract")

    def test_administrator_of_the_bureau_who_is_hired_is_told(self):
        mandate = self._create_mandate(organ=self.bureau, role="member")
        self._hire(mandate.partner_id)
        self.env.invalidate_all()
        self.assertIn("GOV-012", self.bureau.warning)

    def test_secretary_knows_who_is_an_employee_without_reading_the_contracts(self):
        mandate = self._create_mandate()
        employee = self._hire(mandate.partner_id)
        mandate.invalidate_recordset()
        secretary = self._create_user("clerk", "regie_governance.group_governance_secretary")
        self.assertTrue(mandate.with_user(secretary).is_employee)
        with self.assertRaises(AccessError):
            employee.version_id.with_user(secretary).read(["contract_date_start"])
