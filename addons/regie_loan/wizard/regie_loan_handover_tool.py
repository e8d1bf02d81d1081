from odoo import Command, fields, models

from ..models.regie_loan_check import CONDITIONS


class RegieLoanHandoverTool(models.TransientModel):
    """One tool on the counter: its state, a photo."""

    _name = "regie.loan.handover.tool"
    _description = "Tool on the counter"

    handover_id = fields.Many2one("regie.loan.handover", required=True, ondelete="cascade")
    line_id = fields.Many2one("regie.loan.line", string="Tool", required=True, ondelete="cascade")
    item_id = fields.Many2one(related="line_id.item_id", string="Tool and number")
    is_there = fields.Boolean(string="Here", default=True)
    condition = fields.Selection(CONDITIONS, required=True, default="good")
    photo = fields.Image(max_width=1600, max_height=1600)
    needs_photo = fields.Boolean(related="line_id.item_id.policy_id.requires_photo")
    note = fields.Char(string="Remark")

    def _prepare_check_vals(self, moment, answers):
        """Values of the state of the tool, with its answers and its photo."""
        self.ensure_one()
        return {
            "line_id": self.line_id.id,
            "moment": moment,
            "condition": self.condition,
            "note": self.note,
            "answer_ids": [Command.create(answer._prepare_answer_vals()) for answer in answers],
            "photo_ids": [Command.create({"image": self.photo})] if self.photo else [],
        }
