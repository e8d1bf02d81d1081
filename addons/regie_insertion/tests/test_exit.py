from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import Form
from odoo.tools import mute_logger

from ..tools.exit_rate import reason_left_out
from .common import InsertionCase


@freeze_time("2026-09-30")
class TestExit(InsertionCase):
    """An exit is recorded once and changes the contract, the access, the follow-up and the rates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cip = cls._create_user("cip", "group_role_social_worker")
        cls.agreement = cls._create_agreement()
        cls.worksite = cls._create_worksite()

    def _create_leaver(self, start=date(2026, 1, 1), end=date(2026, 12, 31), kind=None, **vals):
        agreement = self._create_agreement(kind) if kind else self.agreement
        employee = self._create_employee(contract=(start, end), pass_start=start, agreement=agreement, **vals)
        return self._create_pathway(employee, social_worker=self.cip)

    # -- rules ---------------------------------------------------------------------------------

    def test_exit_without_motive_counts_as_another_exit(self):
        leaving = self._create_exit(self._create_leaver(), category=None)
        self.assertEqual((leaving.category, leaving.state), ("other", "to_document"))
        self.assertEqual(leaving.pathway_id.date_end, date(2026, 9, 30))

    def test_exit_before_the_entry_or_the_last_contract_is_refused(self):
        pathway = self._create_leaver()
        with self.assertRule("INS-X01"):
            self._create_exit(pathway, date(2025, 12, 31))
        pathway.employee_id.contract_date_end = date(2026, 6, 30)
        pathway.employee_id.create_version(
            {
                "date_version": date(2026, 7, 1),
                "contract_date_start": date(2026, 7, 1),
                "contract_date_end": date(2026, 12, 31),
            }
        )
        with self.assertRule("INS-X01"):
            self._create_exit(pathway, date(2026, 6, 30))

    def test_cdi_inclusion_that_follows_is_not_an_exit(self):
        pathway = self._create_leaver(start=date(2025, 7, 1), end=date(2026, 6, 30), birthday=date(1965, 5, 5))
        pathway.employee_id.create_version(
            {
                "date_version": date(2026, 7, 1),
                "contract_date_start": date(2026, 7, 1),
                "contract_date_end": False,
                "iae_form": "cdii",
            }
        )
        with self.assertRule("INS-X01"):
            self._create_exit(pathway, date(2026, 6, 30))
        self.assertEqual(pathway.state, "running")

    def test_permanent_post_in_the_regie_is_an_exit_that_keeps_the_person(self):
        pathway = self._create_leaver(end=date(2026, 8, 31))
        pathway.employee_id.barcode = "B123"
        pathway.employee_id.create_version(
            {
                "date_version": date(2026, 9, 1),
                "contract_date_start": date(2026, 9, 1),
                "contract_date_end": False,
                "iae_form": "cdi",
            }
        )
        leaving = self._create_exit(pathway, date(2026, 8, 31), proof_reference="CDI")
        self.assertEqual(pathway.employee_id.barcode, "B123")
        self.assertFalse(leaving.access_released_on)
        self.assertEqual(pathway.state, "follow_up")

    def test_second_exit_is_refused(self):
        pathway = self._create_leaver()
        self._create_exit(pathway)
        with self.assertRule("INS-X02"):
            self._create_exit(pathway)

    @mute_logger("odoo.sql_db")
    def test_postgresql_refuses_a_second_exit(self):
        leaving = self._create_exit(self._create_leaver())
        with self.assertRaises(psycopg2.errors.ExclusionViolation), self.cr.savepoint():
            self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
            self.env.cr.execute(
                "INSERT INTO regie_insertion_exit (pathway_id, date) VALUES (%s, %s)",
                (leaving.pathway_id.id, date(2026, 9, 1)),
            )

    def test_withdrawn_exit_asks_for_its_reason(self):
        with self.assertRule("INS-X03"):
            self._create_exit(self._create_leaver(), category="withdrawn")
        with self.assertRule("INS-X03"):
            self._create_exit(self._create_leaver(), category="withdrawn", reason="  ")
        leaving = self._create_exit(self._create_leaver(), category="withdrawn", reason="Moved to Lyon")
        self.assertFalse(leaving.follow_up_ids)
        self.assertEqual(leaving.pathway_id.state, "closed")

    def test_exit_is_declared_with_its_motive_only(self):
        leaving = self._create_exit(self._create_leaver(), category=None)
        with self.assertRule("INS-M05"):
            leaving.action_declare()
        leaving.motive_id = self.env.ref("regie_insertion.exit_motive_job_seeker")
        self.assertEqual(leaving.state, "documented")
        leaving.action_declare()
        self.assertEqual((leaving.state, leaving.declared_on), ("declared", date(2026, 9, 30)))
        with self.assertRule("INS-M05"):
            leaving.motive_id = False

    def test_dynamic_exit_is_documented_with_its_proof(self):
        leaving = self._create_exit(self._create_leaver(), category="durable")
        self.assertEqual(leaving.state, "to_document")
        leaving.proof_reference = "CDI of 1 October"
        self.assertEqual(leaving.state, "documented")

    # -- what it changes -------------------------------------------------------------------------

    def test_wizard_ends_the_contract_frees_the_badge_and_plans_the_calls(self):
        pathway = self._create_leaver()
        employee = pathway.employee_id
        employee.barcode = "B77"
        landlord = self._create_partner(
            "Habitat des Acacias", regie_role_ids=[(4, self.env.ref("regie_base.partner_role_landlord").id)]
        )
        wizard = self.env["regie.insertion.exit.record"].with_user(self.cip)
        with Form(wizard.with_context(default_pathway_id=pathway.id)) as form:
            self.assertEqual(form.date, date(2026, 9, 30))
            self.assertTrue(form.is_contract_shortened)
            form.motive_id = self.env.ref("regie_insertion.exit_motive_cdi")
            form.employer_id = landlord
            self.assertEqual(form.hire_kind, "landlord")
            form.hire_kind = "caretaker"
            form.job_title = "Gardien"
            form.proof_reference = "CDI of 1 October"
            form.has_certificate = True
        form.record.action_record()
        leaving = pathway.exit_id
        self.assertEqual(employee.contract_date_end, date(2026, 9, 30))
        self.assertEqual((employee.departure_date, employee.barcode), (date(2026, 9, 30), False))
        self.assertEqual((leaving.hire_kind, leaving.state), ("caretaker", "documented"))
        self.assertEqual((leaving.certificate_on, leaving.settlement_on), (date(2026, 9, 30), False))
        self.assertTrue(leaving.are_papers_missing)
        self.assertEqual(
            leaving.follow_up_ids.mapped(lambda one: (one.kind, one.date_due)),
            [("three", date(2026, 12, 30)), ("six", date(2027, 3, 30))],
        )
        self.assertEqual(leaving.follow_up_ids.activity_ids.user_id, self.cip)
        self.assertEqual(pathway.state, "follow_up")
        leaving.action_hand_papers()
        self.assertFalse(leaving.are_papers_missing)

    def test_another_day_moves_the_contract_and_the_calls(self):
        pathway = self._create_leaver()
        leaving = self._create_exit(pathway, date(2026, 8, 31))
        leaving.date = date(2026, 9, 15)
        self.assertEqual(pathway.employee_id.contract_date_end, date(2026, 9, 15))
        self.assertEqual(leaving.contract_end_before, date(2026, 12, 31))
        self.assertEqual(leaving.follow_up_ids[0].date_due, date(2026, 12, 15))

    def test_login_is_closed_on_the_last_day(self):
        user = self._create_user("leaver")
        pathway = self._create_leaver(user_id=user.id)
        leaving = self._create_exit(pathway, date(2026, 10, 15))
        self.assertTrue(user.active)
        with freeze_time("2026-10-15"):
            self.env["regie.insertion.pathway"]._cron_update()
            self.assertFalse(user.active)
            self.assertEqual(leaving.access_released_on, date(2026, 10, 15))

    def test_login_of_whoever_works_on_the_files_stays(self):
        user = self._create_user("office", "group_role_office")
        self._create_exit(self._create_leaver(user_id=user.id))
        self.assertTrue(user.active)

    def test_fund_asks_for_its_questionnaire(self):
        pathway = self._create_leaver()
        pathway.is_fse = True
        leaving = self._create_exit(pathway)
        self.assertEqual(leaving.follow_up_ids.mapped("kind"), ["three", "six", "fse"])

    def test_follow_up_done_says_the_situation(self):
        follow_up = self._create_exit(self._create_leaver()).follow_up_ids[0]
        with self.assertRule("INS-J07"):
            follow_up.action_done()
        follow_up.action_no_news()
        self.assertEqual((follow_up.situation, follow_up.is_reached), ("unknown", False))
        self.assertFalse(follow_up.activity_ids)

    def test_late_follow_up_is_found(self):
        follow_up = self._create_exit(self._create_leaver(), date(2026, 3, 31)).follow_up_ids[0]
        self.assertTrue(follow_up.is_late)
        self.assertIn(follow_up, self.env["regie.insertion.follow.up"].search([("is_late", "=", True)]))

    # -- counting --------------------------------------------------------------------------------

    def _work_hours(self, pathway, day, hours):
        self._work(self.worksite, pathway.employee_id, day, hours)

    def test_postgresql_counts_as_the_calculator_does(self):
        cases = [
            ("ACI", "durable", date(2026, 1, 1), date(2026, 3, 31), 7),
            ("ACI", "durable", date(2026, 1, 1), date(2026, 3, 30), 7),
            ("EI", "other", date(2026, 1, 1), date(2026, 9, 30), 0.5),
            ("EI", None, date(2026, 1, 1), date(2026, 9, 30), 1),
            ("AI", "transition", date(2026, 6, 1), date(2026, 6, 15), 12),
            ("ETTI", "positive", date(2026, 6, 1), date(2026, 6, 15), 10),
            ("ACI", "withdrawn", date(2026, 1, 1), date(2026, 9, 30), 7),
        ]
        for kind, category, entry, day, hours in cases:
            with self.subTest(kind=kind, category=category, day=day):
                pathway = self._create_leaver(start=entry, kind=kind)
                self._work_hours(pathway, entry, hours)
                leaving = self._create_exit(
                    pathway, day, category, reason="Moved", hours_elsewhere=140 if kind == "ETTI" else 0
                )
                total = hours + leaving.hours_elsewhere
                expected = reason_left_out(kind, category, entry, day, total, total)
                self.assertEqual(leaving.not_counted_reason or None, expected)
                self.assertEqual(leaving.is_counted, expected is None)
                found = self.env["regie.insertion.exit"].search([("is_counted", "=", True)])
                self.assertEqual(leaving in found, expected is None)

    def test_hours_of_the_year_before_do_not_count_for_the_year_of_the_exit(self):
        pathway = self._create_leaver(start=date(2025, 9, 1), end=date(2026, 12, 31))
        self._work_hours(pathway, date(2025, 12, 31), 7)
        leaving = self._create_exit(pathway, date(2026, 1, 31))
        self.assertEqual(leaving.not_counted_reason, "no_hours")
        leaving.hours_elsewhere = 20
        self.assertTrue(leaving.is_counted)

    def test_days_without_contract_are_not_time_in_the_structure(self):
        pathway = self._create_leaver(start=date(2025, 9, 1), end=date(2025, 12, 31))
        pathway.employee_id.create_version(
            {
                "date_version": date(2026, 6, 1),
                "contract_date_start": date(2026, 6, 1),
                "contract_date_end": date(2026, 9, 30),
            }
        )
        self._work_hours(pathway, date(2026, 6, 1), 7)
        leaving = self._create_exit(pathway, date(2026, 9, 30))
        row = self.env["regie.insertion.exit.report"].browse(leaving.id)
        self.assertEqual((row.days, row.status), (122 + 122, "counted"))

    def test_cancelled_exit_leaves_the_analysis(self):
        pathway = self._create_leaver()
        leaving = self._create_exit(pathway)
        self.assertTrue(self.env["regie.insertion.exit.report"].search([("exit_id", "=", leaving.id)]))
        pathway.action_reopen()
        self.env.flush_all()
        self.assertFalse(self.env["regie.insertion.exit.report"].search([("exit_id", "=", leaving.id)]))

    def test_rates_of_the_analysis_are_over_the_counted_exits(self):
        for category in ("durable", "transition", "other", "withdrawn"):
            pathway = self._create_leaver(department_id=self._get_team().id)
            self._work_hours(pathway, date(2026, 2, 2), 7)
            self._create_exit(pathway, category=category, reason="Moved")
        self.env.flush_all()
        [(exits, counted, rate)] = self.env["regie.insertion.exit.report"]._read_group(
            [("department_id", "=", self._get_team().id)], [], ["exits:sum", "counted:sum", "dynamic_rate:avg"]
        )
        self.assertEqual((exits, counted, round(rate, 1)), (4, 3, 66.7))

    def _get_team(self):
        teams = self.env["hr.department"]
        return teams.search([("name", "=", "Exit team")], limit=1) or teams.create({"name": "Exit team"})

    # -- walls -----------------------------------------------------------------------------------

    def test_team_leader_reads_the_exits_of_the_team_without_the_motive(self):
        leader = self._create_user("leader", "group_role_team_leader")
        team = self._get_team()
        self._create_employee(contract=None, user_id=leader.id, department_id=team.id)
        mine = self._create_exit(self._create_leaver(department_id=team.id))
        other = self._create_exit(self._create_leaver())
        exits = self.env["regie.insertion.exit"].with_user(leader)
        self.assertEqual(exits.search([("id", "in", (mine | other).ids)]), mine)
        self.assertEqual(mine.with_user(leader).category, "durable")
        with self.assertRaises(AccessError):
            mine.with_user(leader).read(["motive_id"])
        with self.assertRaises(AccessError):
            mine.with_user(leader).date = date(2026, 9, 1)

    def test_accountant_completes_an_exit_and_a_cashier_reads_none(self):
        leaving = self._create_exit(self._create_leaver())
        accountant = self._create_user("accountant", "group_role_accountant")
        leaving.with_user(accountant).settlement_on = date(2026, 9, 30)
        cashier = self._create_user("cashier", "group_role_cashier")
        with self.assertRaises(AccessError):
            leaving.with_user(cashier).read(["date"])
