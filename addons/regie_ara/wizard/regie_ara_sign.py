from odoo import fields, models

from ..models.regie_ara_signature import PARTIES


class RegieAraSign(models.TransientModel):
    """One of the three parties signs the agreement on the screen."""

    _name = "regie.ara.sign"
    _description = "Signature of an agreement"

    case_id = fields.Many2one("regie.ara.case", required=True, ondelete="cascade")
    party = fields.Selection(PARTIES, string="Who signs", required=True)
    name = fields.Char(string="First name and name")
    signature = fields.Image(max_width=1024, max_height=1024)

    def action_confirm(self):
        """Keep the signature on the case."""
        self.ensure_one()
        self.case_id._sign(self.party, self.name, self.signature)
        return {"type": "ir.actions.act_window_close"}
