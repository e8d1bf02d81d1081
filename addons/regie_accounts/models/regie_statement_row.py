from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.statement import Rule, expand, parse_accounts, parse_formula


class RegieStatementRow(models.Model):
    """A row of the balance sheet or of the income statement: which accounts it adds up, or which rows.

    The rows shipped follow the models of the règlement ANC 2018-06 as modernised by ANC 2022-06. An account goes to the
    row that names the longest beginning of its number, so that no account counts twice.
    """

    _name = "regie.statement.row"
    _description = "Row of the annual accounts"
    _order = "statement, sequence, id"

    statement = fields.Selection(
        [
            ("balance_asset", "Balance sheet: assets"),
            ("balance_liability", "Balance sheet: liabilities"),
            ("income", "Income statement"),
        ],
        required=True,
        index=True,
    )
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, help="Capitals and digits, by which totals name the row.")
    name = fields.Char(string="Caption", required=True, translate=True)
    level = fields.Integer(default=1, help="How far the caption stands from the margin: 0, 1 or 2.")
    kind = fields.Selection(
        [
            ("title", "Title"),
            ("accounts", "Accounts"),
            ("total", "Total of rows"),
            ("result", "Result of the exercise"),
            ("prior", "Earlier results not yet allocated"),
        ],
        required=True,
        default="accounts",
    )
    side = fields.Selection(
        [("debit", "Debit"), ("credit", "Credit")],
        string="Positive when",
        default="debit",
        help="Debit: assets and expenses. Credit: liabilities and income.",
    )
    accounts = fields.Char(
        help="Beginnings of the numbers, separated by spaces. 41D takes the accounts 41… when their balance is a debit,"
        " 41C when it is a credit: customers and suppliers are looked at one partner at a time. The longest beginning"
        " wins over all rows."
    )
    depreciation_accounts = fields.Char(
        string="Depreciation",
        help="Assets only: beginnings of the numbers of depreciation and impairment, shown beside the gross amount.",
    )
    formula = fields.Char(help="Total: codes of rows with + and -, for instance ET-FT.")
    is_grand_total = fields.Boolean(help="Printed as the last line of the statement.")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "Another row of the annual accounts has this code.")
    _code_readable = models.Constraint(
        "CHECK (code ~ '^[A-Z0-9]+$')", "The code of a row is made of capitals and digits."
    )

    @api.constrains("accounts", "depreciation_accounts", "statement", "active")
    def _check_accounts(self):
        """Refuse what is no beginning of a number (FIN-100) and what two rows claim (FIN-101)."""
        for family in {row._get_family() for row in self}:
            claimed = {}
            for rule in self._get_rules(family):
                other = claimed.setdefault((rule.prefix, rule.side), rule.row)
                if other != rule.row:
                    raise ValidationError(
                        self.env._(
                            "Accounts %(prefix)s are already in the row %(row)s: an account counts once."
                            " Take them out of one of the two rows. (FIN-101)",
                            prefix=rule.prefix + rule.side,
                            row=other,
                        )
                    )

    @api.constrains("formula", "kind", "side", "code", "active")
    def _check_formula(self):
        """Refuse a total that cannot be computed (FIN-102) or drilled down (FIN-103)."""
        self._get_totals()

    def unlink(self):
        """Delete rows, but for those that a total needs.

        :raise ValidationError: FIN-102
        """
        result = super().unlink()
        self._get_totals()
        return result

    def _get_family(self):
        """Accounts are shared out within the two sides of the balance sheet, and within the income statement."""
        self.ensure_one()
        return "income" if self.statement == "income" else "balance"

    @api.model
    def _get_rules(self, family, rows=None):
        """Return the Rules of the rows of a family ("balance" or "income"), among all the rows when they are known.

        :raise ValidationError: FIN-100
        """
        rules = []
        for row in (self.search([]) if rows is None else rows).filtered(lambda row: row._get_family() == family):
            for column, text in (("gross", row.accounts), ("depreciation", row.depreciation_accounts)):
                try:
                    rules += [Rule(prefix, side, row.code, column) for prefix, side in parse_accounts(text)]
                except ValueError as error:
                    raise ValidationError(
                        self.env._(
                            "Row %(row)s: “%(word)s” is no beginning of an account number. Write for instance"
                            " “411 4091 44D”. (FIN-100)",
                            row=row.display_name,
                            word=error.args[0],
                        )
                    ) from error
        return rules

    @api.model
    def _get_totals(self, rows=None):
        """Return {code of a total: ({code of a leaf: coefficient}, sign)}.

        The sign turns the balance (debit minus credit) of all its journal items into its amount.

        :raise ValidationError: FIN-102, FIN-103
        """
        rows = (self.search([]) if rows is None else rows).filtered(lambda row: row.kind != "title")
        formulas = {row.code: row.formula for row in rows if row.kind == "total"}
        signs = {row.code: -1 if row.side == "credit" else 1 for row in rows if row.kind != "total"}
        try:
            for formula in formulas.values():
                parse_formula(formula)
            totals = expand(formulas, signs.keys())
        except (KeyError, RecursionError, ValueError) as error:
            raise ValidationError(
                self.env._(
                    "A total of the annual accounts cannot be computed: “%(word)s” is no row, or contains itself."
                    " Mend its formula. (FIN-102)",
                    word=error.args[0],
                )
            ) from error
        return {code: (leaves, self._get_sign(code, leaves, signs)) for code, leaves in totals.items()}

    @api.model
    def _get_sign(self, code, leaves, signs):
        found = {signs[leaf] * coefficient for leaf, coefficient in leaves.items()}
        if len(found) != 1 or found - {1, -1}:
            raise ValidationError(
                self.env._(
                    "Total %(code)s adds debits to credits: its journal items would not give the same figure."
                    " Subtract one from the other. (FIN-103)",
                    code=code,
                )
            )
        return found.pop()
