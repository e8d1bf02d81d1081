from odoo import api, fields, models

from ..tools import pass_iae


class RegieIaePassLift(models.TransientModel):
    """Asks for the day on which the person is hired again, which ends the suspension of the PASS IAE."""

    _name = "regie.iae.pass.lift"
    _description = "Lifting of a suspension"

    pass_id = fields.Many2one("regie.iae.pass", string="PASS IAE", required=True, readonly=True)
    hire_date = fields.Date(string="Hired on", required=True, default=fields.Date.context_today)
    date_end_after = fields.Date(
        string="New end of the PASS", compute="_compute_date_end_after", help="Last day of the PASS once lifted."
    )
    is_lifted = fields.Boolean(compute="_compute_date_end_after")

    @api.depends("pass_id", "hire_date")
    def _compute_date_end_after(self):
        for wizard in self:
            known = wizard.pass_id and wizard.hire_date
            suspension = wizard.pass_id._get_suspension(wizard.hire_date) if known else None
            wizard.is_lifted = bool(suspension)
            wizard.date_end_after = wizard.pass_id.date_end
            if suspension:
                end = pass_iae.lifted_end(suspension.date_start, wizard.hire_date)
                moves = [(suspension.date_start, end)] if end else []
                wizard.date_end_after = pass_iae.moved_end(wizard.pass_id._get_date_end_without(suspension), moves)

    def action_lift(self):
        """Lift the suspension."""
        self.ensure_one()
        self.pass_id._lift_suspension(self.hire_date)
