from datetime import timedelta

from dateutil.relativedelta import MO, relativedelta

from odoo import api, fields, models


class RegiePlanningPrint(models.TransientModel):
    """Which week of which teams to print, for the wall of the premises or for a landlord."""

    _name = "regie.planning.print"
    _description = "Print the Planning"

    date = fields.Date(
        string="A day of the week",
        required=True,
        default=lambda self: fields.Date.context_today(self) + relativedelta(weekday=MO(-1)),
    )
    department_ids = fields.Many2many("hr.department", string="Teams", help="Empty: all those that have a pass.")
    is_public = fields.Boolean(
        string="Without names", help="For a landlord or a hall: the sites and the services, nobody's name."
    )
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)

    def action_print(self):
        """Print the planning of the week, a page for each team."""
        self.ensure_one()
        return self.env.ref("regie_gup.regie_planning_print_report_action").report_action(self)

    @api.private
    def get_week(self):
        """The seven days of the week, from Monday on."""
        self.ensure_one()
        monday = self.date + relativedelta(weekday=MO(-1))
        return [monday + timedelta(days=number) for number in range(7)]

    @api.private
    def get_pages(self):
        """What is printed: a page for each team, with the days on which it has something to do.

        :return: ``[{"team": hr.department, "days": [{"day": date, "passes": regie.intervention, "minutes": int}]}]``
        """
        week = self.get_week()
        domain = [
            ("date_planned", ">=", week[0]),
            ("date_planned", "<=", week[-1]),
            ("state", "!=", "cancelled"),
            ("company_id", "=", self.company_id.id),
        ]
        if self.department_ids:
            domain.append(("department_id", "in", self.department_ids.ids))
        passes = self.env["regie.intervention"].search(domain, order="time_start, site_id, id")
        pages = []
        for team, group in sorted(passes.grouped("department_id").items(), key=lambda item: item[0].name or "~"):
            by_day = group.grouped("date_planned")
            days = [(day, by_day.get(day, group.browse())) for day in week]
            pages.append(
                {
                    "team": team,
                    "days": [
                        {"day": day, "passes": found, "minutes": sum(found.mapped("planned_minutes"))}
                        for day, found in days
                        if found or day.weekday() < 5
                    ],
                }
            )
        return pages
