from odoo import fields, models


class RegieMealCompanyLine(models.Model):
    """Meals of a worker on the contract of an employer: what the till sold, until an invoice bears it."""

    _name = "regie.meal.company.line"
    _description = "Meals of a contract"
    _inherit = ["regie.fact.guard"]
    _order = "date desc, id desc"
    _rec_name = "order_id"

    contract_id = fields.Many2one(
        "regie.meal.company", string="Employer", required=True, readonly=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="contract_id.currency_id")
    order_id = fields.Many2one("pos.order", string="Sale", required=True, readonly=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Worker", readonly=True, ondelete="set null")
    payment_method_id = fields.Many2one("pos.payment.method", string="Paid by", readonly=True)
    date = fields.Date(required=True, readonly=True, index=True)
    meals = fields.Integer(readonly=True)
    amount = fields.Monetary(string="Paid by the employer", readonly=True)
    move_id = fields.Many2one("account.move", string="Invoice", readonly=True, copy=False, index="btree_not_null")

    _order_uniq = models.Constraint("UNIQUE (order_id)", "The meals of this sale are already counted.")
