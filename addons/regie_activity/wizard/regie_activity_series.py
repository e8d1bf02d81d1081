import secrets
from datetime import datetime, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

#: A year of weekly sessions, and some; more is a mistake of date.
MOST_SESSIONS = 60


class RegieActivitySeries(models.TransientModel):
    """Repeat a session every week or every other week: same hours, same tickets, other days."""

    _name = "regie.activity.series"
    _description = "Repeat a session"

    event_id = fields.Many2one("event.event", string="Session", required=True, ondelete="cascade")
    weeks = fields.Integer(string="Every (weeks)", required=True, default=1)
    date_to = fields.Date(string="Until", required=True)
    is_closed_skipped = fields.Boolean(string="Skip the days when the place is closed", default=True)
    is_published = fields.Boolean(string="Publish them at once")
    session_count = fields.Integer(compute="_compute_session_count", string="Sessions to create")
    skipped_days = fields.Char(compute="_compute_session_count", string="Days skipped")

    _weeks_range = models.Constraint("CHECK (weeks BETWEEN 1 AND 8)", "A session comes back every 1 to 8 weeks.")

    @api.depends("event_id", "weeks", "date_to", "is_closed_skipped")
    def _compute_session_count(self):
        for wizard in self:
            kept, skipped = wizard._get_days() if wizard.event_id and wizard.date_to else ([], [])
            wizard.session_count = len(kept)
            wizard.skipped_days = ", ".join(format_date(self.env, day) for day in skipped)

    def _get_first_day(self):
        zone = pytz.timezone(self.event_id.date_tz or "UTC")
        return pytz.utc.localize(self.event_id.date_begin).astimezone(zone).date()

    def _get_days(self):
        """Return ``(days to hold a session, days skipped because the place is closed)``, at most a year of them."""
        step = timedelta(weeks=max(self.weeks, 1))
        first = self._get_first_day()
        days = []
        while first + step <= self.date_to and len(days) < MOST_SESSIONS:
            first += step
            days.append(first)
        site = self.event_id.regie_site_id
        closed = site._get_closed_days(days[0], days[-1]) if days and site and self.is_closed_skipped else set()
        return [day for day in days if day not in closed], [day for day in days if day in closed]

    def action_repeat(self):
        """Create the sessions, and open the whole series.

        :raise UserError: E-ACT-15 when no session is to be created
        """
        self.ensure_one()
        days, _skipped = self._get_days()
        if not days:
            raise UserError(
                self.env._("No session to create before %(date)s: choose a later day. (E-ACT-15)", date=self.date_to)
            )
        event = self.event_id
        event.regie_series_key = event.regie_series_key or secrets.token_urlsafe(8)
        sessions = event.browse()
        for day in days:
            sessions |= event.copy(self._prepare_session_vals(day))
        # apart: a copy is always named as one
        sessions.name = event.name
        if self.is_published:
            sessions.action_regie_session_publish()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_activity.event_event_action_session")
        return dict(
            action,
            domain=[("regie_series_key", "=", event.regie_series_key)],
            context={},
            views=[(self.env.ref("regie_activity.event_event_view_list_session").id, "list"), (False, "form")],
        )

    def _prepare_session_vals(self, day):
        """Return what differs from the first session: its days, at the same hours by the clock of the place."""
        event = self.event_id
        shift = day - self._get_first_day()
        vals = {"regie_series_key": event.regie_series_key}
        for name in ("date_begin", "date_end", "regie_date_open", "regie_date_close"):
            if event[name]:
                vals[name] = self._shift(event[name], shift)
        return vals

    def _shift(self, moment, shift):
        """Return a moment some days later, at the same hour by the clock, whatever the summer time."""
        zone = pytz.timezone(self.event_id.date_tz or "UTC")
        local = pytz.utc.localize(moment).astimezone(zone)
        moved = zone.localize(datetime.combine(local.date() + shift, local.time()))
        return moved.astimezone(pytz.utc).replace(tzinfo=None)
