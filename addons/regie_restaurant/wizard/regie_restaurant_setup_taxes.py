from odoo import fields, models
from odoo.exceptions import UserError


class RegieRestaurantSetup(models.TransientModel):
    """The taxes of a restaurant: on the spot and to take away 10 %, packed products that keep 5.5 %. Domain: 7.4."""

    _inherit = "regie.restaurant.setup"

    def _get_taxes(self, rate):
        """Return the tax of a rate, included in the price and activated; the exempt one when the régie is.

        :raise UserError: E-REST-05 when the chart of accounts has no such tax
        """
        rate = rate if self.vat_regime == "taxed" else 0.0
        # sudo: the taxes of the chart, most of which are archived, are activated here
        taxes = self.env["account.tax"].sudo().with_context(active_test=False)
        found = taxes.search(
            [
                ("company_id", "=", self.company_id.id),
                ("type_tax_use", "=", "sale"),
                ("amount", "=", rate),
                ("amount_type", "=", "percent"),
                ("original_tax_ids", "=", False),
                ("tax_scope", "in", ("consu", False)),
            ]
        ).filtered(lambda tax: not rate or tax.price_include_override == "tax_included")
        if not rate:
            return self._get_exempt(found)
        if not found:
            raise UserError(
                self.env._(
                    "The chart of accounts has no tax of %(rate)s %% included in the price: load the French chart."
                    " (E-REST-05)",
                    rate=rate,
                )
            )
        found[0].active = True
        return found[0]

    def _get_exempt(self, taxes):
        """The tax of exempt sales on the spot, not that of exports; none when the chart has none."""
        data = self.env.ref(f"account.{self.company_id.id}_tva_sale_good_0", raise_if_not_found=False)
        return data if data and data in taxes else taxes.browse()

    def _get_delivery_position(self):
        """Return the fiscal position of meals carried home, which turns 10 % into 5.5 %; none when exempt."""
        positions = self.env["account.fiscal.position"].sudo()  # sudo: as for the taxes
        if self.vat_regime != "taxed":
            return positions
        name = self.env._("Meals carried home")
        domain = [("name", "=", name), ("company_id", "=", self.company_id.id)]
        found = positions.search(domain, limit=1)
        if not found:
            meal, kept = self._get_taxes(10.0), self._get_taxes(5.5)
            found = positions.create({"name": name, "company_id": self.company_id.id})
            kept.copy(
                {
                    "name": self.env._("%s, carried home", kept.name),
                    "fiscal_position_ids": [fields.Command.set(found.ids)],
                    "original_tax_ids": [fields.Command.set(meal.ids)],
                    "active": True,
                }
            )
        return found
