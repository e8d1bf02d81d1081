from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, float_compare


class RegieAraSupply(models.Model):
    """What a case needs: bought by the household, out of the shared supplies, or reused. Domain: 6.2 and 6.5."""

    _name = "regie.ara.supply"
    _description = "Supplies of a case"
    _inherit = ["regie.fact.guard", "regie.stock.mover"]
    _order = "case_id, sequence, id"
    _check_company_auto = True

    case_id = fields.Many2one("regie.ara.case", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="case_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    source = fields.Selection(
        [("own", "Bought by the household"), ("shared", "Shared supplies"), ("reuse", "Reuse")],
        required=True,
        default="shared",
    )
    product_id = fields.Many2one(
        "product.product",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('is_storable', '=', True)]",
    )
    reuse_id = fields.Many2one(
        "regie.reuse.lot",
        string="Reuse lot",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('state', '=', 'stock')]",
    )
    name = fields.Char(
        string="What", compute="_compute_name", store=True, readonly=False, precompute=True, required=True
    )
    quantity = fields.Float(string="Planned", required=True, default=1, digits=(16, 2))
    unit_name = fields.Char(string="Unit", compute="_compute_unit_name")
    unit_price = fields.Float(
        string="Price of one",
        compute="_compute_unit_price",
        store=True,
        readonly=False,
        precompute=True,
        digits=(16, 2),
        help="Shared: the price negotiated with the supplier. Reuse: nothing, or a symbolic price.",
    )
    amount = fields.Monetary(string="Planned amount", compute="_compute_amount", store=True)
    amount_used = fields.Monetary(compute="_compute_amount", store=True)
    is_eligible = fields.Boolean(string="Eligible for the aid", default=True)
    quantity_issued = fields.Float(string="Issued", readonly=True, copy=False, digits=(16, 2))
    quantity_returned = fields.Float(string="Brought back", readonly=True, copy=False, digits=(16, 2))
    avoided = fields.Float(string="Waste avoided (kg)", compute="_compute_avoided", store=True, digits=(16, 2))
    available = fields.Float(string="In stock", compute="_compute_available", digits=(16, 2))

    _figures_positive = models.Constraint(
        "CHECK (quantity > 0 AND COALESCE(unit_price, 0) >= 0)", "A quantity is positive and a price not negative."
    )
    _returned_within = models.Constraint(
        "CHECK (COALESCE(quantity_returned, 0) >= 0"
        " AND COALESCE(quantity_returned, 0) <= COALESCE(quantity_issued, 0))",
        "No more comes back than what was issued. (E-ARA-21)",
    )
    _source_named = models.Constraint(
        "CHECK ((source = 'shared' AND product_id IS NOT NULL) OR (source = 'reuse' AND reuse_id IS NOT NULL)"
        " OR source = 'own')",
        "Choose the product of the shared supplies, or the reuse lot.",
    )

    @api.depends("product_id", "reuse_id", "source")
    def _compute_name(self):
        for line in self:
            thing = line.reuse_id.category_id if line.source == "reuse" else line.product_id
            lang = line.company_id.partner_id.lang or self.env.lang
            line.name = thing.with_context(lang=lang).name or line.name

    @api.depends("product_id", "reuse_id", "source")
    def _compute_unit_name(self):
        for line in self:
            line.unit_name = line.reuse_id.unit_name if line.source == "reuse" else line.product_id.uom_id.name

    @api.depends("product_id", "source")
    def _compute_unit_price(self):
        for line in self:
            if line.source == "reuse":
                line.unit_price = 0
            elif line.source == "shared" and line.product_id:
                line.unit_price = line._get_negotiated_price()
            else:
                line.unit_price = line.unit_price

    def _get_negotiated_price(self):
        """The best price of the suppliers of the product for this quantity; its cost when none is written."""
        product = self.product_id.with_company(self.company_id)
        seller = product._select_seller(quantity=self.quantity, date=fields.Date.context_today(self))
        # sudo: the cost of the product, for who may not read the accounts
        return seller.price if seller else product.sudo().standard_price

    @api.depends("quantity", "unit_price", "source", "quantity_issued", "quantity_returned")
    def _compute_amount(self):
        for line in self:
            used = line.quantity if line.source == "own" else line.quantity_issued - line.quantity_returned
            line.amount = line.currency_id.round(line.quantity * line.unit_price)
            line.amount_used = line.currency_id.round(used * line.unit_price)

    @api.depends("source", "quantity_issued", "reuse_id.unit_weight")
    def _compute_avoided(self):
        for line in self:
            line.avoided = line.quantity_issued * line.reuse_id.unit_weight if line.source == "reuse" else 0

    @api.depends("product_id", "reuse_id", "source", "quantity_issued", "quantity_returned")
    def _compute_available(self):
        shared = self.filtered(lambda line: line.source == "shared" and line.product_id)
        found = {}
        for company, lines in shared.grouped("company_id").items():
            place = company._get_ara_location()
            groups = self.env["stock.quant"]._read_group(
                [
                    ("location_id", "child_of", place.id),
                    ("product_id", "in", lines.product_id.ids),
                ],
                ["product_id"],
                ["quantity:sum"],
            )
            found |= {(company, product): quantity for product, quantity in groups}
        for line in self:
            if line.source == "reuse":
                line.available = line.reuse_id.quantity_left
            else:
                line.available = found.get((line.company_id, line.product_id), 0)

    @api.constrains("quantity", "unit_price", "is_eligible", "source")
    def _check_aid(self):
        self.case_id._check_aid()

    def write(self, vals):
        """Change supplies; what left the stock keeps its thing. (E-ARA-21)"""
        moved = {"source", "product_id", "reuse_id", "case_id"} & vals.keys()
        if moved and not self.env.su and any(self.mapped("quantity_issued")):
            raise UserError(self.env._("What left the stock is not rewritten: bring it back instead. (E-ARA-21)"))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_issued(self):
        if any(self.mapped("quantity_issued")):
            raise UserError(self.env._("What left the stock is not deleted: bring it back instead. (E-ARA-21)"))

    def unlink(self):
        """Remove supplies that never left the stock, nor hold up the aid. (E-ARA-07, E-ARA-21)"""
        cases = self.case_id
        result = super().unlink()
        cases._check_aid()
        return result

    def action_issue(self):
        """Take out of stock what is planned and not issued yet."""
        for line in self.filtered(lambda line: line.source != "own"):
            line._issue(line.quantity - line.quantity_issued + line.quantity_returned)
        return True

    def action_return(self):
        """Ask how much comes back."""
        self.ensure_one()
        out = self.quantity_issued - self.quantity_returned
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Bring back"),
            "res_model": "regie.ara.return",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_supply_id": self.id,
                "default_quantity": out,
            },
        }

    def _issue(self, quantity):
        """Take a quantity out of stock for the case.

        :raise UserError: E-ARA-11 when there is not enough, E-ARA-15 before the agreement is signed
        """
        self.ensure_one()
        self.check_access("write")
        if quantity <= 0:
            return
        if self.case_id.state not in ("project", "works"):
            raise UserError(
                self.env._(
                    "%s: supplies leave once the agreement is signed, and until the works end. (E-ARA-15)",
                    self.case_id.display_name,
                )
            )
        if self.source == "reuse":
            self.env["regie.reuse.use"].create(self._prepare_use_vals(quantity))
        else:
            location = self.company_id._get_ara_location()
            self._check_stock(quantity, location)
            self._move_stock(self.product_id, quantity, location, self._get_outside(), self.case_id.name)
        # sudo: what left is a fact, written with its move
        self.sudo().quantity_issued += quantity

    def _bring_back(self, quantity):
        """Put a surplus back into the shared supplies.

        :raise UserError: E-ARA-21 for more than what was issued, or for what was reused
        """
        self.ensure_one()
        self.check_access("write")
        out = self.quantity_issued - self.quantity_returned
        if self.source != "shared" or quantity <= 0 or float_compare(quantity, out, precision_digits=2) > 0:
            raise UserError(
                self.env._(
                    "%(name)s: between 0 and %(out)s of the shared supplies can come back. (E-ARA-21)",
                    name=self.name,
                    out=f"{out:g}",
                )
            )
        location = self.company_id._get_ara_location()
        self._move_stock(self.product_id, quantity, self._get_outside(), location, self.case_id.name)
        # sudo: what came back is a fact, written with its move
        self.sudo().quantity_returned += quantity

    def _get_outside(self):
        # sudo: who issues supplies does not read how the products leave the stock
        return self.product_id.sudo().with_company(self.company_id).property_stock_production

    def _prepare_use_vals(self, quantity):
        """Values of the use of the reuse lot."""
        return {
            "reuse_id": self.reuse_id.id,
            "quantity": quantity,
            "destination": "self_works",
            "site_id": self.case_id.site_id.id,
            "ara_case_id": self.case_id.id,
        }

    def _check_stock(self, quantity, location):
        """Refuse to issue more than what is there; two who take the last one wait for each other. (E-ARA-11)"""
        self.env["stock.quant"].flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT quantity FROM stock_quant WHERE product_id = %s AND location_id = %s FOR UPDATE",
                self.product_id.id,
                location.id,
            )
        )
        left = sum(row[0] for row in rows)
        if float_compare(quantity, left, precision_digits=2) > 0:
            raise ValidationError(
                self.env._(
                    "%(name)s: %(wanted)s wanted, %(left)s left in the shared supplies. Issue less, or order some."
                    " (E-ARA-11)",
                    name=self.name,
                    wanted=f"{quantity:g}",
                    left=f"{left:g}",
                )
            )
