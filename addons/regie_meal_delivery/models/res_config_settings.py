from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The meals at home, on the page of the settings."""

    _inherit = "res.config.settings"

    regie_meal_product_id = fields.Many2one(related="company_id.regie_meal_product_id", readonly=False)
    regie_meal_vat_regime = fields.Selection(related="company_id.regie_meal_vat_regime", readonly=False, required=True)
    regie_meal_vat_mention = fields.Char(related="company_id.regie_meal_vat_mention", readonly=False)
    regie_meal_bill_absent = fields.Boolean(related="company_id.regie_meal_bill_absent", readonly=False)
