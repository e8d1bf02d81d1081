import doctest
from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from odoo.addons.regie_base.tools import period, result, scope
from odoo.addons.regie_base.tools.result import IndicatorResult
from odoo.addons.regie_base.tools.scope import Scope

from .indicator_common import IndicatorCase


@tagged("post_install", "-at_install")
class TestIndicatorTools(TransactionCase):
    def test_calculators_answer_what_their_examples_say(self):
        for module in (period, result, scope):
            outcome = doctest.testmod(module)
            self.assertGreater(outcome.attempted, 0, module.__name__)
            self.assertEqual(outcome.failed, 0, module.__name__)

    def test_scope_written_as_plain_values_is_read_back_equal(self):
        partner = self.env["res.partner"].create({"name": "Bailleur"})
        asked = Scope(self.env.company, date(2026, 1, 1), date(2026, 12, 31), partner=partner)
        self.assertEqual(Scope.from_dict(self.env, asked.as_dict()), asked)
        self.assertEqual(asked.narrowings, {"partner": partner})
        self.assertIsNone(Scope(self.env.company, date(2026, 1, 1), date(2026, 1, 1), partner=partner[:0]).partner)

    def test_available_figure_with_a_reason_to_be_missing_is_refused(self):
        with self.assertRaises(ValueError):
            IndicatorResult(1, reason="no_data")


class TestIndicatorMethod(IndicatorCase):
    def _create_shipped(self, code="served", **vals):
        return self._create_indicator(code, kind="method", **vals)

    def test_shipped_method_answers_for_the_scope(self):
        with self._shipped_method("served", lambda self, scope: IndicatorResult(scope.date_to.day)):
            self.assertEqual(self._create_shipped()._compute_result(self.month).value, 31)

    def test_unknown_method_is_refused_by_name(self):
        with self._assert_refused(r"“served”.*IND-01"):
            self._create_shipped()

    def test_method_uninstalled_since_is_a_clear_error_or_a_missing_figure(self):
        with self._shipped_method("served", lambda self, scope: IndicatorResult(1)):
            indicator = self._create_shipped()
        with self._assert_refused("IND-01", UserError):
            indicator._compute_result(self.month)
        self.assertEqual(indicator._compute_results(self.month)[indicator].reason, "no_method")

    def test_code_that_names_a_method_of_the_model_is_not_a_calculation(self):
        for code in ("display_name", "result", "results", "value_count"):
            with self.subTest(code=code), self._assert_refused("IND-01"):
                self._create_shipped(code)

    def test_rule_error_in_a_method_is_a_missing_figure_that_says_why(self):
        def compute_served(self, scope):
            return IndicatorResult(float(self.env["regie.parameter"].get("no_such_rate", scope.date_to)))

        with self._shipped_method("served", compute_served):
            computed = self._create_shipped()._compute_result(self.month)
        self.assertEqual(computed.reason, "error")
        self.assertIn("INS-P01", computed.detail)

    def test_method_runs_under_the_rights_of_the_reader(self):
        def compute_served(self, scope):
            count = self.env["ir.model"].search_count([])
            return IndicatorResult(count, model="ir.model", domain=[], source_count=count)

        reader = self._create_user("reader", "group_role_board_member")
        with self._shipped_method("served", compute_served), mute_logger("odoo.addons.base.models.ir_model"):
            indicator = self._create_shipped()
            self.assertTrue(indicator._compute_result(self.month).is_available)
            self.assertEqual(indicator.with_user(reader)._compute_result(self.month).reason, "no_access")


