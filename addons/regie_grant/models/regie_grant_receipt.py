from odoo import fields, models
from odoo.exceptions import UserError


class RegieGrantReceipt(models.Model):
    """What came of a grant: the tranches, and the posted receipts that pay them."""

    _inherit = "regie.grant"

    amount_received = fields.Monetary(string="Received", compute="_compute_amount_received")

    def _compute_amount_received(self):
        groups = self.env["regie.grant.tranche"]._read_group(
            [("grant_id", "in", self.ids)], ["grant_id"], ["amount_received:sum"]
        )
        received = {grant.id: amount for grant, amount in groups}
        for grant in self:
            grant.amount_received = received.get(grant.id, 0.0)

    def action_match_receipts(self):
        """Link the tranches to the posted receipts of their funder that have their very amount.

        A receipt of another amount, or two tranches of one amount on one day, is linked by hand.

        :raise UserError: FIN-047 when nothing was found
        """
        tranches = self.tranche_ids.filtered(
            lambda tranche: tranche.state != "received" and not tranche.receipt_line_ids
        )
        lines = self._get_free_receipts()
        found = 0
        for tranche in tranches.sorted(lambda tranche: (tranche.date_due or fields.Date.today(), tranche.id)):
            grant = tranche.grant_id
            line = lines.filtered(
                lambda item, tranche=tranche, grant=grant: (
                    item.company_id == grant.company_id
                    and item.partner_id.commercial_partner_id == grant.funder_id.commercial_partner_id
                    and not grant.currency_id.compare_amounts(item.credit, tranche.amount)
                )
            )[:1]
            if line:
                tranche.receipt_line_ids = line
                lines -= line
                found += 1
        if not found:
            raise UserError(
                self.env._(
                    "No posted receipt of this funder has the amount of a tranche that waits: reconcile the bank first,"
                    " or link the receipt by hand in the tranche. (FIN-047)"
                )
            )

    def _get_free_receipts(self):
        """Posted credits of the receivable accounts of the funders that pay no tranche yet, the oldest first."""
        accounts = self.env["account.account"]
        for company, grants in self.grouped("company_id").items():
            codes = {grant.get_receivable_account().with_company(company).code[:3] for grant in grants}
            for code in codes | {"441"}:
                accounts |= self._search_accounts(company, code)
        lines = self.env["account.move.line"].search(
            [
                ("company_id", "in", self.company_id.ids),
                ("parent_state", "=", "posted"),
                ("account_id", "in", accounts.ids),
                ("partner_id", "child_of", self.funder_id.commercial_partner_id.ids),
                ("credit", ">", 0),
                ("move_id.regie_grant_award_id", "=", False),
            ],
            order="date, id",
        )
        taken = self.env["regie.grant.tranche"].search([("receipt_line_ids", "in", lines.ids)]).receipt_line_ids
        return lines - taken
