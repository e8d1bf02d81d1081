from odoo import api, fields, models


class RegieMembershipDesignate(models.TransientModel):
    """The decision by which a legal person designates another permanent representative."""

    _name = "regie.membership.designate"
    _description = "Designate a representative"

    membership_id = fields.Many2one("regie.membership", required=True, ondelete="cascade")
    partner_id = fields.Many2one(related="membership_id.partner_id")
    representative_id = fields.Many2one(
        "res.partner", string="Permanent representative", required=True, domain="[('is_company', '=', False)]"
    )
    deputy_id = fields.Many2one("res.partner", domain="[('is_company', '=', False)]")
    designation_body = fields.Char(
        string="Designating body",
        compute="_compute_designation_body",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    designation_date = fields.Date(string="Designated on", required=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Decision")

    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Designate a representative")

    @api.depends("membership_id")
    def _compute_designation_body(self):
        for wizard in self:
            wizard.designation_body = wizard.membership_id.designation_body

    def action_designate(self):
        """Have the new representative sit for the legal person, and tell it in the discussion of the member."""
        self.ensure_one()
        self.attachment_ids.write({"res_model": "regie.membership", "res_id": self.membership_id.id})
        self.membership_id._designate(
            self.representative_id, self.deputy_id, self.designation_body, self.designation_date, self.attachment_ids
        )
