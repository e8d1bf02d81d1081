from odoo import fields, models


class RegieResolutionTally(models.Model):
    """Counts of a resolution without names: hands counted in the room, and secret ballots, by college if they weigh.

    Secret votes are added here and nowhere else: no record ties a ballot to a person.
    """

    _name = "regie.resolution.tally"
    _description = "Count of votes"
    _inherit = ["regie.signed.guard"]
    _guard_sql = "(SELECT meeting_id FROM regie_resolution WHERE id = {row}.resolution_id)"
    _guard_path = "resolution_id.meeting_id"
    _order = "resolution_id, college_id, channel"
    _rec_name = "resolution_id"

    resolution_id = fields.Many2one("regie.resolution", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="resolution_id.company_id", store=True, index=True, precompute=True)
    college_id = fields.Many2one("regie.college", ondelete="restrict", help="Empty: all colleges together.")
    channel = fields.Selection([("room", "In the room"), ("online", "Online")], required=True, default="room")
    count_for = fields.Integer(string="For")
    count_against = fields.Integer(string="Against")
    count_abstain = fields.Integer(string="Abstentions")
    count_blank = fields.Integer(string="Blank")
    count_null = fields.Integer(string="Null")
    count_not_voting = fields.Integer(string="Take no part")

    _tally_uniq = models.UniqueIndex(
        "(resolution_id, COALESCE(college_id, 0), channel)", "This count is already there: change it."
    )
    _not_negative = models.Constraint(
        "CHECK (LEAST(count_for, count_against, count_abstain, count_blank, count_null, count_not_voting) >= 0)",
        "A number of votes is not negative. (GOV-044)",
    )
