from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from ..tools.statement import RowMap


class RegieAnnualAccountsAnnex(models.Model):
    """Tables of the annex that come from the books: own funds, fixed assets and depreciation."""

    _inherit = "regie.annual.accounts"

    @api.private
    def get_annex_table(self, table):
        """Return a table of the annex: {"heads": [texts], "rows": [[label, figures or texts…]], "total": row or None}.

        Figures are floats, in euros. An addon adds a table with a section whose `table` is its name, and one method
        `_get_annex_<name>`. An unknown table is empty.
        """
        self.ensure_one()
        build = getattr(self, f"_get_annex_{table}", None)
        return build() if build else {"heads": [], "rows": [], "total": None}

    def _make_table(self, heads, rows):
        """Return a table with the totals of its columns of figures."""
        currency = self.company_id.currency_id
        total = None
        if rows:
            columns = list(zip(*rows, strict=True))[1:]
            total = [
                currency.round(sum(column)) + 0.0 if all(isinstance(one, float) for one in column) else ""
                for column in columns
            ]
            total = [self.env._("Total"), *total]
        return {"heads": heads, "rows": rows, "total": total}

    def _get_annex_own_funds(self):
        """Own funds: opening, allocation of the result, other increases and decreases, closing."""
        rows = self.env["regie.statement.row"].search([("statement", "=", "balance_liability")])
        allocating = self._get_allocation_moves()
        moves = self._get_movements("balance", ("10", "11", "12", "13", "14"), allocating)
        exercise = self.exercise_id
        table = []
        for row in rows.filtered(lambda row: row.kind in ("accounts", "prior")):
            opening, allocated, debit, credit = moves.get((row.code, "gross"), (0.0, 0.0, 0.0, 0.0))
            if row.kind == "prior":
                opening += self._get_result_until(exercise.date_from)
            figures = [-opening, -allocated, credit, -debit]
            if any(figures):
                table.append([row.name, *self._round_with_total(figures)])
        result = -self._get_result_until(exercise.date_to, exercise.date_from)
        for row in rows.filtered(lambda row: row.kind == "result"):
            table.append([row.name, *self._round_with_total([0.0, 0.0, max(result, 0.0), min(result, 0.0)])])
        heads = [
            self.env._("Own funds"),
            self.env._("Opening"),
            self.env._("Allocation of the result"),
            self.env._("Increase"),
            self.env._("Decrease"),
            self.env._("Closing"),
        ]
        return self._make_table(heads, table)

    def _get_annex_fixed_assets(self):
        """Gross value of the fixed assets: opening, acquisitions, disposals, closing."""
        return self._get_class_two_table("gross", self.env._("Fixed assets"), 1)

    def _get_annex_depreciation(self):
        """Depreciation and impairment of the fixed assets: opening, set aside, reversed, closing."""
        return self._get_class_two_table("depreciation", self.env._("Depreciation and impairment"), -1)

    def _get_class_two_table(self, column, title, sign):
        rows = self.env["regie.statement.row"].search([("statement", "=", "balance_asset"), ("kind", "=", "accounts")])
        moves = self._get_movements("balance", ("2",))
        table = []
        for row in rows:
            if (row.code, column) in moves:
                opening, _allocated, debit, credit = moves[row.code, column]
                more, less = (debit, credit) if sign == 1 else (credit, debit)
                table.append([row.name, *self._round_with_total([sign * opening, more, -less])])
        heads = [title, self.env._("Opening"), self.env._("Increase"), self.env._("Decrease"), self.env._("Closing")]
        return self._make_table(heads, table)

    def _round_with_total(self, figures):
        """Round figures and add their sum."""
        currency = self.company_id.currency_id
        rounded = [currency.round(figure) + 0.0 for figure in figures]
        return [*rounded, currency.round(sum(rounded)) + 0.0]

    def _get_movements(self, family, prefixes, apart=()):
        """Return {(row, column): [opening, balance of the moves `apart`, other debits, other credits]}, in euros.

        One query for the opening, one for the exercise.
        """
        exercise = self.exercise_id
        codes = Domain.OR(Domain("account_id.code", "=like", f"{prefix}%") for prefix in prefixes)
        lines = self.env["account.move.line"].with_company(self.company_id)
        everything = exercise.get_lines_domain(to_date=True) & codes
        by_account = defaultdict(lambda: [0.0] * 4)
        for account, balance in lines._read_group(
            everything & Domain("date", "<", exercise.date_from), ["account_id"], ["balance:sum"]
        ):
            by_account[account][0] = balance
        within = exercise.get_lines_domain() & codes
        is_apart = Domain("move_id", "in", list(apart))
        for account, balance in lines._read_group(within & is_apart, ["account_id"], ["balance:sum"]) if apart else ():
            by_account[account][1] = balance
        for account, debit, credit in lines._read_group(
            within & ~is_apart if apart else within, ["account_id"], ["debit:sum", "credit:sum"]
        ):
            by_account[account][2:] = [debit, credit]
        row_map = RowMap(self.env["regie.statement.row"]._get_rules(family))
        places = defaultdict(lambda: [0.0] * 4)
        for account, figures in by_account.items():
            rule = row_map.find(account.with_company(self.company_id).code, figures[0])
            if rule:
                place = places[rule.row, rule.column]
                for rank, figure in enumerate(figures):
                    place[rank] += figure
        return places

    def _get_allocation_moves(self):
        """Entries of the exercise that allocate an earlier result: those that move an account 12."""
        lines = self.env["account.move.line"].with_company(self.company_id)
        domain = self.exercise_id.get_lines_domain() & Domain("account_id.code", "=like", "12%")
        return [move.id for (move,) in lines._read_group(domain, ["move_id"])]

    def _get_result_until(self, before, since=None):
        """Balance (debit minus credit) of classes 6 and 7, strictly before a day, or between two included days."""
        domain = self.exercise_id.get_lines_domain(to_date=True)
        domain &= Domain("account_id.internal_group", "in", ("income", "expense"))
        if since:
            domain &= Domain("date", ">=", since) & Domain("date", "<=", before)
        else:
            domain &= Domain("date", "<", before)
        [(balance,)] = self.env["account.move.line"]._read_group(domain, [], ["balance:sum"])
        return balance or 0.0
