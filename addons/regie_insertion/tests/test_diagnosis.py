from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form

from .common_pass import PassCase


@freeze_time("2026-10-15")
class TestDiagnosis(PassCase):
    """Who is eligible, with which proofs, until when, and who may know it."""

    def _ref(self, code):
        return self.env.ref(f"regie_insertion.criterion_{code}")

    def test_one_criterion_of_level_1_is_enough_everywhere(self):
        for kind in ("ACI", "EI", "AI", "ETTI", "EITI"):
            agreement = self._create_agreement(kind, annex=False)
            diagnosis = self._create_diagnosis("rsa", validated=True, agreement_id=agreement.id)
            self.assertTrue(diagnosis.is_eligible)
            self.assertEqual(diagnosis.verdict, "Eligible: 1 criterion of level 1")

    def test_criteria_of_level_2_are_counted_by_kind(self):
        for kind, needed in (("ACI", 3), ("EI", 3), ("EITI", 3), ("AI", 2), ("ETTI", 2)):
            agreement = self._create_agreement(kind, annex=False)
            codes = ("qpv", "pi", "fle")
            with self.subTest(kind=kind):
                with self.assertRule("INS-D01"):
                    self._create_diagnosis(*codes[: needed - 1], validated=True, agreement_id=agreement.id)
                self.assertTrue(self._create_diagnosis(*codes[:needed], validated=True, agreement_id=agreement.id))

    def test_verdict_follows_the_ticks(self):
        with Form(self.env["regie.iae.diagnosis"]) as form:
            form.employee_id = self.person
            form.date = date(2026, 10, 1)
            self.assertEqual(form.verdict, "Missing: 1 criterion of level 1, or 3 more of level 2")
            form.level2_ids.add(self._ref("qpv"))
            form.level2_ids.add(self._ref("pi"))
            self.assertEqual(form.verdict, "Missing: 1 criterion of level 1, or 1 more of level 2")
            self.assertEqual(len(form.line_ids), 2)
            form.level1_ids.add(self._ref("ass"))
            self.assertEqual(form.verdict, "Eligible: 1 criterion of level 1")
            form.level2_ids.remove(self._ref("pi").id)
        self.assertEqual(form.record.line_ids.criterion_id, self._ref("ass") | self._ref("qpv"))

    def test_prescriber_decides_without_criteria(self):
        diagnosis = self._create_diagnosis(author_kind="prescriber", prescriber_id=self._create_prescriber().id)
        diagnosis.action_validate()
        self.assertEqual(diagnosis.date_expiry, date(2026, 7, 1))
        with self.assertRule("INS-R07"):
            self._create_diagnosis(
                author_kind="prescriber", prescriber_id=self._create_prescriber("orienteur").id, validated=True
            )

    def test_deld_and_detld_exclude_each_other(self):
        with self.assertRule("INS-D02"):
            self._create_diagnosis("deld", "detld")
        diagnosis = self._create_diagnosis("deld")
        with self.assertRule("INS-D02"):
            diagnosis.line_ids = [Command.create({"criterion_id": self._ref("detld").id})]

    def test_age_criteria_match_the_birth_date(self):
        for birthday, code, good in (
            (date(2000, 1, 2), "jeune", True),
            (date(2000, 1, 1), "jeune", False),
            (date(1976, 1, 1), "senior", True),
            (date(1976, 1, 2), "senior", False),
        ):
            self.person.birthday = birthday
            with self.subTest(birthday=birthday, code=code):
                if good:
                    self.assertTrue(self._create_diagnosis(code, day=date(2026, 1, 1)))
                else:
                    with self.assertRule("INS-D03"):
                        self._create_diagnosis(code, day=date(2026, 1, 1))

    def test_proof_older_than_its_months_is_refused(self):
        line = self._create_diagnosis("rsa", day=date(2026, 10, 1)).line_ids
        line.proof_date = date(2026, 7, 1)
        with self.assertRule("INS-D04"):
            line.proof_date = date(2026, 6, 30)
        with self.assertRule("INS-D04"):
            line.diagnosis_id.date = date(2026, 10, 2)

    def test_employer_diagnosis_lasts_92_days(self):
        diagnosis = self._create_diagnosis("rsa", day=date(2026, 7, 15), validated=True)
        self.assertEqual(diagnosis.date_expiry, date(2026, 10, 15))
        self.assertEqual(diagnosis.state, "expire")
        with freeze_time("2026-10-14"):
            diagnosis.invalidate_recordset()
            self.assertEqual(diagnosis.state, "valide")
            found = diagnosis.search([("id", "=", diagnosis.id), ("state", "=", "valide")])
            self.assertTrue(found)

    def test_expired_diagnosis_opens_no_pass(self):
        person = self._create_employee(contract=None)
        diagnosis = self._create_diagnosis("rsa", employee=person, kind="ACI", validated=True)
        with self.assertRule("INS-D05"):
            self._create_pass(person, date(2026, 4, 3), diagnosis_id=diagnosis.id)
        self.assertTrue(self._create_pass(person, date(2026, 4, 2), diagnosis_id=diagnosis.id))

    def test_diagnosis_that_opened_a_pass_stays_valid_and_does_not_change(self):
        diagnosis = self._create_diagnosis("rsa", day=date(2026, 1, 1), validated=True)
        record = self._create_pass(self.person, date(2026, 1, 1), diagnosis_id=diagnosis.id)
        self.assertTrue(record.is_self_prescription)
        self.assertEqual(diagnosis.state, "valide")
        for vals in ({"date": date(2026, 2, 1)}, {"validated_on": False}, {"author_kind": "prescriber"}):
            with self.subTest(vals=vals), self.assertRule("INS-D07"):
                diagnosis.write(vals)
        with self.assertRule("INS-D07"):
            diagnosis.line_ids = [Command.create({"criterion_id": self._ref("qpv").id})]
        with self.assertRule("INS-D07"):
            diagnosis.line_ids.unlink()
        diagnosis.line_ids.proof_reference = "CAF 12"

    def test_draft_opens_no_pass_nor_does_that_of_another(self):
        with self.assertRule("INS-D06"):
            self._create_pass(self.person, diagnosis_id=self._create_diagnosis("rsa").id)
        other = self._create_diagnosis("rsa", employee=self._create_employee(), validated=True)
        with self.assertRule("INS-D08"):
            self._create_pass(self.person, diagnosis_id=other.id)

    def test_office_never_learns_a_sensitive_criterion(self):
        diagnosis = self._create_diagnosis("qpv", "th", "pi")
        office = self._create_user("dia_office", "group_role_office")
        cip = self._create_user("dia_cip", "group_role_social_worker")
        self.env.flush_all()
        self.env.invalidate_all()
        seen = diagnosis.with_user(office)
        self.assertEqual(seen.line_ids.criterion_id.mapped("code"), ["PI", "QPV"])
        self.assertEqual(seen.hidden_count, 1)
        self.assertTrue(seen.is_eligible, "the hidden one counts")
        lines = self.env["regie.iae.diagnosis.line"].with_user(office)
        self.assertFalse(lines.search([("criterion_id.code", "=", "TH")]))
        self.env.invalidate_all()
        hidden = diagnosis.with_user(cip).line_ids.filtered(lambda line: line.criterion_id.code == "TH")
        self.assertTrue(hidden)
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            hidden.with_user(office).read(["criterion_id"])
        self.env.invalidate_all()
        self.assertEqual(len(diagnosis.with_user(cip).line_ids), 3)
        self.assertEqual(diagnosis.with_user(cip).hidden_count, 0)

    def test_office_saves_without_unticking_what_it_does_not_see(self):
        diagnosis = self._create_diagnosis("qpv", "th", "pi")
        office = self._create_user("dia_office", "group_role_office")
        self.env.flush_all()
        self.env.invalidate_all()
        with Form(diagnosis.with_user(office)) as form:
            form.level2_ids.remove(self._ref("pi").id)
        self.env.invalidate_all()
        self.assertEqual(set(diagnosis.line_ids.criterion_id.mapped("code")), {"QPV", "TH"})

    def test_team_leader_sees_no_diagnosis(self):
        diagnosis = self._create_diagnosis("rsa")
        for role in ("team_leader", "accountant", "board_member", "cashier"):
            user = self._create_user(f"dia_{role}", f"group_role_{role}")
            with self.subTest(role=role):
                self.assertFalse(diagnosis.with_user(user).has_access("read"))
                self.assertFalse(diagnosis.line_ids.with_user(user).has_access("read"))


