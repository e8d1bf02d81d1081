from odoo import fields, models


class RegieLoanKitComponent(models.Model):
    """A model of tool in a kit, and how many."""

    _name = "regie.loan.kit.component"
    _description = "Component of a kit"
    _order = "kit_id, id"

    kit_id = fields.Many2one("regie.loan.kit", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="kit_id.company_id", store=True, precompute=True, index=True)
    model_id = fields.Many2one("regie.loan.model", required=True, index=True, ondelete="restrict", check_company=True)
    quantity = fields.Integer(default=1, required=True)

    _quantity_positive = models.Constraint("CHECK (quantity > 0)", "A kit holds one of each at least.")
