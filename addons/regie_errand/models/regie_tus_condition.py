from odoo import fields, models


class RegieTusCondition(models.Model):
    """What gives a right to social transport: where one lives, or what one lives on. Domain: 8.7."""

    _name = "regie.tus.condition"
    _description = "Condition of social transport"
    _inherit = ["regie.config.exchange"]
    _order = "sequence, name, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "kind", "proof", "months", "source")

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [("residence", "Residence"), ("resource", "Resources")], string="Rests on", required=True, default="resource"
    )
    proof = fields.Char(
        string="Paper to look at", translate=True, required=True, help="Looked at, never kept nor copied."
    )
    months = fields.Integer(string="Months of validity", default=12, required=True)
    source = fields.Char(translate=True)

    _code_uniq = models.UniqueIndex("(code)", "Another condition already bears this code.")
    _months_positive = models.Constraint("CHECK (months > 0)", "A right lasts some months.")
