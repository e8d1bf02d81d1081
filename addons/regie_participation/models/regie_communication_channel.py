from odoo import fields, models


class RegieCommunicationChannel(models.Model):
    """Where the régie speaks: halls, neighbourhood paper, social networks, press. Also the scope of an image right."""

    _name = "regie.communication.channel"
    _description = "Channel of communication"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    icon = fields.Char(default="fa-bullhorn", help="Name of a Font Awesome icon.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Only for this régie. Empty: for all.")
