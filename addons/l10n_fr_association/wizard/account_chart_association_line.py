from odoo import fields, models


class AccountChartAssociationLine(models.TransientModel):
    """What the move to the chart of associations would do to one account."""

    _name = "account.chart.association.line"
    _description = "Account of the move to the chart of associations"

    wizard_id = fields.Many2one("account.chart.association", required=True, ondelete="cascade", readonly=True)
    code = fields.Char(required=True, readonly=True)
    action = fields.Selection(
        [
            ("refused", "In the way"),
            ("create", "Created"),
            ("rename", "Named anew"),
            ("adopt", "Your own, kept"),
            ("keep", "Unchanged"),
        ],
        string="What happens",
        required=True,
        readonly=True,
    )
    reason = fields.Selection(
        [("posted", "It has posted entries"), ("shared", "Another company uses it too")],
        string="Why not",
        readonly=True,
    )
    account_id = fields.Many2one("account.account", readonly=True)
    name_before = fields.Char(string="Name today", readonly=True)
    name_after = fields.Char(string="Name afterwards", readonly=True)
    entry_count = fields.Integer(string="Entries", readonly=True, help="Posted journal items of the account today.")
    is_to_confirm = fields.Boolean(
        string="To confirm", readonly=True, help="The published charts of associations differ on this account."
    )

    def action_view_items(self):
        """Posted items of the account: what has to be moved before the chart can change."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_account_moves_all")
        domain = [
            ("account_id", "=", self.account_id.id),
            ("parent_state", "=", "posted"),
            ("company_id", "child_of", self.wizard_id.company_id.id),
        ]
        return {**action, "domain": domain, "context": {}, "target": "current"}
