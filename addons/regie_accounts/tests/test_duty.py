from datetime import date
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import CheckViolation, ExclusionViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from odoo.addons.regie_base.tools.scope import Scope

from .common import AccountsCase


class TestDuty(AccountsCase):
    """Thresholds and duties: the figure, the threshold, the sentence, the way to the records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_partner("Habitat des Tilleuls")
        cls.checks = cls.env["regie.duty.check"]
        cls.accountant = cls._create_user("accountant", "group_role_accountant")

    def _check(self, code, exercise=None):
        """Where a duty stands, computed now."""
        check = self.checks._get_or_create(exercise or self.exercise)
        check = check.filtered(lambda one: one.duty_id.code == code)
        check._refresh()
        return check

    def _create_grant(self, amount, **vals):
        """A grant of the town for 2026, notified."""
        grant = self.env["regie.grant"].create(
            {
                "name": "Town",
                "funder_id": self._create_partner("Town").id,
                "funder_type": "commune",
                "amount": amount,
                "period_start": "2026-01-01",
                "period_end": "2026-12-31",
                "company_id": self.company.id,
                "fraction_ids": [(0, 0, {"exercise_id": self.exercise.id, "amount": amount})],
                **vals,
            }
        )
        grant.write({"state": "notified"})
        return grant

    # -- auditor

    def test_two_criteria_of_three_ask_for_an_auditor(self):
        self._entry("2026-03-01", ("512001", 3200000), ("706000", -3200000))
        check = self._check("auditor_size")
        self.assertEqual((check.state, check.figure), ("reached", 2))
        exceeded = check.line_ids.filtered("is_exceeded")
        self.assertEqual(sorted(exceeded.mapped("figure")), [3200000, 3200000])
        self.assertIn("R. 612-1", exceeded[0].source)

    def test_one_criterion_is_not_enough_but_a_missing_figure_is_told(self):
        self._entry("2026-03-01", ("606300", 3200000), ("706000", -3200000))
        check = self._check("auditor_size")
        self.assertEqual((check.state, check.figure), ("unknown", 1))
        self.exercise.permanent_headcount = 20
        self.assertEqual(self._check("auditor_size").state, "ok")
        self.exercise.permanent_headcount = 47
        self.assertEqual(self._check("auditor_size").state, "near")
        self.exercise.permanent_headcount = 50.5
        self.assertEqual(self._check("auditor_size").state, "reached")

    def test_auditor_stays_for_the_first_exercise_below(self):
        self._entry("2025-03-01", ("512001", 3200000), ("706000", -3200000))
        self._entry("2025-12-30", ("606300", 3200000), ("512001", -3200000))
        self.exercise_before.permanent_headcount = 60
        self.exercise.permanent_headcount = 10
        check = self._check("auditor_size")
        self.assertEqual((check.state, check.figure), ("reached", 0))

    def test_figure_opens_the_items_that_make_it(self):
        self._entry("2026-03-01", ("512001", 9000), ("706000", -9000))
        line = self._check("auditor_size").line_ids.filtered(lambda one: one.figure == 9000)[:1]
        action = line.with_user(self.accountant).action_view()
        items = self.env["account.move.line"].search(action["domain"])
        self.assertEqual(abs(sum(items.mapped("balance"))), 9000)

    def test_subsidies_of_more_than_153000_ask_for_an_auditor_and_a_publication(self):
        self._create_grant(153000)
        check = self._check("auditor_subsidy")
        self.assertEqual((check.state, check.figure, check.threshold), ("near", 153000, 153000))
        self.assertEqual(self._check("publication").state, "na")
        self._create_grant(1)
        self.assertEqual(self._check("auditor_subsidy").state, "reached")
        self.assertEqual(self._check("publication").state, "near")
        self.assertEqual(self._check("auditor_mandate").state, "reached")

    def test_private_and_public_contributions_do_not_count(self):
        self._create_grant(200000, funder_type="private")
        self._create_grant(300000, legal_kind="public_contribution")
        self._entry("2026-03-01", ("441700", 200000), ("741000", -200000))
        self.assertEqual(self._check("auditor_subsidy").state, "ok")

    def test_subsidies_of_the_books_without_a_grant_are_seen(self):
        self._entry("2026-03-01", ("441700", 160000), ("741000", -160000))
        self.assertEqual(self._check("auditor_subsidy").state, "reached")

    def test_gifts_of_more_than_153000_count_alone(self):
        self._entry("2026-03-01", ("512001", 160000), ("754110", -160000))
        check = self._check("auditor_subsidy")
        self.assertEqual((check.state, check.figure), ("reached", 160000))

    # -- dates

    @freeze_time("2027-05-15")
    def test_approval_comes_close_then_late_then_done(self):
        self.assertEqual(
            (self._check("approval").state, self._check("approval").date_deadline), ("near", date(2027, 6, 30))
        )
        with freeze_time("2027-07-01"):
            self.assertEqual(self._check("approval").state, "late")
        self.exercise.approved_on = "2027-05-10"
        self.assertEqual(self._check("approval").state, "done")

    @freeze_time("2027-09-20")
    def test_publication_is_due_three_months_after_the_approval(self):
        self._create_grant(160000)
        self.exercise.approved_on = "2027-06-15"
        check = self._check("publication")
        self.assertEqual((check.state, check.date_deadline), ("late", date(2027, 9, 15)))
        self.exercise.published_on = "2027-09-10"
        self.assertEqual(self._check("publication").state, "done")

    def test_days_of_approval_and_publication_are_in_order(self):
        with self.assertRaisesRegex(ValidationError, "FIN-093"), self.cr.savepoint():
            self.exercise.approved_on = "2026-12-31"
        with self.assertRaisesRegex(ValidationError, "FIN-093"), self.cr.savepoint():
            self.exercise.published_on = "2027-05-31"

    # -- mandate of the auditor

    def test_mandate_lasts_six_exercises_and_its_last_one_is_announced(self):
        mandate = self.env["regie.auditor.mandate"].create({"partner_id": self.customer.id, "date_start": "2021-01-01"})
        self.assertEqual((mandate.exercise_count, mandate.date_end), (6, date(2026, 12, 31)))
        check = self._check("auditor_mandate")
        self.assertEqual((check.state, check.figure), ("near", 1))
        mandate.date_start = "2022-01-01"
        check = self._check("auditor_mandate")
        self.assertEqual((check.state, check.figure), ("done", 2))

    @mute_logger("odoo.sql_db")
    def test_two_auditors_never_share_an_exercise(self):
        mandates = self.env["regie.auditor.mandate"]
        mandates.create({"partner_id": self.customer.id, "date_start": "2021-01-01"})
        with self.assertRaises(ExclusionViolation), self.cr.savepoint():
            mandates.create({"partner_id": self.customer.id, "date_start": "2026-01-01"}).flush_recordset()
        mandates.create({"partner_id": self.customer.id, "date_start": "2021-01-01", "is_substitute": True})
        with self.assertRaises(CheckViolation), self.cr.savepoint():
            mandates.create(
                {"partner_id": self.customer.id, "date_start": "2030-01-01", "exercise_count": 0}
            ).flush_recordset()

    # -- taxes

    def test_accessory_receipts_are_watched_against_the_franchise(self):
        snack = self._create_activity("Snack", tax_sector="franchise")
        care = self._create_activity("Care", tax_sector="nontaxable")
        others = self.env["regie.activity"].search([("company_id", "=", self.company.id), ("tax_sector", "=", False)])
        others.tax_sector = "nontaxable"
        self._entry("2026-03-01", ("512001", 100000), ("706000", -60000, snack), ("706000", -40000, care))
        check = self._check("franchise")
        self.assertEqual((check.state, check.figure, check.threshold), ("ok", 60000, 80011))
        self._entry("2026-04-01", ("512001", 20012), ("706000", -20012, snack))
        check = self._check("franchise")
        self.assertEqual(check.state, "reached")
        items = self.env["account.analytic.line"].search(check.line_ids[0].action_view()["domain"])
        self.assertEqual(sum(items.mapped("amount")), check.figure)

    def test_activity_without_a_sector_hides_nothing(self):
        self._create_activity("Cleaning")
        check = self._check("franchise")
        self.assertEqual(check.state, "unknown")
        self.assertEqual(check.line_ids[2].figure, len(self.env["regie.activity"].search([("tax_sector", "=", False)])))

    def test_wage_tax_is_estimated_from_the_mean_pay(self):
        self._entry("2026-03-01", ("641100", 400000), ("421000", -400000))
        self.assertEqual(self._check("wage_tax").state, "unknown")
        self.exercise.employee_count = 20
        check = self._check("wage_tax")
        self.assertEqual((check.state, check.figure), ("reached", 3959.87))
        self._entry("2026-12-31", ("631100", 3959.87), ("447000", -3959.87))
        self.assertEqual(self._check("wage_tax").state, "ok")

    def test_no_wage_tax_when_nearly_all_receipts_bear_vat(self):
        taxed = self._create_activity("Works", tax_sector="taxable")
        self._entry("2025-03-01", ("512001", 9000), ("706000", -9000, taxed))
        self._entry("2026-03-01", ("641100", 400000), ("421000", -400000))
        self.exercise.employee_count = 20
        self.assertEqual(self._check("wage_tax").figure, 0)

    # -- engine

    def test_missing_threshold_is_a_sentence_and_not_an_error(self):
        self.env["regie.parameter"].search([("code", "=", "cac_effectif")]).unlink()
        check = self._check("auditor_size")
        self.assertEqual(check.state, "unknown")
        self.assertIn("cac_effectif", check.sentence)

    def test_threshold_of_the_regie_beats_the_general_one(self):
        self._create_parameter("cac_subventions", 1000, company_id=self.company.id)
        self._create_grant(1001)
        self.assertEqual(self._check("auditor_subsidy").state, "reached")

    def test_page_computes_the_two_last_exercises_and_keeps_notes(self):
        with freeze_time("2026-06-01"):
            action = self.checks.with_user(self.accountant).action_open()
            self.assertEqual(action["res_model"], "regie.duty.check")
            found = self.checks.search([("company_id", "=", self.company.id)])
            self.assertEqual(found.exercise_id, self.exercise | self.exercise_before)
            found[0].note = "Looked at by the board."
            self.checks.with_user(self.accountant).action_open()
        self.assertEqual(found[0].note, "Looked at by the board.")
        self.assertEqual(self.checks.search_count([("company_id", "=", self.company.id)]), len(found))

    def test_where_a_duty_stands_is_not_forged(self):
        check = self._check("approval").with_user(self.accountant)
        check.note = "Seen."
        with self.assertRaisesRegex(UserError, "FACT-01"):
            check.state = "done"

    def test_regie_duty_cron_refresh_tells_the_accountant_once(self):
        self._create_grant(160000)
        cron = self.env.ref("regie_accounts.regie_duty_cron_refresh")
        with freeze_time("2026-06-01"), self.enter_registry_test_mode():
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        check = self._check("auditor_subsidy")
        self.assertEqual(check.state, "reached")
        self.assertEqual(len(check.activity_ids), 1)

    def test_duty_of_an_addon_that_is_gone_is_told(self):
        duty = self.env["regie.duty"].create({"name": "Other", "code": "gone"})
        self.assertEqual((self._check("gone").state, duty._get_responsible(self.company)), ("unknown", self.accountant))

    # -- indicators of the label

    def _figure(self, code, first=date(2026, 1, 1), last=date(2026, 12, 31)):
        scope = Scope(self.company, first, last)
        return self.env.ref(f"regie_accounts.indicator_{code}")._compute_result(scope)

    def test_indicators_of_the_economic_model(self):
        town = self._create_partner("Town", regie_role_ids=[(4, self.env.ref("regie_base.partner_role_authority").id)])
        self._entry("2026-03-01", ("512001", 6000), ("706000", -6000, None, self.customer))
        self._entry("2026-04-01", ("512001", 4000), ("706000", -4000, None, town))
        self._entry("2026-05-01", ("641100", 7300), ("512001", -7300))
        self._entry("2026-05-01", ("681120", 200), ("281800", -200))
        self.assertEqual(self._figure("operating_result_share").value, 25.0)
        self.assertEqual(self._figure("cash_days").value, 135.0)
        self.assertEqual(self._figure("top_customer_share").value, 60.0)
        self.assertEqual(self._figure("public_landlord_share").value, 40.0)
        share = self._figure("equity_share")
        self.assertEqual((share.value, share.numerator), (100.0, 2500.0))

    @freeze_time("2027-10-01")
    def test_accounts_on_time_when_approved_and_published_by_their_dates(self):
        self._create_grant(160000)
        self.exercise.write({"approved_on": "2027-06-15", "published_on": "2027-09-01"})
        self.checks._refresh_companies(self.company)
        self.assertEqual(self._figure("accounts_on_time", last=date(2027, 12, 31)).value, 1)
        self.exercise.published_on = "2027-09-20"
        self.checks._refresh_companies(self.company)
        self.assertEqual(self._figure("accounts_on_time", last=date(2027, 12, 31)).value, 0)

    def test_figure_is_missing_rather_than_nil(self):
        self.assertFalse(self._figure("top_customer_share").is_available)
        with patch.object(self.env.registry["regie.exercise"], "_get_statement_rows", lambda self: {}):
            self.assertFalse(self._figure("equity_share").is_available)

    # -- walls

    def test_reader_sees_and_changes_nothing(self):
        check = self._check("approval")
        treasurer = self._create_user("treasurer", "regie_finance.group_role_treasurer")
        office = self._create_user("office", "group_role_office")
        for model in ("regie.duty", "regie.duty.check", "regie.duty.line", "regie.auditor.mandate"):
            self.assertTrue(self.env[model].with_user(treasurer).has_access("read"), model)
            self.assertFalse(self.env[model].with_user(treasurer).has_access("write"), model)
            self.assertFalse(self.env[model].with_user(office).has_access("read"), model)
        check.with_user(treasurer).action_refresh()

    def test_duties_of_another_regie_are_out_of_reach(self):
        other = self._create_company()
        self._create_exercise(2026, company_id=other.id)
        self.env["regie.auditor.mandate"].create(
            {"partner_id": self.customer.id, "date_start": "2026-01-01", "company_id": other.id}
        )
        with freeze_time("2026-06-01"):
            self.checks._refresh_companies(other)
        for model in ("regie.duty.check", "regie.duty.line", "regie.auditor.mandate"):
            self.assertTrue(self.env[model].search_count([("company_id", "=", other.id)]), model)
            found = self.env[model].with_user(self.accountant).search([("company_id", "=", other.id)])
            self.assertFalse(found, model)
