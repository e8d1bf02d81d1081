from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date, format_duration

from ..tools import recurrence

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
BY_WEEKDAY = (recurrence.WEEKLY, recurrence.EVERY_N_WEEKS, recurrence.MONTHLY_WEEKDAY)
MONTHS = [
    *(("1", "January"), ("2", "February"), ("3", "March"), ("4", "April"), ("5", "May"), ("6", "June"), ("7", "July")),
    *(("8", "August"), ("9", "September"), ("10", "October"), ("11", "November"), ("12", "December")),
]


class RegieFrequencyMixin(models.AbstractModel):
    """How something comes back: on which days, between which hours, in which season, and what a public holiday does.

    Shared by the recurring services and by their templates. Domain: gup_services.md, 1.5.
    """

    _name = "regie.frequency.mixin"
    _description = "Frequency"

    frequency = fields.Selection(
        [
            (recurrence.WEEKLY, "Every week"),
            (recurrence.EVERY_N_WEEKS, "Every n weeks"),
            (recurrence.MONTHLY_DATE, "Every month, on a date"),
            (recurrence.MONTHLY_WEEKDAY, "Every month, on a day of the week"),
            (recurrence.YEARLY, "Every year, on a date"),
            (recurrence.ON_DEMAND, "On demand"),
        ],
        string="Comes back",
        default=recurrence.ON_DEMAND,
        required=True,
        help="On demand: nothing is planned by itself.",
    )
    interval = fields.Integer(
        string="Weeks between two passes",
        default=2,
        help="Counted from the week of the first day: 2 is every other week.",
    )
    mon = fields.Boolean(string="Monday")
    tue = fields.Boolean(string="Tuesday")
    wed = fields.Boolean(string="Wednesday")
    thu = fields.Boolean(string="Thursday")
    fri = fields.Boolean(string="Friday")
    sat = fields.Boolean(string="Saturday")
    sun = fields.Boolean(string="Sunday")
    month_day = fields.Integer(
        string="Day of the month", default=1, help="31 is the last day of a month, however short it is."
    )
    nth = fields.Selection(
        [("1", "First"), ("2", "Second"), ("3", "Third"), ("4", "Fourth"), ("5", "Fifth"), ("-1", "Last")],
        string="Which one of the month",
        default="1",
        required=True,
    )
    month_ids = fields.Many2many("regie.month", string="Months", help="Empty: all the months of the year.")
    season_from_day = fields.Integer(string="First day of the season", default=1)
    season_from_month = fields.Selection(MONTHS, string="First month of the season", help="Empty: all the year.")
    season_to_day = fields.Integer(string="Last day of the season", default=31)
    season_to_month = fields.Selection(MONTHS, string="Last month of the season")
    time_start = fields.Float(string="Hour from", help="Hour from which the team may pass; 0 when the hour is free.")
    time_end = fields.Float(string="Hour until")
    holiday_policy = fields.Selection(
        [
            (recurrence.SKIP, "No pass on that day"),
            (recurrence.BEFORE, "Moved to the open day before"),
            (recurrence.AFTER, "Moved to the open day after"),
            (recurrence.KEEP, "Pass all the same"),
        ],
        string="On a public holiday",
        default=recurrence.SKIP,
        required=True,
        help="Public holidays, and the closing days of the régie.",
    )
    frequency_text = fields.Char(string="Frequency", compute="_compute_frequency_text")

    _days_of_months = models.Constraint(
        "CHECK (month_day BETWEEN 1 AND 31 AND season_from_day BETWEEN 1 AND 31 AND season_to_day BETWEEN 1 AND 31)",
        "A day of the month goes from 1 to 31.",
    )
    _hours_of_a_day = models.Constraint(
        "CHECK (time_start >= 0 AND time_start < 24 AND time_end <= 24 AND (time_end = 0 OR time_end > time_start))",
        "The hours of a pass go from 0 to 24, and its end follows its start.",
    )

    @api.model
    def _get_frequency_fields(self):
        """The fields that say on which days a service comes back: changing one changes what is planned."""
        season = ("season_from_day", "season_from_month", "season_to_day", "season_to_month")
        return {"frequency", "interval", *WEEKDAYS, "month_day", "nth", "month_ids", *season, "holiday_policy"}

    @api.constrains("frequency", "interval", *WEEKDAYS)
    def _check_frequency(self):
        """A service of every week names a day; an interval counts at least one week. (E-PREST-02, E-PREST-04)"""
        for one in self:
            if one.frequency in BY_WEEKDAY and not any(one[day] for day in WEEKDAYS):
                raise ValidationError(
                    self.env._("%s: tick at least one day of the week. (E-PREST-02)", one.display_name)
                )
            if one.interval < 1:
                raise ValidationError(
                    self.env._("%s: the interval between two passes is at least 1. (E-PREST-04)", one.display_name)
                )

    @api.constrains("season_from_month", "season_to_month")
    def _check_season(self):
        for one in self:
            if bool(one.season_from_month) != bool(one.season_to_month):
                raise ValidationError(
                    self.env._("%s: a season has a first and a last month. (E-PREST-02)", one.display_name)
                )

    def _get_recurrence(self, start, end=None):
        """The frequency of this record as the date tool reads it, from ``start`` to ``end``."""
        self.ensure_one()
        season = None
        if self.season_from_month and self.season_to_month:
            season = (
                (int(self.season_from_month), self.season_from_day),
                (int(self.season_to_month), self.season_to_day),
            )
        return recurrence.Frequency(
            kind=self.frequency,
            start=start,
            end=end or None,
            interval=max(self.interval, 1),
            weekdays=frozenset(number for number, day in enumerate(WEEKDAYS) if self[day]),
            month_day=self.month_day,
            nth=int(self.nth or 1),
            months=frozenset(self.month_ids.mapped("number")),
            season=season,
            holiday_policy=self.holiday_policy,
        )

    @api.depends(lambda self: [*self._get_frequency_fields(), "time_start", "time_end"])
    @api.depends_context("lang")
    def _compute_frequency_text(self):
        for one in self:
            parts = [one._say_days(), one._say_months(), one._say_season(), one._say_hours()]
            one.frequency_text = ", ".join(part for part in parts if part)

    def _say_days(self):
        labels = {name: label.lower() for name, label in self._get_weekday_labels().items()}
        days = [labels[day] for day in WEEKDAYS if self[day]]
        listed = self._say_list(days)
        kind = self.frequency
        if kind == recurrence.WEEKLY:
            if len(days) == 7:
                return self.env._("every day")
            return self.env._("every week on %s", listed) if days else self.env._("every week")
        if kind == recurrence.EVERY_N_WEEKS:
            return self.env._("every %(count)s weeks on %(days)s", count=self.interval, days=listed)
        if kind == recurrence.MONTHLY_WEEKDAY:
            ranks = dict(self._fields["nth"]._description_selection(self.env))
            return self.env._("the %(rank)s %(days)s of the month", rank=ranks[self.nth].lower(), days=listed)
        if kind == recurrence.MONTHLY_DATE:
            if self.month_day == 31:
                return self.env._("the last day of the month")
            return self.env._("on the %s of the month", self._say_rank(self.month_day))
        if kind == recurrence.YEARLY:
            return self.env._("every year, on the %s of the month", self._say_rank(self.month_day))
        return self.env._("on demand")

    def _say_months(self):
        months = self.month_ids.sorted("number").mapped("name")
        return months and self.env._("in %s", self._say_list([month.lower() for month in months]))

    def _say_season(self):
        if not (self.season_from_month and self.season_to_month):
            return ""
        labels = dict(self._fields["season_from_month"]._description_selection(self.env))
        first = f"{self._say_rank(self.season_from_day)} {labels[self.season_from_month].lower()}"
        last = f"{self._say_rank(self.season_to_day)} {labels[self.season_to_month].lower()}"
        return self.env._("from %(first)s to %(last)s", first=first, last=last)

    @api.model
    def _say_rank(self, number):
        """A day of the month: French says "1er", then plain numbers."""
        return self.env._("1st") if number == 1 else str(number)

    def _say_hours(self):
        if not self.time_end:
            return self.time_start and self.env._("from %s on", format_duration(self.time_start))
        return self.env._(
            "between %(first)s and %(last)s",
            first=format_duration(self.time_start),
            last=format_duration(self.time_end),
        )

    def _say_list(self, words):
        """ "monday, wednesday and friday", in the reader's language."""
        if len(words) < 2:
            return "".join(words)
        return self.env._("%(words)s and %(last)s", words=", ".join(words[:-1]), last=words[-1])

    @api.model
    def _get_weekday_labels(self):
        """{field: name of the day} in the reader's language."""
        return {day: self._fields[day]._description_string(self.env) for day in WEEKDAYS}

    @api.model
    def _say_dates(self, days):
        """Days in words: "Mon 4 May, Wed 6 May"."""
        return ", ".join(format_date(self.env, day, date_format="EEE d MMM") for day in days)
