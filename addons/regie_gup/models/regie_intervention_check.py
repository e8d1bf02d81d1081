from odoo import fields, models


class RegieInterventionCheck(models.Model):
    """A line of the checklist of a pass: done, or a fault that was seen."""

    _name = "regie.intervention.check"
    _description = "Line ticked on a pass"
    _inherit = ["regie.fact.guard"]
    _order = "intervention_id, check_id"
    _rec_name = "check_id"

    intervention_id = fields.Many2one(
        "regie.intervention", string="Pass", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="intervention_id.company_id", store=True, precompute=True)
    check_id = fields.Many2one("regie.service.check", string="Line", required=True, ondelete="restrict")
    result = fields.Selection([("done", "Done"), ("fault", "Fault seen")], required=True, default="done")
    user_id = fields.Many2one("res.users", string="Ticked by", default=lambda self: self.env.uid, readonly=True)

    _line_uniq = models.UniqueIndex(
        "(intervention_id, check_id)", "This line of the checklist is already ticked on this pass."
    )
