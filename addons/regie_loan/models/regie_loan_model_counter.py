from odoo import fields, models


class RegieLoanModel(models.Model):
    """What is looked at, used up and checked with the tools of a model."""

    _inherit = "regie.loan.model"

    prompt_ids = fields.Many2many("regie.loan.prompt", string="Questions of its own")
    consumable_ids = fields.Many2many(
        "product.product", string="Consumables", help="Proposed at the counter with this model, at their price."
    )
    maintenance_months = fields.Integer(string="Checked every (months)", help="0: never by months.")
    electrical_months = fields.Integer(string="Electrical check every (months)", help="0: not an electrical tool.")

    _months_positive = models.Constraint(
        "CHECK (maintenance_months >= 0 AND electrical_months >= 0)", "A number of months is not negative."
    )
