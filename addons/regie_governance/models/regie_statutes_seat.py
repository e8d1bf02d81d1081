from odoo import fields, models


class RegieStatutesSeat(models.Model):
    """The seats of a college in an organ: allowed or not, from how many to how many, for what share and weight.

    The statutes must say whether the representative of a landlord may sit in the board and the bureau, and in what
    proportion (GOV-08).
    """

    _name = "regie.statutes.seat"
    _description = "Seats of a college in an organ"
    _order = "statutes_id, organ_id, college_id"
    _rec_name = "college_id"
    _check_company_auto = True

    statutes_id = fields.Many2one("regie.statutes", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="statutes_id.company_id", store=True, index=True)
    organ_id = fields.Many2one("regie.organ", required=True, check_company=True, ondelete="restrict")
    college_id = fields.Many2one("regie.college", required=True, ondelete="restrict")
    is_allowed = fields.Boolean(string="May sit", default=True)
    seats_min = fields.Integer(string="Seats, at least")
    seats_max = fields.Integer(string="Seats, at most", help="0: no limit.")
    share_max = fields.Integer(string="Share, at most (%)", help="Largest share of those who sit. 0: no limit.")
    weight = fields.Integer(
        default=1, help="Weight of the college when the votes are weighted by college; only the ratios count."
    )
    article = fields.Char()
    quote = fields.Text(help="The words of the statutes, as adopted.")

    _college_uniq = models.Constraint(
        "UNIQUE (statutes_id, organ_id, college_id)", "The seats of this college in this organ are already written."
    )
    _seats_ordered = models.Constraint(
        "CHECK (seats_min >= 0 AND seats_max >= 0 AND (seats_max = 0 OR seats_max >= seats_min))",
        "The largest number of seats is smaller than the least one.",
    )
    _share_range = models.Constraint("CHECK (share_max BETWEEN 0 AND 100)", "A share goes from 0 to 100 %.")
    _weight_positive = models.Constraint("CHECK (weight >= 0)", "A weight is not negative.")
