from odoo import models


class ResCompany(models.Model):
    """A till closes and a stock is valued without anybody being asked for an activity."""

    _inherit = "res.company"

    def _get_automatic_journals(self):
        """Journals where the software posts by itself, those of the tills and of the stock too."""
        # sudo: whoever closes a till or receives goods
        tills = self.env["pos.config"].sudo().with_context(active_test=False).search([("company_id", "=", self.id)])
        return super()._get_automatic_journals() | tills.journal_id | self.account_stock_journal_id
