from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieMealConsumption(models.Model):
    """The lot of an ingredient that went into a dish of a service: from the supplier to the plates, and back.

    Regulation (EC) 178/2002, article 18.
    """

    _name = "regie.meal.consumption"
    _description = "Lot used in a meal"
    _order = "date desc, id desc"
    _rec_name = "product_id"
    _check_company_auto = True

    menu_line_id = fields.Many2one(
        "regie.meal.menu.line", string="Dish served", required=True, index=True, ondelete="restrict"
    )
    # no precompute: the lots of the menu would hold the draft of the record too
    menu_id = fields.Many2one(related="menu_line_id.menu_id", store=True, index=True)
    dish_id = fields.Many2one(related="menu_line_id.dish_id", store=True, precompute=True, index=True)
    company_id = fields.Many2one(related="menu_line_id.company_id", store=True, precompute=True, index=True)
    date = fields.Date(related="menu_line_id.date", store=True, precompute=True, index=True)
    product_id = fields.Many2one("product.product", string="Ingredient", required=True, index=True, ondelete="restrict")
    lot_id = fields.Many2one(
        "stock.lot",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('product_id', '=', product_id)]",
    )
    date_expiry = fields.Datetime(related="lot_id.expiration_date", string="Use by")
    quantity = fields.Float(digits="Product Unit")
    uom_id = fields.Many2one(related="product_id.uom_id")
    supplier_ids = fields.Many2many("res.partner", string="Suppliers", compute="_compute_supplier_ids")

    _lot_uniq = models.UniqueIndex("(menu_line_id, product_id, lot_id)", "This lot is already noted for this dish.")
    _quantity_positive = models.Constraint("CHECK (quantity >= 0)", "A quantity is not negative.")

    @api.depends("lot_id")
    def _compute_supplier_ids(self):
        """Who delivered the lot, by the controls of the deliveries."""
        suppliers = dict(
            self.env["regie.haccp.reception"]._read_group(
                [("lot_id", "in", self.lot_id.ids)], ["lot_id"], ["partner_id:recordset"]
            )
        )
        for one in self:
            one.supplier_ids = suppliers.get(one.lot_id)

    @api.constrains("lot_id", "product_id", "menu_line_id")
    def _check_lot(self):
        """A lot is of its ingredient, and served before its date. (E-HACCP-05)"""
        for one in self.filtered("lot_id"):
            # sudo: the dates of a lot belong to the group of the stock
            lot = one.lot_id.sudo()
            if lot.product_id != one.product_id:
                raise ValidationError(
                    self.env._(
                        "The lot %(lot)s is not of %(product)s. (E-HACCP-09)", lot=lot.name, product=one.product_id.name
                    )
                )
            last = lot.expiration_date and fields.Date.context_today(one, lot.expiration_date)
            if last and last < one.date:
                raise ValidationError(self.env["regie.haccp.reception"]._get_expired_message(lot.name, last))
