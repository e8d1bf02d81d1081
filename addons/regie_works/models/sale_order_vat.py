from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SaleOrder(models.Model):
    """The reduced rates of VAT on works in dwellings: the certification of the customer is kept with the quotation.

    General tax code, articles 278-0 bis A and 279-0 bis; form to be checked since the finance act of 2025.
    """

    _inherit = "sale.order"

    vat_certificate = fields.Selection(
        [
            ("renovation", "Works in a dwelling completed for more than two years"),
            ("energy", "Energy improvement of such a dwelling"),
        ],
        string="Certification for the VAT",
        tracking=True,
        help="What the customer certifies, so that the reduced rate applies. Printed on the quotation and the invoice.",
    )
    vat_certificate_date = fields.Date(string="Certified on", tracking=True)
    vat_certificate_document = fields.Binary(string="Signed certification", attachment=True, copy=False)
    vat_certificate_filename = fields.Char(string="Name of the certification", copy=False)

    def _get_vat_statement(self):
        """Return the sentence of the certification, in the customer's language; empty without one."""
        self.ensure_one()
        if not self.vat_certificate:
            return ""
        env = self.with_context(lang=self.partner_id.lang or self.env.lang).env
        return (
            env._(
                "The customer certifies that the works are energy improvements of a dwelling completed for more than "
                "two years, and keeps the proofs."
            )
            if self.vat_certificate == "energy"
            else env._(
                "The customer certifies that the works are done in a dwelling completed for more than two years and "
                "neither raise nor enlarge it, and keeps the proofs."
            )
        )

    def _get_reduced_lines(self):
        """Return the lines of building works taxed below the normal rate and above zero."""
        day = self.date_order or fields.Datetime.now()
        normal = float(self.env["regie.parameter"].get("vat_rate_normal", day.date()))
        families = self.order_line.product_id._get_service_families()

        def is_reduced(line):
            rates = line.tax_ids.filtered(lambda tax: tax.amount_type == "percent").mapped("amount")
            return line.product_id and families[line.product_id].is_building and any(0 < r < normal for r in rates)

        return self.order_line.filtered(is_reduced)

    @api.constrains("state")
    def _check_vat_certificate(self):
        """Refuse a reduced rate on building works without the certification of the customer. (E-CHANT-04)"""
        for order in self.filtered(lambda order: order.state == "sale" and not order.vat_certificate):
            if lines := order._get_reduced_lines():
                raise ValidationError(
                    self.env._(
                        "“%(line)s” has a reduced rate of VAT: fill in the certification of the customer, or put the "
                        "normal rate. (E-CHANT-04)",
                        line=lines[0].name,
                    )
                )

    def _prepare_invoice(self):
        """Carry to the invoice the certification of the customer and the references of the public buyer."""
        vals = super()._prepare_invoice()
        if statement := self._get_vat_statement():
            vals["narration"] = f"{vals.get('narration') or ''}<p>{statement}</p>"
        return vals
