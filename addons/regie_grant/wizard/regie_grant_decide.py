from odoo import fields, models


class RegieGrantDecide(models.TransientModel):
    """Ask for which exercise the decisions of the grants are prepared."""

    _name = "regie.grant.decide"
    _description = "Prepare the decisions of the grants"

    company_id = fields.Many2one("res.company", string="Régie", required=True, default=lambda self: self.env.company)
    exercise_id = fields.Many2one(
        "regie.exercise",
        required=True,
        domain="[('company_id', '=', company_id)]",
        default=lambda self: self._default_exercise(),
    )

    def _default_exercise(self):
        """The exercise to close: the last one that is over."""
        return self.env["regie.exercise"].search(
            [("company_id", "=", self.env.company.id), ("date_to", "<", fields.Date.context_today(self))],
            order="date_to desc",
            limit=1,
        )

    def action_decide(self):
        """Prepare the decisions and show them."""
        return self.exercise_id.action_decide_grants()
