from datetime import date, datetime

from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st
from psycopg2.errors import CheckViolation, ExclusionViolation, UniqueViolation

from odoo.exceptions import UserError
from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ..tools import immersion
from .common_skills import SkillsCase


@freeze_time("2026-03-05")
class TestPmsmp(SkillsCase):
    """Immersions: the rules of the Cerfa, the states read from facts, the assessment."""

    # -- rules ---------------------------------------------------------------------------------

    def test_immersion_of_a_month_date_to_date_is_allowed(self):
        self.assertEqual(self._create_pmsmp(start=date(2026, 3, 3), end=date(2026, 4, 2)).days, 31)

    def test_immersion_longer_than_a_month_is_refused(self):
        with self.assertRule("INS-W01"):
            self._create_pmsmp(start=date(2026, 3, 3), end=date(2026, 4, 3))

    def test_message_of_the_month_gives_the_last_possible_day(self):
        with self.assertRaisesRegex(UserError, "02/04/2026"):
            self._create_pmsmp(start=date(2026, 3, 3), end=date(2026, 5, 3))

    def test_immersion_is_renewed_once_for_the_same_object(self):
        first = self._create_pmsmp(start=date(2026, 3, 2), end=date(2026, 3, 20))
        renewal = first._renew()
        self.assertEqual((renewal.date_start, renewal.date_end), (date(2026, 3, 21), date(2026, 4, 20)))
        with self.assertRule("INS-W02"):
            renewal._renew()

    def test_renewal_for_another_object_is_refused(self):
        first = self._create_pmsmp()
        with self.assertRule("INS-W02"):
            first.copy(
                {
                    "renewal_of_id": first.id,
                    "object_id": self.other_object.id,
                    "date_start": date(2026, 3, 16),
                    "date_end": date(2026, 3, 20),
                }
            )

    def test_two_people_cannot_renew_the_same_immersion(self):
        first = self._create_pmsmp()
        self._create_pmsmp(
            first.pathway_id, first.host_id, date(2026, 3, 16), date(2026, 3, 20), renewal_of_id=first.id
        )
        other = self._create_pmsmp(
            first.pathway_id, first.host_id, date(2026, 3, 23), date(2026, 3, 27), goals="Something else"
        )
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.env.cr.execute("UPDATE regie_pmsmp SET renewal_of_id = %s WHERE id = %s", [first.id, other.id])

    def test_third_immersion_at_one_host_in_twelve_months_is_refused(self):
        first = self._create_pmsmp(goals="See the oven")
        self._create_pmsmp(first.pathway_id, first.host_id, date(2026, 5, 4), date(2026, 5, 8), goals="See the shop")
        with self.assertRule("INS-W03"):
            self._create_pmsmp(
                first.pathway_id, first.host_id, date(2026, 9, 1), date(2026, 9, 4), goals="See the office"
            )

    def test_third_immersion_after_twelve_months_is_allowed(self):
        first = self._create_pmsmp(goals="See the oven")
        self._create_pmsmp(first.pathway_id, first.host_id, date(2026, 5, 4), date(2026, 5, 8), goals="See the shop")
        later = self._create_pmsmp(
            first.pathway_id, first.host_id, date(2027, 3, 2), date(2027, 3, 5), goals="See the office"
        )
        self.assertTrue(later)

    def test_cancelled_immersion_and_no_show_leave_room_for_others(self):
        first = self._create_pmsmp(goals="See the oven")
        first.cancelled_on = date(2026, 2, 27)
        second = self._create_pmsmp(
            first.pathway_id, first.host_id, date(2026, 4, 6), date(2026, 4, 10), goals="See the shop"
        )
        second._assess({"result": "no_show"})
        for start, end, goals in (
            (date(2026, 5, 4), date(2026, 5, 8), "See the oven"),
            (date(2026, 6, 1), date(2026, 6, 5), "See the shop"),
        ):
            self._create_pmsmp(first.pathway_id, first.host_id, start, end, goals=goals)
        self.assertEqual(len(first._get_conventions_at_host() - first), 2)

    def test_second_immersion_with_the_same_object_and_goals_is_refused(self):
        first = self._create_pmsmp(goals="See the oven")
        with self.assertRule("INS-W04"):
            self._create_pmsmp(
                first.pathway_id, first.host_id, date(2026, 5, 4), date(2026, 5, 8), goals=" see  the OVEN"
            )

    def test_two_partners_with_one_siret_are_one_host(self):
        first = self._create_pmsmp(goals="See the oven")
        twin = self._create_host("Boulangerie du Parc (2)", siret="800 123 456 00011")
        with self.assertRule("INS-W04"):
            self._create_pmsmp(first.pathway_id, twin, date(2026, 5, 4), date(2026, 5, 8), goals="See the oven")

    def test_more_than_sixty_days_at_one_host_in_twelve_months_are_refused(self):
        first = self._create_pmsmp(start=date(2026, 3, 2), end=date(2026, 4, 1), goals="Oven")  # 31 days
        second = self._create_pmsmp(
            first.pathway_id,
            first.host_id,
            date(2026, 5, 4),
            date(2026, 6, 1),
            object_id=self.other_object.id,
        )  # 29 days: 60 in all
        with self.assertRaisesRegex(UserError, r"60 days \(61\)\. \(INS-W05\)"):
            second.date_end = date(2026, 6, 2)

    def test_interrupted_immersion_counts_for_its_days_done(self):
        first = self._create_pmsmp(start=date(2026, 3, 2), end=date(2026, 4, 1), goals="Oven")
        first._assess({"result": "partial", "last_day": date(2026, 3, 6)})
        second = self._create_pmsmp(
            first.pathway_id, first.host_id, date(2026, 5, 4), date(2026, 6, 3), object_id=self.other_object.id
        )
        self.assertEqual((first.days, second.days, first.state), (5, 31, "interrupted"))

    def test_tutor_with_the_address_of_the_beneficiary_is_refused(self):
        pathway = self._create_person(private_email="Rose@exemple.fr")
        tutor = self._create_partner("Marc Petit", is_company=False, email="rose@exemple.fr ")
        with self.assertRule("INS-W06"):
            self._create_pmsmp(pathway, tutor_id=tutor.id)
        tutor.email = "marc@exemple.fr"
        self.assertTrue(self._create_pmsmp(pathway, tutor_id=tutor.id))

    @mute_logger("odoo.sql_db")
    def test_immersion_that_ends_before_it_starts_is_refused(self):
        with self.assertRaises(CheckViolation), self.env.cr.savepoint():
            self._create_pmsmp(start=date(2026, 3, 10), end=date(2026, 3, 9))

    def test_minor_needs_a_legal_representative(self):
        pathway = self._create_person(birthday=date(2009, 3, 3))
        with self.assertRule("INS-W08"):
            self._create_pmsmp(pathway)
        self.assertTrue(self._create_pmsmp(pathway, representative_name="Awa Traoré"))

    @mute_logger("odoo.sql_db")
    def test_two_immersions_on_the_same_days_at_one_host_are_refused(self):
        first = self._create_pmsmp(goals="Oven")
        with self.assertRaises(ExclusionViolation), self.env.cr.savepoint():
            self._create_pmsmp(
                first.pathway_id, first.host_id, date(2026, 3, 13), date(2026, 3, 20), object_id=self.other_object.id
            )

    # -- states --------------------------------------------------------------------------------

    def test_states_follow_the_facts(self):
        pmsmp = self._create_pmsmp(start=date(2026, 3, 9), end=date(2026, 3, 13))
        self.assertEqual(pmsmp.state, "draft")
        pmsmp.action_send()
        self.assertEqual(pmsmp.state, "to_sign")
        pmsmp.signed_host_on = date(2026, 3, 4)
        self.assertEqual(pmsmp.state, "to_sign")
        pmsmp.action_sign_all()
        self.assertEqual((pmsmp.state, pmsmp.signed_on), ("signed", date(2026, 3, 5)))
        for day, state in (("2026-03-09", "running"), ("2026-03-13", "running"), ("2026-03-14", "to_assess")):
            with self.subTest(day=day), freeze_time(day):
                pmsmp.invalidate_recordset()
                self.assertEqual(pmsmp.state, state)
                self.assertEqual(self.env["regie.pmsmp"].search([("state", "=", state)]) & pmsmp, pmsmp)
        pmsmp._assess({"result": "completed"})
        self.assertEqual(pmsmp.state, "done")

    def test_prescriber_signs_too_when_there_is_one(self):
        pmsmp = self._create_pmsmp(prescriber_id=self._create_partner("France Travail").id)
        pmsmp.write(dict.fromkeys(("signed_beneficiary_on", "signed_host_on", "signed_employer_on"), date(2026, 3, 1)))
        self.assertFalse(pmsmp.signed_on)
        pmsmp.signed_prescriber_on = date(2026, 3, 2)
        self.assertEqual(pmsmp.signed_on, date(2026, 3, 2))

    def test_immersion_that_has_begun_is_assessed_not_cancelled(self):
        pmsmp = self._create_pmsmp()
        pmsmp.action_sign_all()
        with self.assertRaises(UserError):
            pmsmp.action_cancel()
        later = self._create_pmsmp(start=date(2026, 4, 6), end=date(2026, 4, 10))
        later.action_sign_all()
        later.action_cancel()
        self.assertEqual(later.state, "cancelled")

    def test_assessment_is_written_by_the_wizard_and_the_contract_does_not_change(self):
        pmsmp = self._create_pmsmp()
        pmsmp.action_sign_all()
        hours = pmsmp.employee_id.weekly_hours
        lines = self.env["account.analytic.line"].search_count([("employee_id", "=", pmsmp.employee_id.id)])
        wizard = self.env["regie.pmsmp.assess"].create(
            {"pmsmp_id": pmsmp.id, "result": "completed", "are_goals_met": True, "is_hired": True, "job_type": "cdi"}
        )
        wizard.action_assess()
        self.assertEqual((pmsmp.state, pmsmp.job_type, pmsmp.assessed_on), ("done", "cdi", date(2026, 3, 5)))
        self.assertEqual(pmsmp.employee_id.weekly_hours, hours)
        self.assertEqual(
            self.env["account.analytic.line"].search_count([("employee_id", "=", pmsmp.employee_id.id)]), lines
        )

    def test_partial_assessment_asks_for_the_last_day(self):
        pmsmp = self._create_pmsmp()
        with self.assertRaises(UserError):
            self.env["regie.pmsmp.assess"].create({"pmsmp_id": pmsmp.id, "result": "partial"})
        with self.assertRaises(UserError):
            self.env["regie.pmsmp.assess"].create({"pmsmp_id": pmsmp.id, "result": "completed", "is_hired": True})

    def test_accident_told_after_a_day_is_flagged(self):
        pmsmp = self._create_pmsmp()
        pmsmp.accident_at = datetime(2026, 3, 3, 10, 0)
        self.assertTrue(pmsmp.is_accident_late)
        pmsmp.accident_told_at = datetime(2026, 3, 4, 9, 0)
        self.assertFalse(pmsmp.is_accident_late)

    def test_details_of_a_known_host_are_not_typed_again(self):
        first = self._create_pmsmp(host_naf="10.71C", host_signatory="M. Petit")
        second = self._create_pmsmp(host=first.host_id)
        self.assertEqual((second.host_naf, second.host_signatory), ("10.71C", "M. Petit"))
        self.assertEqual(second.host_siret, "80012345600011")

    def test_week_is_read_day_by_day(self):
        pmsmp = self._create_pmsmp()
        self.assertEqual(pmsmp.weekly_hours, 35)
        self.assertEqual(len(pmsmp._get_week()), 5)

    # -- walls ---------------------------------------------------------------------------------

    def test_immersions_and_trainings_are_for_those_who_follow_people(self):
        records = (self._create_pmsmp(), self._create_training())
        for role in ("social_worker", "office", "director", "team_leader", "accountant", "board_member", "cashier"):
            user = self._create_user(f"imm_{role}", f"group_role_{role}")
            for record in records:
                for operation in ("read", "write", "create"):
                    with self.subTest(role=role, model=record._name, operation=operation):
                        self.assertEqual(
                            record.with_user(user).has_access(operation),
                            role in ("social_worker", "office", "director"),
                        )
        stranger = self._create_user("imm_stranger", "group_role_director", company=self._create_company())
        for record in records:
            self.assertFalse(record.with_user(stranger).has_access("read"))

    def test_adviser_plans_prints_and_assesses_an_immersion(self):
        cip = self._create_user("imm_cip", "group_role_social_worker")
        pathway = self._create_person(birthday=date(1991, 11, 6), private_email="rose@exemple.fr")
        pmsmp = self._create_pmsmp(
            pathway, tutor_id=self._create_partner("Marc Petit", is_company=False, email="marc@exemple.fr").id
        ).with_user(cip)
        pmsmp.action_send()
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(cip)
            ._render_qweb_html("regie_accompaniment.regie_pmsmp_report", pmsmp.ids)
        )
        text = html.decode()
        for expected in ("Boulangerie du Parc", "80012345600011", "Marc Petit", "Rose Traoré", "☒"):
            self.assertIn(expected, text)
        pmsmp.action_sign_all()
        self.env["regie.pmsmp.assess"].with_user(cip).create({"pmsmp_id": pmsmp.id}).action_assess()
        self.assertEqual(pmsmp.state, "done")


@tagged("post_install", "-at_install")
class TestImmersionCalendar(BaseCase):
    """Calculators of the immersions, on plain dates."""

    @given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 12))
    def test_a_month_never_lasts_more_than_its_days(self, start, months):
        end = immersion.last_day(start, months)
        self.assertLessEqual(immersion.days(start, end), 31 * months)
        self.assertGreaterEqual(immersion.days(start, end), 28 * months)

    @given(st.lists(st.tuples(st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.integers(0, 30)), max_size=5))
    def test_window_holds_at_most_all_the_days_and_at_least_the_longest_period(self, rows):
        periods = [(start, date.fromordinal(start.toordinal() + length)) for start, length in rows]
        lengths = [immersion.days(*period) for period in periods]
        most = immersion.most_days(periods, 12)
        self.assertLessEqual(most, sum(lengths))
        self.assertGreaterEqual(most, max(lengths, default=0))
