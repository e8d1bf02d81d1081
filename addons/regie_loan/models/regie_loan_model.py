from odoo import fields, models


class RegieLoanModel(models.Model):
    """A model of tool that is lent, of which there are one or several: « perforateur SDS ». gup_services.md, 5.2."""

    _name = "regie.loan.model"
    _description = "Model of tool"
    _inherit = ["mail.thread", "image.mixin"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    policy_id = fields.Many2one(
        "regie.loan.policy", required=True, index=True, ondelete="restrict", check_company=True, tracking=True
    )
    description = fields.Text(translate=True)
    deposit = fields.Monetary(tracking=True)
    replacement_value = fields.Monetary(tracking=True)
    item_ids = fields.One2many("regie.loan.item", "model_id", string="Tools")
