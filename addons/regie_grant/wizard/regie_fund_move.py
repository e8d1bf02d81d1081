from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieFundMove(models.TransientModel):
    """Ask what happens to the dedicated funds of a grant outside of the closing."""

    _name = "regie.fund.move"
    _description = "Move dedicated funds"

    kind = fields.Selection(
        [
            ("refund", "Give back to the funder"),
            ("transfer", "Transfer to another project"),
            ("opening", "Take over from an earlier software"),
        ],
        required=True,
        default="refund",
    )
    grant_id = fields.Many2one("regie.grant", required=True)
    company_id = fields.Many2one(related="grant_id.company_id")
    currency_id = fields.Many2one(related="grant_id.currency_id")
    balance = fields.Monetary(related="grant_id.fund_balance", string="Funds left")
    exercise_id = fields.Many2one(
        "regie.exercise",
        required=True,
        domain="[('company_id', '=', company_id)]",
        help="The entry is dated on its last day. Taken over: last exercise of the earlier software.",
    )
    amount = fields.Monetary(required=True)
    target_id = fields.Many2one("regie.grant", string="To the project", domain="[('company_id', '=', company_id)]")
    origin_exercise_id = fields.Many2one(
        "regie.exercise", string="Exercise of origin", domain="[('company_id', '=', company_id)]"
    )
    move_id = fields.Many2one(
        "account.move",
        string="Entry of opening",
        domain="[('company_id', '=', company_id), ('state', '=', 'posted')]",
        help="Posted entry that credits the dedicated funds.",
    )
    reason = fields.Char(help="Agreement of the funder, with its date.")

    @api.onchange("grant_id")
    def _onchange_grant_id(self):
        if not self.amount:
            self.amount = self.balance

    def action_move(self):
        """Propose the entry, or take the funds over, and show the movements of the grant.

        :raise UserError: FIN-020, FIN-021, FIN-022, FIN-026 when an answer is missing
        """
        self.ensure_one()
        grant = self.grant_id
        missing = {
            "opening": not self.origin_exercise_id or not self.move_id,
            "transfer": not self.target_id or not self.reason,
            "refund": not self.reason,
        }
        if missing[self.kind]:
            raise UserError(
                self.env._(
                    "Answer every question: the project or the entry, and the agreement of the funder. (FIN-026)"
                )
            )
        if self.kind == "opening":
            grant.take_over_fund(self.exercise_id, self.origin_exercise_id, self.amount, self.move_id)
        elif self.kind == "transfer":
            grant.transfer_fund(self.exercise_id, self.target_id, self.amount, self.reason)
        else:
            grant.refund_fund(self.exercise_id, self.amount, self.reason)
        return grant.action_view_fund()
