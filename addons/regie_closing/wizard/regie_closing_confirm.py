from odoo import Command, fields, models


class RegieClosingConfirm(models.TransientModel):
    """The note and the evidence with which a step is confirmed."""

    _name = "regie.closing.confirm"
    _description = "Confirmation of a step"

    step_id = fields.Many2one("regie.closing.step", required=True, readonly=True)
    name = fields.Char(related="step_id.name")
    control_state = fields.Selection(related="step_id.control_state")
    sentence = fields.Text(related="step_id.sentence")
    value_text = fields.Char(related="step_id.value_text")
    todo = fields.Text(related="step_id.todo")
    note = fields.Text()
    attachment_ids = fields.Many2many("ir.attachment", string="Evidence", bypass_search_access=True)

    def action_confirm(self):
        """Write the note and the evidence on the step, then confirm it under its own rules."""
        self.ensure_one()
        vals = {}
        if self.note:
            vals["note"] = self.note
        if self.attachment_ids:
            vals["attachment_ids"] = [Command.link(file.id) for file in self.attachment_ids]
        if vals:
            self.step_id.write(vals)
        return self.step_id.action_confirm()
