from datetime import UTC, datetime, time, timedelta

from odoo import api, fields, models

#: What the calendar writes when a pass is dragged; the day and the hours of the pass are what is kept.
CALENDAR = ("start_at", "stop_at", "is_all_day")
#: Shortest block in the calendar, in hours: a pass of ten minutes is still to be seen.
SHORTEST = 0.5


class RegieIntervention(models.Model):
    """A pass in the calendar: a block between two hours of the day, or in the band of the day when its hour is free."""

    _inherit = "regie.intervention"

    start_at = fields.Datetime(
        string="Start in the calendar", compute="_compute_start_at", store=True, precompute=True, readonly=False
    )
    stop_at = fields.Datetime(
        string="End in the calendar", compute="_compute_start_at", store=True, precompute=True, readonly=False
    )
    is_all_day = fields.Boolean(string="Hour is free", compute="_compute_is_all_day", readonly=False)

    _company_start = models.Index("(company_id, start_at)")
    # The order of the list: its first page is read, not sorted out of two million passes.
    _list_order = models.Index("(date_planned DESC, time_start, id)")

    @api.depends("date_planned", "time_start", "time_end", "planned_minutes")
    def _compute_start_at(self):
        zones = {company: company._get_zone() for company in self.company_id}
        for one in self:
            if one.time_start or one.time_end:
                first = one.time_start
                last = one.time_end or min(first + max(one.planned_minutes / 60, SHORTEST), 24)
            else:
                # Noon is on the same day in the zones of all the readers.
                first = last = 12
            zone = zones.get(one.company_id) or self.env.company._get_zone()
            one.start_at = one._at(first, zone)
            one.stop_at = one._at(last, zone)

    @api.depends("time_start", "time_end")
    def _compute_is_all_day(self):
        for one in self:
            one.is_all_day = not (one.time_start or one.time_end)

    def _at(self, hours, zone):
        """The moment, in UTC, of an hour of the day of this pass."""
        midnight = datetime.combine(self.date_planned or fields.Date.context_today(self), time(), zone)
        wall = midnight.replace(tzinfo=None) + timedelta(minutes=round(hours * 60))
        return wall.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)

    @api.depends_context("pass_title")
    def _compute_display_name(self):
        """The number, the service and the site; in the planning, what is read first: the site and the service."""
        if not self.env.context.get("pass_title"):
            return super()._compute_display_name()
        for one in self:
            one.display_name = f"{one.site_id.name or ''} · {one.service_type_id.name or ''}"
        return None

    @api.model
    def default_get(self, fields_list):
        """A pass added in the calendar is on the day and at the hours that were clicked."""
        context = self.env.context
        clicked = {name: context[f"default_{name}"] for name in CALENDAR if f"default_{name}" in context}
        values = super(RegieIntervention, self._without_clicks()).default_get(fields_list)
        return {**values, **self._translate_calendar(clicked, self.env.company)}

    @api.model_create_multi
    def create(self, vals_list):
        """Create passes; the calendar's own start and end are read from their day and hours."""
        company = self.env["res.company"]
        for vals in vals_list:
            if any(name in vals for name in CALENDAR):
                clicked = {name: vals.pop(name) for name in CALENDAR if name in vals}
                home = company.browse(vals.get("company_id")) or self.env.company
                vals.update(self._translate_calendar(clicked, home))
        # The defaults of the calendar would stand in the way of what is computed.
        return super(RegieIntervention, self._without_clicks()).create(vals_list)

    def write(self, vals):
        """Change passes; one that is dragged in the calendar changes its day and its hours."""
        clicked = {name: vals[name] for name in CALENDAR if name in vals}
        if clicked:
            others = {name: value for name, value in vals.items() if name not in CALENDAR}
            company = self.company_id[:1] or self.env.company
            vals = {**others, **self._translate_calendar(clicked, company)}
        return super().write(vals)

    def _without_clicks(self):
        dropped = {f"default_{name}" for name in CALENDAR}
        context = {key: value for key, value in self.env.context.items() if key not in dropped}
        return self.with_context(context)  # pylint: disable=context-overridden

    @api.model
    def _translate_calendar(self, clicked, company):
        """The day and the hours of a pass that the calendar puts between two moments."""
        start = clicked.get("start_at")
        if not start:
            return {}
        if clicked.get("is_all_day") or len(str(start)) == len("2026-01-01"):
            return {"date_planned": str(start)[:10], "time_start": 0, "time_end": 0}
        zone = company._get_zone()
        start, stop = (
            moment and fields.Datetime.to_datetime(moment).replace(tzinfo=UTC).astimezone(zone)
            for moment in (start, clicked.get("stop_at"))
        )
        vals = {"date_planned": start.date(), "time_start": start.hour + start.minute / 60}
        if stop:
            vals["time_end"] = stop.hour + stop.minute / 60 if stop.date() == start.date() else 24
        return vals
