from odoo import api, fields, models


class ResPartner(models.Model):
    """An inhabitant, and the errands that were run for them."""

    _inherit = "res.partner"

    regie_errand_ids = fields.One2many(
        "regie.errand", "partner_id", string="Errands", groups="regie_errand.group_errand_user"
    )
    regie_errand_count = fields.Integer(
        string="Number of errands", compute="_compute_regie_errand_count", groups="regie_errand.group_errand_user"
    )

    @api.depends("regie_errand_ids")
    def _compute_regie_errand_count(self):
        counts = dict(
            self.env["regie.errand"]._read_group([("partner_id", "in", self.ids)], ["partner_id"], ["__count"])
        )
        for partner in self:
            partner.regie_errand_count = counts.get(partner, 0)

    def action_open_regie_errands(self):
        """Open the errands of the person."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_errand.regie_errand_action")
        return {**action, "domain": [("partner_id", "=", self.id)], "context": {"default_partner_id": self.id}}
