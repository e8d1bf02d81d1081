from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class RegieGardenHarvest(models.Model):
    """What a garden gave: kilograms of a product, and for whom. Internal supply of the kitchen or of the grocery."""

    _name = "regie.garden.harvest"
    _description = "Harvest"
    _inherit = "regie.stock.mover"
    _order = "date desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date = fields.Date(string="Day", required=True, default=fields.Date.context_today, index=True)
    site_id = fields.Many2one(
        "regie.site",
        string="Garden",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('kind_id.code', 'in', ('garden', 'green', 'beehives'))]",
    )
    owner_id = fields.Many2one(related="site_id.owner_id", string="Landlord", store=True)
    plot_id = fields.Many2one(
        "regie.garden.plot",
        ondelete="restrict",
        check_company=True,
        domain="[('site_id', '=', site_id)]",
        index="btree_not_null",
    )
    crop_id = fields.Many2one("regie.garden.crop", string="Product", required=True, ondelete="restrict", index=True)
    weight = fields.Float(string="Weight (kg)", required=True, digits=(16, 2))
    destination = fields.Selection(
        [
            ("gardeners", "Gardeners"),
            ("kitchen", "Kitchen or restaurant"),
            ("grocery", "Grocery"),
            ("gift", "Given away"),
            ("workshop", "Workshop"),
        ],
        required=True,
        default="gardeners",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    value = fields.Monetary(
        string="Value at standard price",
        compute="_compute_value",
        store=True,
        precompute=True,
        help="What buying it would have cost: standard price of the product × kg, on the day it is noted.",
    )
    location_id = fields.Many2one(
        "stock.location",
        string="Put into stock at",
        check_company=True,
        domain="[('usage', '=', 'internal'), ('company_id', 'in', (False, company_id))]",
        help="Kitchen or grocery where the harvest goes into stock.",
    )
    move_id = fields.Many2one("stock.move", string="Stock move", readonly=True, copy=False, index="btree_not_null")
    note = fields.Char()

    _weight_positive = models.Constraint("CHECK (weight > 0)", "A harvest is weighed. (E-HARV-01)")

    @api.depends("crop_id", "weight")
    def _compute_value(self):
        """A price changed later does not change what was noted."""
        for one in self:
            one.value = one.crop_id.price * one.weight

    @api.depends("crop_id", "date")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.crop_id.name or ''} {one.date or ''}".strip()

    @api.constrains("plot_id", "site_id")
    def _check_plot(self):
        for one in self.filtered("plot_id"):
            if one.plot_id.site_id != one.site_id:
                raise ValidationError(
                    self.env._("The plot %(plot)s is in another garden. (E-HARV-02)", plot=one.plot_id.display_name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Note harvests.

        :raise UserError: E-HARV-03 for a move or a value written by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Change harvests that are not in stock.

        :raise UserError: E-HARV-03 for a fact written by hand, E-HARV-04 once it is in stock
        """
        self._check_no_fact(vals)
        if {"crop_id", "weight", "location_id", "company_id"} & vals.keys() and self.filtered("move_id"):
            raise UserError(self.env._("This harvest is in stock: correct it in the inventory. (E-HARV-04)"))
        return super().write(vals)

    def _check_no_fact(self, vals):
        # The button writes the move in sudo.
        if not self.env.su and {"move_id", "value"} & vals.keys():
            raise UserError(self.env._("The move and the value of a harvest are not written by hand. (E-HARV-03)"))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_stocked(self):
        if self.filtered("move_id"):
            raise UserError(self.env._("This harvest is in stock: correct it in the inventory. (E-HARV-04)"))

    def action_stock(self):
        """Put the harvest into the stock of the kitchen or of the grocery.

        :raise UserError: E-HARV-05 without a place
        """
        self.check_access("write")
        for one in self.filtered(lambda one: not one.move_id):
            if not one.location_id:
                raise UserError(self.env._("Say where the harvest goes into stock. (E-HARV-05)"))
            product = one.crop_id._require_product()
            # sudo: the places where things are made are not told to all
            origin = product.sudo().with_company(one.company_id).property_stock_production
            move = one._move_stock(product, one.weight, origin, one.location_id, one.display_name)
            # sudo: the fact, once the right to write is checked
            one.sudo().move_id = move
