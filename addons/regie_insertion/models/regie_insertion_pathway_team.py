from odoo import models

# What a team leader reads of the pathway of a person of the team: that it is there, with whom and until when.
TEAM_FIELDS = frozenset(
    {
        "id",
        "display_name",
        "employee_id",
        "company_id",
        "department_id",
        "social_worker_id",
        "date_start",
        "date_end",
        "active",
        "state",
    }
)


class RegieInsertionPathway(models.Model):
    """The wall of the pathway towards team leaders: own team, and these few fields whatever an addon adds."""

    _inherit = "regie.insertion.pathway"

    def _has_field_access(self, field, operation):
        """A team leader reads the fields listed here and no other."""
        allowed = super()._has_field_access(field, operation)
        if not allowed or self.env.su or self.env.user.has_group("regie_insertion.group_insertion_user"):
            return allowed
        return operation == "read" and field.name in TEAM_FIELDS
