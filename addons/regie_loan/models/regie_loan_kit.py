from odoo import api, fields, models


class RegieLoanKit(models.Model):
    """Tools that go together: the sander with its mask and its glasses. Booked and returned piece by piece."""

    _name = "regie.loan.kit"
    _description = "Kit of tools"
    _inherit = ["image.mixin"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    description = fields.Text(translate=True, help="What it serves for; the protections that go with it.")
    component_ids = fields.One2many("regie.loan.kit.component", "kit_id", string="Components", copy=True)

    component_names = fields.Char(string="Pieces", compute="_compute_component_names")

    @api.depends("component_ids.model_id", "component_ids.quantity")
    def _compute_component_names(self):
        for kit in self:
            pieces = (f"{piece.quantity} × {piece.model_id.name}" for piece in kit.component_ids if piece.model_id)
            kit.component_names = ", ".join(pieces)

    def _prepare_line_vals(self):
        """Return the values of the lines of a loan: one for each piece."""
        self.ensure_one()
        return [
            {"kit_id": self.id, "model_id": component.model_id.id}
            for component in self.component_ids
            for _piece in range(component.quantity)
        ]
