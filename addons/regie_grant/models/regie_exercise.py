from odoo import models
from odoo.fields import Domain

from .regie_grant import GRANTED


class RegieExercise(models.Model):
    """Exercises: the grants that their closing decides of."""

    _inherit = "regie.exercise"

    def _get_decided_grants_domain(self):
        """Grants awarded before the end of the exercise that still run, or still have dedicated funds."""
        self.ensure_one()
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("legal_kind", "!=", "market")
            & Domain("notified_on", "<=", self.date_to)
            & Domain("state", "in", GRANTED)
            & Domain("period_start", "<=", self.date_to)
            & (Domain("state", "!=", "closed") | Domain("fund_movement_ids", "!=", False))
        )

    def action_decide_grants(self):
        """Prepare the decision of each grant for the closing of the exercise, and show them."""
        self.ensure_one()
        self.env["regie.grant.decision"].prepare_for(self)
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_grant.regie_grant_decision_action")
        return {**action, "domain": [("exercise_id", "=", self.id)], "context": {"default_exercise_id": self.id}}
