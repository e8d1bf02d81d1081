from odoo import fields, models


class MaintenanceRequest(models.Model):
    """A repair or a check of a lent tool, and what it cost."""

    _inherit = "maintenance.request"

    regie_item_id = fields.Many2one(
        "regie.loan.item", string="Tool", index="btree_not_null", ondelete="restrict", check_company=True
    )
    regie_check_id = fields.Many2one(
        "regie.loan.check", string="Seen at the return", index="btree_not_null", ondelete="set null", readonly=True
    )
    regie_currency_id = fields.Many2one(related="company_id.currency_id", string="Currency of the cost")
    regie_cost = fields.Monetary(
        string="Cost", currency_field="regie_currency_id", help="Parts and work paid for this tool."
    )
    regie_is_electrical = fields.Boolean(
        string="Electrical safety check", help="When it is done, the next check is counted from that day."
    )

    def write(self, vals):
        """Put a tool back on the shelf once its last repair is done, and date its electrical check."""
        result = super().write(vals)
        if "stage_id" in vals:
            done = self.filtered(lambda request: request.stage_id.done and request.regie_item_id)
            done.regie_item_id._put_back(done)
        return result
