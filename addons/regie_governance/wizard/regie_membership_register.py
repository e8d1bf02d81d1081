from odoo import api, fields, models
from odoo.fields import Domain


class RegieMembershipRegister(models.TransientModel):
    """The register of the members as it stood on a day, to print or to open as a spreadsheet."""

    _name = "regie.membership.register"
    _description = "Register of the members"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    date = fields.Date(string="On", required=True, default=fields.Date.context_today)
    college_ids = fields.Many2many("regie.college", string="Colleges", help="Empty: all of them.")
    is_with_left = fields.Boolean(
        string="With those who left", help="Also the members who left before that day, at the end of each college."
    )
    member_count = fields.Integer(compute="_compute_member_count", string="Members")

    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Register of the members")

    @api.depends("date", "college_ids", "is_with_left", "company_id")
    def _compute_member_count(self):
        for wizard in self:
            wizard.member_count = len(wizard._get_members())

    def _get_members(self):
        """Return the memberships of the register: those of the day, suspended ones included, and the former ones."""
        self.ensure_one()
        domain = Domain(
            [
                ("company_id", "=", self.company_id.id),
                ("date_approved", "!=", False),
                ("date_start", "<=", self.date),
            ]
        )
        if not self.is_with_left:
            domain &= Domain("date_end", "=", False) | Domain("date_end", ">=", self.date)
        if self.college_ids:
            domain &= Domain("college_id", "in", self.college_ids.ids)
        return self.env["regie.membership"].search(domain, order="college_id, partner_id, date_start")

    def _get_groups(self):
        """Return ``[(college, [row])]``; a row holds what the register says of a member on that day."""
        self.ensure_one()
        members = self._get_members()
        paid = members._is_fee_paid(self.date)
        states = dict(members._fields["state"]._description_selection(self.env))
        groups = {}
        for member in members:
            state = member._get_state_on(self.date)
            groups.setdefault(member.college_id, []).append(
                {
                    "member": member,
                    "state": state,
                    "state_label": states[state],
                    "is_paid": state == "active" and paid[member],
                }
            )
        return sorted(groups.items(), key=lambda group: (group[0].sequence, group[0].id))

    def _get_file_stem(self):
        """Return the name of the file, without its extension."""
        self.ensure_one()
        return self.env._("Register of the members on %(date)s", date=self.date.strftime("%d-%m-%Y"))

    def action_print(self):
        """Print the register."""
        return self.env.ref("regie_governance.regie_membership_register_report").report_action(self)

    def action_xlsx(self):
        """Download the register as a spreadsheet."""
        return self.env.ref("regie_governance.regie_membership_register_report_xlsx").report_action(self)
