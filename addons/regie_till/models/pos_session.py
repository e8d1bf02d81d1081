from odoo import api, fields, models


class PosSession(models.Model):
    """A day at the till: what is missing or too much at the closing is said in words."""

    _inherit = "pos.session"

    regie_difference_words = fields.Char(string="Count of the cash", compute="_compute_regie_difference_words")

    @api.depends("cash_register_difference", "cash_register_balance_end_real", "state", "cash_control")
    def _compute_regie_difference_words(self):
        for session in self:
            counted = session.cash_control and session.state in ("closing_control", "closed")
            session.regie_difference_words = counted and session._regie_get_difference_words()

    def _regie_get_difference_words(self):
        self.ensure_one()
        difference = self.cash_register_difference
        amount = self.currency_id.format(abs(difference))
        if self.currency_id.is_zero(difference):
            return self.env._("The cash is right.")
        if difference < 0:
            return self.env._("%(amount)s is missing from the cash.", amount=amount)
        return self.env._("There is %(amount)s too much in the cash.", amount=amount)
