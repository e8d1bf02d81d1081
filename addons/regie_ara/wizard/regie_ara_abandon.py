from odoo import fields, models


class RegieAraAbandon(models.TransientModel):
    """Why a case is given up."""

    _name = "regie.ara.abandon"
    _description = "Give up a case"

    case_id = fields.Many2one("regie.ara.case", required=True, ondelete="cascade")
    reason = fields.Text(required=True, help="Moved out, too heavy works, refusal of the landlord… Name nobody.")

    def action_confirm(self):
        """Give up the case."""
        self.ensure_one()
        self.case_id._abandon(self.reason)
        return {"type": "ir.actions.act_window_close"}
