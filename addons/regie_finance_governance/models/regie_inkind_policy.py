from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class RegieInkindPolicy(models.Model):
    """The validated hours of the volunteers become contributions: by activity of the volunteers and by month.

    No name goes into the accounts; the time of the statutory meetings stays out.
    """

    _inherit = "regie.inkind.policy"

    def _get_volunteer_domain(self):
        """Validated hours of the exercise, of a valued category, that no contribution has taken."""
        self.ensure_one()
        return [
            ("company_id", "=", self.company_id.id),
            ("state", "=", "validated"),
            ("category_id.is_valued", "=", True),
            ("inkind_contribution_id", "=", False),
            ("date", ">=", self.exercise_id.date_from),
            ("date", "<=", self.exercise_id.date_to),
        ]

    def action_take_volunteer_hours(self):
        """Create the contributions of the volunteers' hours that are not taken yet, to be validated.

        :raise UserError: FIN-036 when the régie does not record them, FIN-039 when there is none
        """
        self.ensure_one()
        contributions = self.env["regie.inkind.contribution"]
        contributions.check_access("create")
        self._check_recorded()
        # sudo: accountants see totals of the volunteers' hours, never who gave them
        groups = (
            self.env["regie.volunteer.time"]
            .sudo()
            ._read_group(
                self._get_volunteer_domain(),
                ["category_id", "activity_id", "date:month"],
                ["id:recordset", "hours:sum", "volunteer_id:count_distinct", "date:min", "date:max"],
            )
        )
        if not groups:
            raise UserError(
                self.env._(
                    "No validated hour of %(exercise)s is left to take: validate them in Participation first. "
                    "(FIN-039)",
                    exercise=self.exercise_id.name,
                )
            )
        contributions = contributions.create([self._prepare_volunteer_vals(*group) for group in groups])
        for contribution, group in zip(contributions, groups, strict=True):
            # the hours are in sudo, as read: the fact that they are taken
            group[3].inkind_contribution_id = contribution.id
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_inkind.regie_inkind_contribution_action")
        return {**action, "domain": [("id", "in", contributions.ids)], "context": {}}

    @api.model
    def _prepare_volunteer_vals(self, category, activity, month, times, hours, people, first, last):
        """Values of the contribution of a category, an activity and a month."""
        nature = self.env.ref("regie_inkind.nature_volunteer")
        return {
            "name": self.env._(
                "%(category)s, %(month)s",
                category=category.name,
                month=format_date(self.env, month, date_format="MMMM y"),
            ),
            "company_id": self.company_id.id,
            "nature_id": nature.id,
            "activity_id": activity.id,
            "date_from": fields.Date.to_date(first),
            "date_to": fields.Date.to_date(last),
            "quantity": hours,
            "person_count": people,
            "profile": category.code,
            "coefficient": category._get_coefficient(fields.Date.to_date(first)),
            "basis": self.env._("Hours written and validated one by one (%s lines).", len(times)),
        }
