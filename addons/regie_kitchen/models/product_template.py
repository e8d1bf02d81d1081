from odoo import fields, models


class ProductTemplate(models.Model):
    """What the kitchen needs to know of a food."""

    _inherit = "product.template"

    is_food = fields.Boolean(string="Food", help="Counted in the food purchases of the kitchen.")
    is_organic = fields.Boolean(string="Organic food", help="Certified: counted in the organic share of the purchases.")
    allergen_ids = fields.Many2many(
        "regie.meal.allergen",
        "product_meal_allergen_rel",
        "product_tmpl_id",
        "allergen_id",
        string="Allergens",
        help="As on its packaging. Every dish that contains it has them too.",
    )

    def write(self, vals):
        """Have the dishes whose ingredients change looked at again before they are served."""
        if "allergen_ids" not in vals:
            return super().write(vals)
        before = {template: template.allergen_ids for template in self}
        result = super().write(vals)
        changed = self.filtered(lambda template: before[template] != template.allergen_ids)
        if changed:
            # sudo: who keeps the products does not write the dishes; a check of the cook no longer holds
            dishes = self.env["regie.meal.dish"].sudo()
            dishes.search([("line_ids.product_id.product_tmpl_id", "in", changed.ids)])._forget_check()
        return result
