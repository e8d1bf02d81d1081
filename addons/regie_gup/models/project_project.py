from odoo import api, fields, models


class ProjectProject(models.Model):
    """A worksite belongs to a lot of a market, and through it to its social clause."""

    _inherit = "project.project"

    market_lot_id = fields.Many2one(
        "regie.market.lot",
        string="Market lot",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="The hours of this worksite are hours of this lot and count for its social clause.",
    )
    market_id = fields.Many2one(related="market_lot_id.market_id", store=True, index="btree_not_null")
    clause_id = fields.Many2one(compute="_compute_clause_id", store=True, readonly=False)

    @api.depends("market_lot_id.clause_id")
    def _compute_clause_id(self):
        for project in self:
            if project.market_lot_id:
                project.clause_id = project.market_lot_id.clause_id

    @api.constrains("market_lot_id", "company_id")
    def _check_market_lot_company(self):
        self._check_same_company("market_lot_id")

    @api.onchange("market_lot_id")
    def _onchange_market_lot_id(self):
        if self.market_lot_id and not self.partner_id:
            self.partner_id = self.market_lot_id.buyer_id

    @api.model_create_multi
    def create(self, vals_list):
        """Create the worksites; the customer of a lot's worksite is the buyer unless another is given."""
        lots = self.env["regie.market.lot"].browse(
            vals["market_lot_id"] for vals in vals_list if vals.get("market_lot_id") and not vals.get("partner_id")
        )
        buyers = {lot.id: lot.buyer_id.id for lot in lots}
        return super().create(
            [
                {**vals, "partner_id": buyers[vals["market_lot_id"]]} if vals.get("market_lot_id") in buyers else vals
                for vals in vals_list
            ]
        )

    def write(self, vals):
        """A worksite that joins a lot brings the hours that belonged to none, and their clause."""
        if "market_lot_id" in vals:
            # Hours entered before this change keep the lot that they were entered under.
            self.env["account.analytic.line"].flush_model(["market_lot_id", "clause_id"])
        result = super().write(vals)
        if "market_lot_id" in vals:
            self._attach_hours("market_lot_id")
            self._attach_hours("clause_id")
        return result

    @api.model
    def get_import_templates(self):
        """The spreadsheet to fill in to bring in the worksites with their lot."""
        return [
            {
                "label": self.env._("Import template for worksites"),
                "template": "/regie_gup/static/xls/worksites.xlsx",
            }
        ]

    def action_view_market_lot(self):
        """Open the lot of this worksite."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.market.lot",
            "view_mode": "form",
            "res_id": self.market_lot_id.id,
        }
