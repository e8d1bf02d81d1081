from odoo import api, fields, models


class RegieMealDishLine(models.Model):
    """An ingredient of a recipe and how much of it."""

    _name = "regie.meal.dish.line"
    _description = "Ingredient of a dish"
    _order = "sequence, id"

    dish_id = fields.Many2one("regie.meal.dish", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="dish_id.company_id", store=True, precompute=True, index=True)
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one("product.product", string="Ingredient", required=True, ondelete="restrict", index=True)
    quantity = fields.Float(digits="Product Unit", required=True, default=1, help="For the portions of the recipe.")
    uom_id = fields.Many2one(related="product_id.uom_id")
    allergen_ids = fields.Many2many(related="product_id.product_tmpl_id.allergen_ids", string="Allergens")
    cost = fields.Float(compute="_compute_cost", help="At the standard price of the product.")

    _quantity_positive = models.Constraint("CHECK (quantity > 0)", "The quantity of an ingredient is positive.")

    @api.depends("product_id", "quantity")
    @api.depends_context("company")
    def _compute_cost(self):
        for line in self:
            # sudo: standard prices belong to the group of the stock, the cost of a recipe to the cook
            line.cost = line.sudo().product_id.standard_price * line.quantity

    @api.model_create_multi
    def create(self, vals_list):
        """Add ingredients: the dishes are checked again."""
        lines = super().create(vals_list)
        lines.dish_id._forget_check()
        return lines

    def write(self, vals):
        """Change ingredients: the dishes are checked again when what is in them changes."""
        result = super().write(vals)
        if {"product_id", "dish_id"} & vals.keys():
            self.dish_id._forget_check()
        return result

    def unlink(self):
        """Remove ingredients: the dishes are checked again."""
        dishes = self.dish_id
        result = super().unlink()
        dishes.exists()._forget_check()
        return result
