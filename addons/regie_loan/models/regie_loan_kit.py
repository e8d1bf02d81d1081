from odoo import fields, models


class RegieLoanKit(models.Model):
    """Tools that go together: the sander with its mask and its glasses. Booked and returned piece by piece."""

    _name = "regie.loan.kit"
    _description = "Kit of tools"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    component_ids = fields.One2many("regie.loan.kit.component", "kit_id", string="Components", copy=True)


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
