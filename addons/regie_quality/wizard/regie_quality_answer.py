from odoo import fields, models


class RegieQualityAnswer(models.TransientModel):
    """The owner's answer on the inspector's phone, at the door: a signature, or a reason to contest."""

    _name = "regie.quality.answer"
    _description = "Answer of the owner to an inspection"

    inspection_id = fields.Many2one("regie.quality.inspection", required=True, ondelete="cascade")
    score = fields.Float(related="inspection_id.score")
    result = fields.Selection(related="inspection_id.result")
    decision = fields.Selection([("sign", "Sign"), ("contest", "Contest")], required=True, default="sign")
    signer_name = fields.Char(string="Name of who signs")
    signature = fields.Image(max_width=1024, max_height=1024)
    reason = fields.Text(string="What is contested")

    def action_confirm(self):
        """Keep the answer on the inspection."""
        self.ensure_one()
        inspection = self.inspection_id
        inspection.check_access("write")
        if self.decision == "sign":
            inspection.sign(self.signer_name, self.signature)
        else:
            inspection.contest(self.signer_name, self.reason)
        return {"type": "ir.actions.act_window_close"}
