from odoo import fields, models

from .regie_statutes_meeting_rule import MEETING_TYPES

RESOLUTION_TYPES = [
    ("ordinary", "Ordinary"),
    ("statutes", "Statutes"),
    ("accounts", "Approval of the accounts"),
    ("allocation", "Allocation of the result"),
    ("budget", "Budget"),
    ("contract", "Contract or convention"),
    ("grant", "Request for a grant"),
    ("election", "Election"),
    ("admission", "Admission of a member"),
    ("exclusion", "Exclusion of a member"),
    ("dissolution", "Dissolution or merger"),
    ("other", "Other"),
]


class RegieStatutesVoteRule(models.Model):
    """By what majority an organ adopts a kind of resolution. All numbers are whole: no rounding decides a vote."""

    _name = "regie.statutes.vote.rule"
    _description = "Rule of majority"
    _order = "statutes_id, organ_id, meeting_type desc, resolution_type desc"
    _rec_name = "organ_id"
    _check_company_auto = True

    statutes_id = fields.Many2one("regie.statutes", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="statutes_id.company_id", store=True, index=True)
    organ_id = fields.Many2one("regie.organ", required=True, check_company=True, ondelete="restrict")
    meeting_type = fields.Selection(MEETING_TYPES, help="Empty: for both.")
    resolution_type = fields.Selection(RESOLUTION_TYPES, help="Empty: for all.")
    article = fields.Char()
    quote = fields.Text(help="The words of the statutes, as adopted.")
    majority_base = fields.Selection(
        [
            ("expressed", "Votes for and against"),
            ("expressed_blank", "Votes for, against and blank"),
            ("present_represented", "Persons present or represented"),
            ("present", "Persons present"),
            ("members", "All those who have the right to vote"),
        ],
        required=True,
        default="expressed",
        help="What abstentions weigh depends on it: the statutes must say it.",
    )
    majority_rule = fields.Selection(
        [
            ("simple", "More for than against"),
            ("absolute", "More than half of the base"),
            ("two_thirds", "Two thirds of the base"),
            ("three_quarters", "Three quarters of the base"),
            ("unanimous", "Unanimity of the base"),
            ("custom", "Another fraction of the base"),
            ("plurality", "Most votes (election)"),
        ],
        required=True,
        default="simple",
    )
    majority_num = fields.Integer(string="Fraction: numerator", default=1)
    majority_den = fields.Integer(string="Fraction: denominator", default=2)
    majority_operator = fields.Selection(
        [("ge", "At least"), ("gt", "More than")], string="Fraction is", required=True, default="gt"
    )
    tie_rule = fields.Selection(
        [
            ("rejected", "Not adopted"),
            ("casting", "Casting vote of the chair"),
            ("age", "The oldest is elected"),
            ("lot", "Drawn by lot"),
        ],
        string="In case of a tie",
        required=True,
        default="rejected",
        help="A casting vote does not exist in a secret ballot (CA Bordeaux, 12 January 2017).",
    )
    is_secret = fields.Boolean(string="Always secret")
    is_second_round = fields.Boolean(string="Second round", help="Elections: a second round when nobody is elected.")
    college_mode = fields.Selection(
        [
            ("none", "One person, one vote"),
            ("proportional", "By college: each weighs its share of votes for"),
            ("block", "By college: each goes to its majority"),
        ],
        required=True,
        default="none",
    )
    empty_college = fields.Selection(
        [("drop", "Is left out, the others share its weight"), ("against", "Counts against")],
        string="A college without a vote",
        required=True,
        default="drop",
    )

    _rule_uniq = models.UniqueIndex(
        "(statutes_id, organ_id, COALESCE(meeting_type, ''), COALESCE(resolution_type, ''))",
        "This kind of resolution already has its majority.",
    )
    _fraction = models.Constraint(
        "CHECK (majority_num >= 0 AND majority_den > 0 AND majority_num <= majority_den)",
        "A majority is a fraction between 0 and 1.",
    )