@freeze_time("2026-10-15")
class TestPrescriber(PassCase):
    """Prescribers: who is authorised, and those that readers without social support never learn."""

    def test_sensitive_prescriber_reads_other_without_social_support(self):
        sensitive = self._create_prescriber("csapa", name="CSAPA de Louviers")
        record = self._create_pass(self.person, date(2026, 1, 1), prescriber_id=sensitive.id)
        cip = self._create_user("pre_cip", "group_role_social_worker")
        self.assertEqual(record.with_user(cip).shown_prescriber_id, sensitive)
        self.assertEqual(record.with_user(cip).prescriber_label, "CSAPA")
        self.assertEqual(sensitive.with_user(cip).shown_prescriber_kind_id.code, "CSAPA")
        for role in ("office", "director"):
            user = self._create_user(f"pre_{role}", f"group_role_{role}")
            with self.subTest(role=role):
                seen = record.with_user(user)
                self.assertFalse(seen.shown_prescriber_id)
                self.assertEqual(seen.prescriber_label, "Other")
                self.assertEqual(sensitive.with_user(user).shown_prescriber_kind_id.code, "AUTRE")
                user.group_ids += self.env.ref("base.group_allow_export")
                self.assertEqual(seen.export_data(["prescriber_label"])["datas"], [["Other"]])
                with self.assertRaises(AccessError):
                    seen.read(["prescriber_id"])
                with self.assertRaises(AccessError):
                    seen.search([("prescriber_id", "=", sensitive.id)])

    def test_ordinary_prescriber_is_read_and_chosen_by_the_office(self):
        office = self._create_user("pre_office", "group_role_office")
        record = self._create_pass(self.person, date(2026, 1, 1)).with_user(office)
        partner = self._create_prescriber("ml")
        record.shown_prescriber_id = partner
        self.assertEqual(record.shown_prescriber_id, partner)
        self.assertEqual(record.sudo().prescriber_id, partner)

    def test_office_that_saves_other_keeps_the_sensitive_kind(self):
        partner = self._create_prescriber("spip")
        office = self._create_user("pre_office", "group_role_office", "base.group_partner_manager")
        partner.with_user(office).shown_prescriber_kind_id = self.env.ref("regie_insertion.prescriber_kind_other")
        self.assertEqual(partner.prescriber_kind_id.code, "SPIP")

    def test_decision_of_the_prefet_ends(self):
        partner = self._create_prescriber("ohpd", prescriber_decision_until=date(2026, 12, 31))
        self.assertTrue(partner._is_authorised_prescriber(date(2026, 12, 31)))
        self.assertFalse(partner._is_authorised_prescriber(date(2027, 1, 1)))

    def test_waiting_period_asks_for_an_authorised_prescriber(self):
        self.person.version_id.write({"contract_date_start": False, "contract_date_end": False})
        old = self._create_pass(self.person, date(2023, 1, 1))
        self.assertEqual(old.date_end, date(2024, 12, 30))
        for vals in ({}, {"prescriber_id": self._create_prescriber("orienteur").id}):
            with self.subTest(vals=vals), self.assertRule("INS-N04"):
                self._create_pass(self.person, date(2026, 12, 30), **vals)
        diagnosis = self._create_diagnosis(
            day=date(2026, 10, 1),
            author_kind="prescriber",
            prescriber_id=self._create_prescriber("ml").id,
            validated=True,
        )
        new = self._create_pass(self.person, date(2026, 10, 10), diagnosis_id=diagnosis.id)
        self.assertFalse(new.is_self_prescription)

    def test_waiting_period_is_over_after_two_years(self):
        self.person.version_id.write({"contract_date_start": False, "contract_date_end": False})
        self._create_pass(self.person, date(2022, 10, 1))  # until 29/09/2024
        self.assertTrue(self._create_pass(self.person, date(2026, 9, 30)))

    def test_pass_not_started_is_postponed_by_thirty_days_at_most(self):
        record = self._create_pass(self._create_employee(contract=None), date(2026, 11, 1))
        with self.assertRule("INS-N05"):
            record.date_start = date(2026, 11, 15)
        record.date_start = date(2026, 11, 14)
        self.assertEqual(record.date_end, date(2028, 11, 12))


class TestDiagnosisList(PassCase):
    """Lists of PASS and diagnoses cost the same whatever their length."""

    def test_lists_cost_the_same_for_ten_people_as_for_one(self):
        office = self._create_user("lis_office", "group_role_office")
        people = self.env["hr.employee"]
        for _index in range(10):
            person = self._create_employee(agreement=self.agreement)
            diagnosis = self._create_diagnosis("rsa", "th", employee=person, validated=True)
            self._create_pass(person, date(2026, 1, 1), diagnosis_id=diagnosis.id)
            people |= person
        wanted = {
            "regie.iae.pass": ["status", "remaining_days", "is_ending", "suspended_until", "prescriber_label"],
            "regie.iae.diagnosis": ["verdict", "is_eligible", "state", "missing_count", "pass_id", "hidden_count"],
        }
        for model, names in wanted.items():
            counts = []
            for some in (people[:1], people[:1], people):
                self.env.flush_all()
                self.env.invalidate_all()
                records = self.env[model].with_user(office).search([("employee_id", "in", some.ids)])
                before = self.env.cr.sql_log_count
                records.read(names)
                counts.append(self.env.cr.sql_log_count - before)
            with self.subTest(model=model):
                self.assertLessEqual(counts[2], counts[1], counts)
