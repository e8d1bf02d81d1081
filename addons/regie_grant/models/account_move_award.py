from odoo import fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """Entries that give a grant its income: none is posted as long as the grant is not acquired."""

    _inherit = "account.move"

    regie_grant_award_id = fields.Many2one(
        "regie.grant",
        string="Grant awarded",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="The entry gives this grant its income; its reversal bears the same grant.",
    )

    def _post(self, soft=True):
        """Post entries, but for the income of a grant whose suspensive condition waits. (FIN-012)"""
        self._check_grants_acquired()
        return super()._post(soft)

    def _check_grants_acquired(self):
        """Refuse to credit an account of class 7 with the analytic account of a grant that is not acquired.

        Whatever the origin of the entry: proposal, typing, bank, import. (FIN-012)
        """
        # sudo: a rule on entries, whoever posts them and reads grants or not
        pending = self.env["regie.grant"].sudo()._search_pending(self.company_id)
        if not pending:
            return
        by_account = {str(grant.analytic_account_id.id): grant for grant in pending}
        credits = self.line_ids.filtered(
            lambda line: (
                line.analytic_distribution
                and line.balance < 0
                and line.account_id.internal_group in ("income", "equity")
            )
        )
        for line in credits:
            borne = {account for key in line.analytic_distribution for account in key.split(",")}
            for account in borne & by_account.keys():
                raise UserError(by_account[account]._get_condition_message())
