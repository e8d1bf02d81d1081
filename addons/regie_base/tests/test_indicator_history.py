from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from odoo.addons.regie_base.tools.scope import Scope

from .indicator_common import IndicatorCase


class TestIndicatorHistory(IndicatorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls._create_user("director", "group_role_director")
        cls.president = cls._create_user("president", "group_role_board_member")
        cls.indicator = cls._create_indicator(unit="repas", user_id=cls.director.id)
        cls._create_meal()

    def _history(self):
        return self.env["regie.indicator.value"].search([("indicator_id", "=", self.indicator.id)], order="version")

    def test_figure_that_has_not_changed_is_not_written_again(self):
        first = self.indicator._store_results(self.month)
        self.assertEqual(self.indicator._store_results(self.month), first)
        self.assertEqual((first.value, first.version, first.source_count), (1, 1, 1))

    def test_figure_that_changed_is_the_next_version(self):
        first = self.indicator._store_results(self.month)
        self._create_meal()
        second = self.indicator._store_results(self.month)
        self.assertEqual(self._history().mapped("version"), [1, 2])
        self.assertEqual(self._history().mapped("is_current"), [False, True])
        self.assertEqual((first.value, second.value), (1, 2))

    def test_missing_figure_is_kept_as_missing_and_not_as_zero(self):
        average = self._create_indicator("mean", measure="average", field_name="value", domain="[('unit','=','x')]")
        kept = average._store_results(self.month)
        self.assertEqual((kept.is_available, kept.reason), (False, "no_data"))
        self.assertEqual(kept.value_display, "not available")

    def test_kept_figure_leads_to_its_records(self):
        kept = self.indicator._store_results(self.month)
        action = kept.action_drill_down()
        self.assertEqual(self.env[action["res_model"]].search_count(action["domain"]), 1)
        self.assertEqual(kept._get_scope(), self.month)

    def test_kept_figure_is_neither_changed_nor_deleted(self):
        kept = self.indicator._store_results(self.month, freeze=True)
        self.assertTrue(kept.is_frozen)
        for vals in ({"value": 2}, {"is_frozen": False}, {"computed_at": "2026-01-01"}):
            with self._assert_refused("IND-20", UserError):
                kept.write(vals)
        with self._assert_refused("IND-21", UserError):
            kept.unlink()
        with self._assert_refused("IND-22", UserError):
            self.indicator.unlink()

    def test_freezing_marks_the_version_that_exists(self):
        first = self.indicator._store_results(self.month)
        self.assertEqual(self.indicator._store_results(self.month, freeze=True), first)
        self._create_meal()
        second = self.indicator._store_results(self.month)
        self.assertEqual((first.is_frozen, first.value, second.is_frozen), (True, 1, False))

    def test_nobody_types_a_figure(self):
        kept = self.indicator._store_results(self.month)
        history = self.env["regie.indicator.value"].with_user(self.director)
        with self.assertRaises(AccessError):
            history.create(kept.copy_data()[0])
        with self.assertRaises(AccessError):
            kept.with_user(self.director).write({"is_frozen": True})

    @mute_logger("odoo.sql_db")
    def test_two_latest_versions_of_a_figure_cannot_exist(self):
        kept = self.indicator._store_results(self.month)
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.env.cr.savepoint():
            kept.copy({"version": 2})

    def test_director_keeps_figures_under_their_own_name(self):
        kept = self.indicator.with_user(self.director)._store_results(self.month)
        self.assertEqual(kept.user_id, self.director)

    def test_history_is_open_to_who_reads_the_records_or_to_all_when_published(self):
        kept = self.indicator._store_results(self.month)
        self.assertTrue(kept.with_user(self.president).has_access("read"))
        self.env["ir.model.access"].search([("model_id.model", "=", "regie.parameter")]).perm_read = False
        self.assertFalse(kept.with_user(self.president).has_access("read"))
        self.indicator.audience = "all"
        self.assertTrue(kept.with_user(self.president).has_access("read"))

    def test_history_of_another_regie_is_not_read(self):
        neighbour = self._create_company()
        stranger = self._create_user("stranger", "group_role_director", company=neighbour)
        kept = self.indicator._store_results(self.month)
        self.assertFalse(kept.with_user(stranger).has_access("read"))

    def test_keeping_ten_figures_costs_no_more_queries_than_computing_them(self):
        indicators = self.env["regie.indicator"].browse()
        for number in range(10):
            indicators |= self._create_indicator(f"n_{number}")
        indicators._compute_results(self.month)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(10 + 8):
            indicators._store_results(self.month)

    @freeze_time("2026-11-20 10:00:00")
    def test_new_indicator_gets_the_curve_of_the_last_twelve_months(self):
        stock = self._create_indicator("stock", date_mode="today")
        (self.indicator | stock).with_user(self.director).action_store_last_months()
        kept = self._history().sorted("date_from")
        self.assertEqual((len(kept), kept[0].date_from, kept[-1].value), (12, date(2025, 11, 1), 1))
        self.assertEqual(stock.value_ids.mapped("date_from"), [date(2026, 10, 1)], "the past of a situation is unknown")
        with self.assertRaises(AccessError):
            self.indicator.with_user(self.president).action_store_last_months()


class TestIndicatorShipped(IndicatorCase):
    def _figure(self, name, **scope):
        asked = Scope(self.company, date(2026, 10, 1), date(2026, 10, 31), **scope)
        return self.env.ref(f"regie_base.indicator_{name}")._compute_result(asked)

    def test_amount_of_conventions_counts_the_signed_ones_in_force(self):
        landlord = self._create_partner()
        before = self._figure("convention_amount").value
        for signed, start, end, amount in (
            ("2026-01-01", "2026-01-01", "2026-10-01", 1000),
            ("2026-01-01", "2026-10-31", False, 200),
            (False, "2026-01-01", False, 5000),
            ("2026-01-01", "2026-01-01", "2026-09-30", 5000),
        ):
            self.env["regie.convention"].create(
                {
                    "name": "Convention",
                    "partner_id": landlord.id,
                    "date_signed": signed,
                    "date_start": start,
                    "date_end": end,
                    "amount": amount,
                }
            )
        self.assertEqual(self._figure("convention_amount").value - before, 1200)
        self.assertEqual(self._figure("convention_amount", partner=landlord).value, 1200)

    def test_non_market_activities_count_one_by_one(self):
        before = self._figure("non_market_activities").value
        activity = self._create_activity(market_kind="non_market")
        self._create_activity(name="Windows", market_kind="market")
        self.assertEqual(self._figure("non_market_activities").value - before, 1)
        self.assertEqual(self._figure("non_market_activities", activity=activity).value, 1)

    def test_projects_tried_are_those_of_two_stages(self):
        before = self._figure("projects_tried").value
        for stage in ("idea", "test", "ephemeral", "permanent"):
            self.env["regie.project.canvas"].create(
                {"name": stage, "stage_id": self.env.ref(f"regie_base.project_stage_{stage}").id}
            )
        self.assertEqual(self._figure("projects_tried").value - before, 2)

    def test_share_of_people_in_a_priority_neighbourhood(self):
        village = self._create_territory(qpv=False)
        priority = self._create_territory(qpv=True)
        located = self._figure("people_located").value
        qpv = self._figure("people_qpv").value
        for territory in (village, priority, priority):
            self._create_partner(name="Habitante", is_company=False, territory_id=territory.id)
        share = self._figure("people_qpv_share")
        self.assertEqual((share.numerator, share.denominator), (qpv + 2, located + 3))
        self.assertEqual(self._figure("people_located", territory=village).value, 1)


class TestIndicatorAlert(IndicatorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls._create_user("director", "group_role_director")
        cls.indicator = cls._create_indicator(
            threshold_direction="below", threshold=3, unit="repas", user_id=cls.director.id
        )
        cls._create_meal()

    def test_figure_beyond_the_threshold_tells_the_responsible_once_per_period(self):
        self.indicator._store_results(self.month)
        activity = self.indicator.activity_ids
        self.assertEqual((activity.user_id, len(activity)), (self.director, 1))
        self.assertIn("1\N{NO-BREAK SPACE}repas", activity.summary)
        self._create_meal()
        self.assertEqual(self.indicator._store_results(self.month).alert_state, "alert")
        self.assertEqual(len(self.indicator.activity_ids), 1, "same period, told already")

    def test_figure_within_the_threshold_tells_nobody(self):
        self._create_meal()
        self._create_meal()
        self.assertEqual(self.indicator._store_results(self.month).alert_state, "ok")
        self.assertFalse(self.indicator.activity_ids)

    def test_responsible_is_told_in_their_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.director.lang = "fr_FR"
        self.indicator.with_context(lang="fr_FR").name = "Repas servis"
        self.indicator._store_results(self.month)
        self.assertIn("Repas servis", self.indicator.activity_ids.summary)

    def test_each_regie_has_its_own_responsible(self):
        neighbour = self._create_company()
        self.indicator.company_id = False
        self.assertFalse(self.indicator.with_company(neighbour).user_id)


class TestIndicatorCron(IndicatorCase):
    def test_cron_run_twice_keeps_last_month_once(self):
        indicator = self._create_indicator(company_id=False)
        self._create_meal(date_from="2026-10-31")
        neighbour = self._create_company()
        cron = self.env.ref("regie_base.regie_indicator_cron_store")
        for _run in range(2):
            with freeze_time("2026-11-05 03:00:00"), self.enter_registry_test_mode():
                cron.method_direct_trigger()
        kept = self.env["regie.indicator.value"].search([("indicator_id", "=", indicator.id)])
        ours = kept.filtered(lambda value: value.company_id == self.company)
        theirs = kept.filtered(lambda value: value.company_id == neighbour)
        self.assertEqual((len(ours), ours.date_from, ours.date_to), (1, date(2026, 10, 1), date(2026, 10, 31)))
        self.assertEqual((ours.value, theirs.value, len(theirs)), (1, 0, 1))


class TestIndicatorDashboard(IndicatorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls._create_user("director", "group_role_director")
        cls.president = cls._create_user("president", "group_role_board_member")
        cls.indicator = cls._create_indicator(
            unit="repas", threshold_direction="below", threshold=3, has_benchmark=True, benchmark=4, benchmark_year=2023
        )
        cls._create_meal()

    def _open(self, user):
        with freeze_time("2026-11-20 10:00:00"):
            action = self.env["regie.indicator.dashboard"].with_user(user).action_open()
        return self.env[action["res_model"]].with_user(user).browse(action["res_id"])

    def _line(self, dashboard):
        return dashboard.line_ids.filtered(lambda line: line.indicator_id == self.indicator)

    def test_dashboard_opens_on_last_month_already_computed(self):
        dashboard = self._open(self.director)
        self.assertEqual((dashboard.date_from, dashboard.date_to), (date(2026, 10, 1), date(2026, 10, 31)))
        line = self._line(dashboard)
        self.assertEqual((line.figure, line.alert_state, line.source_count), ("1\N{NO-BREAK SPACE}repas", "alert", 1))
        self.assertEqual(line.benchmark, "4\N{NO-BREAK SPACE}repas (2023)")
        action = line.action_drill_down()
        self.assertEqual(self.env[action["res_model"]].search_count(action["domain"]), 1)
        self.assertGreaterEqual(dashboard.alert_count, 1)

    def test_dashboard_moves_by_month_and_by_year(self):
        dashboard = self._open(self.director)
        dashboard.action_previous()
        self.assertEqual(dashboard.date_from, date(2026, 9, 1))
        self.assertIn("2026", dashboard.title)
        dashboard.period = "year"
        dashboard.action_next()
        self.assertEqual((dashboard.date_from, dashboard.date_to), (date(2027, 1, 1), date(2027, 12, 31)))
        self.assertEqual(dashboard.title, "2027")
        dashboard.period = "custom"
        self.assertIn(" – ", dashboard.title)

    def test_dashboard_of_a_period_that_ends_before_it_starts_is_refused(self):
        dashboard = self._open(self.director)
        dashboard.write({"period": "custom", "date_from": "2026-10-31", "date_to": "2026-10-01"})
        with self._assert_refused("IND-30", UserError):
            dashboard.action_compute()

    def test_reader_without_the_records_sees_the_published_figure_and_no_way_to_them(self):
        self.env["ir.model.access"].search([("model_id.model", "=", "regie.parameter")]).perm_read = False
        line = self._line(self._open(self.president))
        self.assertEqual((line.figure, line.is_available), ("not available", False))
        self.assertTrue(line.note)
        self.indicator.audience = "all"
        self.indicator.sudo()._store_results(self.month)
        line = self._line(self._open(self.president))
        self.assertEqual((line.figure, line.source_model), ("1\N{NO-BREAK SPACE}repas", False))

    def test_only_a_manager_keeps_figures_from_the_dashboard(self):
        self._open(self.director).action_store()
        self.assertTrue(self.indicator.value_ids)
        with self.assertRaises(AccessError):
            self._open(self.president).action_store()

    def test_dashboard_of_somebody_else_is_not_read(self):
        dashboard = self._open(self.director)
        with self.assertRaises(AccessError):
            dashboard.with_user(self.president).read(["date_from"])
