from odoo import fields, models


class RegieActivity(models.Model):
    """What the accounts need to know of an activity: whether it carries the others, and how it is taxed."""

    _inherit = "regie.activity"

    is_support = fields.Boolean(
        string="Support",
        tracking=True,
        help="The head office, or what serves the other activities: its cost is shared among them by an overhead key.",
    )
    tax_sector = fields.Selection(
        [
            ("taxable", "Profit-making, taxed"),
            ("nontaxable", "Not profit-making"),
            ("franchise", "Profit-making, accessory (franchise)"),
            ("exempt", "Exempt service"),
        ],
        tracking=True,
        help="Chosen by the accountant, activity by activity: no régie is exempt by nature. The receipts of the "
        "accessory sector are watched against the threshold of the franchise.",
    )
