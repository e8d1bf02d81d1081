from datetime import timedelta

from odoo import fields, models


class RegieSite(models.Model):
    """A place that receives people: its opening hours, its days off and how many it holds. Domain: 8.11."""

    _inherit = "regie.site"

    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Opening hours",
        check_company=True,
        help="Days and hours when the place receives people; its days off close it. Empty: always open.",
    )
    capacity = fields.Integer(string="People it holds", help="0: not limited.")

    _capacity_positive = models.Constraint("CHECK (capacity >= 0)", "A number of people is not negative.")

    def _get_closed_days(self, first, last):
        """Return the set of the days, from the first to the last, on which the place does not receive.

        Days without opening hours, and those that a day off of the calendar touches. Two queries for any period.
        """
        self.ensure_one()
        days = {first + timedelta(days=number) for number in range((last - first).days + 1)}
        calendar = self.calendar_id
        if not calendar:
            return set()
        weekdays = {int(weekday) for weekday in calendar.attendance_ids.mapped("dayofweek")}
        closed = {day for day in days if day.weekday() not in weekdays}
        for leave in calendar.global_leave_ids:
            start = fields.Datetime.context_timestamp(calendar.with_context(tz=calendar.tz), leave.date_from).date()
            stop = fields.Datetime.context_timestamp(calendar.with_context(tz=calendar.tz), leave.date_to).date()
            closed |= {day for day in days if start <= day <= stop}
        return closed

    def _is_open_on(self, day):
        """Tell whether the place receives on a day."""
        return day not in self._get_closed_days(day, day)
