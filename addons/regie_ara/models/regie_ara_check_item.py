from odoo import fields, models

ROOM_KINDS = [
    ("living", "Living room"),
    ("bedroom", "Bedroom"),
    ("kitchen", "Kitchen"),
    ("bathroom", "Bathroom or toilet"),
    ("hall", "Corridor or stairs"),
    ("common", "Common area"),
    ("outside", "Outside"),
]


class RegieAraCheckItem(models.Model):
    """A thing to look at in every room of a diagnosis; the régie keeps its own list. Domain: gup_services.md, 6.2."""

    _name = "regie.ara.check.item"
    _description = "Point of the diagnosis"
    _inherit = ["regie.config.exchange"]
    _order = "sequence, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "sequence", "wet_only", "description")

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    wet_only = fields.Boolean(string="Kitchen and bathroom only")
    description = fields.Char(string="What to look at", translate=True)

    _code_uniq = models.UniqueIndex("(code)", "Another point of the diagnosis already bears this code.")
