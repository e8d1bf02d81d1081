from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

#: Read from the grant, changed by the user
FROM_GRANT = {
    "compute": "_compute_from_grant",
    "store": True,
    "precompute": True,
    "readonly": False,
    "required": True,
}


class RegieGrantRenew(models.TransientModel):
    """What changes in next year's request: its period, its amount, where its budget comes from."""

    _name = "regie.grant.renew"
    _description = "Renewal of a grant"

    grant_id = fields.Many2one("regie.grant", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="grant_id.currency_id")
    period_start = fields.Date(string="From", **FROM_GRANT)
    period_end = fields.Date(string="Until", **FROM_GRANT)
    amount = fields.Monetary(string="Amount asked", **FROM_GRANT)
    basis = fields.Selection(
        [
            ("planned", "What was planned"),
            ("actual", "What was done, as the books say"),
            ("none", "Empty"),
        ],
        string="Budget copied from",
        required=True,
        default="planned",
    )
    rate = fields.Float(string="Increase (%)", help="Of each row of the budget, rounded to whole euros.")

    @api.depends("grant_id")
    def _compute_from_grant(self):
        """The period that follows, of the same length, and the same amount."""
        for wizard in self:
            grant = wizard.grant_id
            if not grant:
                continue
            start = grant.period_end + relativedelta(days=1)
            months = relativedelta(start, grant.period_start)
            wizard.period_start = start
            wizard.period_end = start + months - relativedelta(days=1)
            wizard.amount = grant.amount

    def action_confirm(self):
        """Create the request and open it."""
        self.ensure_one()
        following = self.grant_id.renew(self.period_start, self.period_end, self.amount, self.basis, self.rate)
        return following.get_formview_action()
