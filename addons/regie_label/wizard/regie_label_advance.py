from odoo import fields, models


class RegieLabelAdvance(models.TransientModel):
    """Asks on what day the next step of an application was reached, and shows what the step needs."""

    _name = "regie.label.advance"
    _description = "Pass to the next step"

    application_id = fields.Many2one("regie.label.application", required=True, ondelete="cascade")
    next_step = fields.Selection(related="application_id.next_step")
    gate_html = fields.Html(related="application_id.gate_html")
    gate_missing_count = fields.Integer(related="application_id.gate_missing_count")
    date = fields.Date(
        string="Reached on",
        required=True,
        default=fields.Date.context_today,
        help="A past day is right for what happened before you used this software.",
    )

    def action_confirm(self):
        """Pass the application to its next step."""
        self.ensure_one()
        self.application_id._advance(self.date)
        return {"type": "ir.actions.act_window_close"}
