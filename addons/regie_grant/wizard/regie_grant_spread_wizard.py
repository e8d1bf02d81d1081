from odoo import Command, api, fields, models

from ..models.regie_grant_spread import SPREADS


class RegieGrantSpreadWizard(models.TransientModel):
    """How a grant is shared among the exercises that its period meets."""

    _name = "regie.grant.spread.wizard"
    _description = "Spreading of a grant"

    grant_id = fields.Many2one("regie.grant", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="grant_id.currency_id")
    method = fields.Selection(SPREADS, required=True, default="agreed")
    line_ids = fields.One2many("regie.grant.spread.line", "wizard_id", string="Exercises")

    @api.model
    def default_get(self, fields):
        """One line by exercise that the period meets, with its days and its present amount."""
        values = super().default_get(fields)
        grant = self.env["regie.grant"].browse(values.get("grant_id"))
        if grant and "line_ids" in fields:
            amounts = {fraction.exercise_id: fraction.amount for fraction in grant.fraction_ids}
            values["line_ids"] = [
                Command.create(
                    {"exercise_id": exercise.id, "days": days, "weight": days, "amount": amounts.get(exercise, 0.0)}
                )
                for exercise, days in grant._get_days_by_exercise().items()
            ]
        return values

    def action_confirm(self):
        """Write the fractions."""
        self.ensure_one()
        column = {"agreed": "amount", "key": "weight", "prorata": "days"}[self.method]
        self.grant_id.spread_over(self.method, {line.exercise_id: line[column] for line in self.line_ids})
