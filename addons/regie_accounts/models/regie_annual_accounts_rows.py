from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.statement import RowMap

#: accounts whose debtors and creditors stand on both sides of the balance sheet, one partner at a time
BY_PARTNER = ("asset_receivable", "liability_payable")
RESULT_GROUPS = ("income", "expense")


class Cell:
    """A figure: balance (debit minus credit) of accounts, or of some partners of an account, over some days."""

    def __init__(self):
        self.balance = 0.0
        self.accounts = defaultdict(set)  # days → accounts taken whole
        self.partners = defaultdict(lambda: defaultdict(set))  # days → account → partners

    def add(self, days, account, partners, balance):
        """Take an account, whole when `partners` is None."""
        self.balance += balance
        if partners is None:
            self.accounts[days].add(account)
        else:
            self.partners[days][account] |= partners

    def merge(self, other):
        """Take what another cell has."""
        self.balance += other.balance
        for days, accounts in other.accounts.items():
            self.accounts[days] |= accounts
        for days, by_account in other.partners.items():
            for account, partners in by_account.items():
                self.partners[days][account] |= partners


class RegieAnnualAccountsRows(models.Model):
    """The rows of the statements, read from the journal items in one query for both exercises."""

    _inherit = "regie.annual.accounts"

    @api.private
    def get_rows(self, statement):
        """Return the rows of a statement ("balance_asset", "balance_liability" or "income"), in order.

        Each is a dict: code, label, kind, level, is_grand_total, is_error, amount and amount_before (euros; what the
        row shows, positive on its own side; before: same row of the exercise before), domain and domain_before
        (journal items whose balances give the figure), sign (figure = sign × sum of their balances), and for assets
        gross and depreciation with domain_gross and domain_depreciation (amount is the net one).
        Accounts that no row names come last, as an error row: they are never left out in silence.
        """
        return self._get_statements()[statement]

    def _get_statements(self):
        """Return {statement: rows}, both exercises read at once."""
        self.ensure_one()
        rows = self.env["regie.statement.row"].search([])
        totals = rows._get_totals(rows)
        before = self.exercise_id.previous_id
        balances = self._get_account_balances(self.exercise_id, before)
        figures = self._get_cells(balances[self.exercise_id], rows)
        figures_before = self._get_cells(balances.get(before, {}), rows)
        statements = {"balance_asset": [], "balance_liability": [], "income": []}
        for row in rows:
            statements[row.statement].append(self._get_row(row, totals, figures[0], figures_before[0]))
        for statement, row in self._get_error_rows(figures[1], figures_before[1]):
            statements[statement].append(row)
        return statements

    def _get_cells(self, accounts, rows):
        """Place the balances of accounts in the rows.

        Return ({(row, column): Cell}, {statement: Cell of the accounts that no row names}).
        """
        maps = {family: RowMap(rows._get_rules(family, rows)) for family in ("balance", "income")}
        special = {row.kind: row.code for row in rows if row.kind in ("result", "prior")}
        cells, lost = defaultdict(Cell), defaultdict(Cell)
        currency = self.company_id.currency_id
        for account, by_partner in accounts.items():
            if account.internal_group in (*RESULT_GROUPS, "off"):
                self._place_flow(account, by_partner, maps["income"], special, cells, lost)
                continue
            places = defaultdict(lambda: [set(), 0.0])
            for partner, (balance, _flow) in by_partner.items():
                if not currency.is_zero(balance):
                    rule = maps["balance"].find(account.code, balance)
                    place = places[(rule.row, rule.column) if rule else None]
                    place[0].add(partner)
                    place[1] += balance
            whole = len(places) == 1
            for key, (partners, balance) in places.items():
                cell = cells[key] if key else lost["balance_asset"]
                cell.add("to_date", account.id, None if whole else partners, balance)
        return cells, lost

    def _place_flow(self, account, by_partner, row_map, special, cells, lost):
        """Place an account of income or expense: in the income statement, and in the results of the balance sheet."""
        currency = self.company_id.currency_id
        balance, flow = (sum(figures[rank] for figures in by_partner.values()) for rank in (0, 1))
        if not currency.is_zero(flow):
            rule = row_map.find(account.code, flow)
            cell = cells[rule.row, rule.column] if rule else lost["income"]
            cell.add("exercise", account.id, None, flow)
        if account.internal_group == "off":
            return
        if not currency.is_zero(flow) and special.get("result"):
            cells[special["result"], "gross"].add("exercise", account.id, None, flow)
        if not currency.is_zero(balance - flow) and special.get("prior"):
            cells[special["prior"], "gross"].add("prior", account.id, None, balance - flow)

    def _get_account_balances(self, exercise, before):
        """Return {exercise: {account: {partner id or None: (balance since ever, balance of the exercise)}}}.

        One reading of the journal items for both exercises, under the rights of who asks. Partners are told apart on
        customers and suppliers only.
        """
        lines = self.env["account.move.line"]
        query = lines._search(exercise.get_lines_domain(to_date=True) & Domain("account_id", "!=", False))
        joined = query.join(query.table, "account_id", "account_account", "id", "account")
        account, balance, date = (SQL.identifier(query.table, name) for name in ("account_id", "balance", "date"))
        partner = SQL(
            "CASE WHEN %s IN %s THEN %s END",
            SQL.identifier(joined, "account_type"),
            BY_PARTNER,
            SQL.identifier(query.table, "partner_id"),
        )
        query.groupby = SQL("1, 2")
        sums = []
        for one in exercise | before:
            until = SQL("%s <= %s", date, one.date_to)
            sums.append(SQL("COALESCE(SUM(%s) FILTER (WHERE %s), 0)", balance, until))
            within = SQL("%s AND %s >= %s", until, date, one.date_from)
            sums.append(SQL("COALESCE(SUM(%s) FILTER (WHERE %s), 0)", balance, within))
        found = self.env.execute_query(query.select(account, partner, *sums))
        accounts = self.env["account.account"].with_company(self.company_id).browse({row[0] for row in found})
        by_id = {account.id: account for account in accounts}
        result = {one: defaultdict(dict) for one in exercise | before}
        for account_id, partner_id, *figures in found:
            for rank, by_account in enumerate(result.values()):
                by_account[by_id[account_id]][partner_id] = tuple(figures[2 * rank : 2 * rank + 2])
        return result

    def _get_row(self, row, totals, cells, cells_before):
        """Return what a row shows."""
        values = {
            "code": row.code,
            "label": row.name,
            "kind": row.kind,
            "level": row.level,
            "is_grand_total": row.is_grand_total,
            "is_error": False,
        }
        if row.kind == "title":
            return {**values, **self._get_empty_figures()}
        leaves, sign = totals.get(row.code) or ({row.code: 1}, -1 if row.side == "credit" else 1)
        return {**values, **self._get_row_figures(leaves, sign, cells, cells_before)}

    def _get_empty_figures(self):
        return {
            "amount": 0.0,
            "amount_before": 0.0,
            "gross": 0.0,
            "depreciation": 0.0,
            "sign": 1,
            "domain": [(0, "=", 1)],
            "domain_before": [(0, "=", 1)],
            "domain_gross": [(0, "=", 1)],
            "domain_depreciation": [(0, "=", 1)],
        }

    def _get_row_figures(self, leaves, sign, cells, cells_before):
        """Return amounts and domains of the leaves of a row, together."""
        currency = self.company_id.currency_id
        before = self.exercise_id.previous_id

        def total(source, columns):
            cell = Cell()
            for leaf in leaves:
                for column in columns:
                    if (leaf, column) in source:
                        cell.merge(source[leaf, column])
            return cell

        gross, depreciation = total(cells, ["gross"]), total(cells, ["depreciation"])
        net, earlier = total(cells, ["gross", "depreciation"]), total(cells_before, ["gross", "depreciation"])
        return {
            "amount": currency.round(sign * net.balance) + 0.0,
            "amount_before": currency.round(sign * earlier.balance) + 0.0,
            "gross": currency.round(sign * gross.balance) + 0.0,
            "depreciation": currency.round(-sign * depreciation.balance) + 0.0,
            "sign": sign,
            "domain": self._get_cell_domain(self.exercise_id, net),
            "domain_before": self._get_cell_domain(before, earlier),
            "domain_gross": self._get_cell_domain(self.exercise_id, gross),
            "domain_depreciation": self._get_cell_domain(self.exercise_id, depreciation),
        }

    def _get_cell_domain(self, exercise, cell):
        """Return the journal items of a cell, as a list."""
        parts = []
        for days in ("to_date", "exercise", "prior"):
            whole = cell.accounts.get(days, set())
            found = [Domain("account_id", "in", sorted(whole))] if whole else []
            for account, partners in sorted(cell.partners.get(days, {}).items()):
                if account not in whole:
                    # an empty partner is False in a domain
                    wanted = sorted(partner or 0 for partner in partners)
                    found.append(
                        Domain("account_id", "=", account)
                        & Domain("partner_id", "in", [one or False for one in wanted])
                    )
            if found:
                parts.append(self._get_days_domain(exercise, days) & Domain.OR(found))
        return list(Domain.OR(parts)) if parts else [(0, "=", 1)]

    def _get_days_domain(self, exercise, days):
        """Posted journal items: since ever, of the exercise, or before it."""
        if days == "prior":
            return exercise.get_lines_domain(to_date=True) & Domain("date", "<", exercise.date_from)
        return exercise.get_lines_domain(to_date=days == "to_date")

    def _get_error_rows(self, lost, lost_before):
        """Yield (statement, row) of the accounts that no row names."""
        for statement, sign in (("balance_asset", 1), ("income", -1)):
            if statement in lost or statement in lost_before:
                cells = {("lost", "gross"): lost.get(statement, Cell())}
                cells_before = {("lost", "gross"): lost_before.get(statement, Cell())}
                yield (
                    statement,
                    {
                        "code": "ERR" + statement[0].upper(),
                        "label": self.env._("Accounts that no row names: complete the rows of the annual accounts"),
                        "kind": "accounts",
                        "level": 0,
                        "is_grand_total": False,
                        "is_error": True,
                        **self._get_row_figures({"lost": 1}, sign, cells, cells_before),
                    },
                )
