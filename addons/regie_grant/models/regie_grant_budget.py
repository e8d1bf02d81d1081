from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import formatLang


class RegieGrantBudget(models.Model):
    """The budget of a grant and its financial report, row by row as in the Cerfa 12156 and 15059."""

    _inherit = "regie.grant"

    budget_line_ids = fields.One2many("regie.grant.budget.line", "grant_id", string="Budget")
    charge_line_ids = fields.One2many(
        "regie.grant.budget.line", "grant_id", string="Charges", domain=[("side", "=", "charge")]
    )
    report_line_ids = fields.One2many("regie.grant.budget.line", "grant_id", string="Report")
    income_line_ids = fields.One2many("regie.grant.budget.line", "grant_id", domain=[("side", "=", "income")])
    budget_scope = fields.Selection(
        [("grant", "What the grant pays for"), ("activity", "The whole activity")],
        required=True,
        default="grant",
        help="Which entries fill the report: those that bear the account of the grant, or that of its activity.",
    )
    indirect_rate = fields.Float(
        string="Indirect costs (%)",
        digits=(16, 2),
        help="Share of the costs of the régie that the funder accepts, in % of the direct costs of the grant.",
    )
    indirect_rule = fields.Text(
        string="Rule of the indirect costs", help="Printed in the report: how the common costs are shared."
    )
    report_note = fields.Text(string="Comment of the report", help="What the funder should know of the differences.")
    charge_total = fields.Monetary(string="Charges, total", compute="_compute_budget")
    income_total = fields.Monetary(compute="_compute_budget")
    percent_sentence = fields.Char(string="Share of the grant", compute="_compute_budget")
    unmapped_sentence = fields.Char(string="Outside of the table", compute="_compute_unmapped_sentence")

    _indirect_rate_range = models.Constraint(
        "CHECK (indirect_rate >= 0 AND indirect_rate <= 100)", "Indirect costs are between 0 and 100 %. (FIN-045)"
    )

    @api.depends("budget_line_ids.planned", "budget_line_ids.side", "budget_line_ids.is_inkind", "amount")
    def _compute_budget(self):
        """Totals before contributions in kind, and the sentence of the form: X € are Y % of the income."""
        for grant in self:
            cash = grant.budget_line_ids.filtered(lambda line: not line.is_inkind)
            grant.charge_total = sum(cash.filtered(lambda line: line.side == "charge").mapped("planned"))
            grant.income_total = total = sum(cash.filtered(lambda line: line.side == "income").mapped("planned"))
            grant.percent_sentence = bool(total) and grant.env._(
                "The grant asked for, %(amount)s €, is %(percent)s %% of the total income of the project.",
                amount=formatLang(grant.env, grant.amount_requested or grant.amount, digits=0),
                percent=formatLang(grant.env, 100 * (grant.amount_requested or grant.amount) / total, digits=2),
            )

    @api.depends("budget_line_ids.planned", "state", "budget_scope")
    def _compute_unmapped_sentence(self):
        for grant in self:
            unmapped = grant._get_actuals()[1] if grant.state in ("notified", "running") else {}
            grant.unmapped_sentence = bool(unmapped) and grant.env._(
                "Accounts that no row of the table takes: %s.",
                ", ".join(
                    f"{code} ({formatLang(grant.env, amount, currency_obj=grant.currency_id)})"
                    for code, amount in sorted(unmapped.items())
                ),
            )

    def action_fill_rows(self):
        """Put in the budget every row of the form that it lacks, at zero; the grant itself in the row of its funder."""
        for grant in self:
            rows = self.env["regie.cerfa.row"].search([("is_heading", "=", False)]) - grant.budget_line_ids.row_id
            own = rows.filtered(lambda row, grant=grant: row.funder_type == grant.funder_type)[:1]
            grant._add_rows({row: round(grant.amount) if row == own else 0 for row in rows})

    def action_clean_rows(self):
        """Take out of the budget the rows at zero, planned and done."""
        empty = self.budget_line_ids.filtered(lambda line: not line.planned and not line.actual and not line.note)
        empty.unlink()

    def _add_rows(self, planned):
        """Add rows to the budget: {row: whole euros}."""
        self.ensure_one()
        self.env["regie.grant.budget.line"].create(
            [{"grant_id": self.id, "row_id": row.id, "planned": amount} for row, amount in planned.items()]
        )

    def _add_missing_rows(self):
        """Add the rows that the books fill and that the budget did not plan: nothing done is left out."""
        for grant in self:
            rows = self.env["regie.cerfa.row"].union(*grant._get_actuals()[0])
            grant._add_rows(dict.fromkeys(rows - grant.budget_line_ids.row_id, 0))

    def _check_budget_balanced(self):
        """Charges equal income, contributions in kind too, apart. (FIN-040)"""
        for grant in self:
            for is_inkind in (False, True):
                lines = grant.budget_line_ids.filtered(lambda line, kind=is_inkind: line.is_inkind == kind)
                charges = sum(lines.filtered(lambda line: line.side == "charge").mapped("planned"))
                income = sum(lines.mapped("planned")) - charges
                if grant.currency_id.compare_amounts(charges, income):
                    raise UserError(
                        self.env._(
                            "“%(grant)s”: budget out of balance%(part)s. Charges %(charges)s €, income %(income)s €,"
                            " difference %(difference)s €. (FIN-040)",
                            grant=grant.display_name,
                            part=self.env._(" in the contributions in kind") if is_inkind else "",
                            charges=formatLang(self.env, charges, digits=0),
                            income=formatLang(self.env, income, digits=0),
                            difference=formatLang(self.env, charges - income, digits=0),
                        )
                    )

    def _check_variances(self):
        """Each row far from what was planned is explained. (FIN-042)"""
        for grant in self:
            for line in grant.budget_line_ids:
                if line.is_variance_high and not (line.note or "").strip():
                    raise UserError(
                        self.env._(
                            "“%(grant)s”: variance of %(percent)s %% on “%(row)s”, explanation required. Write it"
                            " beside the row, in the tab “Report”. (FIN-042)",
                            grant=grant.display_name,
                            percent=formatLang(self.env, line.variance, digits=1),
                            row=line.row_id.display_name,
                        )
                    )

    def _get_variance_threshold(self):
        """Variance in % from which a row is explained."""
        self.ensure_one()
        day = self.period_end or fields.Date.context_today(self)
        return float(self.env["regie.parameter"].with_company(self.company_id).get("GRANT_VARIANCE", day))

    def _seal_actuals(self):
        """Keep what the books say today: the report that was handed in does not move any more."""
        for line in self.budget_line_ids:
            # sudo: a fact of the report
            line.sudo().actual_sealed = line.actual

    def _get_items_domain(self):
        """Analytic items of the report: of the grant or of its whole activity, over its period."""
        self.ensure_one()
        if self.budget_scope == "activity" and self.activity_id:
            account = self.activity_id.analytic_account_id
            column = account.plan_id.sudo()._column_name()  # sudo: a technical name
        else:
            account, column = self.analytic_account_id, self._get_funding_column()
        return (
            Domain(column, "=", account.id)
            & Domain("move_line_id", "!=", False)
            & Domain("date", ">=", self.period_start)
            & Domain("date", "<=", self.period_end)
        )

    def _group_items(self, aggregate):
        """Yield ``(row or nothing, code, value)``: the analytic items of the report, put in the rows of the form."""
        self.ensure_one()
        prefixes, by_type = self.env["regie.cerfa.row"]._get_mapping()
        column = self._get_funding_column()
        # sudo: sums of the report, for who prepares it and reads no analytic item
        lines = self.env["account.analytic.line"].sudo()
        groups = lines._read_group(self._get_items_domain(), ["general_account_id", column], [aggregate])
        accounts = [funding.id for _account, funding, _value in groups if funding]
        # sudo: only the kind of each funder, of grants that all are of the régie
        fundings = self.sudo().with_context(active_test=False).search([("analytic_account_id", "in", accounts)])
        types = {grant.analytic_account_id: grant.funder_type for grant in fundings}
        for account, funding, value in groups:
            code = account.with_company(self.company_id).code or ""
            if code[:1] not in ("6", "7", "8"):
                continue
            row = next((prefixes[code[:size]] for size in range(len(code), 0, -1) if code[:size] in prefixes), None)
            if code.startswith(("74", "755")):
                row = by_type.get(types.get(funding), row)
            yield row, code, value

    def _get_actuals(self):
        """``({row: euros}, {code: euros})``: what the books say by row of the form, and what no row takes.

        The share of indirect costs goes to the first row of indirect costs.
        """
        self.ensure_one()
        actuals, unmapped, direct = {}, {}, 0.0
        for row, code, value in self._group_items("amount:sum"):
            amount = -value if code[0] == "6" or code.startswith("86") else value
            where, key = (actuals, row) if row else (unmapped, code)
            where[key] = self.currency_id.round(where.get(key, 0.0) + amount)
            direct += amount if self._is_cost(code) else 0.0
        if self.indirect_rate:
            row = self.env["regie.cerfa.row"].search([("is_indirect", "=", True), ("is_heading", "=", False)], limit=1)
            actuals[row] = self.currency_id.round(actuals.get(row, 0.0) + self._get_indirect_costs(direct))
        return actuals, unmapped

    def _get_items_by_row(self):
        """{row: ids of its analytic items}."""
        items = {}
        for row, _code, found in self._group_items("id:array_agg"):
            items.setdefault(row, []).extend(found)
        return items
