from odoo import api, fields, models
from odoo.exceptions import UserError

from .regie_grant import LEGAL_KINDS


class RegieGrantAccount(models.Model):
    """Which accounts a resource moves, by its legal kind: ANC 2018-06, art. 142-5 to 142-9, 132-2."""

    _name = "regie.grant.account"
    _description = "Accounts of grants"
    _order = "sequence, id"
    _rec_name = "legal_kind"

    sequence = fields.Integer(default=10)
    legal_kind = fields.Selection(LEGAL_KINDS, string="Nature", required=True)
    is_investment = fields.Boolean(string="Investment grant")
    company_id = fields.Many2one(
        "res.company", string="Régie", index=True, help="Only for this régie, before the general row. Empty: for all."
    )
    income_code = fields.Char(string="Income account", required=True, help="Code of the account that is credited.")
    receivable_code = fields.Char(
        string="Receivable account", required=True, help="Code of the account of what the funder owes."
    )
    source = fields.Char(translate=True, help="Text that says so.")

    _kind_uniq = models.UniqueIndex(
        "(legal_kind, COALESCE(is_investment, FALSE), COALESCE(company_id, 0))", "This nature already has its accounts."
    )

    @api.model
    def _find(self, grant):
        """Row of the nature of a grant: that of its régie first."""
        rows = self.search(
            [
                ("legal_kind", "=", grant.legal_kind),
                ("is_investment", "=", grant.is_investment),
                ("company_id", "in", [grant.company_id.id, False]),
            ]
        )
        return rows.sorted(lambda row: not row.company_id)[:1]

    @api.private
    def get_account(self, kind, grant):
        """Account of the row in the régie of a grant; `kind` is income or receivable.

        :raise UserError: FIN-016 when the chart of the régie has no such code
        """
        self.ensure_one()
        code = self[f"{kind}_code"]
        # sudo: the codes of the chart, whoever reads a grant
        accounts = self.env["account.account"].sudo().with_company(grant.company_id)
        account = accounts.search([*accounts._check_company_domain(grant.company_id), ("code", "=", code)], limit=1)
        if not account:
            raise UserError(
                self.env._(
                    "%(company)s has no account %(code)s: create it, or correct Finance / Configuration / Accounts of"
                    " grants. (FIN-016)",
                    company=grant.company_id.name,
                    code=code,
                )
            )
        return account.sudo(self.env.su)
