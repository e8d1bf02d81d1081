from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class RegieSituation(models.Model):
    """The invoice of an approved situation: made by its order, with the references of the buyer and the penalties."""

    _inherit = "regie.situation"

    penalty_ids = fields.One2many("regie.penalty", "situation_id", string="Penalties taken off")
    amount_penalty = fields.Monetary(string="Penalties", compute="_compute_amount_penalty")

    @api.depends("penalty_ids")
    def _compute_amount_penalty(self):
        # sudo: the sum is part of the situation, for those who do not read the penalties
        for one in self.sudo():
            one.amount_penalty = sum(one.penalty_ids.mapped("amount"))

    def action_invoice(self):
        """Invoice the approved situations from their orders, and open the invoices.

        :raise UserError: E-SIT-06 when a situation is not approved or its order has nothing left to invoice
        :raise ValidationError: E-MKT-11, E-MKT-12 for a public buyer without a valid SIRET
        """
        self.check_access("write")
        self._check_state("approved")
        self.lot_id._check_chorus()
        for one in self:
            # sudo: a fact, after the checks; the invoice itself is made with the rights of whoever presses
            one.sudo().invoice_id = one._create_invoice()
        if len(self) == 1:
            return self.action_view_invoice()
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_move_out_invoice_type")
        return {**action, "domain": [("id", "in", self.invoice_id.ids)], "context": {}}

    def _create_invoice(self):
        """Return the draft invoice that the order makes of what was approved."""
        self.ensure_one()
        if self.sale_order_id.invoice_status != "to invoice":
            raise UserError(
                self.env._(
                    "%(order)s has nothing left to invoice: %(situation)s adds nothing. (E-SIT-06)",
                    order=self.sale_order_id.name,
                    situation=self.name,
                )
            )
        invoice = self.sale_order_id._create_invoices()
        penalties = self._take_penalties(invoice.amount_untaxed)
        # sudo: whoever may invoice a situation may not write any invoice
        invoice.sudo().write(self._prepare_invoice_vals(penalties))
        invoice.sudo().message_post(body=self.env._("From the situation %s", self.name))
        return invoice

    def _take_penalties(self, limit):
        """Take the accepted penalties of the lot that no invoice has taken off, as far as the amount allows."""
        # sudo: the decision on a penalty was the director's; taking it off follows
        penalties = self.env["regie.penalty"].sudo()
        taken = penalties.browse()
        domain = [("lot_id", "=", self.lot_id.id), ("state", "=", "accepted"), ("situation_id", "=", False)]
        for penalty in self.lot_id and penalties.search([*domain, ("date", "<=", self.date_to)], order="date, id"):
            if penalty.amount <= limit:
                taken |= penalty
                limit -= penalty.amount
        taken.situation_id = self
        return taken

    def _prepare_invoice_vals(self, penalties):
        """Return what the situation adds to the invoice of its order."""
        self.ensure_one()
        lines = [Command.create(self._prepare_penalty_line_vals(penalty)) for penalty in penalties]
        return {
            "invoice_origin": f"{self.sale_order_id.name}, {self.name}",
            **(self.lot_id._prepare_chorus_vals() if self.lot_id else {}),
            **({"invoice_line_ids": lines} if lines else {}),
        }

    def _prepare_penalty_line_vals(self, penalty):
        """Return the negative line of a penalty: a damage, outside the VAT."""
        return {
            "product_id": self.env.ref("regie_works.product_penalty").id,
            "name": self.env._("Penalty: %s", penalty.name),
            "quantity": 1,
            "price_unit": -penalty.amount,
            "tax_ids": [Command.clear()],
        }
