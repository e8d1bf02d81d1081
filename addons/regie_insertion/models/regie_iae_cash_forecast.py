import json

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_date, formatLang

from ..tools import cash

# What moves the lines when it is written.
HYPOTHESES = {
    "company_id",
    "date_start",
    "months",
    "pay_day",
    "charges_day",
    "aid_delay_days",
    "late_delay_days",
    "is_renewal_assumed",
    "monthly_payroll",
    "hourly_pay",
    "net_rate",
    "charges_rate",
    "income_amount",
    "income_day",
    "expense_amount",
    "expense_day",
}


class RegieIaeCashForecast(models.Model):
    """Cash of the coming months, day by day: the pay leaves before the aide au poste comes.

    Every hypothesis is a field of the forecast; the movements are worked out from the contracts and from the schedule
    of the aid, and other ones can be typed. One forecast of each régie is the reference that warns the director.
    """

    _name = "regie.iae.cash.forecast"
    _description = "Cash forecast"
    _order = "is_reference desc, date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, default=lambda self: self.env._("Cash forecast"))
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    is_reference = fields.Boolean(
        string="Reference",
        default=lambda self: not self.search_count([("company_id", "=", self.env.company.id)], limit=1),
        copy=False,
        help="The forecast that is computed each night and warns the director. The others are scenarios.",
    )
    date_start = fields.Date(
        string="From", required=True, default=fields.Date.context_today, help="Day of the opening balance."
    )
    months = fields.Integer(string="Number of months", required=True, default=6)
    date_end = fields.Date(string="Until", compute="_compute_date_end", store=True)
    opening_balance = fields.Monetary(help="Balance of the bank accounts on the morning of the first day.")
    pay_day = fields.Integer(string="Day of the net pay", default=lambda self: self.env.company.iae_pay_day)
    charges_day = fields.Integer(
        string="Day of the contributions",
        default=lambda self: self.env.company.iae_charges_day,
        help="Day of the next month on which the social contributions of the month leave.",
    )
    aid_delay_days = fields.Integer(
        string="Payment delay of the State",
        default=lambda self: self.env.company.iae_aid_delay_days,
        help="Days between the end of a month and the payment of its aid.",
    )
    late_delay_days = fields.Integer(
        string="Late payments come after",
        default=15,
        help="A payment that is already late is supposed to come this number of days after the first day.",
    )
    is_renewal_assumed = fields.Boolean(
        string="Annexes are renewed",
        default=True,
        help="Ticked: after the end of an annex without successor, its monthly instalment goes on.",
    )
    monthly_payroll = fields.Monetary(
        string="Monthly gross payroll",
        default=lambda self: self.env.company.iae_monthly_payroll,
        help="Gross pay of the insertion employees in one month. 0: their wages, or their hours × the hourly pay.",
    )
    hourly_pay = fields.Monetary(
        string="Hourly gross pay",
        default=lambda self: self._default_parameter("salaire_horaire_insertion"),
        help="For the contracts whose wage is not known.",
    )
    net_rate = fields.Float(
        string="Net pay (% of gross)",
        digits=(5, 1),
        default=lambda self: self._default_parameter("taux_net_brut"),
    )
    charges_rate = fields.Float(
        string="Employer contributions (% of gross)",
        digits=(5, 1),
        default=lambda self: self._default_parameter("taux_charges_patronales_insertion"),
    )
    income_amount = fields.Monetary(string="Customers' payments per month")
    income_day = fields.Integer(string="Day of the customers' payments", default=10)
    expense_amount = fields.Monetary(string="Other expenses per month", help="Supervisors, rent, vehicles, supplies…")
    expense_day = fields.Integer(string="Day of the other expenses", default=5)
    line_ids = fields.One2many("regie.iae.cash.line", "forecast_id", string="Movements", copy=False)
    computed_on = fields.Datetime(readonly=True, copy=False)
    lowest_balance = fields.Monetary(compute="_compute_lowest", store=True)
    lowest_date = fields.Date(string="Lowest on", compute="_compute_lowest", store=True)
    final_balance = fields.Monetary(string="Balance at the end", compute="_compute_lowest", store=True)
    first_gap_date = fields.Date(
        string="Below zero from", compute="_compute_lowest", store=True, help="First day whose balance is negative."
    )
    sentence = fields.Char(string="In words", compute="_compute_sentence")
    balance_chart = fields.Char(compute="_compute_balance_chart", export_string_translation=False)

    _reference_uniq = models.UniqueIndex(
        "(company_id) WHERE is_reference IS TRUE",
        "This régie already has a reference forecast: untick the other one first. (INS-A16)",
    )
    _hypotheses_check = models.Constraint(
        "CHECK (months BETWEEN 1 AND 24 AND pay_day BETWEEN 1 AND 31 AND charges_day BETWEEN 1 AND 31"
        " AND income_day BETWEEN 1 AND 31 AND expense_day BETWEEN 1 AND 31 AND aid_delay_days >= 0"
        " AND late_delay_days >= 0 AND net_rate BETWEEN 0 AND 100 AND charges_rate >= 0)",
        "A forecast has 1 to 24 months, days from 1 to 31, delays and rates that are not negative. (INS-A17)",
    )

    @api.model
    def _default_parameter(self, code):
        return float(self.env["regie.parameter"].get(code, fields.Date.context_today(self)))

    @api.depends("date_start", "months")
    def _compute_date_end(self):
        for forecast in self:
            end = forecast.date_start and forecast.date_start + relativedelta(months=forecast.months, days=-1)
            forecast.date_end = end

    @api.depends("date_start", "date_end", "opening_balance", "line_ids.date", "line_ids.amount")
    def _compute_lowest(self):
        for forecast in self:
            days = forecast._get_daily_balances()
            lowest = cash.lowest(days)
            forecast.lowest_date, forecast.lowest_balance = lowest or (False, 0)
            forecast.final_balance = days[-1][1] if days else 0
            forecast.first_gap_date = next((day for day, balance in days if balance < 0), False)

    @api.depends("lowest_date", "lowest_balance", "currency_id")
    @api.depends_context("lang")
    def _compute_sentence(self):
        for forecast in self:
            if not forecast.lowest_date:
                forecast.sentence = False
                continue
            forecast.sentence = self.env._(
                "Cash at its lowest: %(amount)s on %(day)s",
                amount=self._format_money(forecast.lowest_balance, forecast.currency_id),
                day=format_date(self.env, forecast.lowest_date, date_format="d MMMM y"),
            )

    @api.depends("date_start", "date_end", "opening_balance", "line_ids.date", "line_ids.amount")
    @api.depends_context("lang")
    def _compute_balance_chart(self):
        for forecast in self:
            days = forecast._get_daily_balances()
            forecast.balance_chart = json.dumps(
                {
                    "title": forecast.sentence or "",
                    "labels": [format_date(self.env, day, date_format="d MMM") for day, _balance in days],
                    "stepped": True,
                    "series": [{"name": self.env._("Balance"), "values": [float(balance) for _day, balance in days]}],
                }
            )

    def _get_daily_balances(self):
        """``[(day, balance)]`` of the forecast, from its opening balance and its movements."""
        self.ensure_one()
        if not self.date_start or not self.date_end:
            return []
        moves = [(line.date, round(line.amount, 2)) for line in self.line_ids if line.date]
        return cash.daily_balances(round(self.opening_balance, 2), self.date_start, self.date_end, moves)

    @api.model
    def _format_money(self, amount, currency):
        """Whole units with the sign that people read: −12 300 €."""
        text = formatLang(self.env, abs(round(amount)), digits=0)
        sign = "−" if round(amount) < 0 else ""
        if currency.position == "before":
            return f"{sign}{currency.symbol}{text}"
        return f"{sign}{text}\N{NO-BREAK SPACE}{currency.symbol}"

    @api.model_create_multi
    def create(self, vals_list):
        """A forecast has its movements at once."""
        forecasts = super().create(vals_list)
        forecasts._refresh_lines()
        return forecasts

    def write(self, vals):
        """The movements follow the hypotheses."""
        result = super().write(vals)
        if HYPOTHESES & vals.keys():
            self._refresh_lines()
        return result

    def copy_data(self, default=None):
        """A copy is a scenario: it says so."""
        vals_list = super().copy_data(default)
        return [
            dict(vals, name=self.env._("%s (scenario)", forecast.name))
            for forecast, vals in zip(self, vals_list, strict=True)
        ]

    def action_refresh(self):
        """Work the movements out again from the contracts and the schedule of the aid; typed ones stay."""
        self._refresh_lines()

    def action_open_days(self):
        """The balance of each day, as a line."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_iae_cash_day_action")
        return dict(action, name=self.name, display_name=self.name, domain=[("forecast_id", "=", self.id)], context={})

    def action_open_lines(self):
        """The movements, day after day."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_iae_cash_line_action")
        return dict(action, domain=[("forecast_id", "=", self.id)], context={"default_forecast_id": self.id})
