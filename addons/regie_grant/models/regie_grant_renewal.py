from odoo import Command, api, models
from odoo.tools import float_round


class RegieGrantRenewal(models.Model):
    """Asking again next year for what was given this year, without typing it again."""

    _inherit = "regie.grant"

    def action_renew(self):
        """Open the renewal: period, amount, budget."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_grant.regie_grant_renew_action")
        return {**action, "context": {"default_grant_id": self.id}}

    def action_view_renewals(self):
        """The grants that renew this one, or the one it renews."""
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_grant.regie_grant_action")
        return {**action, "domain": [("id", "in", (self.next_ids | self.previous_id).ids)], "context": {}}

    @api.private
    def renew(self, period_start, period_end, amount, basis, rate):
        """Create the request that follows this grant.

        :param basis: what the budget is copied from: planned, actual, or none
        :param rate: increase of each row in %, rounded to whole euros
        """
        self.ensure_one()
        following = self.copy(
            {
                "period_start": period_start,
                "period_end": period_end,
                "amount": amount,
                "condition": "none",
                "condition_text": False,
                "budget_line_ids": [
                    Command.create(
                        {
                            "row_id": line.row_id.id,
                            "label": line.label,
                            "planned": float_round(line[basis] * (1 + rate / 100), precision_digits=0),
                        }
                    )
                    for line in (self.budget_line_ids if basis != "none" else ())
                ],
            }
        )
        # sudo: what renews what, a fact of this step
        following.sudo().previous_id = self
        return following
