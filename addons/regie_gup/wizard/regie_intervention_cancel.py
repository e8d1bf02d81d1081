from odoo import fields, models


class RegieInterventionCancel(models.TransientModel):
    """Why these passes are cancelled."""

    _name = "regie.intervention.cancel"
    _description = "Cancel passes"

    intervention_ids = fields.Many2many("regie.intervention", string="Passes", required=True)
    reason_id = fields.Many2one("regie.intervention.reason", domain="[('kind', '=', 'cancelled')]")

    def action_cancel(self):
        """Cancel the passes.

        :raise UserError: E-INT-04 without a reason
        """
        self.intervention_ids._cancel(self.reason_id)
