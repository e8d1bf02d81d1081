from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieSecretRequest(models.Model):
    """A voter asks that a point be voted by secret ballot; the statutes say how many of them are enough."""

    _name = "regie.secret.request"
    _description = "Request for a secret ballot"
    _inherit = ["regie.signed.guard"]
    _guard_sql = "(SELECT meeting_id FROM regie_resolution WHERE id = {row}.resolution_id)"
    _guard_path = "resolution_id.meeting_id"
    _order = "resolution_id, id"
    _rec_name = "attendance_id"

    resolution_id = fields.Many2one("regie.resolution", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="resolution_id.company_id", store=True, index=True, precompute=True)
    attendance_id = fields.Many2one(
        "regie.attendance", string="Asked by", required=True, index=True, ondelete="cascade"
    )
    date = fields.Datetime(string="Asked at", required=True, default=fields.Datetime.now, readonly=True)

    _voter_uniq = models.Constraint("UNIQUE (resolution_id, attendance_id)", "This voter has already asked for it.")

    @api.model_create_multi
    def create(self, vals_list):
        """Record requests; the point becomes secret when enough voters have asked.

        :raise UserError: when the vote is open, when the statutes foresee no request, or for who has no vote
        """
        requests = super().create(vals_list)
        for point, asked in requests.grouped("resolution_id").items():
            asked._check_may_ask(point)
            if not point._is_secret() and point._is_secret_requested():
                # sudo: a voter may ask from a phone; the statutes make it secret, nobody's right
                point.sudo().vote_mode = "secret"
                point.sudo().message_post(
                    body=self.env._("Secret ballot: %s voters asked for it.", len(point.sudo().secret_request_ids))
                )
        return requests

    def _check_may_ask(self, point):
        if point.state in ("open", "closed"):
            raise UserError(self.env._("The vote on “%s” is already open: its form does not change.", point.title))
        rule = point.meeting_id.rule_id
        if not rule.secret_request_num and not rule.secret_request_percent:
            raise UserError(self.env._("The statutes foresee no request for a secret ballot: the chair decides."))
        for request in self:
            line = request.attendance_id
            if line.meeting_id != point.meeting_id or not line.is_voter or not line.is_present:
                raise UserError(self.env._("Only a voter who is there asks for a secret ballot."))


class RegieResolutionSecrecy(models.Model):
    """When a point is voted by secret ballot: the statutes say so, or enough voters ask for it."""

    _inherit = "regie.resolution"

    secret_request_ids = fields.One2many(
        "regie.secret.request", "resolution_id", string="Requests for a secret ballot", copy=False
    )
    secret_request_need = fields.Integer(
        string="Requests needed", compute="_compute_secret_request_need", help="0: the statutes foresee no request."
    )

    @api.depends("meeting_id.rule_id", "meeting_id.attendance_ids.is_present")
    def _compute_secret_request_need(self):
        for point in self:
            point.secret_request_need = point._get_secret_request_need()

    def _get_secret_request_need(self):
        """Return how many voters must ask for a secret ballot: the number or the share of those present that the
        statutes write, the smaller of both; 0 when they write none."""
        self.ensure_one()
        rule = self.meeting_id.rule_id
        present = len(self.meeting_id._get_voting_lines().filtered("is_present"))
        needs = []
        if rule.secret_request_num:
            needs.append(rule.secret_request_num)
        if rule.secret_request_percent:
            needs.append(max(1, -(-present * rule.secret_request_percent // 100)))
        return min(needs, default=0)

    def _is_secret_requested(self):
        """Tell whether enough voters have asked for a secret ballot."""
        # sudo: how many, not who
        need = self._get_secret_request_need()
        return bool(need) and len(self.sudo().secret_request_ids) >= need

    def _apply_secrecy(self):
        """Make the point secret when the statutes or enough voters want it; called when the vote opens."""
        if not self._is_secret() and (self._get_vote_rule().is_secret or self._is_secret_requested()):
            self.casting_choice = False
            self.vote_mode = "secret"
