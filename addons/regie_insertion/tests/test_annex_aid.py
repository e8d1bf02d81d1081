from datetime import date

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from .common_aid import AidCase


@freeze_time("2026-06-10")
class TestAnnexAid(AidCase):
    """What an annex is worth, when it is paid, and what was really paid."""

    def test_an_active_annex_has_twelve_instalments_and_its_regularisations(self):
        payments = self.annex.payment_ids
        instalments = payments.filtered(lambda payment: payment.kind == "instalment")
        self.assertEqual(len(instalments), 12)
        self.assertEqual(set(instalments.mapped("amount_expected")), {2000})
        self.assertEqual(self._get_months(payments, "regularisation"), [5, 8, 11, 12])
        self.assertEqual(self._get_payment(1).date_expected, date(2026, 3, 2))

    def test_last_instalment_absorbs_the_rounding(self):
        self.annex.write({"etp_posts": 7.5, "unit_amount": 23921})
        amounts = [self._get_payment(month).amount_expected for month in range(1, 13)]
        self.assertEqual(set(amounts[:11]), {14950.63})
        self.assertEqual(amounts[11], 14950.57)
        self.assertAlmostEqual(sum(amounts), 179407.50)

    def test_draft_annex_expects_nothing_and_a_cancelled_one_no_more(self):
        agreement = self._create_agreement("EI", annex=False)
        annex = self._create_annex(agreement, state="brouillon")
        self.assertFalse(annex.payment_ids)
        annex.action_validate()
        self._receive(self._get_payment(1, annex=annex))
        annex.action_cancel()
        self.assertEqual(annex.payment_ids.mapped("state"), ["received"])

    def test_schedule_is_computed_again_without_touching_what_was_received(self):
        first = self._get_payment(1)
        self._receive(first, amount=1990, day=date(2026, 2, 28))
        self.annex.action_refresh_schedule()
        before = {payment.id: payment.amount_expected for payment in self.annex.payment_ids}
        self.annex.action_refresh_schedule()
        self.assertEqual({payment.id: payment.amount_expected for payment in self.annex.payment_ids}, before)
        self.annex.etp_posts = 2
        self.assertEqual((first.amount_expected, first.amount_received), (2000, 1990))
        instalments = self.annex.payment_ids.filtered(lambda payment: payment.kind == "instalment")
        self.assertAlmostEqual(sum(instalments.mapped("amount_expected")), 48000)

    def test_regularisation_takes_back_what_the_hours_do_not_earn(self):
        """75 % of the hours of a full-time post over five months: a quarter of five twelfths is a trop-perçu."""
        for month in range(1, 6):
            self._work_month(month, 113.75)
        self.annex.action_refresh_schedule()
        payment = self._get_payment(5, "regularisation")
        self.assertEqual(payment.amount_expected, -2500)
        self.assertFalse(payment.is_forecast)
        self.assertTrue(self._get_payment(8, "regularisation").is_forecast)

    def test_regularisation_never_pays_more_than_the_conventioned_posts(self):
        for month in range(1, 6):
            self._work_month(month, 180)
        self.annex.action_refresh_schedule()
        self.assertEqual(self._get_payment(5, "regularisation").amount_expected, 0)

    def test_regularisation_counts_what_was_really_paid(self):
        for month in range(1, 6):
            self._work_month(month, 151.67)
        self._receive(self._get_payment(1), amount=1500)
        self.annex.action_refresh_schedule()
        self.assertEqual(self._get_payment(5, "regularisation").amount_expected, 500)

    def test_regularisation_months_of_the_convention(self):
        self.annex.regularisation_months = "5,10,12"
        self.assertEqual(self._get_months(self.annex.payment_ids, "regularisation"), [5, 10, 12])
        for wrong in ("0", "13", "8,5", "5,5", "mai", "5;8"):
            with self.subTest(wrong=wrong), self.assertRule("INS-A10"):
                self.annex.regularisation_months = wrong

    def test_modulated_part_is_forecast_on_the_conventioned_posts_then_paid_on_the_realised_ones(self):
        self.annex.modulation_rate = 5
        payment = self._get_payment(12, "modulation")
        self.assertEqual((payment.amount_expected, payment.is_forecast), (1200, True))
        with freeze_time("2027-02-01"):
            for month in range(2, 12):
                self._work_month(month, 91)
            self._work_month(1, 91)
            self._work_month(12, 91)
            self.annex.action_refresh_schedule()
        self.assertEqual((payment.amount_expected, payment.is_forecast), (720, False))

    def test_amount_that_changes_inside_the_annex_is_paid_month_by_month(self):
        agreement = self._create_agreement("ACI", annex=False, date_start=date(2024, 1, 1), date_end=date(2026, 12, 31))
        annex = self._create_annex(agreement, year=2024, etp_posts=8)
        self.assertTrue(annex.is_amount_dated)
        self.assertEqual(annex.amount_total, 188281.33)
        annex.is_amount_dated = False
        self.assertEqual(annex.amount_total, 8 * 23458)

    def test_amount_of_mayotte_is_its_own(self):
        agreement = self._create_agreement("ACI", annex=False, grid="mayotte")
        self.assertEqual(self._create_annex(agreement).unit_amount, 18070)

    def test_part_of_the_department_and_persons_on_rsa(self):
        self.annex.cofinancing_amount = 6000
        self.assertEqual(self.annex.cofinancing_share, 25)
        self.assertEqual(self.annex.rsa_persons, 0.77)

    def test_parameter_without_value_is_said(self):
        with self.assertRule("INS-P01"):
            self.agreement._get_parameter("montant_rsa", date(2001, 1, 1))

    def test_late_payment_is_found_by_its_state(self):
        late = self.annex.payment_ids.filtered(lambda payment: payment.state == "late")
        self.assertEqual(self._get_months(late, "instalment"), [1, 2, 3, 4])
        payments = self.env["regie.iae.aid.payment"]
        for state in ("late", "expected", "received"):
            found = payments.search([("annex_id", "=", self.annex.id), ("state", "=", state)])
            self.assertEqual(set(found.mapped("state")) or {state}, {state})
            self.assertEqual(len(found), self.annex.payment_ids.mapped("state").count(state))
        late.action_mark_received()
        self.assertFalse(payments.search([("annex_id", "=", self.annex.id), ("state", "=", "late")]))
        self.assertEqual(self.annex.aid_gap, 0)
        self.assertEqual(self.annex.aid_received, 8000)

    def test_amount_and_day_of_a_payment_go_together(self):
        payment = self._get_payment(1)
        for vals in ({"amount_received": 10}, {"date_received": date(2026, 2, 1)}):
            with self.subTest(vals=vals), self.assertRule("INS-A12"):
                payment.write(vals)
        with self.assertRule("INS-A13"):
            payment.write({"amount_received": 10, "date_received": date(2026, 6, 11)})

    def test_received_payment_is_not_deleted(self):
        payment = self._get_payment(1)
        self._receive(payment)
        with self.assertRule("INS-A14"):
            payment.unlink()

    def test_one_payment_of_a_kind_per_month(self):
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self._get_payment(1).copy()

    def test_accountant_records_payments_and_a_team_leader_reads_none(self):
        accountant = self._create_user("accountant_aid", "group_role_accountant", company=self.company)
        payment = self._get_payment(1).with_user(accountant)
        payment.action_mark_received()
        self.assertEqual(payment.state, "received")
        with self.assertRaises(AccessError):
            payment.unlink()
        leader = self._create_user("leader_aid", "group_role_team_leader", company=self.company)
        with self.assertRaises(AccessError):
            self.annex.with_user(leader).payment_ids.read(["amount_expected"])
        self.assertEqual(self.annex.with_user(leader).amount_total, 24000)

    def test_other_regie_reads_no_payment(self):
        other = self._create_company("Régie d'à côté")
        director = self._create_user("director_aid", "group_role_director", company=other)
        found = self.env["regie.iae.aid.payment"].with_user(director).with_context(allowed_company_ids=other.ids)
        self.assertFalse(found.search([("annex_id", "=", self.annex.id)]))

    def test_nightly_refresh_is_idempotent(self):
        self.assertTrue(self.env.ref("regie_insertion.regie_iae_annex_cron_refresh").active)
        for _night in range(2):
            self.env["regie.iae.annex"]._cron_refresh_schedule()
        self.assertEqual(len(self.annex.payment_ids), 16)

    def test_validated_statement_settles_the_regularisation(self):
        with freeze_time("2026-02-20"):
            self.annex.regularisation_months = "1"
            self._create_hours(self.rose, date(2026, 1, 12), 9.1)
            self._validate_month(date(2026, 1, 1))
            statement = self.env["regie.iae.statement"].create(
                {"annex_id": self.annex.id, "date_month": date(2026, 1, 1)}
            )
            statement.action_validate()
            payment = self._get_payment(1, "regularisation")
            self.assertEqual((payment.amount_expected, payment.is_forecast), (-1880, False))


