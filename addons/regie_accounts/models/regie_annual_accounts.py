from odoo import fields, models


class RegieAnnualAccounts(models.Model):
    """Annual accounts of an exercise: balance sheet, income statement and annex, one whole (ANC 2018-06, art. 410-1).

    Figures are read from the journal items each time; texts of the annex are kept here.
    """

    _name = "regie.annual.accounts"
    _description = "Annual accounts"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_to desc, id desc"
    _rec_name = "exercise_id"
    _check_company_auto = True

    exercise_id = fields.Many2one(
        "regie.exercise", required=True, check_company=True, index=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one(
        "res.company", string="Régie", related="exercise_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(related="exercise_id.date_from", string="First day")
    date_to = fields.Date(related="exercise_id.date_to", store=True, string="Last day")

    _exercise_uniq = models.Constraint(
        "UNIQUE (exercise_id)", "This exercise already has its annual accounts. (FIN-104)"
    )
