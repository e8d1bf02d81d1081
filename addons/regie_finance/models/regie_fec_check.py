from odoo import fields, models
from odoo.fields import Domain


class RegieFecCheck(models.Model):
    """One account, or one third party of 401 or 411: what the exercise before closed on, what the FEC opens on."""

    _name = "regie.fec.check"
    _description = "Proof of the opening of a FEC"
    _inherit = ["regie.fact.guard"]
    _order = "account_code, aux_code, id"
    _rec_name = "account_code"
    _check_company_auto = True

    file_id = fields.Many2one("regie.fec.file", required=True, readonly=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="file_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    account_code = fields.Char(string="Number", required=True, readonly=True)
    account_name = fields.Char(string="Account", readonly=True)
    account_id = fields.Many2one("account.account", string="Account of the chart", readonly=True, ondelete="set null")
    aux_code = fields.Char(string="Third party number", readonly=True)
    aux_name = fields.Char(string="Third party", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Contact", readonly=True, ondelete="set null")
    closing = fields.Monetary(readonly=True, help="Balance at the end of the exercise before; debit is positive.")
    opening = fields.Monetary(readonly=True, help="Balance that the file opens on; debit is positive.")
    difference = fields.Monetary(readonly=True, help="Opening minus closing: nothing, when the books follow on.")

    def action_view_items(self):
        """Posted items before the exercise that make the closing balance of the books."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_account_moves_all")
        domain = self._get_books_domain(self.file_id) & self._get_items_domain()
        return {**action, "domain": list(domain), "context": {}}

    def _get_items_domain(self):
        """Items of the account, and of its third party where the file has one line for each."""
        if self.account_id.account_type == "equity_unaffected":
            return Domain("account_id.include_initial_balance", "=", False)
        domain = Domain("account_id", "=", self.account_id.id)
        if self.account_id.account_type in ("asset_receivable", "liability_payable"):
            domain &= Domain("partner_id", "=", self.partner_id.id)
        return domain

    def _get_books_domain(self, file):
        """Posted items before the first day of a file, whatever journals the file leaves out but those of class 8."""
        kept_out = self.env["l10n_fr.fec.export.wizard"].with_company(file.company_id)._get_excluded_fec_journals()
        return (
            Domain("company_id", "child_of", file.company_id.id)
            & Domain("parent_state", "=", "posted")
            & Domain("date", "<", file.date_from)
            & Domain("journal_id", "not in", kept_out.ids)
        )

    def _get_books(self, file):
        """Closing of the books on the eve of a file: {(account, third party): (cents, account, contact)}.

        Two queries. Expenses and income of all the exercises before are the result that waits for its allocation.
        """
        # sudo: the proof does not depend on who asks for it
        lines = self.env["account.move.line"].sudo()
        domain, books = self._get_books_domain(file), {}
        by_partner = Domain("account_id.account_type", "in", ("asset_receivable", "liability_payable"))
        no_partner = self.env["res.partner"]
        groups = [
            (account, no_partner, sums)
            for account, sums in lines._read_group(domain & ~by_partner, ["account_id"], ["balance:sum"])
        ]
        groups += lines._read_group(domain & by_partner, ["account_id", "partner_id"], ["balance:sum"])
        earnings = file.company_id.get_unaffected_earnings_account().with_company(file.company_id)
        for account, partner, balance in groups:
            if not account.include_initial_balance:
                account = earnings
            key = (account.with_company(file.company_id).code, partner.ref or str(partner.id or ""))
            held = books.get(key, (0,))[0]
            books[key] = (held + round(balance * 100), account, partner)
        return books
