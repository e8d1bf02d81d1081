from odoo import fields, models


class RegieGrantDepreciation(models.Model):
    """Depreciation, in an exercise, of the asset that an investment grant helped to buy.

    The grant goes to the income (747, 139) in the same proportion: PCG, art. 312-1.
    """

    _name = "regie.grant.depreciation"
    _description = "Depreciation of the asset of a grant"
    _order = "grant_id, date_to"
    _rec_name = "exercise_id"
    _check_company_auto = True

    grant_id = fields.Many2one("regie.grant", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="grant_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    exercise_id = fields.Many2one("regie.exercise", required=True, index=True, ondelete="restrict", check_company=True)
    date_to = fields.Date(related="exercise_id.date_to", store=True)
    amount_asset = fields.Monetary(
        string="Depreciation of the asset",
        required=True,
        help="As booked in 681: proposed on a straight line, to be corrected when the books say otherwise.",
    )

    _exercise_uniq = models.Constraint(
        "UNIQUE (grant_id, exercise_id)", "The asset of a grant has one depreciation by exercise."
    )
    _amount_positive = models.Constraint("CHECK (amount_asset >= 0)", "A depreciation is not negative.")
