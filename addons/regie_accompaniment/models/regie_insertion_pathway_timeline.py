from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date

MONTHS = 6


class RegieInsertionPathway(models.Model):
    """A pathway on one page: its line, its countdowns, its last hours and its next steps, given by one call.

    Other addons add their events by ``_get_timeline_events`` and their lanes by ``_get_timeline_lanes``.
    """

    _inherit = "regie.insertion.pathway"

    @api.readonly
    def get_timeline_data(self):
        """Return what the page of a person shows, as its reader may see it. One call, whatever the number of addons.

        :return: ``{lanes, events, contract, pass, hours, steps, seen, today}``; an event is ``{lane, start, end,
            title, state, model, res_id}``, days as ISO texts, ``end`` empty for a single day
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("regie_insertion.group_insertion_user"):
            raise AccessError(self.env._("The page of a person is for those who follow the person. (INS-E11)"))
        today = fields.Date.context_today(self)
        events = sorted(self._get_timeline_events(), key=lambda event: (event["start"], event["title"]))
        for event in events:
            event["start_label"] = format_date(self.env, event["start"])
            event["end_label"] = format_date(self.env, event["end"]) if event["end"] else ""
            event["start"] = fields.Date.to_string(event["start"])
            event["end"] = fields.Date.to_string(event["end"]) if event["end"] else False
        used = {event["lane"] for event in events}
        return {
            "today": fields.Date.to_string(today),
            "lanes": [{"key": key, "name": name} for key, name in self._get_timeline_lanes().items() if key in used],
            "events": events,
            "contract": self._get_contract_countdown(today),
            "pass": self._get_pass_countdown(),
            "hours": self._get_last_hours(today),
            "steps": self._get_next_steps(today),
            "seen": self._get_seen(today),
        }

    # -- extension points ----------------------------------------------------------------------

    @api.model
    def _get_timeline_lanes(self):
        """Return the lanes of the line and their names, from top to bottom."""
        return {
            "contract": self.env._("Contracts"),
            "renewal": self.env._("Renewals"),
            "pass": self.env._("PASS IAE"),
            "interview": self.env._("Interviews"),
            "barrier": self.env._("Barriers"),
            "goal": self.env._("Objectives"),
            "exit": self.env._("Exit"),
        }

    def _get_timeline_events(self):
        """Return the events of the line that the reader may see: ``super() + [self._timeline_event(…)]`` adds some."""
        self.ensure_one()
        return [
            *self._get_contract_events(),
            *self._get_pass_events(),
            *self._get_interview_events(),
            *self._get_barrier_events(),
            *self._get_goal_events(),
            *self._get_exit_events(),
        ]

    def _timeline_event(self, lane, start, title, end=False, state="", record=None):
        """Return one event of the line; ``state`` is done, planned, late, missed or empty."""
        return {
            "lane": lane,
            "start": start,
            "end": end,
            "title": title,
            "state": state,
            "model": record._name if record else False,
            "res_id": record.id if record else False,
        }

    # -- events --------------------------------------------------------------------------------

    def _get_contract_events(self):
        versions = self.env["hr.version"]
        if not versions.has_access("read"):
            return []
        rows = versions.search([("employee_id", "=", self.employee_id.id), ("contract_date_start", "!=", False)])
        forms = dict(versions._fields["iae_form"]._description_selection(self.env))
        periods = {}
        for row in rows:
            periods[row.contract_date_start] = (row.contract_date_end, row.iae_form)
        other = self.env._("Contract")
        return [
            self._timeline_event("contract", start, forms.get(form, other), end=end or False, state="done")
            for start, (end, form) in sorted(periods.items())
        ]

    def _get_pass_events(self):
        passes = self.env["regie.iae.pass"]
        if not passes.has_access("read"):
            return []
        return [
            self._timeline_event(
                "pass", row.date_start, f"PASS {row.number}", end=row.date_end, state="done", record=row
            )
            for row in passes.search([("employee_id", "=", self.employee_id.id)])
            if row.date_start
        ]

    def _get_interview_events(self):
        if not self.env["regie.interview"].has_access("read"):
            return []
        states = {"done": "done", "planned": "planned", "excused": "missed", "absent": "missed"}
        return [
            self._timeline_event(
                "interview",
                fields.Datetime.context_timestamp(self, row.date_start).date(),
                row.type_id.name,
                state="late" if row.is_late else states[row.state],
                record=row,
            )
            for row in self.env["regie.interview"].search([("pathway_id", "=", self.id), ("state", "!=", "cancelled")])
        ]

    def _get_barrier_events(self):
        """One event per day of assessment: the levels themselves are in the picture of the barriers."""
        if not self.env["regie.barrier.assessment"].has_access("read"):
            return []
        days = self.env["regie.barrier.assessment"]._read_group(
            [("pathway_id", "=", self.id)], ["date:day"], ["__count"]
        )
        return [
            self._timeline_event("barrier", day, self.env._("%s barriers assessed", count), state="done")
            for day, count in days
        ]

    def _get_goal_events(self):
        if not self.env["regie.goal"].has_access("read"):
            return []
        rows = self.env["regie.goal"].search([("pathway_id", "=", self.id), ("date_due", "!=", False)])
        states = {"reached": "done", "partial": "done", "dropped": "missed"}
        return [
            self._timeline_event(
                "goal",
                row.closed_on or row.date_due,
                row.name,
                state="late" if row.is_late else states.get(row.state, "planned"),
                record=row,
            )
            for row in rows
        ]

    def _get_exit_events(self):
        leaving = self.exit_id
        if not leaving or not leaving.has_access("read"):
            return []
        title = leaving.motive_id.display_name or self.env._("Exit to document")
        return [self._timeline_event("exit", leaving.date, title, state="done", record=leaving)]

    # -- figures -------------------------------------------------------------------------------

    def _get_contract_countdown(self, today):
        employee = self.employee_id
        if not self.env["hr.version"].has_access("read") or not employee.contract_date_start:
            return False
        end = employee.contract_date_end
        hours = self.env._("%s h per week", f"{employee.weekly_hours:g}")
        if not end:
            return {"text": self.env._("Open-ended"), "detail": hours, "alert": False}
        left = (end - today).days
        return {
            "text": self.env._("%s days left", left) if left >= 0 else self.env._("Ended"),
            "detail": self.env._("until %(date)s, %(hours)s", date=format_date(self.env, end), hours=hours),
            "alert": employee.is_contract_ending,
        }

    def _get_pass_countdown(self):
        if not self.env["regie.iae.pass"].has_access("read"):
            return False
        iae_pass = self.employee_id.pass_id
        if not iae_pass or not iae_pass.date_end:
            return False
        total = (iae_pass.date_end - iae_pass.date_start).days + 1
        left = max(iae_pass.remaining_days, 0)
        statuses = dict(iae_pass._fields["status"]._description_selection(self.env))
        return {
            "text": self.env._("%s days left", left),
            "detail": self.env._(
                "until %(date)s, %(status)s",
                date=format_date(self.env, iae_pass.date_end),
                status=statuses.get(iae_pass.status, "").lower(),
            ),
            "percent": round(100 * (total - left) / total) if total > 0 else 100,
            "alert": iae_pass.is_ending,
        }

    def _get_last_hours(self, today):
        """Return the hours of the last months, the oldest first, months without hours included."""
        lines = self.env["account.analytic.line"]
        first = today.replace(day=1) - relativedelta(months=MONTHS - 1)
        if not lines.has_access("read"):
            return []
        domain = [("employee_id", "=", self.employee_id.id), ("date", ">=", first), ("project_id", "!=", False)]
        worked = dict(lines._read_group(domain, ["date:month"], ["unit_amount:sum"]))
        months = [first + relativedelta(months=rank) for rank in range(MONTHS)]
        return [
            {
                "key": fields.Date.to_string(month),
                "label": format_date(self.env, month, date_format="MMM yyyy"),
                "hours": round(worked.get(month, 0.0), 2),
            }
            for month in months
        ]

    def _get_next_steps(self, today):
        """Return what is to be done for this person, the most urgent first: interviews, actions and deadlines."""
        steps = []
        if self.env["regie.interview"].has_access("read"):
            for row in self.env["regie.interview"].search([("pathway_id", "=", self.id), ("state", "=", "planned")]):
                day = fields.Datetime.context_timestamp(self, row.date_start).date()
                steps.append(self._step(day, self.env._("Interview: %s", row.type_id.name), row, row.is_late))
        if self.env["regie.goal.action"].has_access("read"):
            domain = [("pathway_id", "=", self.id), ("state", "in", ["planned", "postponed"])]
            for row in self.env["regie.goal.action"].search(domain):
                steps.append(self._step(row.date_deadline, row.name, row, row.is_late))
        deadlines = self.env["regie.insertion.deadline"]
        if deadlines.has_access("read"):
            names = dict(deadlines._fields["kind"]._description_selection(self.env))
            for row in deadlines.search([("employee_id", "=", self.employee_id.id)]):
                step = self._step(row.date, f"{names.get(row.kind, '')} · {row.todo}", None, row.is_late)
                steps.append({**step, "model": row.res_model, "res_id": row.res_id})
        if self.env.user.has_group("regie_insertion.group_insertion_social") and self.is_entry_diagnosis_due:
            late = self.entry_diagnosis_due_on < today
            steps.append(self._step(self.entry_diagnosis_due_on, self.env._("Hold the entry diagnosis"), None, late))
        steps.sort(key=lambda step: step["day"])
        return steps

    def _step(self, day, name, record, late):
        return {
            "day": fields.Date.to_string(day),
            "label": format_date(self.env, day),
            "name": name,
            "late": bool(late),
            "model": record._name if record else False,
            "res_id": record.id if record else False,
        }

    def _get_seen(self, today):
        """Return when the person was last seen by an adviser, for whoever reads interviews."""
        if not self.env.user.has_group("regie_insertion.group_insertion_social"):
            return False
        last = self.last_interview_on
        if not last:
            return {"text": "", "detail": "", "alert": self.is_not_seen}
        days = (today - last).days
        return {
            "text": self.env._("%s days ago", days) if days else self.env._("Today"),
            "detail": format_date(self.env, last),
            "alert": self.is_not_seen,
        }
