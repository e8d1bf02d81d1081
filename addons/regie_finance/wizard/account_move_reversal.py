from odoo import api, fields, models


class AccountMoveReversal(models.TransientModel):
    """The reversal of an entry: dated after the lock, with its reason."""

    _inherit = "account.move.reversal"

    regie_locked_until = fields.Date(string="Locked until", compute="_compute_regie_locked_until")

    @api.depends("move_ids", "date")
    def _compute_regie_locked_until(self):
        """Last day of the lock of the entries to be reversed, if any."""
        for wizard in self:
            locks = [move.regie_locked_until for move in wizard.move_ids._origin if move.regie_locked_until]
            wizard.regie_locked_until = max(locks, default=False)

    @api.model
    def default_get(self, fields_list):
        """Propose the reason, and a day after the lock when today is locked."""
        defaults = super().default_get(fields_list)
        moves = self.env["account.move"].browse(self.env.context.get("active_ids") or [])
        if self.env.context.get("active_model") != "account.move" or not moves:
            return defaults
        locks = [day for move in moves if (day := move.regie_locked_until)]
        today = fields.Date.context_today(self)
        if locks and "date" in fields_list and max(locks) >= today:
            defaults["date"] = fields.Date.add(max(locks), days=1)
        if len(moves) == 1 and moves.move_type == "entry" and "reason" in fields_list and not defaults.get("reason"):
            defaults["reason"] = moves._get_regie_reversal_reason()
        return defaults
