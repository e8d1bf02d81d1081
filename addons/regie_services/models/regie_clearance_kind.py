from odoo import fields, models


class RegieClearanceKind(models.Model):
    """What a person is cleared for after a training: a dangerous tool, a machine, a gesture. Domain: 5.16, 8.1."""

    _name = "regie.clearance.kind"
    _description = "Kind of clearance"
    _inherit = ["regie.config.exchange"]
    _order = "name, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "months", "description")

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    months = fields.Integer(string="Lasts (months)", default=24, help="0: without end.")
    description = fields.Text(string="What is taught", translate=True)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "Another kind of clearance already bears this code.")
    _months_positive = models.Constraint("CHECK (months >= 0)", "A duration is not negative.")
