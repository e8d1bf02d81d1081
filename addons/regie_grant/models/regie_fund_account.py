from odoo import api, fields, models
from odoo.exceptions import UserError

#: Dedicated funds by nature of the resource (ANC 2018-06, art. 132-2).
PAIRS = [
    ("194", "194: operating grants"),
    ("195", "195: financial contributions of other bodies"),
    ("196", "196: resources from the generosity of the public"),
]


class RegieFundAccount(models.Model):
    """The account that an entry of grants uses for one of its roles: data that the accountant may change."""

    _name = "regie.fund.account"
    _description = "Account of the entries of grants"
    _order = "role, account_pair, id"
    _rec_name = "code"
    _check_company_auto = True

    role = fields.Selection(
        [
            ("fund", "Dedicated funds"),
            ("report", "Carried over to dedicated funds"),
            ("use", "Use of dedicated funds"),
            ("deferred", "Deferred income"),
            ("debt", "Grants to give back"),
            ("quota_contra", "Investment grants taken to the income"),
            ("quota", "Share of investment grants in the income"),
        ],
        required=True,
    )
    account_pair = fields.Selection(PAIRS, string="Family", help="Only for the three roles of dedicated funds.")
    code = fields.Char(string="Account number", required=True)
    source = fields.Char(translate=True, help="Text that asks for this account, or why it was chosen.")
    company_id = fields.Many2one(
        "res.company", string="Régie", index=True, help="Empty: for every régie that has no choice of its own."
    )

    _role_uniq = models.UniqueIndex(
        "(role, COALESCE(account_pair, ''), COALESCE(company_id, 0))", "This role already has its account."
    )

    @api.model
    @api.private
    def get_account(self, role, company, pair=False):
        """Return the account of a role in the books of a régie, its own choice first.

        :raise UserError: FIN-027 when the number is not in the chart of accounts
        """
        rows = self.sudo().search(  # sudo: numbers of accounts, whoever closes the year
            [("role", "=", role), ("account_pair", "=", pair), ("company_id", "in", (False, company.id))]
        )
        row = rows.filtered("company_id") or rows
        accounts = self.env["account.account"].with_company(company)
        account = accounts.search([*accounts._check_company_domain(company), ("code", "=", row[:1].code)], limit=1)
        if not row or not account:
            raise UserError(
                self.env._(
                    "%(regie)s has no account %(code)s (%(role)s): create it, or set another number in Finance /"
                    " Configuration / Accounts of dedicated funds. (FIN-027)",
                    regie=company.name,
                    code=row[:1].code or "?",
                    role=dict(self._fields["role"]._description_selection(self.env))[role],
                )
            )
        return account
