from odoo import fields, models


class RegieLoanPolicy(models.Model):
    """The rules under which tools are lent: how long, how many, at what fee, with which training. Domain: 5.2."""

    _name = "regie.loan.policy"
    _description = "Lending policy"
    _inherit = ["regie.config.exchange"]
    _order = "code, id"
    _exchange_key = "code"
    _exchange_fields = (
        *("code", "name", "max_days", "renewal_limit", "max_items", "buffer_hours", "min_start_days", "max_start_days"),
        *("min_age", "requires_approval", "fee_method", "daily_fee", "flat_fee", "late_fee", "grace_days"),
        *("tier_applies", "requires_photo", "maintenance_every"),
    )

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="A: everybody; B: with photos; C: dangerous, after a training.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    max_days = fields.Integer(string="Longest loan (days)", default=7)
    renewal_limit = fields.Integer(string="Renewals", default=1)
    max_items = fields.Integer(string="Tools at a time", default=4, help="0: not limited.")
    buffer_hours = fields.Float(string="Between two loans (h)", default=2, help="To check and clean the tool.")
    min_start_days = fields.Integer(string="Booked at least (days before)", default=0)
    max_start_days = fields.Integer(string="Booked at most (days before)", default=90)
    min_age = fields.Integer(string="Age", default=18)
    clearance_kind_id = fields.Many2one("regie.clearance.kind", string="Training asked for", ondelete="restrict")
    requires_approval = fields.Boolean(string="Approved by the manager")
    requires_photo = fields.Boolean(string="Photo at each handover")
    fee_method = fields.Selection(
        [("free", "Free"), ("per_day", "By day"), ("flat", "By loan")], required=True, default="free"
    )
    daily_fee = fields.Monetary()
    flat_fee = fields.Monetary(string="Fee of a loan")
    tier_applies = fields.Boolean(string="By resources", default=True, help="The fee follows the band of the borrower.")
    late_fee = fields.Monetary(string="Late fee by day")
    grace_days = fields.Integer(string="Days of grace", default=1)
    maintenance_every = fields.Integer(string="Maintenance every (loans)", help="0: never by count.")

    _code_uniq = models.UniqueIndex("(code, company_id)", "Another policy already bears this code.")
    _figures_positive = models.Constraint(
        "CHECK (max_days > 0 AND renewal_limit >= 0 AND max_items >= 0 AND buffer_hours >= 0 AND min_start_days >= 0"
        " AND max_start_days >= min_start_days AND min_age >= 0 AND grace_days >= 0 AND maintenance_every >= 0)",
        "A figure of a policy is not negative, a loan lasts a day at least, the latest booking follows the earliest.",
    )
    _fees_positive = models.Constraint(
        "CHECK (COALESCE(daily_fee, 0) >= 0 AND COALESCE(flat_fee, 0) >= 0 AND COALESCE(late_fee, 0) >= 0)",
        "A fee is not negative. (E-LOAN-19)",
    )
