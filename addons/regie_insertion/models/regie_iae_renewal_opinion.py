from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

OPINIONS = [("favorable", "Favourable"), ("reserved", "With reservations"), ("unfavorable", "Unfavourable")]
ROLES = [("leader", "Team leader"), ("social_worker", "Social adviser (CIP)"), ("director", "Direction")]
ROLE_GROUPS = {
    role: f"regie_base.group_role_{group}"
    for role, group in zip(
        ("leader", "social_worker", "director"), ("team_leader", "social_worker", "director"), strict=True
    )
}
_FACTS = {"renewal_id", "role", "user_id", "date"}


class RegieIaeRenewalOpinion(models.Model):
    """One of the three opinions on a renewal: the team leader's, the CIP's, the direction's. Each writes their own."""

    _name = "regie.iae.renewal.opinion"
    _description = "Opinion on a renewal"
    _order = "date_end, renewal_id, id"
    _rec_names_search = ["employee_id"]

    renewal_id = fields.Many2one("regie.iae.renewal", required=True, ondelete="cascade", index=True)
    employee_id = fields.Many2one(related="renewal_id.employee_id", store=True, index=True)
    employee_name = fields.Char(
        string="Person's name", compute="_compute_employee_name", compute_sudo=True, help="Read on a phone."
    )
    company_id = fields.Many2one(related="renewal_id.company_id", store=True, index=True)
    department_id = fields.Many2one(related="renewal_id.department_id", store=True, index=True, string="Team")
    date_start = fields.Date(related="renewal_id.date_start", string="Contract from")
    date_end = fields.Date(related="renewal_id.date_end", string="Contract until", store=True)
    role = fields.Selection(ROLES, required=True, readonly=True)
    opinion = fields.Selection(OPINIONS, help="Filled in: your opinion is given, dated and signed with your name.")
    comment = fields.Text(help="Facts about the work: no health, family or justice matter is written here.")
    user_id = fields.Many2one("res.users", string="Given by", readonly=True)
    date = fields.Date(string="Given on", readonly=True)
    state = fields.Selection(related="renewal_id.state", string="State of the renewal")
    is_mine = fields.Boolean(
        string="Mine to give",
        compute="_compute_is_mine",
        search="_search_is_mine",
        help="The reader holds this role and the renewal is not decided yet.",
    )

    _role_uniq = models.Constraint("UNIQUE (renewal_id, role)", "This opinion is already on the renewal.")

    @api.depends("employee_name", "role")
    def _compute_display_name(self):
        for opinion in self:
            opinion.display_name = f"{opinion.employee_name or ''} ({opinion._get_role_label()})"

    @api.depends("employee_id")
    def _compute_employee_name(self):
        for opinion in self:
            opinion.employee_name = opinion.employee_id.name

    @api.depends_context("uid")
    @api.depends("role", "state")
    def _compute_is_mine(self):
        mine = self.filtered_domain(self._get_mine_domain())
        for opinion in self:
            opinion.is_mine = opinion in mine

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_mine_domain() if True in value else ~self._get_mine_domain()

    @api.model
    def _get_mine_domain(self):
        """Opinions that the reader may still give: own role, and own teams for a team leader."""
        user = self.env.user
        roles = [role for role, group in ROLE_GROUPS.items() if user.has_group(group)]
        own = Domain("role", "!=", "leader") | Domain("department_id.leader_user_ids", "in", user.ids)
        return Domain("role", "in", roles) & own & Domain("state", "in", ["opinions", "to_decide"])

    def write(self, vals):
        """An opinion is given by its own author before the decision: it is dated and signed by the system."""
        if not vals:
            return super().write(vals)
        if not self.env.su:
            if _FACTS & vals.keys() or any(not opinion.is_mine for opinion in self):
                closed = self.filtered(lambda opinion: opinion.state not in ("opinions", "to_decide"))
                if closed:
                    raise UserError(self.env._("This renewal is already decided. (INS-C19)"))
                raise AccessError(self.env._("Each one gives their own opinion, on their own team. (INS-C20)"))
            if "opinion" in vals or "comment" in vals:
                vals = {**vals, "user_id": self.env.uid, "date": fields.Date.context_today(self)}
        result = super().write(vals)
        if vals.get("opinion"):
            self._close_reminders()
        return result

    def _close_reminders(self):
        """End the reminder of whoever gave an opinion; the last one tells the direction to decide."""
        for renewal in self.renewal_id.sudo():
            renewal.activity_unlink(["mail.mail_activity_data_todo"], user_id=self.env.uid)
            if renewal.state == "to_decide":
                directors = self.env["regie.iae.renewal.opinion"]._get_role_users("director", renewal.company_id)
                renewal._remind(directors, lambda env: env._("Renewal: decide"), days_before=21)

    def _get_role_label(self):
        """Whose opinion it is, in the reader's language."""
        self.ensure_one()
        return dict(self._fields["role"]._description_selection(self.env)).get(self.role, "")

    def _get_users(self):
        """Who owes this opinion: the leaders of the team, the CIP of the person, the direction."""
        self.ensure_one()
        renewal = self.renewal_id
        if self.role == "leader":
            team = renewal.department_id
            return team.manager_id.user_id or team.deputy_ids or team.leader_user_ids[:1]
        if self.role == "social_worker":
            return renewal.social_worker_id or self._get_role_users("social_worker", renewal.company_id)
        return self._get_role_users("director", renewal.company_id)

    @api.model
    def _get_role_users(self, role, company):
        """First active user of a company who holds this role."""
        # sudo: groups are read by administrators only
        users = self.env.ref(ROLE_GROUPS[role]).sudo().user_ids
        return users.filtered(lambda user: user.active and company in user.company_ids)[:1]

    def action_favorable(self):
        """Give a favourable opinion, in one tap."""
        self.opinion = "favorable"

    def action_reserved(self):
        """Give an opinion with reservations, in one tap."""
        self.opinion = "reserved"

    def action_unfavorable(self):
        """Give an unfavourable opinion, in one tap."""
        self.opinion = "unfavorable"

    def action_open_renewal(self):
        """Open the renewal with the three opinions."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.iae.renewal",
            "res_id": self.renewal_id.id,
            "view_mode": "form",
        }
