from odoo import fields, models


class RegieMealPayer(models.Model):
    """Who pays which part of the meals of a person: the person, the CCAS, a pension fund."""

    _name = "regie.meal.payer"
    _description = "Payer of meals"
    _order = "share desc, id"
    _rec_name = "partner_id"

    subscription_id = fields.Many2one("regie.meal.subscription", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="subscription_id.company_id", store=True, precompute=True, index=True)
    partner_id = fields.Many2one("res.partner", string="Payer", required=True, ondelete="restrict")
    share = fields.Float(string="Share (%)", digits=(5, 2), required=True, default=100)
    reference = fields.Char(help="Number of the file at the payer's, printed on the invoice.")

    _share_range = models.Constraint("CHECK (share > 0 AND share <= 100)", "A share is between 0 and 100 %.")
    _payer_uniq = models.UniqueIndex("(subscription_id, partner_id)", "This payer is already there.")
