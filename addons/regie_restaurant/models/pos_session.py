from odoo import models


class PosSession(models.Model):
    """A day at the till of the restaurant."""

    _inherit = "pos.session"

    def _validate_session(self, *args, **kwargs):
        """Give back to the pot what no sale used, once every sale of the day has arrived."""
        for session in self:
            pot = self.env["regie.meal.pot"]._get_pot(session.company_id)
            if pot:
                pot._give_back_unused(session)
        return super()._validate_session(*args, **kwargs)