@freeze_time("2026-06-10")
class TestAnnexState(AidCase):
    """The states of an annex, its amendments and its successor."""

    def test_agreement_is_active_as_long_as_an_annex_is_then_has_a_grace_period(self):
        self.assertEqual(self.agreement.annex_status, "active")
        self.annex.action_cancel()
        self.assertEqual(self.annex.deactivated_on, date(2026, 6, 10))
        for day, status in {"2026-06-11": "grace", "2026-07-10": "grace", "2026-07-11": "inactive"}.items():
            with self.subTest(day=day), freeze_time(day):
                self.agreement.invalidate_recordset()
                self.assertEqual(self.agreement.annex_status, status)
                found = self.agreement.search([("id", "=", self.agreement.id), ("annex_status", "=", status)])
                self.assertTrue(found)

    def test_annex_that_ends_leaves_the_grace_period_too(self):
        for day, status in {"2026-12-31": "active", "2027-01-30": "grace", "2027-01-31": "inactive"}.items():
            with self.subTest(day=day), freeze_time(day):
                self.agreement.invalidate_recordset()
                self.assertEqual(self.agreement.annex_status, status)

    def test_agreement_without_annex_is_inactive(self):
        self.assertEqual(self._create_agreement(annex=False).annex_status, "inactive")

    def test_measure_follows_the_kind(self):
        self.assertEqual(self.agreement.measure, "ACI_DC")
        agreement = self._create_agreement("EI", annex=False)
        self.assertEqual(agreement.measure, "EI_DC")
        with self.assertRule("INS-A08"):
            agreement.measure = "ACI_DC"

    def test_modulation_in_prison_is_lower(self):
        agreement = self._create_agreement("ACI", annex=False, measure="ACI_MP")
        annex = self._create_annex(agreement, modulation_rate=5)
        with self.assertRule("INS-A07"):
            annex.modulation_rate = 5.5

    def test_annex_stays_inside_its_agreement(self):
        with self.assertRule("INS-A09"):
            self._create_annex(self.agreement, date_start=date(2027, 6, 1), date_end=date(2028, 5, 31))
        with self.assertRule("INS-A09"):
            self.agreement.date_end = date(2026, 11, 30)

    def test_amendment_takes_the_place_of_the_annex_and_keeps_its_payments(self):
        number = self.annex.number
        self._receive(self._get_payment(1))
        amendment = self.annex.browse(self.annex.action_amend()["res_id"])
        self.assertEqual(amendment.number, f"{number[:-4]}A1M0")
        self.assertEqual((amendment.state, amendment.previous_id), ("brouillon", self.annex))
        self.assertEqual((amendment.etp_posts, amendment.unit_amount), (1, 24000))
        self.assertEqual(self.annex.action_amend()["res_id"], amendment.id, "the draft is found again")
        amendment.etp_posts = 2
        amendment.action_validate()
        self.assertEqual(self.annex.state, "historise")
        self.assertEqual(self.annex.payment_ids.mapped("state"), ["received"])
        instalments = amendment.payment_ids.filtered(lambda payment: payment.kind == "instalment")
        self.assertEqual(len(instalments), 11, "January was paid on the first annex")
        self.assertAlmostEqual(sum(instalments.mapped("amount_expected")), 48000 - 2000)

    def test_modification_of_an_amendment(self):
        annex = self._create_annex(self.agreement, year=2027, number="ACI027270001A2M3", state="brouillon")
        modified = annex.browse(annex.action_modify()["res_id"])
        self.assertEqual(modified.number, "ACI027270001A2M4")

    def test_annex_of_the_next_year_is_proposed_with_its_own_amount(self):
        following = self.annex.browse(self.annex.action_renew()["res_id"])
        self.assertEqual((following.date_start, following.date_end), (date(2027, 1, 1), date(2027, 12, 31)))
        self.assertEqual(following.number, f"ACI02727{self.annex.number[-8:-4]}A0M0")
        self.assertEqual(following.unit_amount, 23921)

    def test_annex_is_not_renewed_beyond_its_agreement(self):
        last = self._create_annex(self.agreement, year=2027)
        with self.assertRule("INS-A11"):
            last.action_renew()

    def test_every_state_has_its_button(self):
        annex = self._create_annex(self.agreement, year=2027, state="brouillon")
        for action, state in (
            ("action_enter", "saisi"),
            ("action_reject", "rejete"),
            ("action_reset_draft", "brouillon"),
            ("action_set_provisional", "provisoire"),
            ("action_validate", "valide"),
            ("action_close", "cloture"),
        ):
            getattr(annex, action)()
            self.assertEqual(annex.state, state)

    def test_only_a_manager_changes_an_annex(self):
        worker = self._create_user("cip_annex", "group_role_social_worker", company=self.company)
        with self.assertRaises(AccessError):
            self.annex.with_user(worker).action_cancel()

    def test_sales_of_an_aci_are_watched_from_nine_tenths_of_the_ceiling(self):
        self.annex.charges_amount = 100000
        for sales, status in ((26999, "ok"), (27000, "near"), (29999, "near"), (30000, "over")):
            self.annex.sales_amount = sales
            self.assertEqual(self.annex.sales_status, status, sales)
        self.annex.sales_limit = 50
        self.assertEqual(self.annex.sales_status, "ok")
        for limit in (29, 51):
            with self.subTest(limit=limit), self.assertRule("INS-A15"):
                self.annex.sales_limit = limit

    def test_sales_of_an_ei_have_no_ceiling(self):
        annex = self._create_agreement("EI").annex_ids
        annex.write({"charges_amount": 100, "sales_amount": 90})
        self.assertFalse(annex.sales_status)
