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
