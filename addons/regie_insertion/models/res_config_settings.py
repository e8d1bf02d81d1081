from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of the insertion side: days of payment."""

    _inherit = "res.config.settings"

    iae_aid_delay_days = fields.Integer(related="company_id.iae_aid_delay_days", readonly=False)
    iae_pay_day = fields.Integer(related="company_id.iae_pay_day", readonly=False)
    iae_charges_day = fields.Integer(related="company_id.iae_charges_day", readonly=False)
    iae_monthly_payroll = fields.Monetary(
        related="company_id.iae_monthly_payroll", readonly=False, currency_field="iae_currency_id"
    )
    iae_currency_id = fields.Many2one(related="company_id.currency_id", string="Currency of the payroll")
