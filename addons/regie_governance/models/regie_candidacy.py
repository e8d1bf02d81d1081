from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class RegieCandidacy(models.Model):
    """A person, or a list of persons, who stands in an election, and the votes received."""

    _name = "regie.candidacy"
    _description = "Candidacy"
    _inherit = ["regie.signed.guard"]
    _guard_sql = "(SELECT meeting_id FROM regie_resolution WHERE id = {row}.resolution_id)"
    _guard_path = "resolution_id.meeting_id"
    _order = "resolution_id, sequence, id"
    _rec_name = "partner_id"

    resolution_id = fields.Many2one("regie.resolution", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="resolution_id.company_id", store=True, index=True, precompute=True)
    sequence = fields.Integer(default=10)
    partner_id = fields.Many2one(
        "res.partner",
        string="Candidate",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_company', '=', False)]",
        help="The person, or the first of the list.",
    )
    list_name = fields.Char(string="List", help="Name of the list, when lists are elected.")
    member_ids = fields.Many2many(
        "res.partner", "regie_candidacy_member_rel", string="Others of the list", domain="[('is_company', '=', False)]"
    )
    room_count = fields.Integer(string="Votes in the room", copy=False, help="Ballots of the room that bear the name.")
    vote_count = fields.Integer(
        string="Votes", readonly=True, copy=False, help="Votes of the room and online, written at the closing."
    )
    lot_rank = fields.Integer(
        string="Rank drawn by lot",
        copy=False,
        help="Between candidates with the same votes, when the statutes draw lots: 1 is elected first. Left empty, the"
        " closing draws.",
    )
    is_elected = fields.Boolean(string="Elected", readonly=True, copy=False)
    tie_note = fields.Char(string="Chosen between equals", readonly=True, copy=False)

    _person_uniq = models.Constraint("UNIQUE (resolution_id, partner_id)", "This person already stands.")
    _not_negative = models.Constraint(
        "CHECK (room_count >= 0 AND vote_count >= 0)", "A number of votes is not negative. (GOV-044)"
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Add candidates before the vote opens."""
        for vals in vals_list:
            self._check_result_not_written(vals)
        candidacies = super().create(vals_list)
        candidacies.resolution_id._check_candidacies_open()
        return candidacies

    def write(self, vals):
        """Change candidates before the vote opens, their votes of the room while it is open.

        :raise UserError: GOV-044 otherwise
        """
        self._check_result_not_written(vals)
        if vals.keys() & {"room_count", "lot_rank"} and not self.env.su:
            self.resolution_id._hold_vote()
        if vals.keys() & {"partner_id", "resolution_id", "member_ids", "list_name"}:
            self.resolution_id._check_candidacies_open()
        return super().write(vals)

    @api.constrains("room_count")
    def _check_room_count(self):
        if any(candidacy.room_count < 0 for candidacy in self):
            raise ValidationError(self.env._("A number of votes is not negative. (GOV-044)"))

    @api.ondelete(at_uninstall=False)
    def _unlink_if_not_open(self):
        self.resolution_id._check_candidacies_open()

    def _check_result_not_written(self, vals):
        if vals.keys() & {"vote_count", "is_elected", "tie_note"} and not self.env.su:
            raise UserError(self.env._("The result of a vote is not written by hand: use its buttons. (GOV-044)"))

    def _get_persons(self):
        """Return the candidates, or all the persons of the lists."""
        return self.partner_id | self.member_ids

    def _compute_display_name(self):
        for candidacy in self:
            name = candidacy.partner_id.display_name
            candidacy.display_name = f"{candidacy.list_name} ({name})" if candidacy.list_name else name
