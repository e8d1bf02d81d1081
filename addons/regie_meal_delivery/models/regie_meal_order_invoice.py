from decimal import Decimal

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.shares import split_amount
from .regie_meal_order import BILLED


class RegieMealOrder(models.Model):
    """The invoices of the month: one per payer, a line per person, each cent once."""

    _inherit = "regie.meal.order"

    @api.model
    def _get_billable_domain(self, company, first, last):
        """The meals of a period to invoice: brought, or brought for nothing, and on no invoice that stands."""
        states = BILLED if company.regie_meal_bill_absent else BILLED[:1]
        return [
            ("company_id", "=", company.id),
            ("date", ">=", first),
            ("date", "<=", last),
            ("state", "in", states),
            ("subscription_id", "!=", False),
            ("price_unit", ">", 0),
            ("invoice_line_ids", "not any", [("parent_state", "!=", "cancel")]),
        ]

    @api.model
    def _invoice(self, company, first, last):
        """Return the draft invoices of the meals of a period, one per payer.

        :raise UserError: E-MEAL-08 without the mention of an exemption, E-MEAL-12 when nothing is to be invoiced
        """
        if company.regie_meal_vat_regime != "taxed" and not company.regie_meal_vat_mention:
            raise UserError(
                self.env._(
                    "Write in the settings the mention that replaces the VAT on the invoices of the meals. (E-MEAL-08)"
                )
            )
        orders = self.search(self._get_billable_domain(company, first, last))
        if not orders:
            raise UserError(
                self.env._(
                    "No meal to invoice from %(first)s to %(last)s: none was brought, or all are invoiced. (E-MEAL-12)",
                    first=format_date(self.env, first),
                    last=format_date(self.env, last),
                )
            )
        # two who invoice at the same moment: PostgreSQL refuses the second
        # sudo: a fact that the guard keeps
        orders.sudo().date_invoiced = fields.Datetime.now()
        lines = orders._prepare_lines_by_payer(company, last)
        moves = self.env["account.move"].with_company(company)
        return moves.create([self._prepare_invoice_vals(company, payer, some) for payer, some in lines.items()])

    def _prepare_invoice_vals(self, company, payer, lines):
        is_taxed = company.regie_meal_vat_regime == "taxed"
        return {
            "move_type": "out_invoice",
            "company_id": company.id,
            "partner_id": payer.id,
            "narration": False if is_taxed else company.regie_meal_vat_mention,
            "invoice_line_ids": [Command.create(line) for line in lines],
        }

    def _prepare_lines_by_payer(self, company, last):
        """Return ``{payer: values of lines}``: for each person and price a line per payer, whose parts make the sum."""
        lines = {}
        for subscription, orders in self.grouped("subscription_id").items():
            payers = subscription.payer_ids
            for price, some in orders.grouped("price_unit").items():
                quantity = sum(some.mapped("quantity"))
                shares = payers.mapped("share") or [100]
                parts = split_amount(Decimal(str(price)) * quantity, shares)
                for number, part in enumerate(parts):
                    payer = payers[number].partner_id if payers else subscription.partner_id
                    vals = some._prepare_line_vals(company, last, quantity, price)
                    if shares[number] != 100:
                        vals["name"] = self.env._(
                            "%(text)s, part of %(share)s %%", text=vals["name"], share=f"{shares[number]:g}"
                        )
                        vals.update(quantity=1, price_unit=float(part))
                    if payers[number:][:1].reference:
                        vals["name"] += f" ({payers[number].reference})"
                    lines.setdefault(payer, []).append(vals)
        return lines

    def _prepare_line_vals(self, company, last, quantity, price):
        """Return the line of the meals of one person at one price."""
        currency = company.currency_id
        vals = {
            "product_id": company.regie_meal_product_id.id,
            "name": self.env._(
                "Meals brought to %(person)s, %(month)s: %(quantity)s at %(price)s",
                person=self.subscription_id.partner_id.name,
                month=format_date(self.env, last, date_format="MMMM yyyy"),
                quantity=quantity,
                price=currency.format(price),
            ),
            "quantity": quantity,
            "price_unit": price,
            "regie_meal_order_ids": [Command.set(self.ids)],
        }
        if company.regie_meal_vat_regime != "taxed":
            vals["tax_ids"] = [Command.clear()]
        return vals
