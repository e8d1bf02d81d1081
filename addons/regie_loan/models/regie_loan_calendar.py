from datetime import datetime, time, timedelta

import pytz

from odoo import fields, models
from odoo.exceptions import UserError

#: The page of a model shows a week at a time.
DAYS_SHOWN = 7


class RegieLoanCalendar(models.Model):
    """When a model can be collected and brought back: what a member sees, hours without names. gup_services.md, 5.7."""

    _inherit = "regie.loan.model"

    def _get_site(self):
        """Where the units are collected: the place that keeps most of them."""
        self.ensure_one()
        places = self.item_ids.filtered(lambda item: item.status == "available").mapped("site_id")
        kept = self.item_ids.grouped("site_id")
        return max(places, key=lambda site: len(kept[site]), default=places)

    def _get_lending_tz(self):
        """The time zone of the place."""
        calendar = self._get_site().calendar_id or self.company_id.resource_calendar_id
        return pytz.timezone(calendar.tz or "Europe/Paris")

    def _get_open_spans(self, first, last):
        """Return ``{day: [(opening, closing)…]}`` in UTC, from a day to another; closed days are left out."""
        site, tz = self._get_site(), self._get_lending_tz()
        calendar = site.calendar_id or self.company_id.resource_calendar_id
        closed = site._get_closed_days(first, last) if site else set()
        spans = {}
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            hours = sorted(
                (line.hour_from, line.hour_to)
                for line in calendar.attendance_ids
                if int(line.dayofweek) == day.weekday() and line.day_period != "lunch"
            )
            if day not in closed and hours:
                spans[day] = [tuple(self._to_utc(day, hour, tz) for hour in span) for span in hours]
        return spans

    def _to_utc(self, day, hour, tz):
        naive = datetime.combine(day, time.min) + timedelta(hours=hour)
        return tz.localize(naive).astimezone(pytz.utc).replace(tzinfo=None)

    def _get_bookable_items(self):
        """The units that a member may book, wherever they are now."""
        site = self._get_site()
        items = self.item_ids.filtered(lambda item: item.status == "available" and item.condition != "broken")
        items = items.filtered(lambda item: not item.site_id or item.site_id == site)
        return items - items._get_maintenance_late()

    def _get_bookable_days(self):
        """First and last local days on which the policy lets a loan begin."""
        today = pytz.utc.localize(fields.Datetime.now()).astimezone(self._get_lending_tz()).date()
        policy = self.policy_id
        return today + timedelta(days=policy.min_start_days), today + timedelta(days=policy.max_start_days)

    def _get_week(self, first):
        """Return the slots of a week: ``[(day, [(start in UTC, local start, is free)…])…]``; a closed day has none.

        A slot is an hour of opening; it is free when a unit is free over this hour, its buffer included.
        """
        self.ensure_one()
        earliest, latest = self._get_bookable_days()
        last = first + timedelta(days=DAYS_SHOWN - 1)
        spans, tz = self._get_open_spans(first, last), self._get_lending_tz()
        items, now = self._get_bookable_items(), fields.Datetime.now()
        taken = items._get_taken(*self._get_bounds(first, last))
        week = []
        for number in range(DAYS_SHOWN):
            day = first + timedelta(days=number)
            slots = []
            for opening, closing in spans.get(day, ()):
                start = opening
                while start < closing:
                    local = pytz.utc.localize(start).astimezone(tz)
                    is_free = earliest <= day <= latest and start > now
                    is_free = is_free and self._is_free(items, taken, start, start + timedelta(hours=1))
                    slots.append((start, local, is_free))
                    start += timedelta(hours=1)
            week.append((day, slots))
        return week

    def _get_returns(self, start):
        """Return the ends of a loan that begins at a moment, one a day: ``[(end in UTC, local end, is free)…]``."""
        self.ensure_one()
        tz = self._get_lending_tz()
        first = pytz.utc.localize(start).astimezone(tz).date()
        last = first + timedelta(days=self.policy_id.max_days)
        items = self._get_bookable_items()
        taken = items._get_taken(*self._get_bounds(first, last))
        returns = []
        for spans in self._get_open_spans(first, last).values():
            due = spans[-1][1]
            if due > start:
                local = pytz.utc.localize(due).astimezone(tz)
                returns.append((due, local, self._is_free(items, taken, start, due)))
        return returns

    def _get_bounds(self, first, last):
        """The UTC moments between which others matter, the buffer of the policy included."""
        reach = timedelta(days=1, hours=self.policy_id.buffer_hours)
        midnight = datetime.combine(first, time.min)
        return midnight - reach, datetime.combine(last, time.min) + timedelta(days=1) + reach

    def _is_free(self, items, taken, start, due):
        """Tell whether one of these units is free over a period, its buffer included."""
        free = due + timedelta(hours=self.policy_id.buffer_hours)
        return any(all(end <= start or begin >= free for begin, end in taken.get(item.id, ())) for item in items)

    def _wait_for(self, partner, first, last):
        """Write that a person waits for a unit from the opening of a day to the closing of another.

        :raise UserError: E-LOAN-27 for days that are past, in the wrong order, too far apart, or already waited for
        """
        self.ensure_one()
        earliest, latest = self._get_bookable_days()
        longest = timedelta(days=self.policy_id.max_days)
        if not (first and last and earliest <= first <= last <= first + longest and first <= latest):
            raise UserError(
                self.env._(
                    "Choose days to come, %(max)s days at most from the first to the last. (E-LOAN-27)",
                    max=longest.days,
                )
            )
        tz = self._get_lending_tz()
        start, due = self._to_utc(first, 0, tz), self._to_utc(last, 24, tz)
        # sudo: a member writes their own name on the list; the list is read by the counter
        waits = self.env["regie.loan.wait"].sudo()
        if waits.search_count(
            [
                ("model_id", "=", self.id),
                ("partner_id", "=", partner.id),
                ("date_ended", "=", False),
                ("date_out", "<", due),
                ("date_due", ">", start),
            ],
            limit=1,
        ):
            raise UserError(self.env._("You already wait for this tool on these days. (E-LOAN-27)"))
        return waits.create({"model_id": self.id, "partner_id": partner.id, "date_out": start, "date_due": due})

    def _get_shown_domain(self, company):
        """The models that members see in the catalogue."""
        return [("is_shown", "=", True), ("company_id", "=", company.id), ("item_ids.status", "=", "available")]
