from odoo import api, fields, models


class HrDepartment(models.Model):
    """Team of the régie, and the users who lead it: its manager, the deputies, and those of the teams above."""

    _inherit = "hr.department"

    deputy_ids = fields.Many2many(
        "res.users",
        "hr_department_deputy_rel",
        string="Deputies",
        check_company=True,
        help="Team leaders who stand in for the manager: they see the people of this team and its hours.",
    )
    leader_user_ids = fields.Many2many(
        "res.users",
        "hr_department_leader_rel",
        string="Led by",
        compute="_compute_leader_user_ids",
        store=True,
        recursive=True,
        compute_sudo=True,
        help="Who sees the people of this team: its manager, its deputies, and those of the teams above it.",
    )

    @api.depends("manager_id.user_id", "deputy_ids", "parent_id.leader_user_ids")
    def _compute_leader_user_ids(self):
        for department in self:
            department.leader_user_ids = (
                department.manager_id.user_id | department.deputy_ids | department.parent_id.leader_user_ids
            )
