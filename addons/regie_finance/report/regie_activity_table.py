from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .regie_activity_result import ACTIVITY_PLAN, FUNDING_PLAN

NOBODY = "none"
TOTAL = "total"


class RegieActivityTable(models.AbstractModel):
    """The result by activity as a table: rows of the result, columns by activity, kind, tax sector or funding.

    Two aggregations in PostgreSQL whatever the number of activities: what they bear, and the general accounts. What is
    of no activity is the difference, so that the table always adds up to the general accounts, to the cent.
    """

    _name = "regie.activity.table"
    _description = "Table of the result by activity"

    @api.model
    def get_table(self, exercise_id=False, group_by="activity"):
        """What the screen shows, in euros: columns, rows with a value by column, warnings, exercises to choose from.

        A régie that has no exercise yet gets ``{"exercise": False}``: the screen says what to do first.

        :param group_by: activity, market, tax_sector or funding
        """
        if not exercise_id and not self.env["regie.exercise"].search_count([("company_id", "=", self.env.company.id)]):
            return {"exercise": False}
        exercise = self._get_exercise(exercise_id)
        figures = self._get_figures(exercise, group_by)
        given, warning = self._get_given(exercise, figures) if group_by != "funding" else ({}, "")
        for activity_id in self._get_other_activities(exercise) if group_by != "funding" else ():
            figures.setdefault(activity_id, {})
        columns = self._get_columns(exercise, group_by, figures)
        return {
            "exercise": {"id": exercise.id, "name": exercise.name},
            "exercises": self.env["regie.exercise"].search_read(
                [("company_id", "=", exercise.company_id.id)], ["name"], load=None
            ),
            "group_by": group_by,
            "groupings": self._get_groupings(),
            "currency_id": exercise.company_id.currency_id.id,
            "columns": columns,
            "rows": self._get_rows(exercise, figures, given, columns),
            "warning": warning,
        }

    @api.model
    def action_open_cell(self, exercise_id, group_by, row_id, column):
        """What a figure of the table is made of, with the same total: journal items, or shares of the overheads."""
        exercise = self._get_exercise(exercise_id)
        table = self.get_table(exercise.id, group_by)
        [chosen] = [one for one in table["columns"] if one["key"] == column]
        row = self.env["regie.result.row"].browse(row_id or False)
        if self._has_overheads(table, row, column):
            return self.env["regie.result.detail"]._open(exercise, table, row, chosen)
        return self._open_items(exercise, row, chosen, group_by)

    @api.model
    def action_print(self, exercise_id, report):
        """The table as a workbook (`xlsx`, with a sheet by way of grouping) or on paper (`pdf`)."""
        exercise = self._get_exercise(exercise_id)
        exercise.check_access("read")
        xmlid = f"regie_finance.regie_activity_table_report_{'xlsx' if report == 'xlsx' else 'pdf'}"
        return self.env.ref(xmlid).report_action(exercise)

    @api.model
    def _get_groupings(self):
        """Ways of making the columns, with their names."""
        return [
            ("activity", self.env._("By activity")),
            ("market", self.env._("Market and non-market")),
            ("tax_sector", self.env._("By tax sector")),
            ("funding", self.env._("By funding")),
        ]

    @api.model
    def _get_exercise(self, exercise_id=False):
        """The exercise asked for, by default that of today or the last one."""
        Exercise = self.env["regie.exercise"]
        if exercise_id:
            return Exercise.browse(exercise_id).exists()
        found = Exercise.search([("company_id", "=", self.env.company.id)])
        if not found:
            raise UserError(
                self.env._("The régie has no exercise: create it in Finance / Configuration / Exercises. (FIN-082)")
            )
        today = Exercise.search(
            [*Domain("id", "in", found.ids), ("date_from", "<=", "today"), ("date_to", ">=", "today")], limit=1
        )
        return today or found[0]

    @api.model
    def _get_figures(self, exercise, group_by="activity", dates=None):
        """``{axis id or False: {row id or False: euros}}``: activities (fundings when grouped so), and what is left.

        Amounts are signed as in a result: income positive, expenses negative. Row ``False`` is an account that no row
        gathers. ``dates`` (first, last) read another period than the whole exercise.
        """
        date_from, date_to = dates or (exercise.date_from, exercise.date_to)
        # sudo: the name of a column tells nothing
        column = self.env.ref(FUNDING_PLAN if group_by == "funding" else ACTIVITY_PLAN).sudo()._column_name()
        company = exercise.company_id
        borne = self.env["account.analytic.line"]._read_group(
            [
                ("company_id", "=", company.id),
                ("date", ">=", date_from),
                ("date", "<=", date_to),
                ("move_line_id", "!=", False),
                (column, "!=", False),
            ],
            [column, "general_account_id"],
            ["amount:sum"],
        )
        general = self.env["account.move.line"]._read_group(
            [
                ("company_id", "=", company.id),
                ("parent_state", "=", "posted"),
                ("date", ">=", date_from),
                ("date", "<=", date_to),
            ],
            ["account_id"],
            ["balance:sum"],
        )
        rows = self._get_rows_by_account(company, [account for account, _balance in general])
        axis = self._get_axis(company, group_by, [account for account, *_rest in borne])
        figures = {False: {}}
        for account, balance in general:
            if account in rows:
                self._add(figures[False], rows[account].id, -balance)
        for analytic, account, amount in borne:
            if account in rows and analytic.id in axis:
                self._add(figures.setdefault(axis[analytic.id], {}), rows[account].id, amount)
                self._add(figures[False], rows[account].id, -amount)
        return {
            key: {row: company.currency_id.round(amount) for row, amount in amounts.items()}
            for key, amounts in figures.items()
        }

    def _get_axis(self, company, group_by, accounts):
        """{analytic account id: id of the activity, or of the account itself for fundings}."""
        if group_by == "funding":
            return {account.id: account.id for account in accounts}
        activities = self.env["regie.activity"].with_context(active_test=False)
        found = activities.search([("company_id", "=", company.id)])
        return {activity.analytic_account_id.id: activity.id for activity in found}

    def _get_rows_by_account(self, company, accounts):
        """{account: row}: accounts of income and expense, with an empty row when none has them, and of the memo."""
        Row = self.env["regie.result.row"]
        mapping = Row._get_mapping()
        result = {}
        for account in self.env["account.account"].union(*accounts).with_company(company):
            row = Row._find(account.code or "", mapping)
            if account.internal_group in ("income", "expense") or row.kind == "memo":
                result[account] = row
        return result

    @api.model
    def _get_balances(self, exercise, dates=None):
        """``{activity id: {nature: euros}}`` of an exercise, without the memo: what ratios and keys read."""
        return self._by_nature(self._get_figures(exercise, dates=dates))

    @api.model
    def _get_results(self, exercise, dates=None):
        """``{activity: euros}``: result of each activity, its share of the overheads included when the keys hold."""
        figures = self._get_figures(exercise, dates=dates)
        overheads = self._sum_given(self._get_given(exercise, figures)[0])
        balances = self._by_nature(figures)
        return {
            activity: exercise.company_id.currency_id.round(
                sum(balances[activity.id].values()) + overheads.get(activity.id, 0.0)
            )
            for activity in self.env["regie.activity"].browse(balances)
        }

    def _by_nature(self, figures):
        rows = {row.id: row for row in self.env["regie.result.row"].search([])}
        balances = {}
        for activity, amounts in figures.items():
            if activity:
                balances[activity] = {}
                for row_id, amount in amounts.items():
                    row = rows.get(row_id)
                    if not row or row.kind != "memo":
                        self._add(balances[activity], (row and row.nature) or "other", amount)
        return balances

    def _get_given(self, exercise, figures):
        """``({support: {receiver: cents}}, warning)``: nothing is shared, and why, when a key does not hold.

        A receiver without any entry of its own is added to the figures.
        """
        keys = self.env["regie.overhead.key"].search([("exercise_id", "=", exercise.id)])
        try:
            given = keys._get_shares(self._by_nature(figures))
        except UserError as error:
            return {}, str(error)
        for parts in given.values():
            for receiver in parts:
                figures.setdefault(receiver, {})
        return given, ""

    def _get_other_activities(self, _exercise):
        """Hook: ids of the activities to show although they have no entry nor share of the overheads."""
        return []

    @staticmethod
    def _sum_given(given):
        cents = {}
        for support, parts in given.items():
            for receiver, part in parts.items():
                cents[receiver] = cents.get(receiver, 0) + part
                cents[support] = cents.get(support, 0) - part
        return {activity: amount / 100 for activity, amount in cents.items()}

    @staticmethod
    def _add(amounts, key, amount):
        amounts[key] = amounts.get(key, 0.0) + amount

    def _get_columns(self, exercise, group_by, figures):
        """Columns of the table: {key, name, kind, ids}; `ids` are those of the axis, `False` for what is left."""
        make = getattr(self, f"_get_{group_by}_columns")
        columns = make(exercise, figures)
        if any(figures[False].values()):
            name = self.env._("No funding") if group_by == "funding" else self.env._("No activity")
            columns.append({"key": NOBODY, "name": name, "kind": "none", "ids": [False]})
        return [*columns, {"key": TOTAL, "name": self.env._("Total"), "kind": "total", "ids": list(figures)}]

    def _get_activities(self, figures):
        return self.env["regie.activity"].browse([key for key in figures if key]).sorted()

    def _get_activity_columns(self, _exercise, figures):
        activities = self._get_activities(figures)
        columns = []
        for kind, name in self._get_kinds():
            members = activities.filtered(lambda one, kind=kind: self._get_kind(one) == kind)
            columns += [
                {"key": str(one.id), "name": one.name, "kind": "activity", "ids": one.ids, "caption": name}
                for one in members
            ]
            if len(members) > 1:
                columns.append({"key": kind, "name": name, "kind": "subtotal", "ids": members.ids})
        return columns

    def _get_market_columns(self, _exercise, figures):
        groups = self._get_activities(figures).grouped(self._get_kind)
        return [
            {"key": kind, "name": name, "kind": "activity", "ids": groups[kind].ids}
            for kind, name in self._get_kinds()
            if kind in groups
        ]

    def _get_tax_sector_columns(self, _exercise, figures):
        groups = self._get_activities(figures).grouped(lambda one: one.tax_sector or "unknown")
        selection = self.env["regie.activity"]._fields["tax_sector"]._description_selection(self.env)
        return [
            {"key": sector, "name": name, "kind": "activity", "ids": groups[sector].ids}
            for sector, name in [*selection, ("unknown", self.env._("Tax sector to choose"))]
            if sector in groups
        ]

    def _get_funding_columns(self, _exercise, figures):
        fundings = self.env["account.analytic.account"].browse([key for key in figures if key]).sorted("name")
        return [{"key": str(one.id), "name": one.name, "kind": "activity", "ids": one.ids} for one in fundings]

    def _get_kinds(self):
        return [
            ("market", self.env._("Market")),
            ("non_market", self.env._("Non-market")),
            ("support", self.env._("Supports")),
        ]

    @staticmethod
    def _get_kind(activity):
        return "support" if activity.is_support else activity.market_kind

    def _get_rows(self, exercise, figures, given, columns):
        """Rows of the table with a value by column, and those that an addon below adds."""
        currency, overheads = exercise.company_id.currency_id, self._sum_given(given)
        rows, running = [], {column["key"]: 0.0 for column in columns}
        for row in self._get_shown_rows(figures):
            values = {}
            for column in columns:
                if row.kind == "total":
                    value = running[column["key"]]
                elif row.kind == "overhead":
                    value = sum(overheads.get(key, 0.0) for key in column["ids"])
                else:
                    value = sum(figures.get(key, {}).get(row.id, 0.0) for key in column["ids"])
                value = currency.round(value)
                if row.kind in ("accounts", "overhead", False):
                    running[column["key"]] += value
                values[column["key"]] = value + 0.0
            name = row.name or self.env._("Accounts that no row gathers")
            kind = row.kind or "unknown"
            rows.append({"id": row.id, "name": name, "kind": kind, "nature": row.nature, "values": values, "unit": "€"})
        return rows

    def _get_shown_rows(self, figures):
        """Rows in order; one more, without name, before the last total, when accounts are in none."""
        rows = list(self.env["regie.result.row"].search([]))
        if any(amounts.get(False) for amounts in figures.values()):
            totals = [rank for rank, row in enumerate(rows) if row.kind == "total"]
            rows.insert(totals[-1] if totals else len(rows), self.env["regie.result.row"])
        return rows

    def _has_overheads(self, table, row, column):
        """Whether the cell holds a share of the overheads: itself, or a total that comes after."""
        if row.kind not in ("overhead", "total"):
            return False
        above = [one for one in table["rows"] if one["kind"] == "overhead"]
        ranks = {one["id"]: rank for rank, one in enumerate(table["rows"])}
        return any(one["values"][column] and ranks[one["id"]] <= ranks[row.id] for one in above)

    def _open_items(self, exercise, row, column, group_by):
        """The list of the journal items of a cell that holds no overhead."""
        domain = [("exercise_id", "=", exercise.id), *self._get_row_domain(row)]
        field = "funding_id" if group_by == "funding" else "activity_id"
        if column["key"] == NOBODY:
            domain.append((field, "=", False))
        elif column["key"] != TOTAL:
            domain.append((field, "in", column["ids"]))
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_finance.regie_activity_result_action_items")
        name = f"{row.name or self.env._('Accounts that no row gathers')} · {column['name']} · {exercise.name}"
        return {**action, "domain": domain, "name": name, "display_name": name}

    def _get_row_domain(self, row):
        """Domain of the items of a row; a total takes all that comes above it."""
        if row.kind != "total":
            return [("row_id", "=", row.id or False), *([] if row else [("is_memo", "=", False)])]
        rows = list(self.env["regie.result.row"].search([]))
        after = rows[rows.index(row) :]
        ids = [one.id for one in after if one.kind == "accounts"]
        is_last = not any(one.kind == "total" for one in after[1:])
        kept = Domain("is_memo", "=", False) & Domain("row_id", "not in", ids)
        return list(kept if is_last else kept & Domain("row_id", "!=", False))
