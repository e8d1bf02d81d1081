from odoo import api, fields, models


class RegieTillAlert(models.Model):
    """A sale that the server kept though its price is not today's: made in good faith, it is shown to the manager.

    A paid order is never written again: the sale stays, the manager reads why and may refund it and sell again.
    """

    _name = "regie.till.alert"
    _description = "Sale to look at"
    _inherit = ["regie.fact.guard"]
    _order = "date_order desc, id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("pos.order", string="Sale", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="order_id.company_id", store=True, precompute=True, index=True)
    config_id = fields.Many2one(related="order_id.config_id", string="Till", store=True, precompute=True)
    date_order = fields.Datetime(related="order_id.date_order", string="Sold on", store=True, precompute=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    kind = fields.Selection(
        [
            ("ended", "Right ended before the sale"),
            ("changed", "Right changed since the till opened"),
            ("missed", "Usual price though a right was in force"),
            ("price", "Price changed since the till opened"),
            ("badge", "Card blocked since the till opened"),
        ],
        required=True,
        readonly=True,
    )
    message = fields.Text(string="What happened", required=True, readonly=True)
    amount = fields.Monetary(
        string="Paid less what was due", readonly=True, help="Below zero: the customer paid less than what was due."
    )
    date_handled = fields.Datetime(string="Looked at on", readonly=True, copy=False)
    user_handled_id = fields.Many2one("res.users", string="Looked at by", readonly=True, copy=False)
    note = fields.Text(string="What was done")
    state = fields.Selection(
        [("open", "To look at"), ("handled", "Looked at")],
        compute="_compute_state",
        store=True,
        help="Looked at once somebody said so.",
    )

    @api.depends("date_handled")
    def _compute_state(self):
        for alert in self:
            alert.state = "handled" if alert.date_handled else "open"

    def action_handle(self):
        """Say that the sales were looked at: the fact keeps who and when."""
        self.check_access("write")
        # sudo: facts that the guard keeps; the right was checked above
        self.filtered(lambda alert: not alert.date_handled).sudo().write(
            {"date_handled": fields.Datetime.now(), "user_handled_id": self.env.uid}
        )
