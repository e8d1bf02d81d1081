from odoo import fields, models

CHOICES = [
    ("for", "For"),
    ("against", "Against"),
    ("abstain", "Abstention"),
    ("blank", "Blank"),
    ("null", "Null"),
    ("not_voting", "Takes no part in the vote"),
    ("recused", "Recused"),
    ("suspended", "Proxy suspended"),
]


class RegieVoteLine(models.Model):
    """What became of a voice on a resolution: voted (with its choice, unless the ballot is secret), recused, or
    suspended because its holder is recused. One line per voice: PostgreSQL refuses the second, so that nobody votes
    twice and nobody recused votes, whatever the door."""

    _name = "regie.vote.line"
    _description = "Vote"
    _inherit = ["regie.signed.guard"]
    _order = "resolution_id, attendance_id"
    _rec_name = "attendance_id"

    resolution_id = fields.Many2one("regie.resolution", required=True, index=True, ondelete="cascade")
    meeting_id = fields.Many2one(related="resolution_id.meeting_id", store=True, index=True, precompute=True)
    company_id = fields.Many2one(related="resolution_id.company_id", store=True, index=True, precompute=True)
    attendance_id = fields.Many2one("regie.attendance", string="Voice", required=True, index=True, ondelete="restrict")
    college_id = fields.Many2one(related="attendance_id.college_id", store=True, precompute=True)
    voter_id = fields.Many2one("res.partner", string="Voted by", required=True, index=True, ondelete="restrict")
    proxy_id = fields.Many2one("regie.proxy", string="By proxy", index="btree_not_null", ondelete="restrict")
    choice = fields.Selection(CHOICES, help="Empty in a secret ballot: the line only says that the voice was used.")
    channel = fields.Selection([("room", "In the room"), ("online", "Online")], required=True, default="room")

    _voice_uniq = models.Constraint("UNIQUE (resolution_id, attendance_id)", "This voice was already used. (GOV-040)")
