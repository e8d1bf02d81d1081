from odoo import fields, models


class AccountJournal(models.Model):
    """A journal whose entries are all of one activity unless they say otherwise: a till, a payroll…"""

    _inherit = "account.journal"

    regie_activity_id = fields.Many2one(
        "regie.activity",
        string="Activity",
        check_company=True,
        help="Borne by the income and expenses of this journal that say none: the till of the restaurant, the bank "
        "account of a project. Without it, banks and tills take the default activity of the régie.",
    )
