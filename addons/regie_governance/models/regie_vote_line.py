from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

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
BALLOTS = tuple(choice for choice, label in CHOICES[:6])
BARRED = ("recused", "suspended")


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

    @api.constrains("choice", "resolution_id", "attendance_id", "voter_id")
    def _check_ballot(self):
        for resolution, lines in self.grouped("resolution_id").items():
            ballots = lines.filtered(lambda line: line.choice not in BARRED)
            if ballots:
                resolution._check_vote_open()
                ballots._check_secrecy(resolution)
                ballots._check_voters(resolution)

    def _check_secrecy(self, resolution):
        """Raise GOV-043 when a choice is written beside a name in a secret ballot."""
        if resolution._is_secret() and any(self.mapped("choice")):
            raise ValidationError(
                self.env._(
                    "“%s” is voted by secret ballot: no choice is recorded beside a name. (GOV-043)", resolution.title
                )
            )
        if not resolution._is_secret() and not all(self.mapped("choice")):
            raise ValidationError(self.env._("A vote by name has a choice: say for, against or abstention."))

    def _check_voters(self, resolution):
        """Raise GOV-040 for a voice that is not on the roll of the meeting."""
        for line in self:
            if line.attendance_id.meeting_id != resolution.meeting_id or not line.attendance_id.is_voter:
                raise ValidationError(
                    self.env._("%s has no vote in this meeting. (GOV-040)", line.attendance_id.display_name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Note votes of the room; those that come online, and those that a recusal bars, are nobody's to note.

        :raise UserError: GOV-044 for a vote that only its voter casts, or that only a recusal takes out
        """
        if not self.env.su and any(
            vals.get("channel", "room") != "room" or vals.get("choice") in BARRED for vals in vals_list
        ):
            raise UserError(self._get_not_by_hand())
        return super().create(vals_list)

    def _get_not_by_hand(self):
        return self.env._(
            "A vote cast online comes from its voter, and a voice is taken out by a recusal: neither is noted by hand."
            " Note the votes of the room. (GOV-044)"
        )

    def write(self, vals):
        """Correct a choice that was noted in the room; everything else of a vote is final.

        :raise UserError: GOV-044 for any other change
        """
        self._check_not_signed()
        if not self.env.su and vals.get("choice") in BARRED:
            raise UserError(self._get_not_by_hand())
        if set(vals) - {"choice"} or "online" in self.mapped("channel"):
            raise UserError(
                self.env._("A vote does not change once cast; only a vote noted in the room is corrected. (GOV-044)")
            )
        self.resolution_id._hold_vote()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_not_closed(self):
        self._check_not_signed()
        if any(resolution.date_closed for resolution in self.resolution_id):
            raise UserError(self.env._("The vote is closed: its votes stay. (GOV-044)"))
