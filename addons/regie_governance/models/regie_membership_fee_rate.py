from odoo import api, fields, models
from odoo.tools import format_date


class RegieMembershipFeeRate(models.Model):
    """What the members of a college owe each year, from when to when, and what decided it."""

    _name = "regie.membership.fee.rate"
    _description = "Amount of the fee"
    _inherit = ["mail.thread"]
    _order = "college_id, date_start desc, id desc"
    _rec_name = "college_id"
    _check_company_auto = True

    college_id = fields.Many2one("regie.college", required=True, ondelete="restrict", index=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(required=True, tracking=True, help="For a whole year. 0: the college pays nothing.")
    date_start = fields.Date(string="From", required=True, tracking=True, help="First day of the first year concerned.")
    date_end = fields.Date(string="Until", tracking=True, help="Last day. Empty: until it changes.")
    resolution_id = fields.Many2one(
        "regie.resolution", string="Decided by", check_company=True, ondelete="restrict", index="btree_not_null"
    )
    source = fields.Char(
        string="Decision", help="When the deliberation is not in the software: general assembly of…, article…"
    )

    _amount_positive = models.Constraint("CHECK (amount >= 0)", "A fee is not negative.")
    _dates_ordered = models.Constraint("CHECK (date_end >= date_start)", "An amount cannot end before it starts.")
    _period_excl = models.Constraint(
        "EXCLUDE USING gist (company_id WITH =, college_id WITH =, daterange(date_start, date_end, '[]') WITH &&)",
        "The college already has an amount on these days: end the old one on the day before.",
    )

    @api.depends("college_id", "date_start")
    def _compute_display_name(self):
        for rate in self:
            rate.display_name = f"{rate.college_id.name or ''} ({format_date(self.env, rate.date_start)})"

    @api.model
    def _get_amounts(self, company, date):
        """Return ``{college: amount}`` of the rates in force on a date in a régie."""
        rates = self.search(
            [
                ("company_id", "=", company.id),
                ("date_start", "<=", date),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", date),
            ]
        )
        return {rate.college_id: rate.amount for rate in rates}
