from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from .common_clause import FEBRUARY, ClauseCase


@freeze_time("2026-04-10")
class TestClauseEligibility(ClauseCase):
    """Who may work the hours of a clause, and until when."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guide = cls._create_employee(name="Guy Lemoine", contract=(date(2024, 1, 1), None))

    def _read(self, clause=None, **vals):
        clause = clause or self.clause
        clause.write(vals)
        return self.env["regie.clause"]._read_figures([(1, clause.id, date(2026, 1, 1), date(2026, 12, 31))])[1]

    def test_insertion_employee_is_eligible_by_nature(self):
        self._work(self.worksite, self.amina)
        self.assertFalse(self.env["regie.clause.eligibility"].search([("employee_id", "=", self.amina.id)]))
        self.assertEqual(self._read()["counted"], 7)

    def test_person_without_a_pass_counts_once_the_criterion_is_verified(self):
        self._work(self.worksite, self.guide)
        self.assertEqual(self._read()["counted"], 0)
        proof = self._create_proof(self.guide, verified=False)
        self.assertEqual((proof.state, proof.date_from, self._read()["counted"]), ("draft", date(2026, 1, 1), 0))
        proof.action_verify()
        self.assertEqual((proof.state, self._read()["counted"]), ("verified", 7))
        self.assertEqual((proof.verified_by_id, proof.verified_on), (self.env.user, date(2026, 4, 10)))

    def test_criterion_without_the_reference_of_a_proof_is_not_verified(self):
        for reference in (False, "  "):
            with self.assertRule("INS-L05"):
                self._create_proof(self.guide, reference=reference)

    def test_hours_after_the_last_day_of_the_proof_do_not_count(self):
        proof = self._create_proof(self.guide)
        proof.date_to = date(2026, 2, 2)
        self._work(self.worksite, self.guide)
        self._work(self.worksite, self.guide, date(2026, 2, 3))
        self.assertEqual((self._read()["counted"], proof.state), (7, "expired"))

    def test_verified_criterion_keeps_its_proof(self):
        proof = self._create_proof(self.guide)
        with self.assertRaises(UserError):
            proof.proof_reference = "Another"
        with self.assertRaises(UserError):
            proof.unlink()

    def test_scan_has_no_place(self):
        fields = self.env["regie.clause.eligibility"]._fields.values()
        self.assertFalse([field.name for field in fields if field.type in ("binary", "image")])
        self.assertNotIn("message_main_attachment_id", self.env["regie.clause.eligibility"]._fields)

    def test_health_and_justice_proofs_are_only_said_to_be_verified(self):
        for criterion in ("rqth", "aah", "justice"):
            shown = " ".join(map(str, self._create_proof(self.guide, criterion, "MDPH 76-123")._get_shown_proof()))
            self.assertIn("verified by the régie on", shown)
            for secret in ("MDPH", "RQTH", "AAH", "justice"):
                self.assertNotIn(secret, shown)

    def test_market_that_says_so_ends_the_eligibility_some_months_after_a_cdi(self):
        self._create_pass(self.guide, date(2026, 1, 1))
        self._work(self.worksite, self.guide)
        self.assertEqual(self._read()["counted"], 7, "no limit unless the market sets it")
        self.assertEqual(self._read(months_after_cdi=25)["counted"], 0)
        self.assertEqual(self._read(months_after_cdi=26)["counted"], 7)
        self.assertEqual(self.clause._get_first_refused(self.guide)[self.clause.id], date(2026, 3, 1))

    def test_limit_of_the_market_holds_for_insertion_employees_too(self):
        self._work(self.worksite, self.amina)
        self._work(self.worksite, self.amina, date(2026, 3, 1))
        self._work(self.worksite, self.amina, date(2026, 3, 2))
        figures = self._read(eligibility_months=1)
        self.assertEqual((figures["counted"], figures["not_eligible"]), (14, 7))
        proof = self._create_proof(self.amina)
        self.assertEqual(proof.date_limit, date(2026, 3, 1), "the last day that counts")

    def test_training_counts_only_if_the_market_says_so(self):
        training = self._create_worksite(self.clause, is_training=True)
        self._work(training, self.amina, hours=3)
        figures = self._read()
        self.assertEqual((figures["counted"], figures["training_out"]), (0, 3))
        self.assertEqual(self._read(training_counted=True)["counted"], 3)

    def test_npnru_clause_counts_the_residents_of_qpv(self):
        clause = self._create_clause(frame="npnru_gup")
        worksite = self._create_worksite(clause)
        elsewhere = self._create_employee(pass_start=date(2026, 1, 1), qpv=False)
        self._work(worksite, self.amina)
        self._work(worksite, elsewhere)
        figures = self._read(clause)
        self.assertEqual((figures["counted"], figures["other"]), (7, 7))

    def test_ledger_keeps_the_proof_and_hides_a_sensitive_one(self):
        self._create_proof(self.guide, "rqth", "MDPH 76-123")
        self._work(self.worksite, self.guide)
        self._validate_month()
        row = self.env["regie.clause.ledger"].search([("employee_id", "=", self.guide.id)])
        self.assertEqual((row.hours, row.date_month), (7, FEBRUARY))
        self.assertIn("verified by the régie", row.proof)

    def test_team_leader_and_board_do_not_read_criteria(self):
        proof = self._create_proof(self.guide)
        self.assertTrue(proof.with_user(self._create_user("cip", "group_role_social_worker")).proof_reference)
        for role in ("group_role_team_leader", "group_role_board_member", "group_role_accountant"):
            with self.assertRaises(AccessError):
                proof.with_user(self._create_user(role, role)).read(["criterion_id"])


class TestClauseObligation(ClauseCase):
    """What is due."""

    def test_percentage_of_the_hours_is_rounded_up(self):
        clause = self._create_clause(hours=0, obligation_kind="hours_share", base_hours=12_345, rate=5)
        self.assertEqual(clause.hours_target, 618)

    def test_npnru_frames_give_their_dated_rate(self):
        works = self._create_clause(hours=0, frame="npnru_works", obligation_kind="hours_share", base_hours=10_000)
        gup = self._create_clause(hours=0, frame="npnru_gup", obligation_kind="hours_share", base_hours=10_000)
        self.assertEqual((works.rate, works.hours_target, gup.rate, gup.hours_target), (5, 500, 10, 1000))
        self.assertTrue(works.qpv_only)
        self.assertEqual(works.frame_date_start, date(2014, 1, 1))

    def test_npnru_clause_before_the_charter_has_no_rate(self):
        with self.assertRule("INS-P01"):
            self._create_clause(hours=0, frame="npnru_gup", start=date(2013, 1, 1), end=date(2013, 12, 31))

    def test_subcontractor_states_its_main_contractor(self):
        with self.assertRule("E-MKT-05"):
            self._create_clause(role="subcontractor")
        self.assertTrue(self._create_clause(role="subcontractor", main_contractor_id=self._create_partner().id))
