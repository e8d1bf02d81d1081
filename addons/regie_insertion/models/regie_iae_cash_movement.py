from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import format_date

from ..tools import aid, cash
from .hr_version import IAE_FORMS
from .regie_iae_annex import ACTIVE_STATES
from .regie_iae_annex_etp import FOLLOWED_STATES

WEEKS_PER_MONTH = aid.exact(52) / aid.MONTHS


class RegieIaeCashForecast(models.Model):
    """Where the movements of a forecast come from: pay, contributions, aid, the customers and the rest."""

    _inherit = "regie.iae.cash.forecast"

    def _refresh_lines(self):
        """Write the movements of the forecasts again, but those typed by hand. Idempotent."""
        lines = self.env["regie.iae.cash.line"].with_context(regie_cash_refresh=True)
        lines.search([("forecast_id", "in", self.ids), ("kind", "!=", "other")]).unlink()
        vals_list = []
        for forecast in self:
            vals_list += [
                {"forecast_id": forecast.id, **vals}
                for vals in forecast._prepare_movements()
                if vals["amount"] and forecast.date_start <= vals["date"] <= forecast.date_end
            ]
        lines.create(vals_list)
        self.write({"computed_on": fields.Datetime.now()})

    def _prepare_movements(self):
        """All the movements of the forecast, some of them outside its days: extend the list to add a source."""
        self.ensure_one()
        return [*self._prepare_payroll(), *self._prepare_aid(), *self._prepare_renewals(), *self._prepare_monthly()]

    def _get_forecast_months(self, before=0):
        """First days of the months of the forecast, and of ``before`` months earlier."""
        month = self.date_start.replace(day=1) - relativedelta(months=before)
        months = []
        while month <= self.date_end:
            months.append(month)
            month += relativedelta(months=1)
        return months

    def _prepare_payroll(self):
        """Net pay of each month on its day, contributions of the month on their day of the next one."""
        months = self._get_forecast_months(before=1)
        gross = self._get_gross_payroll(months)
        net_rate, charges_rate = aid.exact(self.net_rate) / 100, aid.exact(self.charges_rate) / 100
        for month in months:
            net = aid.cents(gross[month] * net_rate)
            charges = aid.cents(gross[month] * (1 + charges_rate)) - net
            name = format_date(self.env, month, date_format="MMMM y")
            yield self._prepare_line("pay", cash.day_of_month(month, self.pay_day), -net, name)
            day = cash.day_of_month(month + relativedelta(months=1), self.charges_day)
            yield self._prepare_line("charges", day, -charges, name)

    def _get_gross_payroll(self, months):
        """Gross pay of the insertion employees of the régie, ``{month: Decimal}``.

        The typed payroll if there is one; else wage of each contract, or its weekly hours × the hourly pay. Only the
        totals leave this method: who may read the forecast does not read wages.
        """
        if self.monthly_payroll:
            return dict.fromkeys(months, aid.exact(self.monthly_payroll))
        self.check_access("read")
        self.env["hr.version"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT month.date, SUM(
                          CASE WHEN version.wage > 0 THEN version.wage::numeric
                               ELSE COALESCE(version.weekly_hours, 0)::numeric * %(weeks)s * %(hourly)s END
                          * (LEAST(month.date_to, dated.date_to, COALESCE(version.contract_date_end + 1, 'infinity'))
                             - GREATEST(month.date, dated.date_from, version.contract_date_start))
                          / (month.date_to - month.date))
                     FROM (SELECT date, (date + INTERVAL '1 month')::date AS date_to FROM unnest(%(months)s) date) month
                     JOIN %(versions)s dated ON dated.date_from < month.date_to AND dated.date_to > month.date
                     JOIN hr_version version ON version.id = dated.id
                    WHERE version.company_id = %(company)s AND version.iae_form = ANY(%(forms)s)
                      AND version.contract_date_start < month.date_to
                      AND COALESCE(version.contract_date_end, 'infinity') >= GREATEST(month.date, dated.date_from)
                 GROUP BY month.date""",
                weeks=WEEKS_PER_MONTH,
                hourly=aid.exact(self.hourly_pay),
                months=months,
                versions=self.env["account.analytic.line"]._dated_versions_query(),
                company=self.company_id.id,
                forms=list(IAE_FORMS),
            )
        )
        return {**dict.fromkeys(months, aid.exact(0)), **{month: aid.exact(gross) for month, gross in rows}}

    def _prepare_aid(self):
        """Payments of the aid: at their day once received, at the delay of the forecast otherwise."""
        payments = self.env["regie.iae.aid.payment"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("annex_id.state", "in", FOLLOWED_STATES),
                "|",
                ("date_received", "=", False),
                ("date_received", ">=", self.date_start),
            ]
        )
        for payment in payments:
            day, amount = payment.date_received, payment.amount_received
            if not day:
                day, amount = self._get_aid_day(payment.date_month), payment.amount_expected
            name = f"{payment.annex_id.number}, {format_date(self.env, payment.date_month, date_format='MMMM y')}"
            yield self._prepare_line(payment.kind, day, amount, name, payment_id=payment.id)

    def _get_aid_day(self, month):
        day = month + relativedelta(day=31) + relativedelta(days=self.aid_delay_days)
        return day if day >= self.date_start else self.date_start + relativedelta(days=self.late_delay_days)

    def _prepare_renewals(self):
        """Instalments of the months after an annex that nothing follows yet, if its renewal is assumed."""
        if not self.is_renewal_assumed:
            return
        annexes = self.env["regie.iae.annex"].search(
            [("company_id", "=", self.company_id.id), ("state", "in", ACTIVE_STATES)], order="date_end"
        )
        for annex in {annex.agreement_id: annex for annex in annexes}.values():  # the last one of each agreement
            if not annex.months_count or annex.date_end < self.date_start:
                continue
            part = aid.instalments(annex.amount_total, annex.months_count)[0]
            for month in self._get_forecast_months():
                if month > annex.date_end:
                    name = format_date(self.env, month, date_format="MMMM y")
                    name = self.env._("%(month)s, renewal of %(annex)s assumed", month=name, annex=annex.number)
                    yield self._prepare_line("instalment", self._get_aid_day(month), part, name)

    def _prepare_monthly(self):
        for month in self._get_forecast_months():
            name = format_date(self.env, month, date_format="MMMM y")
            yield self._prepare_line(
                "income", cash.day_of_month(month, self.income_day), aid.cents(self.income_amount), name
            )
            yield self._prepare_line(
                "expense", cash.day_of_month(month, self.expense_day), -aid.cents(self.expense_amount), name
            )

    @api.model
    def _prepare_line(self, kind, day, amount, name, **vals):
        return {"kind": kind, "date": day, "amount": float(amount), "name": name, **vals}
