from datetime import date
from unittest.mock import patch

import psycopg2
from freezegun import freeze_time

from odoo.tests import Form
from odoo.tools import mute_logger

from .common import InsertionCase


@freeze_time("2026-06-15")
class TestPathway(InsertionCase):
    """The pathway of a person follows the facts: contract, PASS IAE, exit, follow-up."""

    def _create_candidate(self, **vals):
        employee = self._create_employee(contract=None)
        return self._create_pathway(employee, date(2026, 6, 1), **vals)

    def test_candidate_waits_for_the_pass_then_runs(self):
        pathway = self._create_candidate()
        self.assertEqual(pathway.state, "candidate")
        pathway.employee_id.write(
            {"iae_form": "cddi", "contract_date_start": date(2026, 6, 10), "contract_date_end": date(2026, 12, 31)}
        )
        self.assertEqual(pathway.state, "waiting_pass")
        self._create_pass(pathway.employee_id, date(2026, 6, 1))
        self.assertEqual(pathway.state, "running")

    def test_pass_alone_does_not_make_a_running_pathway(self):
        pathway = self._create_candidate()
        self._create_pass(pathway.employee_id, date(2026, 6, 1))
        self.assertEqual(pathway.state, "candidate")

    def test_contract_to_come_does_not_run_yet(self):
        pathway = self._create_candidate()
        self._create_pass(pathway.employee_id, date(2026, 6, 1))
        pathway.employee_id.write(
            {"iae_form": "cddi", "contract_date_start": date(2026, 7, 1), "contract_date_end": date(2026, 12, 31)}
        )
        self.assertEqual(pathway.state, "waiting_pass")
        with freeze_time("2026-07-01"):
            self.env["regie.insertion.pathway"]._cron_update()
            self.env["regie.insertion.pathway"]._cron_update()
            self.assertEqual(pathway.state, "running")

    def test_suspended_pass_suspends_the_pathway(self):
        pathway = self._create_pathway()
        passes = self.env.registry["regie.iae.pass"]
        with patch.object(passes, "_get_status", lambda record, day: "suspended"):
            pathway._compute_state()
        self.assertEqual(pathway.state, "suspended")

    def test_refused_candidate(self):
        pathway = self._create_candidate()
        pathway.action_refuse()
        self.assertEqual((pathway.state, pathway.refused_on), ("refused", date(2026, 6, 15)))

    def test_refused_pathway_has_no_exit(self):
        pathway = self._create_candidate()
        pathway.action_refuse()
        with self.assertRule("INS-J03"):
            self._create_exit(pathway, date(2026, 6, 15))

    def test_exited_then_followed_then_closed(self):
        pathway = self._create_pathway()
        leaving = self._create_exit(pathway, date(2026, 6, 15), None)
        self.assertEqual(pathway.state, "exited")
        leaving.write({"motive_id": self.env.ref("regie_insertion.exit_motive_cdi").id, "proof_reference": "CDI"})
        self.assertEqual(pathway.state, "follow_up")
        for follow_up in leaving.follow_up_ids:
            follow_up.situation = "durable"
            follow_up.action_done()
        self.assertEqual((pathway.state, pathway.closed_on), ("closed", date(2026, 6, 15)))

    def test_exit_to_come_leaves_the_pathway_running_until_then(self):
        pathway = self._create_pathway()
        self._create_exit(pathway, date(2026, 6, 30))
        self.assertEqual(pathway.state, "running")
        with freeze_time("2026-06-30"):
            self.env["regie.insertion.pathway"]._cron_update()
            self.assertEqual(pathway.state, "exited")

    def test_contract_over_without_exit_is_shown(self):
        employee = self._create_employee(contract=(date(2026, 1, 1), date(2026, 5, 31)), pass_start=date(2026, 1, 1))
        pathway = self._create_pathway(employee)
        self.assertTrue(pathway.is_exit_missing)
        self._create_exit(pathway, date(2026, 5, 31))
        self.assertFalse(pathway.is_exit_missing)

    def test_pathway_closed_before_its_entry_is_refused(self):
        pathway = self._create_pathway()
        with self.assertRule("INS-J01"):
            pathway.closed_on = date(2025, 12, 31)

    def test_second_open_pathway_is_refused(self):
        pathway = self._create_pathway()
        with self.assertRule("INS-J02"):
            self._create_pathway(pathway.employee_id)
        pathway.action_refuse()
        self.assertTrue(self._create_pathway(pathway.employee_id, date(2026, 6, 15)))

    @mute_logger("odoo.sql_db")
    def test_postgresql_refuses_a_second_open_pathway(self):
        pathway = self._create_pathway()
        with self.assertRaises(psycopg2.errors.ExclusionViolation), self.cr.savepoint():
            self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
            self.env.cr.execute(
                "INSERT INTO regie_insertion_pathway (employee_id, company_id, date_start, active) "
                "VALUES (%s, %s, %s, true)",
                (pathway.employee_id.id, self.company.id, date(2026, 6, 1)),
            )

    # -- opening -------------------------------------------------------------------------------

    def test_missing_pathways_are_opened_once_from_the_first_contract(self):
        employee = self._create_employee(contract=(date(2025, 3, 1), date(2025, 12, 31)))
        employee.create_version(
            {
                "date_version": date(2026, 1, 1),
                "contract_date_start": date(2026, 1, 1),
                "contract_date_end": date(2026, 8, 31),
            }
        )
        opened = self.env["regie.insertion.pathway"]._open_missing(employee)
        self.assertEqual(opened.date_start, date(2025, 3, 1))
        self.assertFalse(self.env["regie.insertion.pathway"]._open_missing(employee))
        self.assertEqual(employee.pathway_id, opened)

    def test_permanent_staff_has_no_pathway(self):
        employee = self._create_employee(contract=(date(2025, 3, 1), None))
        self.assertFalse(self.env["regie.insertion.pathway"]._open_missing(employee))

    def test_person_who_comes_back_gets_a_new_pathway(self):
        employee = self._create_employee(contract=(date(2025, 1, 1), date(2025, 6, 30)), pass_start=date(2025, 1, 1))
        first = self._create_pathway(employee)
        self._create_exit(first, date(2025, 6, 30))
        self.assertFalse(self.env["regie.insertion.pathway"]._open_missing(employee))
        employee.create_version(
            {
                "date_version": date(2026, 3, 1),
                "contract_date_start": date(2026, 3, 1),
                "contract_date_end": date(2026, 12, 31),
            }
        )
        second = self.env["regie.insertion.pathway"]._open_missing(employee)
        self.assertEqual((second.date_start, second.state), (date(2026, 3, 1), "running"))
        self.assertEqual(employee.pathway_id, second)

    # -- reopening -----------------------------------------------------------------------------

    def test_referent_reopens_under_a_valid_pass_and_the_contract_goes_on(self):
        cip = self._create_user("cip", "group_role_social_worker")
        pathway = self._create_pathway(social_worker=cip)
        leaving = self._create_exit(pathway, date(2026, 6, 15))
        self.assertEqual(pathway.employee_id.contract_date_end, date(2026, 6, 15))
        pathway.with_user(cip).action_reopen()
        self.assertEqual((pathway.state, pathway.date_end), ("running", False))
        self.assertEqual(pathway.employee_id.contract_date_end, date(2026, 12, 31))
        self.assertEqual((leaving.cancelled_on, leaving.cancelled_by_id), (date(2026, 6, 15), cip))
        self.assertFalse(leaving.follow_up_ids)

    def test_reopened_pathway_may_be_left_again(self):
        pathway = self._create_pathway()
        self._create_exit(pathway, date(2026, 6, 15))
        pathway.action_reopen()
        again = self._create_exit(pathway, date(2026, 6, 15), "transition")
        self.assertEqual((pathway.exit_id, len(pathway.exit_ids)), (again, 2))
        with self.assertRule("INS-X02"):
            pathway.exit_ids.filtered("cancelled_on").cancelled_on = False

    def test_expired_pass_does_not_reopen(self):
        pathway = self._create_pathway()
        leaving = self._create_exit(pathway, date(2026, 6, 15))
        with freeze_time("2028-06-15"), self.assertRule("INS-J04"):
            leaving.action_cancel()

    def test_colleague_does_not_reopen(self):
        pathway = self._create_pathway(social_worker=self._create_user("referent", "group_role_social_worker"))
        leaving = self._create_exit(pathway, date(2026, 6, 15))
        colleague = self._create_user("colleague", "group_role_social_worker")
        with self.assertRule("INS-J05"):
            leaving.with_user(colleague).action_cancel()
        with self.assertRule("INS-J05"):
            leaving.with_user(colleague).cancelled_on = date(2026, 6, 15)

    def test_cancelled_exit_is_not_cancelled_twice(self):
        pathway = self._create_pathway()
        leaving = self._create_exit(pathway, date(2026, 6, 15))
        leaving.action_cancel()
        with self.assertRule("INS-J06"):
            leaving.action_cancel()

    # -- screens -------------------------------------------------------------------------------

    def test_buttons_lead_from_the_person_to_the_pathway_and_back(self):
        pathway = self._create_pathway()
        self.assertEqual(pathway.employee_id.action_open_pathway()["res_id"], pathway.id)
        self.assertEqual(pathway.action_open_employee()["res_id"], pathway.employee_id.id)
        self.assertEqual(pathway.employee_id.pathway_state, "running")

    def test_form_opens_for_a_social_adviser(self):
        cip = self._create_user("cip", "group_role_social_worker")
        with Form(self.env["regie.insertion.pathway"].with_user(cip)) as form:
            form.employee_id = self._create_employee(contract=None)
        self.assertEqual(form.record.social_worker_id, cip)

    def test_nightly_reading_is_planned(self):
        cron = self.env.ref("regie_insertion.regie_insertion_pathway_cron_update")
        self.assertEqual((cron.interval_number, cron.interval_type), (1, "days"))
