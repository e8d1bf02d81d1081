from odoo import fields, models


class RegieConflictDecide(models.TransientModel):
    """Asks for the reasons for which the organ finds that there is no conflict."""

    _name = "regie.conflict.decide"
    _description = "Decision on a conflict of interests"

    conflict_ids = fields.Many2many("regie.conflict", string="Conflicts", required=True)
    decision = fields.Text(
        required=True, string="Reasons", help="What the organ decided and why; printed in the minutes."
    )

    def action_decide(self):
        """Note the decision of the organ. (GOV-049 when the reasons are too short)"""
        self.ensure_one()
        self.conflict_ids._decide_no_conflict(self.decision)
