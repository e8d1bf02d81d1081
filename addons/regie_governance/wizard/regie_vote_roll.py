from odoo import Command, api, fields, models

from ..models.regie_vote_line import CHOICES


class RegieVoteRoll(models.TransientModel):
    """The call of names: each voter who has not voted, with the answer; or the list that each signs, when the ballot
    is secret."""

    _name = "regie.vote.roll"
    _description = "Call of names"

    resolution_id = fields.Many2one("regie.resolution", required=True, readonly=True, ondelete="cascade")
    line_ids = fields.One2many("regie.vote.roll.line", "wizard_id", string="Voters")

    @api.model
    def default_get(self, fields_list):
        """Start from the voters who have not voted on the point."""
        values = super().default_get(fields_list)
        point = self.env["regie.resolution"].browse(values.get("resolution_id"))
        if point and "line_ids" in fields_list:
            voted = point._get_voted_lines().attendance_id
            values["line_ids"] = [
                Command.create({"attendance_id": line.id, "voter_id": voter.id, "proxy_id": proxy.id})
                for line, voter, proxy in point._get_ballots()
                if line not in voted
            ]
        return values

    def action_record(self):
        """Record the answers that were noted; the others can answer later."""
        self.ensure_one()
        point = self.resolution_id
        point.check_access("write")
        point._record_roll({line.attendance_id: line.choice for line in self.line_ids if line.choice})


class RegieVoteRollLine(models.TransientModel):
    """A voter who is called."""

    _name = "regie.vote.roll.line"
    _description = "Voter who is called"

    wizard_id = fields.Many2one("regie.vote.roll", required=True, ondelete="cascade")
    attendance_id = fields.Many2one("regie.attendance", string="Voice", required=True, readonly=True)
    voter_id = fields.Many2one("res.partner", string="Voted by", readonly=True)
    proxy_id = fields.Many2one("regie.proxy", string="By proxy", readonly=True)
    choice = fields.Selection(CHOICES[:6])
