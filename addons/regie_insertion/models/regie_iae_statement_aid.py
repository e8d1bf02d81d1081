from odoo import models


class RegieIaeStatement(models.Model):
    """A validated statement makes hours known: the regularisations that the annex expects follow."""

    _inherit = "regie.iae.statement"

    def action_validate(self):
        """Freeze the statements, then compute the schedule of their annexes again."""
        result = super().action_validate()
        self.annex_id._refresh_schedule()
        return result
