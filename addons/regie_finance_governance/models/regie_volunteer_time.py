from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieVolunteerTime(models.Model):
    """Hours of volunteers that were taken as a contribution in kind: once, and never changed under it."""

    _name = "regie.volunteer.time"
    _inherit = ["regie.volunteer.time", "regie.fact.defaults"]

    inkind_contribution_id = fields.Many2one(
        "regie.inkind.contribution",
        string="Contribution in kind",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups="regie_finance.group_finance_read",
    )

    @api.model
    def _is_software_fact(self, name):
        """Only the contribution is a fact: the other fields of the hours keep their own rules."""
        return name == "inkind_contribution_id"

    def write(self, vals):
        """Refuse a contribution written by hand: the exercise takes the hours. (FACT-01)"""
        if "inkind_contribution_id" in vals and not self.env.su:
            raise UserError(
                self.env._("The exercise takes the hours: use its button in Finance / In kind, by exercise. (FACT-01)")
            )
        return super().write(vals)

    def action_reopen(self):
        """Take the validation back, unless the hours stand in a contribution. (FIN-035)"""
        # sudo: who keeps the hours does not read the accounts, and must know that they rest on them
        for contribution in self.sudo().inkind_contribution_id[:1]:
            raise UserError(
                self.env._(
                    "These hours stand in the contribution “%(name)s”: ask the accountant to reopen and delete it "
                    "first. (FIN-035)",
                    name=contribution.name,
                )
            )
        return super().action_reopen()
