import json
from datetime import date

from freezegun import freeze_time

from odoo.addons.regie_base.tools.scope import Scope

from .common_aid import AidCase


@freeze_time("2026-06-10")
class TestEtpReport(AidCase):
    """Posts conventioned, realised and forecast, and what the State calls an under-consumption."""

    def _get_series(self, series, annex=None):
        self.env["regie.iae.etp.report"].invalidate_model()
        rows = self.env["regie.iae.etp.report"].search(
            [("annex_id", "=", (annex or self.annex).id), ("series", "=", series)]
        )
        return {row.date.month: row.etp for row in rows}

    def test_months_with_hours_are_realised_and_the_others_forecast(self):
        self._work_month(4, 151.67)
        self._work_month(5, 75.83)
        self.assertEqual(self._get_series("1_conventioned"), dict.fromkeys(range(1, 13), 1))
        realised = self._get_series("2_realised")
        self.assertEqual({month: round(etp, 2) for month, etp in realised.items()}, {4: 1, 5: 0.5})
        forecast = self._get_series("3_forecast")
        self.assertEqual(sorted(forecast), list(range(1, 13)))
        self.assertEqual((forecast[4], forecast[5]), (realised[4], realised[5]), "what is known is not forecast")
        self.assertEqual(round(forecast[7], 2), 1, "35 hours a week are one full-time post")

    def test_forecast_follows_the_days_of_the_contract_and_of_the_pass(self):
        sofia = self._create_employee(
            contract=(date(2026, 8, 17), date(2027, 1, 15)),
            pass_start=date(2026, 8, 17),
            agreement=self.agreement,
            weekly_hours=26,
        )
        forecast = self._get_series("3_forecast")
        self.assertAlmostEqual(forecast[8], 1 + 26 / 35 * 15 / 31, 5)
        self.assertAlmostEqual(forecast[9], 1 + 26 / 35, 5)
        sofia.write({"contract_date_end": date(2026, 11, 30), "short_contract_reason": "broken"})
        self.assertAlmostEqual(self._get_series("3_forecast")[12], 1, 5)

    def test_person_without_pass_is_not_forecast(self):
        self._create_employee(contract=(date(2026, 7, 1), date(2026, 12, 31)), agreement=self.agreement)
        self.assertEqual(round(self._get_series("3_forecast")[9], 2), 1)

    def test_hours_outside_the_pass_are_not_realised(self):
        self._create_hours(self.paul, date(2026, 9, 7), 7)
        with freeze_time("2026-10-10"):
            self.assertNotIn(9, self._get_series("2_realised"))

    def test_validated_statement_is_the_last_word(self):
        self._create_hours(self.rose, date(2026, 2, 10), 9.1)
        self._validate_month(date(2026, 2, 1))
        statement = self.env["regie.iae.statement"].create({"annex_id": self.annex.id, "date_month": date(2026, 2, 1)})
        statement.action_validate()
        self._correct(self.rose, date(2026, 2, 11), 9.1)
        self.assertAlmostEqual(self._get_series("2_realised")[2], 0.06, 5)
        row = self.env["regie.iae.etp.report"].search([("statement_id", "=", statement.id)])
        self.assertEqual(row.action_open_rows()["res_id"], statement.id)
        statement.action_new_version()
        self.assertAlmostEqual(self._get_series("2_realised")[2], 0.06, 5)
        statement.search([("previous_id", "=", statement.id)]).action_validate()
        self.assertAlmostEqual(self._get_series("2_realised")[2], 0.12, 5)

    def test_two_agreements_keep_their_posts_apart(self):
        ei = self._create_agreement("EI")
        self._work_month(5, 100)
        self.assertEqual(self._get_series("2_realised", ei.annex_ids), {})
        self.assertEqual(set(self._get_series("1_conventioned", ei.annex_ids).values()), {10})

    def test_consumption_compares_the_truncated_mean(self):
        self._work_month(4, 151.67)
        self.assertEqual((self.annex.etp_realised, self.annex.consumption), (1, "ok"))
        self._work_month(5, 150)
        self.annex.invalidate_recordset()
        self.assertEqual((self.annex.etp_realised, self.annex.consumption), (0.99, "under"))
        self.assertFalse(self.annex.is_under_used, "nine tenths and a half are no alarm")
        self._create_hours(self.rose, date(2026, 5, 4), 10)
        self.annex.invalidate_recordset()
        self.assertEqual(self.annex.consumption, "over")
        for status in ("over", "under"):
            found = self.annex.search([("id", "=", self.annex.id), ("consumption", "=", status)])
            self.assertEqual(bool(found), status == "over")

    def test_chart_of_the_annex_has_its_three_lines_and_leaves_holes(self):
        self._work_month(5, 75.83)
        chart = json.loads(self.annex.etp_chart)
        realised, conventioned, projected = (series["values"] for series in chart["series"])
        self.assertEqual(conventioned, [1] * 12)
        self.assertEqual((realised[3], realised[4], realised[5]), (None, 0.5, None))
        self.assertEqual((projected[4], projected[6]), (0.5, 1))
        self.assertEqual(len(chart["labels"]), 12)

    def test_month_being_worked_is_a_forecast(self):
        self._create_hours(self.rose, date(2026, 6, 1), 7)
        self.assertNotIn(6, self._get_series("2_realised"))
        self.assertFalse(self.annex.consumption)

    def test_rows_lead_to_the_hours(self):
        self._work_month(5, 20)
        row = self.env["regie.iae.etp.report"].search([("annex_id", "=", self.annex.id), ("series", "=", "2_realised")])
        action = row.action_open_rows()
        hours = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(sum(hours.mapped("insertion_hours")), 20)

    def test_screens_of_the_annexes_take_a_constant_number_of_queries(self):
        annexes = self.annex
        for _number in range(4):
            annexes |= self._create_agreement().annex_ids
        self.env.flush_all()
        counts = []
        for records in (self.annex, annexes):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            records.mapped("etp_realised")
            records.mapped("amount_total")
            records.mapped("aid_gap")
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 4)

    def test_report_takes_one_query(self):
        self._work_month(5, 20)
        report = self.env["regie.iae.etp.report"]
        report._read_group([("company_id", "=", self.company.id)], ["date:month", "series"], ["etp:sum"])
        with self.assertQueryCount(4):  # two parameters, the sum, a month
            report._read_group([("company_id", "=", self.company.id)], ["date:month", "series"], ["etp:sum"])

    def test_indicators_of_the_posts_and_of_the_aid(self):
        self._work_month(4, 151.67)
        self._work_month(5, 75.83)
        self._receive(self._get_payment(1), amount=1900)
        scope = Scope.for_year(self.company, date(2026, 1, 1))
        compute = lambda code: self.env.ref(f"regie_insertion.indicator_{code}")._compute_result(scope)
        self.assertEqual(round(compute("etp_realisation_rate").value, 1), 75)
        result = compute("aid_expected")
        rows = self.env[result.model].search(result.domain)
        self.assertAlmostEqual(result.value, sum(rows.mapped("amount")))
        self.assertEqual(compute("aid_received").value, 1900)
        with freeze_time("2026-06-10"):
            gap = self.env.ref("regie_insertion.indicator_aid_gap")._compute_result(
                Scope.for_month(self.company, date(2026, 3, 1))
            )
        self.assertEqual(gap.value, -2100, "100 missing in January, and all of February")
        narrowed = Scope.for_year(self.company, date(2026, 1, 1), territory=self.territory_qpv)
        self.assertEqual(self.env.ref("regie_insertion.indicator_aid_gap")._compute_result(narrowed).reason, "no_scope")
