import json
from datetime import date

from freezegun import freeze_time
from psycopg2.errors import CheckViolation, UniqueViolation

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tools import SQL, mute_logger

from .common_aid import AidCase


@freeze_time("2026-06-10")
class TestCashForecast(AidCase):
    """The pay leaves before the aid comes: the lowest day is known in advance."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        late = cls.annex.payment_ids.filtered(lambda payment: payment.date_month <= date(2026, 4, 1))
        cls._receive(late)

    @classmethod
    def _create_forecast(cls, **vals):
        return cls.env["regie.iae.cash.forecast"].create(
            {
                "company_id": cls.company.id,
                "date_start": date(2026, 6, 10),
                "months": 3,
                "opening_balance": 5000,
                "monthly_payroll": 3000,
                "net_rate": 80,
                "charges_rate": 10,
                "pay_day": 28,
                "charges_day": 15,
                "aid_delay_days": 30,
                **vals,
            }
        )

    def _get_moves(self, forecast, kind):
        return [(line.date, line.amount) for line in forecast.line_ids if line.kind == kind]

    def test_pay_and_contributions_leave_on_their_days(self):
        forecast = self._create_forecast()
        self.assertEqual(
            self._get_moves(forecast, "pay"),
            [(date(2026, 6, 28), -2400), (date(2026, 7, 28), -2400), (date(2026, 8, 28), -2400)],
        )
        contributions = [(date(2026, 6, 15), -900), (date(2026, 7, 15), -900), (date(2026, 8, 15), -900)]
        self.assertEqual(self._get_moves(forecast, "charges"), contributions)

    def test_aid_comes_after_the_delay_of_the_state(self):
        forecast = self._create_forecast()
        self.assertEqual(
            self._get_moves(forecast, "instalment"),
            [(date(2026, 6, 30), 2000), (date(2026, 7, 30), 2000), (date(2026, 8, 30), 2000)],
        )
        forecast.aid_delay_days = 60
        self.assertEqual(
            self._get_moves(forecast, "instalment"),
            [(date(2026, 7, 30), 2000), (date(2026, 8, 29), 2000)],
        )

    def test_late_payment_comes_some_days_after_the_start(self):
        self._get_payment(4).write({"amount_received": 0, "date_received": False})
        forecast = self._create_forecast(late_delay_days=10)
        self.assertIn((date(2026, 6, 20), 2000), self._get_moves(forecast, "instalment"))

    def test_worst_day_is_said_in_words(self):
        self.annex.regularisation_months = ""
        forecast = self._create_forecast(opening_balance=2000)
        self.assertEqual((forecast.lowest_date, forecast.lowest_balance), (date(2026, 8, 28), -3900))
        self.assertEqual(forecast.first_gap_date, date(2026, 6, 28))
        self.assertEqual(forecast.final_balance, -1900)
        self.assertRegex(forecast.sentence, r"−3\D?900\D€ .*\b28 \w+ 2026")

    def test_days_of_the_graph_add_up_to_the_worst_day(self):
        forecast = self._create_forecast()
        days = self.env["regie.iae.cash.day"].search([("forecast_id", "=", forecast.id)])
        self.assertEqual(len(days), 92)
        self.assertEqual(days.sorted("date")[-1].balance, forecast.final_balance)
        self.assertEqual(min(days.mapped("balance")), forecast.lowest_balance)
        chart = json.loads(forecast.balance_chart)
        self.assertEqual(chart["series"][0]["values"], days.sorted("date").mapped("balance"))
        moves = days.filtered(lambda day: day.date == date(2026, 6, 28)).action_open_lines()["domain"]
        self.assertEqual(self.env["regie.iae.cash.line"].search(moves).mapped("amount"), [-2400])

    def test_typed_movement_stays_when_the_forecast_is_computed_again(self):
        forecast = self._create_forecast()
        before = forecast.final_balance
        forecast.line_ids = [Command.create({"date": date(2026, 7, 1), "name": "Subvention", "amount": 10000})]
        self.assertEqual(forecast.final_balance, before + 10000)
        forecast.action_refresh()
        self.assertEqual(forecast.final_balance, before + 10000)
        with self.assertRule("INS-A18"):
            forecast.line_ids.filtered(lambda line: line.kind == "pay")[0].unlink()

    def test_payroll_comes_from_wages_then_from_hours(self):
        self.rose.wage = 1800
        gross = self._create_forecast(monthly_payroll=0)._get_gross_payroll([date(2026, 7, 1), date(2027, 1, 1)])
        self.assertEqual(gross[date(2026, 7, 1)], 1800)
        self.assertAlmostEqual(float(gross[date(2027, 1, 1)]), 1800 * 8 / 31, 2)
        self.rose.wage = 0
        forecast = self.env["regie.iae.cash.forecast"].search([("company_id", "=", self.company.id)])
        forecast.hourly_pay = 12
        gross = forecast._get_gross_payroll([date(2026, 7, 1)])
        self.assertAlmostEqual(float(gross[date(2026, 7, 1)]), 35 * 52 / 12 * 12, 2)

    def test_end_of_the_annex_stops_the_aid_unless_its_renewal_is_assumed(self):
        forecast = self._create_forecast(months=12)
        last = max(day for day, _amount in self._get_moves(forecast, "instalment"))
        self.assertEqual(last, date(2027, 5, 30))
        forecast.is_renewal_assumed = False
        last = max(day for day, _amount in self._get_moves(forecast, "instalment"))
        self.assertEqual(last, date(2027, 1, 30))

    def test_customers_and_other_expenses_are_counted_each_month(self):
        forecast = self._create_forecast(income_amount=1000, income_day=31, expense_amount=400, expense_day=1)
        self.assertEqual([day.day for day, _amount in self._get_moves(forecast, "income")], [30, 31, 31])
        self.assertEqual(sum(amount for _day, amount in self._get_moves(forecast, "expense")), -1200)

    def test_one_reference_per_regie_and_scenarios_beside_it(self):
        reference = self._create_forecast(is_reference=True)
        scenario = reference.copy()
        self.assertFalse(scenario.is_reference)
        self.assertTrue(scenario.line_ids)
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            scenario.is_reference = True
            self.env.flush_all()

    def test_impossible_hypotheses_are_refused(self):
        forecast = self._create_forecast()
        self.env.flush_all()
        for name, value in (("months", 0), ("months", 25), ("pay_day", 32), ("net_rate", 101), ("aid_delay_days", -1)):
            update = SQL(
                "UPDATE regie_iae_cash_forecast SET %s = %s WHERE id = %s", SQL.identifier(name), value, forecast.id
            )
            with (
                self.subTest(name=name, value=value),
                self.assertRaises(CheckViolation),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.cr.execute(update)

    def test_night_refreshes_the_reference(self):
        forecast = self._create_forecast(is_reference=True)
        before = len(forecast.line_ids)
        self._get_payment(5).write({"amount_received": 2000, "date_received": date(2026, 6, 10)})
        self.env["regie.iae.annex"]._cron_refresh_schedule()
        self.assertEqual(len(forecast.line_ids), before)
        self.assertIn((date(2026, 6, 10), 2000), self._get_moves(forecast, "instalment"))

    def test_director_and_accountant_only(self):
        forecast = self._create_forecast()
        for role in ("director", "accountant"):
            user = self._create_user(f"{role}_cash", f"group_role_{role}", company=self.company)
            mine = forecast.with_user(user).with_context(allowed_company_ids=self.company.ids)
            mine.write({"opening_balance": 6000, "monthly_payroll": 0})
            self.assertTrue(mine.sentence)
        for role in ("team_leader", "social_worker", "office", "cashier"):
            user = self._create_user(f"{role}_cash", f"group_role_{role}", company=self.company)
            with self.subTest(role=role), self.assertRaises(AccessError):
                forecast.with_user(user).read(["opening_balance"])


class TestAidCards(AidCase):
    """Alerts before trouble: each planted case gives its card, clean data gives none (P10.2)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls._create_user("director_cards", "group_role_director", company=cls.company)

    def _count(self, card):
        card = self.env.ref(f"regie_insertion.home_card_{card}").with_user(self.director)
        card.invalidate_recordset()
        return card.with_context(allowed_company_ids=self.company.ids).count

    def _create_forecast(self, **vals):
        forecast = self.env["regie.iae.cash.forecast"]
        return forecast.create({"company_id": self.company.id, "opening_balance": 100000, **vals})

    def _count_all(self):
        cards = ("etp_under_used", "aid_late", "cash_gap", "annex_ending", "sales_ceiling")
        return {card: count for card in cards if (count := self._count(card))}

    def _make_clean(self):
        for month in range(1, 6):
            self._work_month(month, 151.67)
        due = self.annex.payment_ids.filtered(lambda payment: payment.state == "late")
        due.action_mark_received()
        self.annex.write({"charges_amount": 100000, "sales_amount": 20000})
        return self._create_forecast()

    @freeze_time("2026-06-10")
    def test_clean_data_gives_no_alert(self):
        self._make_clean()
        self.assertEqual(self._count_all(), {})

    @freeze_time("2026-06-10")
    def test_each_planted_case_gives_its_alert_and_no_other(self):
        forecast = self._make_clean()
        cases = {
            "cash_gap": lambda: forecast.write({"opening_balance": -1}),
            "aid_late": lambda: self._get_payment(4).write({"amount_received": 0, "date_received": False}),
            "sales_ceiling": lambda: self.annex.write({"sales_amount": 27000}),
            "etp_under_used": lambda: self.annex.write({"etp_posts": 1.06}),
        }
        for card, plant in cases.items():
            with self.subTest(card=card):
                plant()
                self.assertIn(card, self._count_all())
        self.assertEqual(set(self._count_all()), set(cases))

    def test_annex_that_ends_alone_gives_an_alert_until_the_next_one_is_entered(self):
        for day, count in {"2026-10-31": 0, "2026-11-01": 1, "2026-12-31": 1, "2027-01-01": 0}.items():
            with self.subTest(day=day), freeze_time(day):
                self.assertEqual(self._count("annex_ending"), count)
        with freeze_time("2026-11-15"):
            following = self.annex.browse(self.annex.action_renew()["res_id"])
            self.assertEqual(self._count("annex_ending"), 1, "a draft is not a successor yet")
            following.action_enter()
            self.assertEqual(self._count("annex_ending"), 0)

    @freeze_time("2026-06-10")
    def test_annex_without_any_hour_yet_is_no_alert(self):
        self.assertEqual(self._count("etp_under_used"), 0)
