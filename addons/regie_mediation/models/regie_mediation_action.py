from odoo import fields, models


class RegieMediationAction(models.Model):
    """What the mediators did about an incident: talk, reminder of the rules, mediation, call…"""

    _name = "regie.mediation.action"
    _description = "Action of the mediators"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    icon = fields.Char(default="fa-comments-o", help="Name of a Font Awesome icon, such as fa-phone.")
    is_call = fields.Boolean(string="Call to somebody else", help="Landlord, rescue, police.")
    company_id = fields.Many2one("res.company", help="Only for this régie. Empty: for all.")