class TestIndicatorFilter(IndicatorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_meal(10, "2026-10-01", name="lunch")
        cls._create_meal(20, "2026-10-31", name="lunch")
        cls._create_meal(60, "2026-10-15", name="dinner")
        cls._create_meal(500, "2026-09-30", date_to="2026-09-30", name="before")
        cls._create_meal(500, "2026-11-01", name="after")
        cls._create_meal(500, "2026-10-15", unit="other", name="other")

    def _figure(self, scope=None, **vals):
        return self._create_indicator(**vals)._compute_result(scope or self.month)

    def test_each_measure_takes_the_records_of_the_period(self):
        for measure, field, expected in (
            ("count", False, 3),
            ("sum", "value", 90),
            ("average", "value", 30),
            ("distinct", "name", 2),
        ):
            with self.subTest(measure=measure):
                figure = self._figure(code=f"m_{measure}", measure=measure, field_name=field)
                self.assertEqual((figure.value, figure.source_count), (expected, 3))

    def test_drill_down_domain_finds_the_counted_records(self):
        figure = self._figure(measure="sum", field_name="value")
        records = self.env[figure.model].search(figure.domain)
        self.assertEqual((sum(records.mapped("value")), len(records)), (figure.value, figure.source_count))

    def test_empty_month_counts_zero_but_has_no_average(self):
        empty = Scope(self.company, date(2001, 1, 1), date(2001, 1, 31))
        self.assertEqual(self._figure(empty, code="counted").value, 0)
        self.assertEqual(self._figure(empty, code="added", measure="sum", field_name="value").value, 0)
        average = self._figure(empty, code="mean", measure="average", field_name="value")
        self.assertEqual((average.value, average.reason), (None, "no_data"))

    def test_records_in_force_cover_a_day_of_the_period(self):
        vals = {"date_mode": "force", "date_end_field_name": "date_to"}
        self.assertEqual(self._figure(**vals).value, 3)
        november = Scope(self.company, date(2026, 11, 1), date(2026, 11, 30))
        self.assertEqual(self._figure(november, code="later", **vals).value, 4)

    def test_situation_of_the_day_ignores_the_period(self):
        self.assertEqual(self._figure(date_mode="today").value, 5)

    def test_moment_is_dated_by_the_day_of_the_regie(self):
        self.company.partner_id.tz = "Europe/Paris"
        partner = self._create_partner(name="Née à minuit et demi")
        self.env.cr.execute("UPDATE res_partner SET create_date = '2026-09-30 22:30:00' WHERE id = %s", [partner.id])
        vals = {"res_model": "res.partner", "domain": f"[('id', '=', {partner.id})]", "date_field_name": "create_date"}
        self.assertEqual(self._figure(**vals).value, 1)

    def test_other_regie_is_never_counted(self):
        neighbour = self._create_company()
        self._create_meal(1000, company_id=neighbour.id)
        self._create_meal(1, company_id=False)
        indicator = self._create_indicator(measure="sum", field_name="value", company_id=False)
        self.assertEqual(indicator._compute_result(self.month).value, 91, "its own and the shared ones")
        theirs = Scope(neighbour, self.month.date_from, self.month.date_to)
        self.assertEqual(indicator._compute_result(theirs).value, 1001)

    def test_ratio_of_two_indicators_keeps_numerator_and_denominator(self):
        lunches = self._create_indicator("lunches", domain="[('unit', '=', 'meal'), ('name', '=', 'lunch')]")
        share = self._create_ratio(lunches, self._create_indicator())
        figure = share._compute_result(self.month)
        self.assertAlmostEqual(figure.value, 66.6667, 3)
        self.assertEqual((figure.numerator, figure.denominator, figure.source_count), (2, 3, 2))
        share.is_percentage = False
        self.assertAlmostEqual(share._compute_result(self.month).value, 0.6667, 3)

    def test_ratio_to_nothing_is_not_computable(self):
        nothing = self._create_indicator("nothing", domain="[('name', '=', 'nobody')]")
        figure = self._create_ratio(self._create_indicator(), nothing)._compute_result(self.month)
        self.assertEqual((figure.value, figure.reason), (None, "no_denominator"))

    def test_narrowed_question_follows_the_path_or_is_not_available(self):
        partner = self._create_partner()
        office = self._create_partner(name="Agence", parent_id=partner.id)
        territory = self._create_territory()
        links = self.env["regie.territory.link"].create(
            [
                {"partner_id": someone.id, "territory_id": territory.id, "date": "2026-10-05"}
                for someone in (office, self._create_partner(name="Autre"))
            ]
        )
        vals = {
            "res_model": "regie.territory.link",
            "domain": f"[('id', 'in', {links.ids})]",
            "date_field_name": "date",
            "partner_path": "partner_id",
        }
        indicator = self._create_indicator(**vals)
        for_partner = Scope(self.company, self.month.date_from, self.month.date_to, partner=partner)
        self.assertEqual(indicator._compute_result(self.month).value, 2)
        self.assertEqual(indicator._compute_result(for_partner).value, 1, "the landlord with its agencies")
        for_territory = Scope(self.company, self.month.date_from, self.month.date_to, territory=territory)
        self.assertEqual(indicator._compute_result(for_territory).reason, "no_scope")
        indicator.territory_path = "territory_id"
        self.assertEqual(indicator._compute_result(for_territory).value, 2)

    def test_hundred_figures_cost_one_aggregation_each(self):
        indicators = self.env["regie.indicator"].browse()
        for number in range(10):
            indicators |= self._create_indicator(f"n_{number}", measure="sum", field_name="value")
        indicators |= self._create_ratio(indicators[0], indicators[1])
        indicators._compute_results(self.month)
        self.env.invalidate_all()
        with self.assertQueryCount(10 + 3):
            indicators._compute_results(self.month)


class TestIndicatorChecks(IndicatorCase):
    def test_what_cannot_be_computed_is_refused_with_the_box_to_mend(self):
        for code, vals in (
            ("IND-02", {"code": "Repas servis"}),
            ("IND-03", {"has_benchmark": True, "benchmark": 4}),
            ("IND-10", {"res_model": False}),
            ("IND-11", {"domain": "[('no_such_field', '=', 1)]"}),
            ("IND-11", {"domain": "[('id', '=', __import__('os'))]"}),
            ("IND-12", {"measure": "sum"}),
            ("IND-12", {"measure": "sum", "field_name": "name"}),
            ("IND-12", {"measure": "distinct", "field_name": "display_name"}),
            ("IND-13", {"date_field_name": False}),
            ("IND-13", {"date_field_name": "name"}),
            ("IND-13", {"date_mode": "force"}),
            ("IND-14", {"measure": "ratio"}),
            ("IND-17", {"partner_path": "company_id"}),
            ("IND-17", {"territory_path": "company_id.nowhere"}),
        ):
            with self.subTest(code=code, vals=vals), self._assert_refused(code):
                self._create_indicator(**vals)

    def test_ratio_of_a_ratio_is_refused(self):
        meals = self._create_indicator()
        share = self._create_ratio(meals, meals)
        with self._assert_refused("IND-15"):
            self._create_ratio(share, meals, code="share_of_share")

    def test_general_ratio_of_the_figures_of_one_regie_is_refused(self):
        meals = self._create_indicator()
        with self._assert_refused("IND-16"):
            self._create_ratio(meals, meals, company_id=False)

    def test_field_removed_since_is_a_missing_figure_that_says_why(self):
        indicator = self._create_indicator(measure="sum", field_name="value")
        self.env.cr.execute("UPDATE regie_indicator SET field_name = 'gone' WHERE id = %s", [indicator.id])
        indicator.invalidate_recordset()
        computed = indicator._compute_result(self.month)
        self.assertEqual(computed.reason, "error")
        self.assertIn("IND-12", computed.detail)

    def test_two_regies_may_use_the_same_code(self):
        self._create_indicator()
        self.assertTrue(self._create_indicator(company_id=self._create_company().id))

    def test_alert_begins_beyond_the_threshold(self):
        indicator = self._create_indicator(threshold_direction="below", threshold=5)
        states = [indicator._get_alert_state(value) for value in (None, 4.9, 5, 6)]
        self.assertEqual(states, ["missing", "alert", "ok", "ok"])
        indicator.threshold_direction = "above"
        self.assertEqual([indicator._get_alert_state(value) for value in (5, 5.1)], ["ok", "alert"])
        indicator.threshold_direction = False
        self.assertEqual(indicator._get_alert_state(1), "none")


EVERYTHING = {"read": "rwcu", "user": "rwcu", "manager": "rwcu"}
MATRIX = {
    "regie.indicator": {"read": "r", "user": "r", "manager": "rwcu"},
    "regie.indicator.value": {"read": "r", "user": "r", "manager": "r"},
    "regie.indicator.dashboard": EVERYTHING,
    "regie.indicator.dashboard.line": EVERYTHING,
    "regie.config.export": {"manager": "rwcu"},
    "regie.config.import": {"manager": "rwcu"},
    "regie.config.import.line": {"manager": "rwcu"},
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


class TestIndicatorRights(IndicatorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls._create_user("director", "group_role_director")
        cls.leader = cls._create_user("leader", "group_role_team_leader")
        cls.indicator = cls._create_indicator(measure="sum", field_name="value")
        cls._create_meal(10, name="public")
        cls._create_meal(90, name="secret")

    def _as(self, user):
        return self.indicator.with_user(user)._compute_result(self.month)

    def test_matrix_of_rights_is_the_one_written_here(self):
        users = {
            "read": self._create_user("remi", "group_regie_read"),
            "user": self._create_user("ulla", "group_regie_user"),
            "manager": self._create_user("ines", "group_regie_manager"),
            "cashier": self._create_user("carl", "group_role_cashier"),
            "portal": self._create_user("vera", "base.group_portal"),
        }
        for model, rights in MATRIX.items():
            for who, user in users.items():
                for letter, operation in OPERATIONS.items():
                    with self.subTest(model=model, who=who, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, letter in rights.get(who, ""))

    def test_record_rule_of_the_reader_decides_the_figure(self):
        group = self.env["res.groups"].create({"name": "Walled", "user_ids": [Command.set(self.leader.ids)]})
        self.env["ir.rule"].create(
            {
                "name": "Not the secret ones",
                "model_id": self.env["ir.model"]._get_id("regie.parameter"),
                "groups": [Command.set(group.ids)],
                "domain_force": "[('name', '!=', 'secret')]",
            }
        )
        self.assertEqual((self._as(self.director).value, self._as(self.leader).value), (100, 10))

    def test_reader_without_the_model_gets_no_figure(self):
        self.env["ir.model.access"].search([("model_id.model", "=", "regie.parameter")]).write(
            {"group_id": self.env.ref("regie_base.group_regie_manager").id}
        )
        self.assertEqual(self._as(self.director).value, 100)
        self.assertEqual(self._as(self.leader).reason, "no_access")

    def test_ratio_is_closed_to_who_may_not_read_one_part(self):
        partners = self._create_indicator("partners", res_model="res.partner", domain="[]", date_mode="today")
        share = self._create_ratio(self.indicator, partners)
        self.assertTrue(share.with_user(self.leader)._compute_result(self.month).is_available)
        self.env["ir.model.access"].search([("model_id.model", "=", "regie.parameter")]).perm_read = False
        self.assertEqual(share.with_user(self.leader)._compute_result(self.month).reason, "no_access")

    def test_regie_where_the_reader_does_not_work_gives_no_figure(self):
        self.indicator.company_id = False
        neighbour = Scope(self._create_company(), self.month.date_from, self.month.date_to)
        self.assertEqual(self.indicator.with_user(self.director)._compute_result(neighbour).reason, "no_access")

    def test_manager_makes_indicators_and_reader_does_not(self):
        vals = {
            "name": "Partners",
            "code": "partners",
            "res_model": "res.partner",
            "date_mode": "today",
        }
        self.assertTrue(self.env["regie.indicator"].with_user(self.director).create(vals))
        with self.assertRaises(AccessError):
            self.env["regie.indicator"].with_user(self.leader).create({**vals, "code": "other"})
        with self.assertRaises(AccessError):
            self.indicator.with_user(self.leader).write({"domain": "[]"})

    def test_maker_is_proposed_only_the_business_models_that_they_read(self):
        proposed = dict(self.env["regie.indicator"].with_user(self.director)._selection_res_model())
        self.assertIn("res.partner", proposed)
        self.assertFalse({"ir.cron", "res.users", "mail.message", "regie.indicator.dashboard"} & set(proposed))
        self.env["ir.model.access"].search([("model_id.model", "=", "regie.territory.link")]).perm_read = False
        proposed = dict(self.env["regie.indicator"].with_user(self.director)._selection_res_model())
        self.assertNotIn("regie.territory.link", proposed)

    def test_maker_may_not_count_what_they_may_not_read(self):
        self.env["ir.model.access"].search([("model_id.model", "=", "regie.territory.link")]).perm_read = False
        with self._assert_refused("IND-10"):
            self.env["regie.indicator"].with_user(self.director).create(
                {"name": "Links", "code": "links", "res_model": "regie.territory.link", "date_field_name": "date"}
            )

    def test_indicator_of_another_regie_is_not_read(self):
        other = self._create_indicator("theirs", company_id=self._create_company().id)
        self.assertFalse(other.with_user(self.director).has_access("read"))
