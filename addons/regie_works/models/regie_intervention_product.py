from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieInterventionProduct(models.Model):
    """A product used on a pass: what it was and how much; the stock follows when the pass is validated."""

    _name = "regie.intervention.product"
    _description = "Product used on a pass"
    _inherit = ["regie.fact.defaults"]
    _order = "intervention_id, id"
    _check_company_auto = True

    intervention_id = fields.Many2one(
        "regie.intervention", string="Pass", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(related="intervention_id.company_id", store=True, precompute=True, index=True)
    date = fields.Date(related="intervention_id.date_planned", store=True, index=True)
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('type', '=', 'consu')]",
    )
    quantity = fields.Float(digits="Product Unit", required=True, default=1.0)
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    move_id = fields.Many2one(
        "stock.move", string="Stock move", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )

    _quantity_positive = models.Constraint("CHECK (quantity > 0)", "The quantity of a product used is positive.")

    @api.constrains("product_id")
    def _check_zero_phyto(self):
        for company, lines in self.grouped("company_id").items():
            lines.product_id._check_zero_phyto(company)

    @api.model_create_multi
    def create(self, vals_list):
        """Add products to passes that are not invoiced yet; the stock move is written by the validation alone."""
        self._check_not_moved_by_hand(vals_list)
        lines = super().create(vals_list)
        lines.intervention_id._check_not_invoiced()
        # A product noted once the pass is validated leaves the stock at once.
        lines.filtered("intervention_id.date_validated")._consume()
        return lines

    def write(self, vals):
        """Correct what did not leave the stock yet."""
        self._check_not_moved_by_hand([vals])
        if not self.env.su and self.move_id:
            raise UserError(self.env._("This product has left the stock: note the difference on another line."))
        self.intervention_id._check_not_invoiced()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_moved(self):
        if self.move_id:
            raise UserError(self.env._("This product has left the stock: it is not deleted from the pass."))
        self.intervention_id._check_not_invoiced()

    def _check_not_moved_by_hand(self, vals_list):
        if not self.env.su and any("move_id" in vals for vals in vals_list):
            raise UserError(self.env._("The stock move of a product used is made by the validation of the pass."))

    def _consume(self):
        """Take the stored products out of the stock, one transfer per worksite and day, in one batch."""
        lines = self.filtered(lambda line: line.product_id.is_storable and not line.move_id)
        for (company, project, day), own in lines.grouped(
            lambda line: (line.company_id, line.intervention_id.project_id, line.date)
        ).items():
            own._consume_together(company, project, day)

    def _consume_together(self, company, project, day):
        """Make and finish the transfer of products used for one worksite on one day."""
        # sudo: the team leader who notes a bottle of soap has no right on the stock, the pass says who used it
        kind = company._get_worksite_picking_type()
        picking = (
            self.env["stock.picking"]
            .sudo()
            .with_company(company)
            .create(
                {
                    "picking_type_id": kind.id,
                    "project_id": project.id,
                    "origin": ", ".join(self.intervention_id.mapped("name")),
                    "scheduled_date": day,
                    "location_id": kind.default_location_src_id.id,
                    "location_dest_id": kind.default_location_dest_id.id,
                }
            )
        )
        moves = self.env["stock.move"].sudo().create([line._prepare_move_vals(picking) for line in self])
        for line, move in zip(self.sudo(), moves, strict=True):
            line.move_id = move
        moves._action_confirm(merge=False)
        for line, move in zip(self, moves, strict=True):
            move.quantity = line.quantity
            move.picked = True
        moves._action_done()

    def _prepare_move_vals(self, picking):
        """Return the values of the stock move of a product used."""
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "product_uom_qty": self.quantity,
            "product_uom": self.product_id.uom_id.id,
            "picking_id": picking.id,
            "picking_type_id": picking.picking_type_id.id,
            "location_id": picking.location_id.id,
            "location_dest_id": picking.location_dest_id.id,
            "company_id": picking.company_id.id,
        }
