import base64
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.exceptions import AccessError
from odoo.tests import BaseCase, tagged

from ..tools.reconciliation import CAUSES, Facts, propose_cause
from .common_hours import OCTOBER
from .test_statement import StatementCase


class ReconciliationCase(StatementCase):
    """October 2026: Rose (60 h), Lina (70 h) and Noa (80 h) declared by an ACI, ready to be reconciled."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lina, cls.noa = (
            cls._create_employee(
                matricule,
                name=name,
                contract=(date(2026, 1, 9), date(2027, 1, 8)),
                pass_start=date(2026, 1, 3),
                agreement=cls.agreement,
                birthday=birthday,
            )
            for matricule, name, birthday in (
                ("M002", "Lina Haddad", date(1995, 4, 2)),
                ("M003", "Noa Petit", date(1988, 12, 24)),
            )
        )
        cls.rose.write({"registration_number": "M001", "name": "Rose Mendy"})
        for person, days in ((cls.rose, 12), (cls.lina, 14), (cls.noa, 16)):
            for day in range(1, days + 1):
                cls._create_hours(person, date(2026, 10, day), 5)
        cls._validate_month()
        cls.statement = cls._create_statement()
        cls.statement.action_validate()
        cls.statement.action_mark_sent()
        cls.record = cls.env["regie.iae.reconciliation"]._get_or_create(cls.annex, OCTOBER)

    def _read(self, text, side="pay", **vals):
        wizard = self.env["regie.iae.reconciliation.import"].create(
            {"reconciliation_id": self.record.id, "side": side, "file": base64.b64encode(text.encode()), **vals}
        )
        wizard.action_read()
        return wizard

    def _import(self, text, side="pay", **vals):
        wizard = self._read(text, side, **vals)
        wizard.action_import()
        return wizard

    def _line(self, employee):
        return self.record.line_ids.filtered(lambda line: line.employee_id == employee)


@tagged("post_install", "-at_install")
class TestReconciliation(ReconciliationCase):
    """Timesheets, payslips and the ASP side by side."""

    def test_three_sides_that_agree_are_reconciled_then_signed(self):
        self.assertEqual((self.record.state, self.record.hours_timesheet), ("to_reconcile", 210))
        with self.assertRule("INS-M14"):
            self.record.action_sign_off()
        self._import("Matricule;Heures;Brut\nM001;60;740,40\nM002;70,00;863,80\nM003;80;987,20\n")
        self._import("Nom;Heures;Montant\nMENDY Rose;60;5000\nHADDAD Lina;70;6000,5\nPETIT Noa;80;7000\n", "asp")
        self.assertEqual((self.record.state, self.record.gap_count), ("reconciled", 0))
        self.assertEqual((self.record.hours_pay, self.record.hours_asp), (210, 210))
        self.assertEqual((self.record.gross_pay, self.record.amount_received), (2591.4, 18000.5))
        self.assertAlmostEqual(self.record.amount_gap, 18000.5 - self.statement.monthly_amount, 2)
        self.assertEqual(self.record._get_received_amount(self.annex, date(2026, 10, 15)), Decimal("18000.50"))
        self.record.action_sign_off()
        self.assertEqual(self.record.state, "signed")
        for act in (
            lambda: self.record.write({"hours_pay": 1}),
            lambda: self._line(self.rose).write({"note": "Late"}),
            lambda: self._line(self.rose).unlink(),
            self.record.unlink,
            self.record.action_refresh,
            self.record.action_import_pay,
        ):
            with self.assertRule("INS-M19"):
                act()

    def test_payment_of_the_file_is_recorded_once_in_the_schedule_of_the_annex(self):
        rows = "Nom;Heures;Montant\nROSE MENDY;60;9000\nLina Haddad;70;9000\nNoa Petit;80;{}\n"
        payment = self.annex.payment_ids.filtered(
            lambda payment: payment.kind == "instalment" and payment.date_month == OCTOBER
        )
        self.assertEqual(self.record.amount_expected, payment.amount_expected)
        self._import(rows.format(1000), "asp")
        self.assertEqual((payment.amount_received, self.record.amount_received), (19000, 19000))
        self._import(rows.format(2000), "asp")
        self.assertEqual((self.record.amount_asp, self.record.amount_received), (20000, 19000))
        payment.amount_received = 20000
        self.assertEqual(self.record.amount_received, 20000)

    def test_each_gap_has_a_cause_somebody_and_a_way_there(self):
        self._import("Matricule;Heures\nM001;74\nM002;70\nM003;80,5\n")
        self._import("Nom;Heures\nROSE MENDY;60\nLina Haddad;63\nNoa Petit;80\n", "asp")
        rose, lina, noa = (self._line(person) for person in (self.rose, self.lina, self.noa))
        self.assertEqual([line.gap_pay for line in (rose, lina, noa)], [14, 0, 0.5])
        self.assertEqual([line.gap_asp for line in (rose, lina, noa)], [0, -7, 0])
        self.assertEqual([line.cause_id.code for line in (rose, lina, noa)], ["absence", "typing", "rounding"])
        self.assertEqual((rose.role, lina.role), ("office", "office"))
        self.assertEqual([line.is_open for line in (rose, lina, noa)], [True, True, False])
        self.assertEqual((self.record.state, self.record.gap_count, self.record.open_count), ("gaps", 3, 2))
        self.assertEqual(rose.action_mend()["res_model"], "regie.iae.absence")
        with self.assertRule("INS-M14"):
            self.record.action_sign_off()

    def test_absence_entered_and_read_again_closes_the_gap(self):
        self._import("Matricule;Heures\nM001;74\nM002;70\nM003;80\n")
        self._import("Nom;Heures\nRose Mendy;74\nLina Haddad;70\nNoa Petit;80\n", "asp")
        self.env["regie.iae.absence"].create(
            {
                "employee_id": self.rose.id,
                "kind": "paid_leave",
                "date_start": date(2026, 10, 20),
                "date_end": date(2026, 10, 21),
                "hours": 14,
            }
        )
        self.env.invalidate_all()
        self.record.action_refresh()
        self.assertEqual(self._line(self.rose).cause_id.code, "late_hours")
        second = self.env["regie.iae.statement"].browse(self.statement.action_new_version()["res_id"])
        second.action_validate()
        self.record.action_refresh()
        self.assertEqual((self.record.statement_id, self.record.state), (second, "reconciled"))
        self.assertFalse(self._line(self.rose).cause_id)

    def test_exit_and_pass_are_recognised(self):
        self._create_exit(self._create_pathway(self.lina), date(2026, 10, 20))
        self.rose.pass_ids.date_start = date(2024, 10, 7)  # it ends on 6 October 2026
        second = self.env["regie.iae.statement"].browse(self.statement.action_new_version()["res_id"])
        second.action_validate()
        second.action_mark_sent()
        self.record.action_refresh()
        self._import("Nom;Heures\nRose Mendy;60\nLina Haddad;77\nNoa Petit;80\n", "asp")
        rose, lina = self._line(self.rose), self._line(self.lina)
        self.assertEqual((rose.gap_asp, rose.cause_id.code, rose.role), (30, "pass", "social_worker"))
        self.assertEqual((lina.gap_asp, lina.cause_id.code), (7, "exit"))
        self.assertEqual(rose.action_mend()["res_model"], "regie.iae.pass")
        self.assertEqual(lina.action_mend()["res_model"], "regie.insertion.pathway")

    def test_person_of_the_asp_whom_we_did_not_declare_gets_a_line(self):
        stranger = self._create_employee("M009", name="Ali Demba", contract=(date(2025, 1, 1), date(2025, 12, 31)))
        self._import("Matricule;Heures\nM001;60\nM002;70\nM003;80\nM009;12\n", "asp")
        line = self._line(stranger)
        self.assertEqual((line.hours_declared, line.gap_asp, line.cause_id.code), (0, 12, "contract"))
        self._import("Matricule;Heures\nM001;60\nM002;70\nM003;80\n", "asp")
        self.assertFalse(self._line(stranger))

    def test_cause_said_by_hand_stays_until_the_gap_is_gone(self):
        self._import("Matricule;Heures\nM001;74\nM002;70\nM003;80\n")
        line = self._line(self.rose)
        line.cause_id = self.env.ref("regie_insertion.gap_cause_payslip")
        self._import("Matricule;Heures\nM001;75\nM002;70\nM003;80\n")
        self.assertEqual((line.cause_id.code, line.is_proposed), ("payslip", False))
        self._import("Matricule;Heures\nM001;60\nM002;70\nM003;80\n")
        self.assertFalse(line.cause_id)

    def test_explained_gap_lets_the_director_sign(self):
        self._import("Matricule;Heures\nM001;74\nM002;70\nM003;80\n")
        self._import("Matricule;Heures\nM001;60\nM002;70\nM003;80\n", "asp")
        self._line(self.rose).action_settle()
        self.record.action_sign_off()
        self.record.action_reopen()
        self.assertEqual(self.record.state, "reconciled")

    def test_same_month_is_reconciled_once(self):
        self.assertEqual(self.record._get_or_create(self.annex, date(2026, 10, 9)), self.record)
        self.assertEqual(self.statement.action_reconcile()["res_id"], self.record.id)


@tagged("post_install", "-at_install")
class TestReconciliationImport(ReconciliationCase):
    """The files of the pay software and of the ASP, as they come."""

    def test_any_separator_and_encoding_is_read(self):
        rows = "Matricule{0}Nb heures\nM001{0}60\nM002{0}70\nM003{0}80\n"
        for separator in (";", ",", "\t", "|"):
            for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
                with self.subTest(separator=separator, encoding=encoding):
                    content = base64.b64encode(rows.format(separator).encode(encoding))
                    self._import("", file=content)
                    self.assertEqual(self.record.hours_pay, 210)

    def test_pasted_rows_are_read(self):
        self._import("", "asp", file=False, pasted="Nom\tNb heures\nMENDY Rose\t60\nHADDAD Lina\t70\nPETIT Noa\t80")
        self.assertEqual(self.record.hours_asp, 210)

    def test_columns_are_mapped_once_and_remembered(self):
        text = "Code;Total H;Nom\nM001;60;x\nM002;70;y\nM003;80;z\n"
        wizard = self._read(text)
        meanings = {column.header: column for column in wizard.column_ids}
        self.assertEqual((meanings["code"].meaning, meanings["code"].sample), (False, "M001"))
        with self.assertRule("INS-Q06"):
            wizard.action_import()
        meanings["code"].meaning = "matricule"
        meanings["total_h"].meaning = "hours"
        meanings["nom"].meaning = False
        wizard.action_import()
        again = self._read(text)
        self.assertEqual(again.mapping_id.side, "pay")
        self.assertEqual(
            {column.header: column.meaning for column in again.column_ids},
            {"code": "matricule", "total_h": "hours", "nom": False},
        )

    def test_two_columns_of_one_meaning_are_refused(self):
        wizard = self._read("Matricule;Heures;Heures payees\nM001;60;60\n")
        wizard.column_ids.filtered(lambda column: column.header == "heures_payees").meaning = "hours"
        with self.assertRule("INS-Q06"):
            wizard.action_import()

    def test_file_without_rows_is_refused(self):
        for text in ("", "Matricule;Heures\n"):
            with self.subTest(text=text), self.assertRule("INS-Q05"):
                self._read(text)

    def test_bad_rows_are_listed_and_nothing_is_half_written(self):
        text = "Matricule;Heures\nM001;60\nX999;70\nM003;beaucoup\nM002;-1\nM002;\nM002;800\n"
        wizard = self._import(text)
        self.assertEqual(
            [(refusal.number, refusal.code) for refusal in wizard.refusal_ids],
            [(3, "INS-Q01"), (4, "IMP-02"), (5, "INS-M03"), (6, "IMP-03"), (7, "INS-M03")],
        )
        self.assertTrue(all(refusal.remedy for refusal in wizard.refusal_ids))
        self.assertEqual((self.record.hours_pay, self.record.pay_imported_on), (0, False))
        wizard.skip_refused = True
        wizard.action_import()
        self.assertEqual(self.record.hours_pay, 60)

    def test_namesakes_are_told_apart_by_the_birth_date(self):
        self._create_employee("M010", name="Noa Petit", birthday=date(2001, 1, 1))
        wizard = self._import("Nom;Prénom;Heures\nPETIT;Noa;80\n")
        self.assertEqual(wizard.refusal_ids.code, "INS-Q02")
        self._import("Nom;Prénom;Date de naissance;Heures\nPETIT;Noa;24/12/1988;80\n")
        self.assertEqual(self._line(self.noa).hours_pay, 80)

    def test_nir_designates_the_person(self):
        self.lina.ssnid = "2690549588157 80"
        self._import("N° SS;Heures\n269054958815780;70\n")
        self.assertEqual(self._line(self.lina).hours_pay, 70)

    def test_two_payslips_of_a_person_are_added(self):
        self._import("Matricule;Heures\nM001;25,5\nM001;34,5\n")
        self.assertEqual(self._line(self.rose).hours_pay, 60)

    def test_permanent_staff_of_the_payslips_is_left_aside(self):
        self._create_employee("P001", name="Claire Morel", contract=(date(2020, 1, 1), None))
        wizard = self._import("Matricule;Heures\nM001;60\nP001;151,67\n")
        self.assertEqual((wizard.other_count, wizard.good_count), (1, 1))
        self.assertEqual(self.record.hours_pay, 60)

    def test_importing_a_side_again_replaces_that_side_only(self):
        self._import("Matricule;Heures\nM001;60\nM002;70\nM003;80\n", "asp")
        self._import("Matricule;Heures\nM001;61\nM002;70\n")
        self._import("Matricule;Heures\nM002;71\nM003;80\n")
        self.assertEqual(
            [(line.hours_pay, line.hours_asp) for line in map(self._line, (self.rose, self.lina, self.noa))],
            [(0, 60), (71, 70), (80, 80)],
        )


@tagged("post_install", "-at_install")
class TestReconciliationWalls(ReconciliationCase):
    def test_persons_are_for_the_officers_and_totals_for_the_readers(self):
        self._import("Matricule;Heures;Brut\nM001;60;740\nM002;70;860\nM003;80;980\n")
        line = self._line(self.rose)
        for role, sees_totals, sees_amounts, sees_persons, sees_pay in (
            ("director", True, True, True, True),
            ("office", True, True, True, True),
            ("social_worker", True, True, True, False),
            ("accountant", True, True, False, False),
            ("team_leader", True, False, False, False),
            ("board_member", False, False, False, False),
        ):
            user = self._create_user(f"{role}_rec", f"group_role_{role}", company=self.company)
            self.env.invalidate_all()
            for records, names, allowed in (
                (self.record, ["hours_pay", "state", "gap_count"], sees_totals),
                (self.record, ["amount_expected", "amount_received", "amount_gap"], sees_amounts),
                (line, ["hours_pay", "cause_id"], sees_persons),
                (line, ["gross_pay"], sees_pay),
            ):
                with self.subTest(role=role, names=names):
                    if allowed:
                        self.assertTrue(records.with_user(user).read(names))
                    else:
                        with self.assertRaises(AccessError):
                            records.with_user(user).read(names)

    def test_adviser_imports_hours_without_the_wages(self):
        user = self._create_user("adviser_rec", "group_role_social_worker", company=self.company)
        record = self.record.with_user(user)
        wizard = (
            self.env["regie.iae.reconciliation.import"]
            .with_user(user)
            .create(
                {
                    "reconciliation_id": record.id,
                    "side": "pay",
                    "pasted": "Matricule;Heures;Brut\nM001;60;740\nM002;70;860\nM003;80;980\n",
                }
            )
        )
        wizard.action_read()
        wizard.action_import()
        self.assertEqual((self.record.hours_pay, self._line(self.rose).gross_pay), (210, 0))

    def test_only_a_manager_signs(self):
        user = self._create_user("office_rec", "group_role_office", company=self.company)
        with self.assertRaises(AccessError):
            self.record.with_user(user).action_sign_off()

    def test_another_company_reads_nothing(self):
        neighbour = self._create_company("Régie d'à côté")
        director = self._create_user("director_rec", "group_role_director", company=neighbour)
        self.env["regie.import.mapping"].create({"name": "Pay", "side": "pay", "company_id": self.company.id})
        for model in (
            "regie.iae.reconciliation",
            "regie.iae.reconciliation.line",
            "regie.import.mapping",
            "regie.iae.absence",
        ):
            records = self.env[model].with_user(director).with_context(allowed_company_ids=neighbour.ids)
            self.assertFalse(records.search([("company_id", "=", self.company.id)]), model)


@tagged("post_install", "-at_install")
class TestProposedCause(BaseCase):
    hours = st.decimals(min_value=-200, max_value=200, places=2)
    booleans = st.booleans()

    @given(st.builds(Facts, gap_pay=hours, gap_asp=hours, has_contract=booleans, has_pass=booleans, has_exit=booleans))
    def test_there_is_a_cause_when_and_only_when_there_is_a_gap(self, facts):
        cause = propose_cause(facts)
        self.assertEqual(cause is None, not (facts.gap_pay or facts.gap_asp))
        self.assertIn(cause, (None, *CAUSES))

    @given(gap=hours, tolerance=st.decimals(min_value=0, max_value=2, places=2))
    def test_small_gaps_are_roundings(self, gap, tolerance):
        cause = propose_cause(Facts(gap_pay=gap, tolerance=tolerance))
        self.assertEqual(cause == "rounding", 0 < abs(gap) <= tolerance)
