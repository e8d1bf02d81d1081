from odoo import fields, models


class RegieRepairCategory(models.Model):
    """A kind of object that people bring to be repaired, and what one usually weighs. Domain: 8.8."""

    _name = "regie.repair.category"
    _description = "Kind of object to repair"
    _inherit = ["regie.config.exchange"]
    _order = "sequence, name, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "weight", "icon", "source")

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    icon = fields.Char(default="🔧", help="One picture shown on the phone.")
    weight = fields.Float(
        string="Usual weight (kg)", digits=(16, 2), required=True, help="Proposed for each object; weigh it if you can."
    )
    source = fields.Char(translate=True)

    _code_uniq = models.UniqueIndex("(code)", "Another kind of object already bears this code.")
    _weight_positive = models.Constraint("CHECK (weight > 0)", "A kind of object has a weight. (E-REPAIR-01)")
