from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class RegieMembershipFee(models.Model):
    """A fee that has an invoice is paid when the invoice is; a fee without one is noted by hand."""

    _inherit = "regie.membership.fee"

    invoice_id = fields.Many2one(
        "account.move", readonly=True, copy=False, index="btree_not_null", ondelete="restrict", check_company=True
    )
    invoice_state = fields.Selection(related="invoice_id.payment_state", string="Payment of the invoice")
    date_paid = fields.Date(compute="_compute_date_paid", store=True, readonly=False, precompute=True)

    @api.depends("invoice_id.state", "invoice_id.payment_state")
    def _compute_date_paid(self):
        """The day of the last payment of the invoice; what was noted by hand stays where there is no invoice."""
        for fee in self:
            invoice = fee.invoice_id
            if not invoice or invoice.state == "cancel":
                fee.date_paid = fee.date_paid
            elif invoice.payment_state in ("paid", "in_payment"):
                fee.date_paid = fee._get_invoice_date_paid()
            else:
                fee.date_paid = False

    def _get_invoice_date_paid(self):
        """Return the day on which the invoice was paid: that of its last reconciliation, of its payment before it."""
        self.ensure_one()
        # sudo: the day is a fact of the fee, for those who keep the fees and do not read the accounts
        invoice = self.invoice_id.sudo()
        dates = invoice.line_ids.matched_credit_ids.mapped("max_date") or invoice.matched_payment_ids.mapped("date")
        return max(dates, default=invoice.date)

    def action_pay(self):
        """Note the payments of the fees without an invoice.

        :raise UserError: GOV-018 for an invoiced fee: its payment is registered on the invoice
        """
        self._check_not_invoiced()
        return super().action_pay()

    def action_unpay(self):
        """Take back payments noted by hand; see ``action_pay``."""
        self._check_not_invoiced()
        return super().action_unpay()

    def _check_not_invoiced(self):
        if fee := self.filtered(lambda f: f.invoice_id and f.invoice_id.state != "cancel")[:1]:
            raise UserError(
                self.env._(
                    "%(fee)s has an invoice: register the payment on %(invoice)s, the fee follows. (GOV-018)",
                    fee=fee.display_name,
                    invoice=fee.invoice_id.display_name,
                )
            )

    def action_invoice(self):
        """Invoice the fees that are due and have no invoice, post the invoices and open them.

        :raise UserError: GOV-018 when there is none
        """
        fees = self.filtered(lambda f: f.state in ("due", "late") and f.invoice_id.state in (False, "cancel"))
        if not fees:
            raise UserError(self.env._("No fee to invoice here: all are paid, free or invoiced. (GOV-018)"))
        fees.check_access("write")
        for company, own in fees.grouped("company_id").items():
            moves = self.env["account.move"].with_company(company)
            invoices = moves.create([fee._prepare_invoice_vals() for fee in own])
            invoices.action_post()
            for fee, invoice in zip(own, invoices, strict=True):
                # sudo: which invoice asks for the fee is a fact, once the right to write is checked
                fee.sudo().invoice_id = invoice
        return fees.action_open_invoices()

    def _prepare_invoice_vals(self):
        """Return the values of the invoice of a fee."""
        self.ensure_one()
        product = self.company_id._get_membership_fee_product()
        line = {"product_id": product.id, "name": self.display_name, "quantity": 1, "price_unit": self.amount}
        return {
            "move_type": "out_invoice",
            "partner_id": self.partner_id.id,
            "invoice_date": fields.Date.context_today(self),
            "invoice_date_due": self.date_due,
            "invoice_payment_term_id": False,
            "invoice_line_ids": [Command.create(line)],
        }

    def action_open_invoices(self):
        """Open the invoices of the fees."""
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_move_out_invoice_type")
        return {**action, "domain": [("id", "in", self.invoice_id.ids)], "context": {}}
