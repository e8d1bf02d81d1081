from odoo import api, fields, models
from odoo.fields import Domain


class HrEmployeePublic(models.Model):
    """Whose team a person is in: a team leader sees the people of the teams that they lead or stand in for."""

    _inherit = "hr.employee.public"

    is_in_my_team = fields.Boolean(
        string="In my team",
        compute="_compute_is_in_my_team",
        search="_search_is_in_my_team",
        help="The reader leads the team of this person, or stands in for who leads it.",
    )

    @api.depends_context("uid")
    def _compute_is_in_my_team(self):
        mine = self.filtered_domain(self._get_my_team_domain())
        for employee in self:
            employee.is_in_my_team = employee in mine

    @api.model
    def _search_is_in_my_team(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_my_team_domain()

    @api.model
    def _get_my_team_domain(self):
        """People of the teams that the reader leads, without the reader."""
        mine = Domain("department_id.leader_user_ids", "in", self.env.user.ids)
        return mine & Domain("user_id", "!=", self.env.uid)
