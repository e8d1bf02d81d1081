from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.majority import Tally

COUNTS = Tally._fields


class RegieResolutionTally(models.Model):
    """Counts of a resolution without names: hands counted in the room, and secret ballots, by college if they weigh.

    Secret votes are added here and nowhere else: no record ties a ballot to a person.
    """

    _name = "regie.resolution.tally"
    _description = "Count of votes"
    _inherit = ["regie.signed.guard"]
    _guard_sql = "(SELECT meeting_id FROM regie_resolution WHERE id = {row}.resolution_id)"
    _guard_path = "resolution_id.meeting_id"
    _order = "resolution_id, college_id, channel, shard"
    _rec_name = "resolution_id"

    resolution_id = fields.Many2one("regie.resolution", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="resolution_id.company_id", store=True, index=True, precompute=True)
    college_id = fields.Many2one("regie.college", ondelete="restrict", help="Empty: all colleges together.")
    channel = fields.Selection([("room", "In the room"), ("online", "Online")], required=True, default="room")
    shard = fields.Integer(
        readonly=True,
        export_string_translation=False,
        help="Secret votes of the same second go to different lines, so that they do not wait for one another; the"
        " closing makes one line of them.",
    )
    candidate_counts = fields.Json(
        readonly=True, export_string_translation=False, help="Election: votes of each candidate."
    )
    count_for = fields.Integer(string="For")
    count_against = fields.Integer(string="Against")
    count_abstain = fields.Integer(string="Abstentions")
    count_blank = fields.Integer(string="Blank")
    count_null = fields.Integer(string="Null")
    count_not_voting = fields.Integer(string="Take no part")

    _tally_uniq = models.UniqueIndex(
        "(resolution_id, COALESCE(college_id, 0), channel, COALESCE(shard, 0))",
        "This count is already there: change it.",
    )
    _not_negative = models.Constraint(
        "CHECK (LEAST(count_for, count_against, count_abstain, count_blank, count_null, count_not_voting) >= 0)",
        "A number of votes is not negative. (GOV-044)",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Add counts to an open vote.

        :raise UserError: GOV-044 on a negative number, on a vote that is not open, on a count of online votes
        """
        self._check_ties_not_signed(vals_list)
        for vals in vals_list:
            self._check_counts(vals)
        self._check_by_hand({vals.get("channel", "room") for vals in vals_list})
        self.env["regie.resolution"].browse({vals["resolution_id"] for vals in vals_list})._hold_vote()
        return super().create(vals_list)

    def write(self, vals):
        """Change the counts of an open vote.

        :raise UserError: GOV-044 on a negative number, on a vote that is not open, on a count of online votes
        """
        self._check_not_signed()
        self._check_counts(vals)
        self._check_by_hand(set(self.mapped("channel")) | {vals.get("channel", "room")})
        self.resolution_id._hold_vote()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_open(self):
        self._check_not_signed()
        if any(resolution.date_closed for resolution in self.resolution_id):
            raise UserError(self.env._("The vote is closed: its counts stay. (GOV-044)"))

    def _check_counts(self, vals):
        if any((vals.get(count) or 0) < 0 for count in COUNTS):
            raise ValidationError(self.env._("A number of votes is not negative. (GOV-044)"))

    def _check_by_hand(self, channels):
        # Only the votes themselves add to the count of the online votes, by SQL.
        if "online" in channels:
            raise UserError(self.env._("The count of the online votes is not written by hand. (GOV-044)"))

    def _get_tally(self):
        """Return the sum of these counts."""
        return Tally(*(sum(self.mapped(count)) for count in COUNTS))
