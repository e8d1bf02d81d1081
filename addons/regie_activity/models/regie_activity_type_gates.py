from odoo import fields, models


class RegieActivityType(models.Model):
    """A kind of activity says which authorisations it asks for."""

    _inherit = "regie.activity.type"

    gate_ids = fields.Many2many(
        "regie.regulatory.gate",
        "regie_activity_type_gate_rel",
        "type_id",
        "gate_id",
        string="Authorisations",
        help="A session is not published without a valid document for each.",
    )
    cost = fields.Float(
        string="Cost of a session (€)", digits=(16, 2), help="Proposed on each session; gives the cost per participant."
    )
