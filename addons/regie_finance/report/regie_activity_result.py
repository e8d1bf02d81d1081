from odoo import fields, models
from odoo.tools import SQL

from ..models.account_move_line import RESULT_TYPES

ACTIVITY_PLAN = "regie_base.analytic_plan_activity"
FUNDING_PLAN = "regie_finance.analytic_plan_funding"


class RegieActivityResult(models.Model):
    """Analysis of the result: each posted income and expense, by activity and funding, and what is of no activity yet.

    A row is the part of a journal item that one activity bears. What a journal item leaves without activity makes a row
    of its own: the rows always add up to the general accounts. Overheads are not shared here.
    """

    _name = "regie.activity.result"
    _description = "Result by activity"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "label"
    _depends = {
        "account.analytic.line": ["amount", "date", "general_account_id", "move_line_id", "company_id"],
        "account.move.line": ["balance", "date", "account_id", "parent_state", "company_id", "name", "partner_id"],
        "account.account": ["code_store", "account_type"],
        "regie.activity": ["analytic_account_id", "market_kind", "is_support", "tax_sector", "family_id"],
        "regie.result.row": ["account_prefixes", "kind"],
        "regie.exercise": ["date_from", "date_to"],
    }

    date = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    exercise_id = fields.Many2one("regie.exercise", readonly=True)
    activity_id = fields.Many2one("regie.activity", readonly=True)
    family_id = fields.Many2one("regie.activity.family", readonly=True)
    market_kind = fields.Selection(
        [("market", "Market"), ("non_market", "Non-market")], string="Market or not", readonly=True
    )
    is_support = fields.Boolean(string="Support", readonly=True)
    tax_sector = fields.Selection(
        lambda self: self.env["regie.activity"]._fields["tax_sector"].selection, readonly=True
    )
    funding_id = fields.Many2one("account.analytic.account", readonly=True)
    row_id = fields.Many2one("regie.result.row", readonly=True)
    is_memo = fields.Boolean(string="Memo", readonly=True, help="Contributions in kind: outside of the result.")
    account_id = fields.Many2one("account.account", readonly=True)
    move_id = fields.Many2one("account.move", string="Entry", readonly=True)
    move_line_id = fields.Many2one("account.move.line", string="Journal item", readonly=True)
    partner_id = fields.Many2one("res.partner", readonly=True)
    label = fields.Char(readonly=True)
    amount = fields.Monetary(readonly=True, help="Income is positive, expenses are negative: their sum is the result.")

    @property
    def _table_query(self):
        """What activities bear, then what journal items leave to none."""
        return SQL("%s UNION ALL %s", self._select_assigned(), self._select_left())

    def _column(self, alias, plan):
        """The column of analytic items that holds the account of a plan."""
        # sudo: the name of a column tells nothing
        return SQL.identifier(alias, self.env.ref(plan).sudo()._column_name())

    def _select_assigned(self):
        """Analytic items of an activity, and those of a funding alone when their journal item says no activity."""
        return SQL(
            """SELECT item.id, item.amount, activity.id AS activity_id, activity.family_id, activity.market_kind,
                      activity.is_support, activity.tax_sector, %(funding)s AS funding_id, %(common)s
                 FROM account_analytic_line item
                 JOIN account_move_line line ON line.id = item.move_line_id
            LEFT JOIN regie_activity activity ON activity.analytic_account_id = %(activity)s
                 %(joins)s
                WHERE activity.id IS NOT NULL
                   OR %(funding)s IS NOT NULL
                      AND NOT EXISTS (SELECT FROM account_analytic_line other
                                        JOIN regie_activity known ON known.analytic_account_id = %(other)s
                                       WHERE other.move_line_id = line.id)""",
            funding=self._column("item", FUNDING_PLAN),
            activity=self._column("item", ACTIVITY_PLAN),
            other=self._column("other", ACTIVITY_PLAN),
            common=self._select_common(),
            joins=self._join_common(),
        )

    def _select_left(self):
        """What is left of journal items once their activities, or without any their fundings, have taken their part."""
        return SQL(
            """SELECT -line.id AS id, -line.balance - borne.amount AS amount, NULL AS activity_id, NULL AS family_id,
                      NULL AS market_kind, FALSE AS is_support, NULL AS tax_sector, NULL AS funding_id, %(common)s
                 FROM account_move_line line
                 JOIN LATERAL (SELECT COALESCE(SUM(item.amount) FILTER (WHERE activity.id IS NOT NULL),
                                               SUM(item.amount) FILTER (WHERE %(funding)s IS NOT NULL), 0) AS amount
                                 FROM account_analytic_line item
                            LEFT JOIN regie_activity activity ON activity.analytic_account_id = %(activity)s
                                WHERE item.move_line_id = line.id) borne ON TRUE
                 %(joins)s
                WHERE line.parent_state = 'posted' AND round((line.balance + borne.amount)::numeric, 2) <> 0""",
            funding=self._column("item", FUNDING_PLAN),
            activity=self._column("item", ACTIVITY_PLAN),
            common=self._select_common(),
            joins=self._join_common(),
        )

    def _select_common(self):
        return SQL(
            """line.date, line.company_id, exercise.id AS exercise_id, account.row_id, account.is_memo, line.account_id,
               line.move_id, line.id AS move_line_id, line.partner_id, line.name AS label"""
        )

    def _join_common(self):
        return SQL(
            """JOIN (%s) account ON account.account_id = line.account_id AND account.company_id = line.company_id
               LEFT JOIN regie_exercise exercise ON exercise.company_id = line.company_id
                                                AND line.date BETWEEN exercise.date_from AND exercise.date_to""",
            self._select_accounts(),
        )

    def _select_accounts(self):
        """Accounts of income and expense with the row of the longest beginning of their number, and the memo."""
        return SQL(
            """SELECT * FROM (
                 SELECT DISTINCT ON (account.id, company.id) account.id AS account_id, company.id AS company_id,
                        row.id AS row_id, row.kind IS NOT DISTINCT FROM 'memo' AS is_memo, account.account_type
                   FROM account_account account
                   JOIN res_company company ON company.id IN %s
                                           AND account.code_store ? split_part(company.parent_path, '/', 1)
              LEFT JOIN (SELECT id, kind, trim(unnest(string_to_array(account_prefixes, ','))) AS prefix
                           FROM regie_result_row WHERE kind IN ('accounts', 'memo')) row
                     ON starts_with(account.code_store ->> split_part(company.parent_path, '/', 1), row.prefix)
               ORDER BY account.id, company.id, length(row.prefix) DESC NULLS LAST) found
                WHERE found.account_type IN %s OR found.is_memo""",
            tuple(self.env.companies.ids) or (0,),
            RESULT_TYPES,
        )

    def action_open_move(self):
        """Open the entry of the row."""
        self.ensure_one()
        return self.move_id.get_formview_action()
