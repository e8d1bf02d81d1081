from datetime import date

from freezegun import freeze_time
from psycopg2.errors import ExclusionViolation

from odoo.tools import mute_logger

from .common import InsertionCase


@freeze_time("2026-10-15")
class TestAgreement(InsertionCase):
    """The agreement with the State and its financial annexes."""

    def test_agreement_of_three_years_is_accepted_and_one_day_more_refused(self):
        agreement = self._create_agreement(annex=False, date_start=date(2025, 3, 1), date_end=date(2028, 2, 29))
        self.assertEqual(agreement.state, "running")
        with self.assertRule("INS-A06"):
            agreement.date_end = date(2028, 3, 1)

    def test_state_follows_the_day(self):
        agreement = self._create_agreement(annex=False, date_start=date(2026, 1, 1), date_end=date(2026, 12, 31))
        expected = {"2025-12-31": "future", "2026-01-01": "running", "2026-12-31": "running", "2027-01-01": "expired"}
        for day, state in expected.items():
            with self.subTest(day=day), freeze_time(day):
                agreement.invalidate_recordset()
                self.assertEqual(agreement.state, state)
                for searched in ("future", "running", "expired"):
                    found = agreement.search([("id", "=", agreement.id), ("state", "=", searched)])
                    self.assertEqual(bool(found), searched == state, searched)

    def test_two_kinds_live_together_in_one_association(self):
        aci, ei = self._create_agreement("ACI"), self._create_agreement("EI")
        self.assertEqual(aci.annex_ids.hours_basis, 1820)
        self.assertEqual(ei.annex_ids.hours_basis, 1505)

    def test_annex_proposes_the_amount_in_force_on_its_first_day(self):
        agreement = self._create_agreement("ACI", annex=False, date_start=date(2023, 1, 1), date_end=date(2025, 12, 31))
        annex = self._create_annex(agreement, year=2024)
        self.assertEqual(annex.unit_amount, 23458)
        self.assertEqual(self._create_annex(agreement, year=2025).unit_amount, 23921)

    def test_amount_written_in_the_annex_is_kept(self):
        agreement = self._create_agreement(annex=False)
        annex = self._create_annex(agreement, unit_amount=24000, hours_basis=1607)
        self.assertEqual((annex.unit_amount, annex.hours_basis), (24000, 1607))

    def test_amount_that_nobody_published_is_left_to_type(self):
        agreement = self._create_agreement("ETTI", annex=False)
        self.assertEqual(self._create_annex(agreement).unit_amount, 0)

    def test_totals_count_whole_months(self):
        agreement = self._create_agreement(annex=False)
        annex = self._create_annex(
            agreement, date_start=date(2026, 4, 1), date_end=date(2026, 12, 31), etp_posts=8, unit_amount=23921
        )
        self.assertEqual(annex.months_count, 9)
        self.assertEqual(annex.annual_etp, 6)
        self.assertAlmostEqual(annex.amount_total, 143526)

    def test_wrong_numbers_of_annex_are_refused_by_their_code(self):
        agreement = self._create_agreement("ACI", annex=False)
        cases = {
            "A0M0": "INS-A01",
            "ACI027260001A0X0": "INS-A02",
            "ACI0272600A0M0": "INS-A03",
            "ABC027260001A0M0": "INS-A03",
            "EI027260001A0M0": "INS-A04",
        }
        for number, code in cases.items():
            with self.subTest(number=number), self.assertRule(code):
                self._create_annex(agreement, number=number)

    def test_right_numbers_of_annex_are_accepted(self):
        for kind, number in (("ACI", "ACI051170013A0M1"), ("EITI", "EITI59L260001A1M0"), ("EI", "EI080180002A9M9")):
            with self.subTest(number=number):
                agreement = self._create_agreement(kind, annex=False)
                self.assertTrue(self._create_annex(agreement, number=number))

    def test_active_annexes_of_an_agreement_do_not_overlap(self):
        agreement = self._create_agreement()
        with self.assertRule("INS-A05"):
            self._create_annex(agreement, date_start=date(2026, 12, 31), date_end=date(2027, 12, 30))
        self._create_annex(agreement, date_start=date(2027, 1, 1), date_end=date(2027, 12, 31))

    def test_replaced_annex_leaves_its_place(self):
        agreement = self._create_agreement()
        agreement.annex_ids.state = "historise"
        amendment = self._create_annex(agreement, state="provisoire")
        self.assertTrue(amendment.is_active)
        with self.assertRule("INS-A05"):
            (agreement.annex_ids - amendment).state = "valide"

    def test_overlap_behind_the_back_of_the_model_is_stopped_by_postgresql(self):
        agreement = self._create_agreement()
        draft = self._create_annex(agreement, state="brouillon")
        self.env.flush_all()
        with self.assertRaises(ExclusionViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.cr.execute("UPDATE regie_iae_annex SET state = 'valide' WHERE id = %s", [draft.id])
            self.cr.execute("SET CONSTRAINTS regie_iae_annex_active_overlap_excl IMMEDIATE")

    def test_modulation_stays_between_zero_and_the_maximum(self):
        annex = self._create_agreement().annex_ids
        annex.modulation_rate = 10
        for rate in (10.01, -1):
            with self.subTest(rate=rate), self.assertRule("INS-A07"):
                annex.modulation_rate = rate

    def test_annex_of_a_month_is_the_active_one(self):
        aci, ei = self._create_agreement("ACI"), self._create_agreement("EI", annex=False)
        draft = self._create_annex(ei, state="brouillon")
        get_annex = self.env["regie.iae.annex"]._get_annex
        self.assertEqual(get_annex(aci | ei, date(2026, 10, 15)), {aci: aci.annex_ids})
        draft.state = "provisoire"
        self.assertEqual(get_annex(aci | ei, date(2026, 12, 31)), {aci: aci.annex_ids, ei: draft})
        self.assertEqual(get_annex(aci | ei, date(2027, 1, 1)), {})
