from odoo import api, fields, models


class RegieLoanHandoverAnswer(models.TransientModel):
    """One question on one tool, answered at the counter."""

    _name = "regie.loan.handover.answer"
    _description = "Answer at the counter"
    _order = "line_id, sequence, id"

    handover_id = fields.Many2one("regie.loan.handover", required=True, ondelete="cascade")
    line_id = fields.Many2one("regie.loan.line", string="Tool", required=True, ondelete="cascade")
    prompt_id = fields.Many2one("regie.loan.prompt", string="Question", required=True, ondelete="cascade")
    sequence = fields.Integer(related="prompt_id.sequence", store=True)
    kind = fields.Selection(related="prompt_id.kind")
    answer = fields.Selection([("yes", "Yes"), ("no", "No")])
    value = fields.Float(string="Figure", digits=(16, 2))
    is_counted = fields.Boolean(string="Counted", compute="_compute_is_counted", store=True, readonly=False)

    @api.depends("value")
    def _compute_is_counted(self):
        for answer in self:
            answer.is_counted = answer.is_counted or bool(answer.value)

    def _get_reference(self):
        """How many there were at departure, or how many a whole tool has."""
        self.ensure_one()
        before = self.line_id.check_out_id.answer_ids.filtered(lambda one: one.prompt_id == self.prompt_id)
        return before.value if before.has_value else self.prompt_id.expected

    def _prepare_answer_vals(self):
        self.ensure_one()
        return {
            "prompt_id": self.prompt_id.id,
            "answer": self.answer,
            "value": self.value,
            "has_value": self.is_counted,
        }
