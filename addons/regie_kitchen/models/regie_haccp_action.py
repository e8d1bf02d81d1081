from odoo import fields, models


class RegieHaccpAction(models.Model):
    """What one does when a control is not right: said in one tap on the phone."""

    _name = "regie.haccp.action"
    _description = "Corrective action"
    _inherit = ["regie.config.exchange"]
    _order = "sequence, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "icon", "sequence")

    code = fields.Char(required=True, help="Short name of the action in files.")
    name = fields.Char(required=True, translate=True)
    icon = fields.Char(default="fa-wrench", help="Name of a Font Awesome icon, such as fa-trash.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "Another corrective action already bears this code.")
