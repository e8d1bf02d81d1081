from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.fields import Domain

from odoo.addons.regie_base.tools.result import NO_DATA, NO_SCOPE, IndicatorResult

#: Accounts of the operating part of the income statement (ANC 2018-06)
OPERATING_INCOME = ("70", "71", "72", "73", "74", "75", "781", "789", "791")
OPERATING_COST = ("60", "61", "62", "63", "64", "65", "681", "689")
#: Costs that no payment follows
NOT_PAID = ("681", "689")
CASH = ("50", "51", "53", "54")
#: Roles of those who give the public work (C3)
PUBLIC_ROLES = ("authority", "state", "landlord")


class RegieIndicator(models.Model):
    """The figures of the economic model that the label awaits, read in the posted journal items."""

    _inherit = "regie.indicator"

    def _compute_operating_result_share(self, scope):
        """Operating result over operating income of the three years that end with the period, in % (label, C1)."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        first = scope.date_to + relativedelta(days=1, years=-3)
        domain = self._get_ledger_domain(scope, first) & self._get_prefix_domain(OPERATING_INCOME + OPERATING_COST)
        income = -self._get_items_sum(domain & self._get_prefix_domain(OPERATING_INCOME))[0]
        balance, count = self._get_items_sum(domain)
        return IndicatorResult.ratio(
            -balance, income, 100, model="account.move.line", domain=list(domain), source_count=count
        )

    def _compute_equity_share(self, scope):
        """Own funds over the balance sheet of the exercise that holds the last day of the period, in % (label, C1)."""
        exercise = self._get_scope_exercise(scope)
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        if not exercise:
            return IndicatorResult.unavailable(NO_DATA)
        rows, total = exercise._get_statement_rows(), exercise._get_balance_total()
        own = rows.get("PT1")
        if own is None:
            return IndicatorResult.unavailable(NO_DATA)
        count = self.env["account.move.line"].search_count(own["domain"])
        return IndicatorResult.ratio(
            own["amount"],
            total["amount"],
            100,
            model="account.move.line",
            domain=own["domain"],
            source_count=count,
        )

    def _compute_cash_days(self, scope):
        """Cash on the last day of the period over the paid operating costs of the year before, in days (label, C1)."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        held = self._get_ledger_domain(scope, False) & self._get_prefix_domain(CASH)
        year = self._get_ledger_domain(scope, scope.date_to + relativedelta(days=1, years=-1))
        costs = year & self._get_prefix_domain(OPERATING_COST) & ~self._get_prefix_domain(NOT_PAID)
        cash, count = self._get_items_sum(held)
        return IndicatorResult.ratio(
            cash,
            self._get_items_sum(costs)[0],
            365,
            model="account.move.line",
            domain=list(held),
            source_count=count,
        )

    def _compute_top_customer_share(self, scope):
        """Share of the first customer, with its branches, in the turnover of the period, in % (label, C3)."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain = self._get_ledger_domain(scope, scope.date_from) & self._get_prefix_domain(("70",))
        turnover, by_customer = 0.0, {}
        for partner, balance in self.env["account.move.line"]._read_group(domain, ["partner_id"], ["balance:sum"]):
            turnover -= balance
            # sudo: only which branches are of the same customer
            customer = partner.sudo().commercial_partner_id.id
            if customer:
                by_customer[customer] = by_customer.get(customer, 0.0) - balance
        first = max(by_customer, key=by_customer.get, default=False)
        shown = domain & Domain("partner_id.commercial_partner_id", "=", first)
        return IndicatorResult.ratio(
            by_customer.get(first, 0),
            turnover,
            100,
            model="account.move.line",
            domain=list(shown),
            source_count=self.env["account.move.line"].search_count(shown),
        )

    def _compute_public_landlord_share(self, scope):
        """Share of the authorities and of the landlords in the turnover of the period, in % (label, C3)."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain = self._get_ledger_domain(scope, scope.date_from) & self._get_prefix_domain(("70",))
        public = domain & Domain("partner_id.commercial_partner_id.regie_role_ids.code", "in", PUBLIC_ROLES)
        balance, count = self._get_items_sum(public)
        return IndicatorResult.ratio(
            -balance,
            -self._get_items_sum(domain)[0],
            100,
            model="account.move.line",
            domain=list(public),
            source_count=count,
        )

    def _compute_accounts_on_time(self, scope):
        """1 when the last accounts due in the period were approved, and published if they must be, on time (F2)."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain = [
            ("company_id", "=", scope.company.id),
            ("code", "in", ("approval", "publication")),
            ("exercise_id.date_to", "<=", scope.date_to),
        ]
        checks = self.env["regie.duty.check"].search(domain, order="date_from desc")
        checks = checks.filtered(lambda check: check.state in ("done", "late", "na"))
        checks = checks.filtered(lambda check: check.exercise_id == checks[:1].exercise_id)
        if not checks.filtered(lambda check: check.code == "approval"):
            return IndicatorResult.unavailable(NO_DATA)
        return IndicatorResult(
            int(all(check._is_on_time() for check in checks)),
            model="regie.duty.check",
            domain=[("id", "in", checks.ids)],
            source_count=len(checks),
        )

    def _get_scope_exercise(self, scope):
        """Exercise that holds the last day of the period, or nothing."""
        return self.env["regie.exercise"].search(
            [
                ("company_id", "=", scope.company.id),
                ("date_from", "<=", scope.date_to),
                ("date_to", ">=", scope.date_to),
            ],
            limit=1,
        )

    def _get_ledger_domain(self, scope, first):
        """Posted journal items up to the last day of the period, from a day on or since ever."""
        domain = Domain(
            [
                ("company_id", "=", scope.company.id),
                ("parent_state", "=", "posted"),
                ("date", "<=", scope.date_to),
            ]
        )
        return domain & Domain("date", ">=", first) if first else domain

    def _get_prefix_domain(self, prefixes):
        return Domain.OR(Domain("account_id.code", "=like", f"{prefix}%") for prefix in prefixes)

    def _get_items_sum(self, domain):
        """Return ``(balance, number)`` of journal items, in one query."""
        [(balance, count)] = self.env["account.move.line"]._read_group(domain, [], ["balance:sum", "__count"])
        return balance or 0.0, count
