from datetime import timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.clause import alert_level, expected_hours, percent, to_decimal

ALWAYS = "0001-01-01", "9999-12-31"


class RegieClause(models.Model):
    """How far a clause is: validated hours against the obligation, and against a steady pace."""

    _inherit = "regie.clause"

    hours_done = fields.Float(
        string="Hours entered",
        compute="_compute_progress",
        digits=(16, 2),
        help="Insertion hours of the worksites between the first and the last day of the clause.",
    )
    hours_validated = fields.Float(
        string="Hours validated",
        compute="_compute_progress",
        digits=(16, 2),
        help="Those of the validated months: only they are declared.",
    )
    hours_qpv = fields.Float(
        string="QPV hours",
        compute="_compute_progress",
        digits=(16, 2),
        help="Hours entered of people who lived in a QPV on that day.",
    )
    qpv_share = fields.Float(string="QPV share (%)", compute="_compute_progress", digits=(16, 2))
    people_count = fields.Integer(
        string="People", compute="_compute_progress", help="Distinct people whose hours count."
    )
    hours_outside = fields.Float(
        string="Hours outside the dates",
        compute="_compute_progress",
        digits=(16, 2),
        help="Insertion hours worked before the first or after the last day: listed, never counted.",
    )
    hours_not_eligible = fields.Float(
        string="Hours no longer eligible",
        compute="_compute_progress",
        digits=(16, 2),
        help="Hours of people whose window of eligibility is over: listed, never counted.",
    )
    progress = fields.Float(
        string="Progress (%)",
        compute="_compute_progress",
        digits=(16, 2),
        help="Validated hours divided by hours due.",
    )
    progress_date = fields.Date(
        string="Progress on",
        compute="_compute_progress",
        help="End of the last validated month, today when no month is validated yet: "
        "the day on which validated hours are compared with the steady pace.",
    )
    hours_expected = fields.Float(
        string="Hours expected",
        compute="_compute_progress",
        digits=(16, 2),
        help="What a steady pace would have given by that day, both ends of the period included.",
    )
    hours_gap = fields.Float(
        string="Gap", compute="_compute_progress", digits=(16, 2), help="Validated hours less hours expected."
    )
    hours_remaining = fields.Float(
        string="Hours still due", compute="_compute_progress", digits=(16, 2), help="Never below zero."
    )
    date_forecast = fields.Date(
        string="Forecast of completion",
        compute="_compute_progress",
        help="Day on which the obligation will be met at the pace of the last months; empty when nobody works on it.",
    )
    alert = fields.Selection(
        [("none", "No obligation"), ("green", "On time"), ("orange", "Late"), ("red", "In danger")],
        compute="_compute_progress",
        search="_search_alert",
        help="Late: behind the steady pace by more than the parameter clause_alert_gap. "
        "In danger: late, and the pace of the last days (clause_pace_days) will not make up for it; or ended unmet.",
    )

    @api.depends("hours_target", "date_start", "date_end", "eligibility_months")
    def _compute_progress(self):
        figures = self._read_figures([(clause.id, clause.id, *ALWAYS) for clause in self._origin])
        days = self._get_progress_dates()
        today = fields.Date.context_today(self)
        parameters = self.env["regie.parameter"]
        pace_days = int(parameters.get("clause_pace_days", today))
        late_percent = parameters.get("clause_alert_gap", today)
        for clause in self:
            counted = figures.get(clause._origin.id) or self._get_no_figures()
            clause.update(clause._get_progress(counted, days.get(clause.company_id) or today))
            pace = clause._get_pace(counted["recent"], pace_days, today)
            remaining = max(to_decimal(clause.hours_target) - counted["counted"], Decimal(0))
            clause.date_forecast = clause._get_forecast(remaining, pace, today)
            clause.alert = clause._get_alert(pace, late_percent, today)

    def _get_progress(self, figures, day):
        """Values of the progress fields, given the figures of this clause and the day of comparison."""
        self.ensure_one()
        validated, target = figures["validated"], to_decimal(self.hours_target)
        has_dates = self.date_start and self.date_end
        expected = expected_hours(target, self.date_start, self.date_end, day) if has_dates else Decimal(0)
        return {
            "hours_done": float(figures["counted"]),
            "hours_validated": float(validated),
            "hours_qpv": float(figures["qpv"]),
            "qpv_share": float(percent(figures["qpv"], figures["counted"]) or 0),
            "people_count": figures["people"],
            "hours_outside": float(figures["outside"]),
            "hours_not_eligible": float(figures["not_eligible"]),
            "progress": float(percent(validated, target) or 0),
            "progress_date": day,
            "hours_expected": float(expected),
            "hours_gap": float(validated - expected),
            "hours_remaining": float(max(target - validated, Decimal(0))),
        }

    def _get_pace(self, recent, days, today):
        """Hours a day of the last ``days`` days, or since the clause started if it is younger."""
        if self.date_start:
            days = min(days, (today - self.date_start).days + 1)
        return recent / days if days > 0 else Decimal(0)

    def _get_forecast(self, remaining, pace, today):
        """The day on which ``remaining`` hours will be worked at ``pace`` hours a day; False when never."""
        if not remaining or not pace > 0 or remaining / pace > 3650:
            return False
        return today + timedelta(days=int(-(-remaining // pace)))

    def _get_alert(self, pace, late_percent, today):
        """The colour of this clause, late from a gap of ``late_percent`` of the obligation."""
        if not (self.date_start and self.date_end and self.hours_target):
            return "none"
        days_left = (self.date_end - max(today, self.date_start)).days
        gap = to_decimal(self.hours_gap)
        remaining = max(to_decimal(self.hours_target) - to_decimal(self.hours_done), Decimal(0))
        return alert_level(gap, self.hours_target, remaining, days_left, pace, late_percent)

    def _get_progress_dates(self):
        """``{company: last day of its last validated month}``; a company without one is absent."""
        # Only the date of the last validation, which every reader of a clause may know.
        months = self.env["regie.hours.month"].sudo()
        groups = months._read_group(
            [("company_id", "in", self.company_id.ids), ("validated_on", "!=", False)], ["company_id"], ["date:max"]
        )
        return {company: month + relativedelta(months=1, days=-1) for company, month in groups}

    def _search_alert(self, operator, value):
        if operator != "in":
            return NotImplemented
        started = self.search([("date_start", "<=", fields.Date.context_today(self))])
        found = started.filtered(lambda clause: clause.alert in value)
        return Domain("id", "in", found.ids)

    def action_view_hours_outside(self):
        """Open the hours worked on this clause's worksites outside its dates, which never count (INS-L01)."""
        self.ensure_one()
        action = self.action_view_hours()
        action["domain"] = [("clause_id", "=", self.id)]
        before, after = [("date", "<", self.date_start)], [("date", ">", self.date_end)]
        action["domain"] = list(Domain(action["domain"]) & (Domain(before) | Domain(after)))
        return action
