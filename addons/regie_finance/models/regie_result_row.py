from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieResultRow(models.Model):
    """A row of the result by activity: which accounts it gathers, or which total it shows."""

    _name = "regie.result.row"
    _description = "Row of the result by activity"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("accounts", "Accounts"),
            ("overhead", "Share of the overheads"),
            ("total", "Total of what comes above"),
            ("memo", "Memo, outside of the result"),
        ],
        required=True,
        default="accounts",
        help="A total adds up all the rows above it: direct margin, then result.",
    )
    nature = fields.Selection(
        [
            ("turnover", "Turnover"),
            ("public_contribution", "Public contributions"),
            ("grant", "Grants"),
            ("other_income", "Other income"),
            ("direct_charge", "Direct charges"),
            ("other", "Other items"),
        ],
        help="What ratios and overhead keys read: the turnover, the grants, the direct charges.",
    )
    account_prefixes = fields.Char(
        help="Beginnings of account numbers, with commas between them: 74, 689, 789. The longest beginning wins: 689 "
        "goes with the grants although 68 is elsewhere.",
    )

    _accounts_check = models.Constraint(
        "CHECK (kind NOT IN ('accounts', 'memo') OR COALESCE(account_prefixes, '') <> '')",
        "Write which accounts the row gathers. (FIN-066)",
    )

    @api.constrains("account_prefixes", "kind")
    def _check_prefixes(self):
        """A beginning of account numbers is of one row only, and made of figures."""
        owners = {}
        for row in self.search([]):
            for prefix in row._get_prefixes():
                other = owners.setdefault(prefix, row)
                if not prefix.isdigit() or other != row:
                    raise ValidationError(
                        self.env._(
                            "“%(prefix)s” in the row “%(row)s” is not a beginning of account numbers, or it is already "
                            "in the row “%(other)s”: each account goes to one row. (FIN-066)",
                            prefix=prefix,
                            row=row.name,
                            other=other.name,
                        )
                    )

    def _get_prefixes(self):
        """Beginnings of the account numbers of the row."""
        self.ensure_one()
        return [prefix.strip() for prefix in (self.account_prefixes or "").split(",") if prefix.strip()]

    @api.model
    def _get_mapping(self):
        """{beginning of account numbers: row}, of all the rows."""
        return {prefix: row for row in self.search([]) for prefix in row._get_prefixes()}

    @api.model
    def _find(self, code, mapping):
        """The row of an account number: that of its longest beginning, none when no row has it."""
        for length in range(len(code), 0, -1):
            if code[:length] in mapping:
                return mapping[code[:length]]
        return self.browse()
