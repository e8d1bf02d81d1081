from odoo import fields, models


class RegieMediationIncidentType(models.Model):
    """What happened: noise, occupied hall, quarrel… with the picture that one taps at night."""

    _name = "regie.mediation.incident.type"
    _description = "Type of incident"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    icon = fields.Char(default="fa-exclamation-circle", help="Name of a Font Awesome icon, such as fa-volume-up.")
    is_danger = fields.Boolean(
        string="Danger", help="The telephone first reminds to call 17, 15, 18 or 112 and to stay safe."
    )
    company_id = fields.Many2one("res.company", help="Only for this régie. Empty: for all.")
