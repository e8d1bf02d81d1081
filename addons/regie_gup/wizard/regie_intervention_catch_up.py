from odoo import api, fields, models


class RegieInterventionCatchUp(models.TransientModel):
    """On which day, and by which team, missed passes are caught up; planned ones are moved."""

    _name = "regie.intervention.catch.up"
    _description = "Catch up or Move Passes"

    intervention_ids = fields.Many2many(
        "regie.intervention", string="Passes", required=True, default=lambda self: self._default_intervention_ids()
    )
    missed_count = fields.Integer(string="Number missed", compute="_compute_missed_count")
    date = fields.Date(string="New day", required=True, default=lambda self: fields.Date.context_today(self))
    department_id = fields.Many2one("hr.department", string="Team", help="Empty: the team of each pass.")
    reason_id = fields.Many2one(
        "regie.intervention.reason",
        string="Why they were missed",
        domain="[('kind', '=', 'missed')]",
        help="Empty: the reason already given stays.",
    )

    @api.model
    def _default_intervention_ids(self):
        if self.env.context.get("active_model") == "regie.intervention":
            return self.env.context.get("active_ids")
        return False

    @api.depends("intervention_ids")
    def _compute_missed_count(self):
        for one in self:
            one.missed_count = len(one.intervention_ids.filtered(lambda each: each.state == "missed"))

    def action_apply(self):
        """Move the planned passes, plan new ones for the missed, and open them.

        :raise UserError: E-PREST-05 or E-PREST-06 when a pass is neither planned nor to catch up
        """
        self.ensure_one()
        planned = self.intervention_ids.filtered(lambda one: one.state == "planned")
        missed = self.intervention_ids - planned
        planned.write(
            {"date_planned": self.date, **({"department_id": self.department_id.id} if self.department_id else {})}
        )
        if self.reason_id:
            missed.reason_id = self.reason_id
        passes = planned | missed._catch_up(self.date, self.department_id)
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_gup.regie_intervention_action")
        return {**action, "domain": [("id", "in", passes.ids)], "context": {}}
