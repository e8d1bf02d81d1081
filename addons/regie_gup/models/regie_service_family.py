from odoo import fields, models


class RegieServiceFamily(models.Model):
    """A family of what the régie does on its sites: cleaning, green spaces, roads, waste, building works…

    The share of the régies that do it comes from the figures of the network (seed 001, lines 441 to 457).
    """

    _name = "regie.service.family"
    _description = "Family of services"
    _order = "sequence, id"

    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    icon = fields.Char(default="fa-leaf", help="Name of a Font Awesome icon, such as fa-leaf.")
    color = fields.Integer()
    is_green = fields.Boolean(string="Green spaces", help="No plant-protection product is used there.")
    network_share = fields.Float(
        string="Régies that do it (%)", help="Figure of the network, for information: see the source of the benchmark."
    )

    _code_uniq = models.UniqueIndex("(code)", "Another family of services already bears this code.")
