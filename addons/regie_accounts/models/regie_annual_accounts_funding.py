from collections import defaultdict

from odoo import models

#: columns that the règlement ANC 2018-06 asks for, art. 431-6
FUND_COLUMNS = ("opening", "report", "used", "refunded", "transferred", "closing", "idle")


class RegieAnnualAccountsFunding(models.Model):
    """Tables of the annex about what others give: subsidies by funder, contributions in kind."""

    _inherit = "regie.annual.accounts"

    def _get_annex_subsidies(self):
        """Grants of the exercise by funder: what is attributable, and what is in the income of the books."""
        grants = self.env["regie.grant"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "in", ("notified", "running", "reported", "closed")),
                ("period_start", "<=", self.date_to),
            ]
        )
        before = self.exercise_id.previous_id
        booked = self._get_booked_by_grant(grants)
        funders = defaultdict(lambda: [0.0, 0.0])
        for grant in grants:
            attributable = grant.get_attributable(self.exercise_id)
            if before:
                attributable -= grant.get_attributable(before)
            elif grant.period_start < self.date_from and not grant.fraction_ids:
                attributable = 0.0
            place = funders[grant.funder_id]
            place[0] += attributable
            place[1] += booked.get(grant, 0.0)
        currency = self.company_id.currency_id
        rows = [
            [funder.display_name, *(currency.round(figure) + 0.0 for figure in figures)]
            for funder, figures in sorted(funders.items(), key=lambda item: item[0].display_name)
            if any(figures)
        ]
        heads = [self.env._("Funder"), self.env._("Attributable to the exercise"), self.env._("Booked in income")]
        return self._make_table(heads, rows)

    def _get_booked_by_grant(self, grants):
        """Return {grant: income of the exercise in euros}: classes 73 to 75 that bear the account of the grant."""
        column = grants._get_funding_column()
        accounts = {grant.analytic_account_id.id: grant for grant in grants}
        domain = [
            (column, "in", list(accounts)),
            ("date", ">=", self.date_from),
            ("date", "<=", self.date_to),
            ("general_account_id.code", "=like", "7%"),
            ("move_line_id.parent_state", "=", "posted"),
        ]
        lines = self.env["account.analytic.line"].with_company(self.company_id)
        return {accounts[account.id]: amount for account, amount in lines._read_group(domain, [column], ["amount:sum"])}

    def _get_annex_dedicated_funds(self):
        """Movements of the dedicated funds of each project: opening, carried over, used, transferred, closing."""
        rows = [
            [row.grant_id.display_name, *(float(row[name]) for name in FUND_COLUMNS)]
            for row in self.env["regie.fund.report"].get_annex_rows(self.exercise_id)
        ]
        heads = [
            self.env._("Project"),
            self.env._("Opening"),
            self.env._("Carried over"),
            self.env._("Used"),
            self.env._("Of which given back"),
            self.env._("Transferred"),
            self.env._("Closing"),
            self.env._("Of which without spending for two exercises"),
        ]
        return self._make_table(heads, rows)

    def _get_annex_inkind(self):
        """Contributions in kind by nature: quantity, unit and value, validated and in the books."""
        rows = [
            [row["nature"].name, f"{row['quantity']:g}", row["unit"], float(row["amount"]), float(row["booked"])]
            for row in self.exercise_id.get_inkind_rows()
        ]
        heads = [
            self.env._("Nature"),
            self.env._("Quantity"),
            self.env._("Unit"),
            self.env._("Value"),
            self.env._("Of which booked"),
        ]
        return self._make_table(heads, rows)

    def _get_annex_headcount(self):
        """Hook: paid staff, counted by the addons that know it. Without them the text of the section says it."""
        heads = [self.env._("Staff"), self.env._("Persons"), self.env._("Full-time equivalents")]
        return self._make_table(heads, [])
