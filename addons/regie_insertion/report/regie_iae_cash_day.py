from odoo import fields, models
from odoo.tools import SQL


class RegieIaeCashDay(models.Model):
    """Balance of one day of a cash forecast: opening balance and movements until that evening."""

    _name = "regie.iae.cash.day"
    _description = "Day of a cash forecast"
    _auto = False
    _order = "date, id"
    _rec_name = "date"

    forecast_id = fields.Many2one("regie.iae.cash.forecast", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(string="Day", readonly=True)
    amount = fields.Monetary(string="Movements", readonly=True)
    balance = fields.Monetary(
        readonly=True, aggregator="min", help="At the end of the day. Over a week or a month: the lowest one."
    )

    @property
    def _table_query(self):
        """One row per day of each forecast."""
        return SQL(
            """SELECT forecast.id * 1000 + (day.date::date - forecast.date_start) AS id, forecast.id AS forecast_id,
                      forecast.company_id, day.date::date AS date, COALESCE(movement.amount, 0) AS amount,
                      COALESCE(forecast.opening_balance, 0) + COALESCE(SUM(movement.amount) OVER (
                          PARTITION BY forecast.id ORDER BY day.date), 0) AS balance
                 FROM regie_iae_cash_forecast forecast
           CROSS JOIN generate_series(forecast.date_start::timestamp, forecast.date_end::timestamp, '1 day') day(date)
            LEFT JOIN (SELECT forecast_id, date, SUM(amount) AS amount
                         FROM regie_iae_cash_line GROUP BY forecast_id, date) movement
                   ON movement.forecast_id = forecast.id AND movement.date = day.date::date"""
        )

    def _search(self, domain, *args, **kwargs):
        """What the balances are read from is written first."""
        self.env["regie.iae.cash.line"].flush_model()
        self.env["regie.iae.cash.forecast"].flush_model()
        return super()._search(domain, *args, **kwargs)

    def action_open_lines(self):
        """The movements of the day."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_iae_cash_line_action")
        return dict(action, domain=[("forecast_id", "=", self.forecast_id.id), ("date", "=", self.date)], context={})
