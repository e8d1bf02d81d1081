from odoo import api, fields, models
from odoo.exceptions import UserError

COURSES = [
    ("starter", "Starter"),
    ("main", "Main course"),
    ("side", "Side dish"),
    ("cheese", "Cheese"),
    ("dessert", "Dessert"),
    ("drink", "Drink"),
    ("other", "Other"),
]


class RegieMealDish(models.Model):
    """A dish of the kitchen: its recipe, what is in it, for whom it is fit. Regulation (EU) 1169/2011.

    The allergens are those of the ingredients and those that the cook adds. Somebody says that the list was checked;
    a recipe that changes is checked again.
    """

    _name = "regie.meal.dish"
    _description = "Dish"
    _inherit = ["mail.thread", "regie.fact.guard", "image.mixin"]
    _order = "course, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True, index="trigram")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    course = fields.Selection(COURSES, required=True, default="main", index=True)
    product_id = fields.Many2one(
        "product.product",
        string="Sold as",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        help="Product under which the dish is sold on its own. Empty: only within a menu.",
    )
    portions = fields.Integer(string="Portions of the recipe", required=True, default=10)
    line_ids = fields.One2many("regie.meal.dish.line", "dish_id", string="Recipe", copy=True)
    instructions = fields.Html(string="How it is made")
    own_allergen_ids = fields.Many2many(
        "regie.meal.allergen",
        "regie_meal_dish_own_allergen_rel",
        "dish_id",
        "allergen_id",
        string="Other allergens",
        help="Those that do not come from an ingredient of the recipe: sauce, traces, bread of the place.",
    )
    allergen_ids = fields.Many2many(
        "regie.meal.allergen",
        "regie_meal_dish_allergen_rel",
        "dish_id",
        "allergen_id",
        string="Allergens",
        compute="_compute_allergen_ids",
        store=True,
        help="Those of the ingredients and the others.",
    )
    allergens_checked = fields.Boolean(
        string="Allergens checked",
        readonly=True,
        copy=False,
        tracking=True,
        help="Somebody said that the list is right, also when there is none. A recipe that changes is checked again.",
    )
    date_checked = fields.Datetime(string="Checked on", readonly=True, copy=False)
    checked_user_id = fields.Many2one("res.users", string="Checked by", readonly=True, copy=False)
    allergen_text = fields.Char(string="Allergens in words", compute="_compute_allergen_text")
    diet_ids = fields.Many2many(
        "regie.meal.diet",
        "regie_meal_dish_diet_rel",
        "dish_id",
        "diet_id",
        string="Fit for",
        help="Diets and textures that this dish suits. The cook says it: nothing is deduced.",
    )
    origin_ids = fields.Many2many(
        "regie.meal.origin", "regie_meal_dish_origin_rel", "dish_id", "origin_id", string="Cuisines"
    )
    meat_origin = fields.Char(
        string="Origin of the meat", translate=True, help="Born, reared, slaughtered in: printed on the menu."
    )
    is_homemade = fields.Boolean(string="Homemade", default=True, help="Made on the spot from raw products.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    portion_cost = fields.Monetary(string="Cost of a portion", compute="_compute_portion_cost")
    menu_line_ids = fields.One2many("regie.meal.menu.line", "dish_id", string="On the menus")
    menu_count = fields.Integer(string="Number of menus", compute="_compute_menu_count")

    _portions_positive = models.Constraint("CHECK (portions > 0)", "A recipe is for at least one portion.")

    @api.depends("own_allergen_ids", "line_ids.product_id.product_tmpl_id.allergen_ids")
    def _compute_allergen_ids(self):
        for dish in self:
            dish.allergen_ids = dish.own_allergen_ids | dish.line_ids.product_id.product_tmpl_id.allergen_ids

    @api.depends("allergen_ids", "allergens_checked")
    def _compute_allergen_text(self):
        for dish in self:
            if not dish.allergens_checked:
                dish.allergen_text = self.env._("being checked: ask the kitchen")
            else:
                dish.allergen_text = ", ".join(dish.allergen_ids.mapped("name")) or self.env._("none of the 14")

    @api.depends("line_ids.quantity", "line_ids.product_id", "portions")
    def _compute_portion_cost(self):
        for dish in self:
            dish.portion_cost = sum(dish.line_ids.mapped("cost")) / (dish.portions or 1)

    @api.depends("menu_line_ids")
    def _compute_menu_count(self):
        counts = dict(
            self.env["regie.meal.menu.line"]._read_group(
                [("dish_id", "in", self.ids)], ["dish_id"], ["menu_id:count_distinct"]
            )
        )
        for dish in self:
            dish.menu_count = counts.get(dish, 0)

    def write(self, vals):
        """Have a dish whose allergens change checked again."""
        before = {dish: dish.allergen_ids for dish in self} if "own_allergen_ids" in vals else {}
        result = super().write(vals)
        for dish, allergens in before.items():
            if dish.allergen_ids != allergens:
                dish._forget_check()
        return result

    def action_check_allergens(self):
        """Say that the list of allergens of the dish is right, also when it is empty."""
        self.check_access("write")
        # sudo: the facts, once the right to write is checked
        self.sudo().write(
            {"allergens_checked": True, "date_checked": fields.Datetime.now(), "checked_user_id": self.env.uid}
        )

    def _forget_check(self):
        """Take back the check of the allergens: the recipe changed since."""
        # sudo: the facts follow from the change that was allowed
        self.filtered("allergens_checked").sudo().write(
            {"allergens_checked": False, "date_checked": False, "checked_user_id": False}
        )

    def _check_allergens_checked(self):
        """Refuse dishes whose allergens nobody checked.

        :raise UserError: E-MENU-02
        """
        if unchecked := self.filtered(lambda dish: not dish.allergens_checked):
            raise UserError(
                self.env._(
                    "Allergens not filled in: %(dish)s. Open the dish, complete the list, then press “Allergens"
                    " checked”, also when there is none. (E-MENU-02)",
                    dish=", ".join(unchecked.mapped("name")),
                )
            )

    def action_view_menus(self):
        """Open the menus on which the dish stands."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_kitchen.regie_meal_menu_action")
        return dict(action, domain=[("line_ids.dish_id", "=", self.id)], context={})
