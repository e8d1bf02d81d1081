from odoo import api, fields, models
from odoo.exceptions import UserError

#: Written by the buttons of the lot and by nothing else.
FACTS = frozenset(("date_stocked", "stock_lot_id", "move_id", "quantity_left", "quantity_used", "avoided", "state"))
#: What no longer changes once the lot is in stock.
FROZEN = frozenset(("category_id", "quantity", "unit_weight", "location_id", "company_id"))


class RegieReuseLot(models.Model):
    """Things saved from the skip: where they come from, where they wait, who used them. Domain: gup_services.md, 4.5.

    The identity is a lot of Odoo's stock; the kilograms avoided are those of what was used, not of what waits.
    """

    _name = "regie.reuse.lot"
    _description = "Reuse lot"
    _inherit = ["mail.thread", "image.mixin", "regie.stock.mover"]
    _order = "date desc, id desc"
    _rec_names_search = ["name", "category_id", "note"]
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date = fields.Date(string="Saved on", required=True, default=fields.Date.context_today, index=True)
    origin = fields.Selection(
        [
            ("worksite", "Worksite"),
            ("donor", "Gift"),
            ("bulky", "Bulky waste collection"),
            ("clearing", "Clearing of a dwelling"),
        ],
        required=True,
        default="worksite",
    )
    project_id = fields.Many2one(
        "project.project", string="Worksite", index="btree_not_null", ondelete="restrict", check_company=True
    )
    site_id = fields.Many2one("regie.site", index="btree_not_null", ondelete="restrict", check_company=True)
    owner_id = fields.Many2one(related="site_id.owner_id", string="Landlord", store=True, index="btree_not_null")
    intervention_id = fields.Many2one(
        "regie.intervention", string="Pass", index="btree_not_null", ondelete="restrict", check_company=True
    )
    donor_id = fields.Many2one("res.partner", index="btree_not_null", groups="regie_waste.group_waste_user")
    category_id = fields.Many2one("regie.reuse.category", string="Kind", required=True, ondelete="restrict", index=True)
    product_id = fields.Many2one(related="category_id.product_id")
    quantity = fields.Float(required=True, default=1, digits=(16, 2))
    unit_name = fields.Char(related="category_id.unit_name")
    unit_weight = fields.Float(
        string="Weight of one (kg)",
        compute="_compute_reference",
        store=True,
        readonly=False,
        precompute=True,
        digits=(16, 2),
        help="That of the reference table, unless it was weighed.",
    )
    unit_price = fields.Float(
        string="Price of a new one (€)",
        compute="_compute_reference",
        store=True,
        readonly=False,
        precompute=True,
        digits=(16, 2),
    )
    condition = fields.Selection(
        [("new", "New, left over"), ("good", "Good"), ("fair", "Worn"), ("repair", "To repair")],
        required=True,
        default="good",
    )
    location_id = fields.Many2one(
        "stock.location",
        string="Stored at",
        check_company=True,
        domain="[('usage', '=', 'internal'), ('company_id', 'in', (False, company_id))]",
        help="Empty: the stock of the régie.",
    )
    stock_lot_id = fields.Many2one(
        "stock.lot", string="Lot of the stock", readonly=True, copy=False, index="btree_not_null"
    )
    move_id = fields.Many2one("stock.move", string="Move into stock", readonly=True, copy=False)
    date_stocked = fields.Datetime(string="In stock since", readonly=True, copy=False)
    use_ids = fields.One2many("regie.reuse.use", "reuse_id", string="Uses")
    quantity_used = fields.Float(string="Used", compute="_compute_quantities", store=True, digits=(16, 2))
    quantity_left = fields.Float(string="Left", compute="_compute_quantities", store=True, digits=(16, 2))
    avoided = fields.Float(
        string="Waste avoided (kg)",
        compute="_compute_quantities",
        store=True,
        digits=(16, 2),
        help="Quantity used × weight.",
    )
    value_avoided = fields.Float(
        string="Bought new, it would have cost (€)", compute="_compute_quantities", store=True, digits=(16, 2)
    )
    state = fields.Selection(
        [("draft", "To put away"), ("stock", "Available"), ("empty", "All used")],
        compute="_compute_state",
        store=True,
    )
    note = fields.Text(string="Description", help="Size, colour, brand: what somebody who needs it asks.")

    _quantity_positive = models.Constraint("CHECK (quantity > 0)", "The quantity of a lot is positive. (E-REUSE-03)")
    _weight_positive = models.Constraint("CHECK (unit_weight > 0)", "What is saved has a weight. (E-REUSE-01)")

    @api.depends("category_id")
    def _compute_reference(self):
        for lot in self:
            lot.unit_weight = lot.category_id.unit_weight
            lot.unit_price = lot.category_id.unit_price

    @api.depends("quantity", "unit_weight", "unit_price", "use_ids.quantity", "use_ids.destination")
    def _compute_quantities(self):
        groups = self.env["regie.reuse.use"]._read_group(
            [("reuse_id", "in", self.ids)], ["reuse_id", "destination"], ["quantity:sum"]
        )
        used, lost = {}, {}
        for lot, destination, quantity in groups:
            target = lost if destination == "waste" else used
            target[lot.id] = target.get(lot.id, 0) + quantity
        for lot in self:
            kept = used.get(lot._origin.id, 0)
            lot.quantity_used = kept
            lot.quantity_left = lot.quantity - kept - lost.get(lot._origin.id, 0)
            lot.avoided = kept * lot.unit_weight
            lot.value_avoided = kept * lot.unit_price

    @api.depends("date_stocked", "quantity_left")
    def _compute_state(self):
        for lot in self:
            empty = lot.date_stocked and lot.quantity_left < 0.005
            lot.state = "empty" if empty else "stock" if lot.date_stocked else "draft"

    @api.depends("name", "category_id")
    def _compute_display_name(self):
        for lot in self:
            lot.display_name = f"{lot.name} {lot.category_id.name or ''}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        """Create lots to put away.

        :raise UserError: E-REUSE-04 for a fact written by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
            if vals.get("name", "/") == "/":
                company = vals.get("company_id") or self.env.company.id
                vals["name"] = self.env["ir.sequence"].with_company(company).next_by_code("regie.reuse.lot")
        return super().create(vals_list)

    def write(self, vals):
        """Change lots; what is in stock keeps its kind, its quantity and its weight.

        :raise UserError: E-REUSE-04 for a fact written by hand, E-REUSE-05 on a lot in stock
        """
        self._check_no_fact(vals)
        if FROZEN & vals.keys() and self.filtered("date_stocked"):
            raise UserError(
                self.env._("%(name)s is in stock: note a use or a loss instead. (E-REUSE-05)", name=self.display_name)
                if len(self) == 1
                else self.env._("These lots are in stock: note a use or a loss instead. (E-REUSE-05)")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_stocked(self):
        if self.filtered("date_stocked"):
            raise UserError(self.env._("A lot that is in stock is not deleted: note a loss. (E-REUSE-05)"))

    def _check_no_fact(self, vals):
        # The buttons and the uses write the facts in sudo.
        if not self.env.su and FACTS & vals.keys():
            raise UserError(self.env._("A lot is put away and used by its buttons. (E-REUSE-04)"))

    def action_put_away(self):
        """Put the lot into the stock, as a lot of its product.

        :raise UserError: E-REUSE-06 when the régie has no place of storage
        """
        self.check_access("write")
        for lot in self.filtered(lambda lot: not lot.date_stocked):
            location = lot.location_id or lot._get_default_location()
            if not location:
                raise UserError(self.env._("Say where %(name)s is stored. (E-REUSE-06)", name=lot.display_name))
            product = lot.category_id._require_product()
            # sudo: whoever saves things has no right on the warehouse
            stock_lot = (
                lot.env["stock.lot"]
                .sudo()
                .create({"name": lot.name, "product_id": product.id, "company_id": lot.company_id.id})
            )
            origin = product.sudo().with_company(lot.company_id).property_stock_inventory
            move = lot._move_stock(product, lot.quantity, origin, location, lot.name, stock_lot)
            # sudo: the facts, once the right to write is checked
            lot.sudo().write(
                {
                    "location_id": location.id,
                    "stock_lot_id": stock_lot.id,
                    "move_id": move.id,
                    "date_stocked": fields.Datetime.now(),
                }
            )

    def _get_default_location(self):
        # sudo: the warehouse of the régie is not told to all
        warehouse = self.env["stock.warehouse"].sudo().search([("company_id", "=", self.company_id.id)], limit=1)
        return self.env["stock.location"].browse(warehouse.lot_stock_id.id)

    def action_use_all(self):
        """Open a use of what is left."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Use"),
            "res_model": "regie.reuse.use",
            "view_mode": "form",
            "target": "new",
            "context": {"default_reuse_id": self.id, "default_quantity": self.quantity_left},
        }
