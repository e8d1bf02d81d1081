from datetime import date

from freezegun import freeze_time

from odoo.exceptions import ValidationError

from .common_contract import ContractCase


@freeze_time("2026-10-15")
class TestContractInclusion(ContractCase):
    """CDI inclusion: age, months of pathway, quota, reduced aid. Contrat passerelle: kinds, months, renewal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls._create_agreement()
        cls.senior = cls._create_employee(
            contract=(date(2025, 11, 1), date(2026, 10, 31)),
            agreement=cls.agreement,
            birthday=date(1969, 10, 31),
            weekly_hours=35,
        )

    def _include(self, employee, start=date(2026, 11, 1), **vals):
        return self._renew(employee, start, False, iae_form="cdii", **vals)

    def test_employee_of_57_with_12_months_of_pathway_signs(self):
        version = self._include(self.senior)
        self.assertEqual(version.cdii_reduced_on, date(2027, 11, 1))

    def test_under_57_on_the_day_of_the_signature_is_refused(self):
        self.senior.birthday = date(1969, 11, 2)
        with self.assertRule("INS-C08"):
            self._include(self.senior)

    def test_less_than_12_months_of_pathway_gives_the_possible_day(self):
        self.senior.contract_date_end = date(2026, 10, 30)
        with self.assertRaisesRegex(ValidationError, r"01/11/2026.*\(INS-C09\)"):
            self._include(self.senior, date(2026, 10, 31))

    def test_earlier_pathway_or_pass_counts_as_entry(self):
        self.senior.contract_date_end = date(2026, 10, 30)
        self._create_pathway(self.senior, date(2025, 6, 1))
        self.assertTrue(self._include(self.senior, date(2026, 10, 31)))

    def test_quota_is_a_share_of_the_posts_of_the_annex(self):
        self.agreement.annex_ids.etp_posts = 5  # 20 %: one full-time post
        self._include(self.senior)
        other = self._create_employee(
            contract=(date(2025, 1, 1), date(2026, 10, 31)), agreement=self.agreement, birthday=date(1960, 1, 1)
        )
        with self.assertRule("INS-C10"):
            self._include(other)
        self.agreement.write({"cdii_quota_rate": 30, "cdii_decision": "Préfet 12/10/2026"})
        with self.assertRule("INS-C10"):
            self._include(other, weekly_hours=20)  # 1.57 > 1.5
        self._include(other, weekly_hours=17.5)
        self.assertEqual(self.agreement._get_cdii_etp(date(2026, 11, 1)), 1.5)

    def test_prefet_never_goes_past_30_percent(self):
        self.agreement.cdii_quota_rate = 30
        with self.assertRule("INS-C16"):
            self.agreement.cdii_quota_rate = 30.5

    def test_aid_falls_in_the_second_year(self):
        version = self._include(self.senior)
        self.assertEqual(version._get_aid_rate(date(2027, 10, 31)), 100)
        self.assertEqual(version._get_aid_rate(date(2027, 11, 1)), 70)
        self.assertEqual(self.senior.version_ids.sorted("date_version")[0]._get_aid_rate(date(2027, 11, 1)), 100)

    # -- contrat passerelle --------------------------------------------------------------------

    def _pass_over(self, employee, start, end):
        return self._renew(employee, start, end, iae_form="passerelle")

    def test_passerelle_of_three_months_is_renewed_once(self):
        self._pass_over(self.senior, date(2026, 11, 1), date(2027, 1, 31))
        self._pass_over(self.senior, date(2027, 2, 1), date(2027, 4, 30))
        with self.assertRule("INS-C15"):
            self._pass_over(self.senior, date(2027, 5, 1), date(2027, 6, 30))

    def test_passerelle_longer_than_three_months_is_refused(self):
        with self.assertRule("INS-C15"):
            self._pass_over(self.senior, date(2026, 11, 1), date(2027, 2, 1))

    def test_passerelle_is_reserved_for_ei_and_aci(self):
        person = self._create_employee(
            contract=(date(2026, 1, 1), date(2026, 10, 31)), agreement=self._create_agreement("AI", annex=False)
        )
        with self.assertRule("INS-C13"):
            self._pass_over(person, date(2026, 11, 1), date(2027, 1, 31))

    def test_passerelle_comes_after_four_months(self):
        person = self._create_employee(
            contract=(date(2026, 7, 1), date(2026, 10, 30)), agreement=self.agreement, short_contract_reason="broken"
        )
        with self.assertRule("INS-C14"):
            self._pass_over(person, date(2026, 10, 31), date(2027, 1, 30))
        self._pass_over(person, date(2026, 11, 1), date(2027, 1, 31))
