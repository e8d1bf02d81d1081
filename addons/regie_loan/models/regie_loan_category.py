from odoo import fields, models


class RegieLoanCategory(models.Model):
    """A shelf of the catalogue: hand tools, drilling, garden, cleaning…"""

    _name = "regie.loan.category"
    _description = "Category of tools"
    _inherit = ["regie.config.exchange"]
    _order = "sequence, name, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "sequence")

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    model_ids = fields.One2many("regie.loan.model", "category_id", string="Models")

    _code_uniq = models.UniqueIndex("(code)", "Another category already bears this code.")
