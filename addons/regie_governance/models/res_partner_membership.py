from odoo import fields, models


class ResPartner(models.Model):
    """A person or an organisation, with its memberships in the association."""

    _inherit = "res.partner"

    membership_ids = fields.One2many(
        "regie.membership",
        "partner_id",
        string="Memberships",
        groups="regie_governance.group_governance_secretary",
    )
    is_association_member = fields.Boolean(
        string="Member of the association",
        compute="_compute_is_association_member",
        search="_search_is_association_member",
        groups="regie_governance.group_governance_secretary",
        help="Member today, suspended or not up to date included.",
    )

    def _compute_is_association_member(self):
        members = self.env["regie.membership"].search(
            [("partner_id", "in", self.ids), ("state", "in", ["active", "suspended"])]
        )
        for partner in self:
            partner.is_association_member = partner in members.partner_id

    def _search_is_association_member(self, operator, value):
        if operator != "in":
            return NotImplemented
        members = self.env["regie.membership"]._search([("state", "in", ["active", "suspended"])])
        return [("membership_ids", "in" if True in value else "not in", members)]

    def action_open_memberships(self):
        """Open the memberships of the person, past ones included."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_governance.regie_membership_action")
        return {
            **action,
            "domain": ["|", ("partner_id", "=", self.id), ("representative_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }
