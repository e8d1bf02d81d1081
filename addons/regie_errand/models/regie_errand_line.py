from odoo import fields, models


class RegieErrandLine(models.Model):
    """A thing to buy or to fetch: ticked on the phone when it is in the bag."""

    _name = "regie.errand.line"
    _description = "Line of a shopping list"
    _order = "errand_id, sequence, id"

    errand_id = fields.Many2one("regie.errand", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="errand_id.company_id", store=True, precompute=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(string="What", required=True)
    quantity = fields.Char(help="As the person says it: 1 kg, 2 packs…")
    is_done = fields.Boolean(string="In the bag", copy=False)
    note = fields.Char(string="Instead of it", help="What was taken instead, or why it was not found.")
