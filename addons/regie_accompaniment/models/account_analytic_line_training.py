from odoo import fields, models


class AccountAnalyticLine(models.Model):
    """Hours spent in a training: paid hours like the others, counted once, here."""

    _inherit = "account.analytic.line"

    training_id = fields.Many2one(
        "regie.training",
        index="btree_not_null",
        ondelete="restrict",
        groups="regie_insertion.group_insertion_user",
        help="Training in which these paid hours were spent.",
    )
