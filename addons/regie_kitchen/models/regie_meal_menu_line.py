from odoo import api, fields, models

from .regie_meal_dish import COURSES


class RegieMealMenuLine(models.Model):
    """A dish on a menu."""

    _name = "regie.meal.menu.line"
    _description = "Dish of a menu"
    _order = "sequence, id"
    _rec_name = "dish_id"
    _check_company_auto = True

    menu_id = fields.Many2one("regie.meal.menu", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="menu_id.company_id", store=True, precompute=True, index=True)
    date = fields.Date(related="menu_id.date", store=True, precompute=True, index=True)
    sequence = fields.Integer(default=10)
    dish_id = fields.Many2one("regie.meal.dish", required=True, index=True, ondelete="restrict", check_company=True)
    course = fields.Selection(COURSES, compute="_compute_course", store=True, readonly=False, precompute=True)
    product_id = fields.Many2one(related="dish_id.product_id", string="Sold as")
    allergens_checked = fields.Boolean(related="dish_id.allergens_checked")
    allergen_ids = fields.Many2many(related="dish_id.allergen_ids", string="Allergens")
    diet_ids = fields.Many2many(related="dish_id.diet_ids", string="Fit for")

    _dish_uniq = models.UniqueIndex("(menu_id, dish_id)", "This dish is already on the menu.")

    @api.depends("dish_id")
    def _compute_course(self):
        for line in self:
            line.course = line.course or line.dish_id.course

    @api.model_create_multi
    def create(self, vals_list):
        """Add dishes; on a published menu their allergens are checked. (E-MENU-02)"""
        lines = super().create(vals_list)
        lines._check_published()
        return lines

    def write(self, vals):
        """Change dishes; on a published menu their allergens are checked. (E-MENU-02)"""
        result = super().write(vals)
        if "dish_id" in vals:
            self._check_published()
        return result

    def _check_published(self):
        self.filtered("menu_id.date_published").dish_id._check_allergens_checked()
