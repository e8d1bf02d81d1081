from odoo import models

from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult

from .product_template import ECOLOGICAL


class RegieIndicator(models.Model):
    """The figures of products, purchases and sales for the reports to landlords."""

    _inherit = "regie.indicator"

    def _compute_eco_products_share(self, scope):
        """Percentage, in value, of the ecological products among the cleaning products bought by the régie."""
        if scope.activity is not None or scope.territory is not None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain = [
            ("order_id.state", "=", "purchase"),
            ("company_id", "=", scope.company.id),
            ("order_id.date_approve", ">=", scope.date_from),
            ("order_id.date_approve", "<=", f"{scope.date_to} 23:59:59"),
            ("product_id.eco_class", "!=", False),
        ]
        lines = self.env["purchase.order.line"]
        # The class is a field of the product: two sums rather than a grouping by product
        total, count = lines._read_group(domain, [], ["price_subtotal:sum", "__count"])[0]
        own = lines._read_group([*domain, ("product_id.eco_class", "in", ECOLOGICAL)], [], ["price_subtotal:sum"])
        return IndicatorResult.ratio(
            own[0][0] or 0, total or 0, 100, model="purchase.order.line", domain=domain, source_count=count
        )

    def _compute_banned_product_quantity(self, scope):
        """Quantity of plant-protection products used on the green spaces; without a green pass, there is no figure."""
        if scope.activity is not None or scope.territory is not None:
            return IndicatorResult.unavailable(NO_SCOPE)
        passes = [
            ("company_id", "=", scope.company.id),
            ("date_planned", ">=", scope.date_from),
            ("date_planned", "<=", scope.date_to),
            ("state", "in", ("done", "validated")),
            ("family_id.is_green", "=", True),
        ]
        if scope.partner is not None:
            passes.append(("owner_id", "child_of", scope.partner.ids))
        count = self.env["regie.intervention"].search_count(passes)
        if not count:
            return IndicatorResult(None)
        used = [
            *[(f"intervention_id.{name}", operator, value) for name, operator, value in passes],
            ("product_id.phyto_class", "!=", "none"),
        ]
        quantity = self.env["regie.intervention.product"]._read_group(used, [], ["quantity:sum"])[0][0]
        return IndicatorResult(quantity or 0.0, model="regie.intervention", domain=passes, source_count=count)

    def _compute_landlord_turnover(self, scope):
        """Amount excluding tax of the invoices of the period, of one landlord or of all the customers."""
        if scope.activity is not None or scope.territory is not None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain = self._get_invoices_domain(scope, ("out_invoice", "out_refund"))
        if scope.partner is not None:
            domain.append(("commercial_partner_id", "in", scope.partner.commercial_partner_id.ids))
        total, count = self.env["account.move"]._read_group(domain, [], ["amount_untaxed_signed:sum", "__count"])[0]
        if not count:
            return IndicatorResult(None)
        return IndicatorResult(total, model="account.move", domain=domain, source_count=count)

    def _compute_local_purchases_share(self, scope):
        """Percentage of the purchases made from suppliers of the régie's own department."""
        if scope.activity is not None or scope.territory is not None or not scope.company.zip:
            return IndicatorResult.unavailable(NO_SCOPE)
        length = 3 if scope.company.zip.startswith(("97", "98")) else 2
        domain = self._get_invoices_domain(scope, ("in_invoice", "in_refund"))
        moves = self.env["account.move"]
        total, count = moves._read_group(domain, [], ["amount_untaxed_signed:sum", "__count"])[0]
        near = [*domain, ("commercial_partner_id.zip", "=like", f"{scope.company.zip[:length]}%")]
        local = moves._read_group(near, [], ["amount_untaxed_signed:sum"])[0][0]
        return IndicatorResult.ratio(
            -(local or 0), -(total or 0), 100, model="account.move", domain=domain, source_count=count
        )

    def _get_invoices_domain(self, scope, types):
        """Return the domain of the posted invoices of the period."""
        return [
            ("move_type", "in", types),
            ("state", "=", "posted"),
            ("company_id", "=", scope.company.id),
            ("invoice_date", ">=", scope.date_from),
            ("invoice_date", "<=", scope.date_to),
        ]
