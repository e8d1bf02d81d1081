from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class RegieGrantAmounts(models.Model):
    """What a grant is worth in an exercise, and what was spent on it: the figures that the closing asks for."""

    _inherit = "regie.grant"

    cost_total = fields.Monetary(
        string="Spent", compute="_compute_cost_total", help="Eligible costs since the start, as the books say."
    )

    def _compute_cost_total(self):
        for grant, cost in self.get_eligible_costs_by_grant().items():
            grant.cost_total = cost

    def action_view_costs(self):
        """Analytic items of the costs of the grant."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Costs of the grant"),
            "res_model": "account.analytic.line",
            "view_mode": "list,form,pivot",
            "domain": list(self._get_cost_lines_domain()),
            "context": {"create": False},
        }

    @api.private
    def get_income_account(self):
        """Account of income of the grant (131 for an investment), by its legal kind.

        :raise UserError: FIN-016 when the régie has no such account, or when the nature is not entered as a grant
        """
        self.ensure_one()
        return self._get_grant_account().get_account("income", self)

    @api.private
    def get_receivable_account(self):
        """Account of what the funder still owes.

        :raise UserError: FIN-016 when the régie has no such account
        """
        self.ensure_one()
        return self._get_grant_account().get_account("receivable", self)

    @api.private
    def get_income_lines_domain(self):
        """Posted journal items that make the income of the grant: its sum of balances is minus the income, net of
        what was put off to other exercises."""
        self.ensure_one()
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("parent_state", "=", "posted")
            & Domain("account_id", "in", self._get_income_accounts().ids)
            & Domain("analytic_distribution", "in", self.analytic_account_id.ids)
        )

    @api.private
    def get_attributable(self, until):
        """Part of the grant, in euros, attributable to the exercises up to `until` (an exercise), that one included.

        A grant that is not spread is attributable as a whole to the exercise in which its period starts.
        """
        self.ensure_one()
        if not self.fraction_ids:
            return self.amount if self.period_start <= until.date_to else 0.0
        fractions = self.fraction_ids.filtered(lambda fraction: fraction.exercise_id.date_from <= until.date_from)
        return self.currency_id.round(sum(fractions.mapped("amount")))

    @api.private
    def get_eligible_costs(self, exercise=None, until=None):
        """Costs of the grant in euros: posted items of class 6 that bear its analytic account, and the share of
        indirect costs that its convention accepts (`indirect_rate`, zero unless told).

        :param exercise: only those of this exercise
        :param until: only those up to this exercise, or up to this day, included
        """
        self.ensure_one()
        return self.get_eligible_costs_by_grant(exercise, until)[self]

    @api.private
    def get_eligible_costs_by_grant(self, exercise=None, until=None):
        """Costs of several grants in one query: {grant: euros}. See `get_eligible_costs`."""
        costs = dict.fromkeys(self, 0.0)
        domain = self._get_cost_lines_domain(exercise, until)
        column = self._get_funding_column()
        # sudo: a sum, for who reads the grant: the director reads no analytic item
        lines = self.env["account.analytic.line"].sudo()
        sums = {account.id: -amount for account, amount in lines._read_group(domain, [column], ["amount:sum"])}
        for grant in self:
            direct = sums.get(grant.analytic_account_id.id, 0.0)
            costs[grant] = grant.currency_id.round(direct + grant._get_indirect_costs(direct))
        return costs

    def _get_indirect_costs(self, direct):
        """Share of the common costs that the funder accepts, in euros, for an amount of direct costs."""
        self.ensure_one()
        return self.currency_id.round(direct * self.indirect_rate / 100)

    @api.model
    def _is_cost(self, code):
        """Tell whether an account is a cost: class 6 but for 689, which only carries over what is unspent."""
        return code.startswith("6") and not code.startswith("689")

    def _get_cost_lines_domain(self, exercise=None, until=None):
        """Analytic items of the costs of the grants: class 6 but for 689, which only carries over what is unspent."""
        accounts = self.env["account.account"]
        for company in self.company_id:
            accounts |= self._search_accounts(company, "6").filtered(
                lambda account, company=company: self._is_cost(account.with_company(company).code)
            )
        domain = Domain(self._get_funding_column(), "in", self.analytic_account_id.ids)
        domain &= Domain("move_line_id", "!=", False) & Domain("general_account_id", "in", accounts.ids)
        if exercise:
            domain &= Domain("date", ">=", exercise.date_from) & Domain("date", "<=", exercise.date_to)
        if until:
            domain &= Domain("date", "<=", until.date_to if isinstance(until, models.BaseModel) else until)
        return domain

    @api.model
    def _get_funding_column(self):
        """Name of the column of the analytic items that holds the account of the grant."""
        return self.env.ref("regie_finance.analytic_plan_funding").sudo()._column_name()  # sudo: a technical name

    @api.model
    def _search_accounts(self, company, prefix):
        """Accounts of a régie whose code begins with a prefix, archived ones included."""
        # sudo: the codes of the chart, whoever reads a grant
        accounts = self.env["account.account"].sudo().with_company(company).with_context(active_test=False)
        return accounts.search([*accounts._check_company_domain(company), ("code", "=like", f"{prefix}%")])

    def _get_income_accounts(self):
        """Account of income of the grant and those beside it, which begin with the same three digits."""
        self.ensure_one()
        account = self.get_income_account()
        return self._search_accounts(self.company_id, account.with_company(self.company_id).code[:3])

    def _get_grant_account(self):
        """The row of the table of accounts for this nature.

        :raise UserError: FIN-016 when there is none
        """
        self.ensure_one()
        row = self.env["regie.grant.account"]._find(self)
        if not row:
            raise UserError(
                self.env._(
                    "“%s”: no account for a resource of this nature. A market is invoiced; for the others, complete"
                    " Finance / Configuration / Accounts of grants. (FIN-016)",
                    self.display_name,
                )
            )
        return row
