from odoo import models
from odoo.exceptions import UserError


class RegieSituation(models.Model):
    """The invoice of an approved situation: made by its order, with the references of the buyer."""

    _inherit = "regie.situation"

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
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_move_out_invoice_type")
        if len(self) == 1:
            return self.action_view_invoice()
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
        # sudo: whoever may invoice a situation may not write any invoice
        invoice.sudo().write(self._prepare_invoice_vals())
        invoice.sudo().message_post(body=self.env._("From the situation %s", self.name))
        return invoice

    def _prepare_invoice_vals(self):
        """Return what the situation adds to the invoice of its order."""
        self.ensure_one()
        return {
            "invoice_origin": f"{self.sale_order_id.name}, {self.name}",
            **(self.lot_id._prepare_chorus_vals() if self.lot_id else {}),
        }
