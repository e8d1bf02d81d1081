from odoo import fields, models


class ResCompany(models.Model):
    """When the régie pays its employees and when the State pays the régie."""

    _inherit = "res.company"

    iae_aid_delay_days = fields.Integer(
        string="Payment delay of the State",
        default=30,
        help="Days between the end of a month and the payment of its aide au poste.",
    )
    iae_pay_day = fields.Integer(
        string="Day of the net pay", default=28, help="Day of the month on which the net pay of the month leaves."
    )
    iae_charges_day = fields.Integer(
        string="Day of the contributions",
        default=15,
        help="Day of the next month on which the social contributions of the month leave.",
    )
    iae_monthly_payroll = fields.Monetary(
        string="Monthly gross payroll",
        help="Gross pay of the insertion employees in one month. 0: from the contracts, their wage or the hourly pay.",
    )

    _iae_days_check = models.Constraint(
        "CHECK (iae_pay_day BETWEEN 1 AND 31 AND iae_charges_day BETWEEN 1 AND 31 AND iae_aid_delay_days >= 0)",
        "The days of payment go from 1 to 31 and the delay of the State is not negative.",
    )
