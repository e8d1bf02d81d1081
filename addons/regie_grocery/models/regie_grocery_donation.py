from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieGroceryDonation(models.Model):
    """Goods that somebody gave: received into the stock at no cost. Domain: gup_services.md, 7.9."""

    _name = "regie.grocery.donation"
    _description = "Donation of goods"
    _inherit = ["regie.fact.guard", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    partner_id = fields.Many2one("res.partner", string="Given by", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date = fields.Date(string="Received on", required=True, default=fields.Date.context_today)
    line_ids = fields.One2many("regie.grocery.donation.line", "donation_id", string="Goods", copy=True)
    weight = fields.Float(string="Weight (kg)", help="As weighed, for the figures of food aid.")
    note = fields.Text()
    date_received = fields.Datetime(string="Into the stock on", readonly=True, copy=False)
    picking_id = fields.Many2one(
        "stock.picking", string="Receipt", readonly=True, copy=False, index="btree_not_null", check_company=True
    )
    state = fields.Selection(
        [("draft", "To receive"), ("done", "In the stock")],
        compute="_compute_state",
        store=True,
        help="In the stock once it was received.",
    )

    @api.depends("date_received")
    def _compute_state(self):
        for donation in self:
            donation.state = "done" if donation.date_received else "draft"

    @api.model_create_multi
    def create(self, vals_list):
        """Number the donations."""
        donations = super().create(vals_list)
        for donation in donations:
            # sudo: a fact that the software writes
            donation.sudo().name = self.env["ir.sequence"].next_by_code("regie.grocery.donation")
        return donations

    @api.ondelete(at_uninstall=False)
    def _unlink_draft_only(self):
        """What is in the stock stays. (E-GROC-05)"""
        if any(donation.date_received for donation in self):
            raise UserError(self.env._("A donation that is in the stock is kept. (E-GROC-05)"))

    def action_receive(self):
        """Put the goods into the stock, at no cost.

        :raise UserError: E-GROC-06 without goods, E-GROC-05 when they are there already
        """
        self.check_access("write")
        for donation in self:
            if donation.date_received:
                raise UserError(self.env._("A donation that is in the stock is kept. (E-GROC-05)"))
            if not donation.line_ids:
                raise UserError(self.env._("Write what was given first. (E-GROC-06)"))
            # sudo: whoever receives donations is no stock keeper; the goods are those of the donation
            one = donation.sudo()
            one.picking_id = one._create_picking()
            one.date_received = fields.Datetime.now()

    def _create_picking(self):
        """Return the receipt of the goods, done."""
        self.ensure_one()
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.company_id.id)], limit=1)
        source = self.partner_id.with_company(self.company_id).property_stock_supplier
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": warehouse.in_type_id.id,
                "partner_id": self.partner_id.id,
                "origin": self.name,
                "location_id": source.id,
                "location_dest_id": warehouse.lot_stock_id.id,
                "company_id": self.company_id.id,
                "move_ids": [
                    fields.Command.create(
                        {
                            "product_id": line.product_id.id,
                            "product_uom_qty": line.quantity,
                            "quantity": line.quantity,
                            "picked": True,
                            "price_unit": 0,
                            "location_id": source.id,
                            "location_dest_id": warehouse.lot_stock_id.id,
                            "company_id": self.company_id.id,
                        }
                    )
                    for line in self.line_ids
                ],
            }
        )
        picking.action_confirm()
        picking.move_ids.picked = True
        picking._action_done()
        return picking

    def action_view_picking(self):
        """Open the receipt."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "stock.picking",
            "res_id": self.picking_id.id,
            "view_mode": "form",
        }
