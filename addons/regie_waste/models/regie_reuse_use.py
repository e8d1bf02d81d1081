from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class RegieReuseUse(models.Model):
    """What became of a reuse lot, or of a part of it: a worksite, a family, a sale, or the skip after all."""

    _name = "regie.reuse.use"
    _description = "Use of a reuse lot"
    _inherit = ["regie.fact.defaults"]
    _order = "date desc, id desc"
    _check_company_auto = True

    reuse_id = fields.Many2one(
        "regie.reuse.lot", string="Reuse lot", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(related="reuse_id.company_id", store=True, precompute=True, index=True)
    owner_id = fields.Many2one(related="reuse_id.owner_id", string="Landlord", store=True)
    category_id = fields.Many2one(related="reuse_id.category_id", string="Kind", store=True)
    date = fields.Date(string="Used on", required=True, default=fields.Date.context_today, index=True)
    quantity = fields.Float(required=True, digits=(16, 2))
    destination = fields.Selection(
        [
            ("worksite", "Worksite of the régie"),
            ("self_works", "Self-renovation"),
            ("gift", "Given"),
            ("sale", "Sold"),
            ("activity", "Workshop or activity"),
            ("waste", "Lost: thrown away"),
        ],
        required=True,
        default="worksite",
    )
    project_id = fields.Many2one(
        "project.project", string="Worksite", index="btree_not_null", ondelete="restrict", check_company=True
    )
    site_id = fields.Many2one("regie.site", index="btree_not_null", ondelete="restrict", check_company=True)
    avoided = fields.Float(string="Waste avoided (kg)", compute="_compute_avoided", store=True, digits=(16, 2))
    move_id = fields.Many2one("stock.move", string="Move out of stock", readonly=True, copy=False)
    note = fields.Char()

    _quantity_positive = models.Constraint("CHECK (quantity > 0)", "The quantity used is positive. (E-REUSE-03)")

    @api.depends("quantity", "destination", "reuse_id.unit_weight")
    def _compute_avoided(self):
        for use in self:
            use.avoided = 0 if use.destination == "waste" else use.quantity * use.reuse_id.unit_weight

    @api.depends("reuse_id", "date")
    def _compute_display_name(self):
        for use in self:
            use.display_name = f"{use.reuse_id.name or ''} {use.date or ''}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        """Take out of stock what is used; two people who take the last one wait for each other.

        :raise UserError: E-REUSE-07 from a lot that is not in stock
        :raise ValidationError: E-REUSE-08 for more than what is left
        """
        for vals in vals_list:
            self._check_no_fact(vals)
        uses = super().create(vals_list)
        uses._take_out()
        return uses

    def write(self, vals):
        """A use is not rewritten: only its destination's details and its note change.

        :raise UserError: E-REUSE-09
        """
        self._check_no_fact(vals)
        if {"reuse_id", "quantity", "destination", "date"} & vals.keys() and not self.env.su:
            raise UserError(self.env._("A use moved the stock: it is not rewritten. (E-REUSE-09)"))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A use moved the stock: it is not deleted. (E-REUSE-09)"))

    def _check_no_fact(self, vals):
        if not self.env.su and {"move_id", "avoided"} & vals.keys():
            raise UserError(self.env._("A lot is put away and used by its buttons. (E-REUSE-04)"))

    def _take_out(self):
        lots = self.reuse_id
        # What is left is written on the lot now: whoever takes the last one at the same time waits, then sees it.
        lots.flush_recordset(["quantity_left"])
        for lot in lots:
            if not lot.date_stocked:
                raise UserError(self.env._("%(name)s is not in stock: put it away first. (E-REUSE-07)", name=lot.name))
            if lot.quantity_left < -0.001:
                taken = sum(use.quantity for use in self if use.reuse_id == lot)
                raise ValidationError(
                    self.env._(
                        "Only %(left)s of %(name)s are left. (E-REUSE-08)",
                        left=f"{lot.quantity_left + taken:g}",
                        name=lot.display_name,
                    )
                )
        for use in self:
            lot = use.reuse_id
            gone = lot.product_id.sudo().with_company(lot.company_id).property_stock_inventory
            move = lot._move_stock(lot.product_id, use.quantity, lot.location_id, gone, lot.name, lot.stock_lot_id)
            # sudo: the fact of the use
            use.sudo().move_id = move
