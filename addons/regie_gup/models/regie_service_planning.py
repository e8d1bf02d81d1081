from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.holidays import holidays_between
from ..tools.recurrence import MAX_SHIFT, ON_DEMAND, planned_days

#: Copied on the passes when they are planned; changed on the service, they change on those still to come.
CARRIED = ("project_id", "site_id", "service_type_id", "department_id", "planned_minutes", "time_start", "time_end")
#: Services planned between two commits of the cron.
BATCH = 200


class RegieService(models.Model):
    """From the frequency of a service to its passes: planned ahead, never twice, kept true when the service changes."""

    _inherit = "regie.service"

    @api.model_create_multi
    def create(self, vals_list):
        """Create recurring services; their passes are planned at once.

        :raise UserError: E-PREST-08 when the day up to which they are planned is written by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
        services = super().create(vals_list)
        services._plan_ahead()
        return services

    def write(self, vals):
        """Change services. Passes to come follow, those without hours nor proof: the others are facts.

        A new frequency drops those that it does not ask for and plans those that it does, in the same transaction.

        :raise UserError: E-PREST-08 when the day up to which they are planned is written by hand
        """
        self._check_no_fact(vals)
        carried = [name for name in CARRIED if name in vals]
        before = {service.id: {name: service[name] for name in carried} for service in self}
        result = super().write(vals)
        if carried:
            self._carry({name: vals[name] for name in carried}, before)
        if vals.keys() & self._get_replanning_fields():
            self._replan()
        return result

    def _check_no_fact(self, vals):
        if "date_generated" in vals and not self.env.su:
            raise UserError(
                self.env._(
                    "The day up to which a service is planned is not written by hand: the passes are planned every"
                    " night. (E-PREST-08)"
                )
            )

    @api.model
    def _get_replanning_fields(self):
        return self._get_frequency_fields() | {"date_start", "date_end", "active"}

    def _carry(self, vals, before):
        """Bring what changed on the services to their passes to come, except where somebody had changed it there."""
        passes = self._get_untouched_passes()
        for name in vals:
            follow = passes.filtered(
                lambda one, name=name: (
                    (one.slot == 1 or not name.startswith("time_")) and one[name] == before[one.service_id.id][name]
                )
            )
            follow.write({name: vals[name]})

    def _get_untouched_passes(self):
        """The passes to come that nobody started, proved nor entered hours on: what replanning may change."""
        domain = [("service_id", "in", self.ids), *self.env["regie.intervention"]._get_untouched_domain()]
        # sudo: whoever may change the service changes its planning, whatever teams and hours they see
        return self.env["regie.intervention"].sudo().search(domain)

    # Planning

    @api.model
    def _cron_generate(self):
        """Plan the passes of all the régies up to their horizon; a day already planned is not planned again."""
        today = fields.Date.context_today(self)
        for company in self.env["res.company"].search([]):
            services = self.with_company(company).search(
                [("company_id", "=", company.id), ("frequency", "!=", ON_DEMAND)]
            )
            horizon = services._get_horizon(today)
            due = services.filtered(lambda one, day=horizon: not one.date_generated or one.date_generated < day)
            for start in range(0, len(due), BATCH):
                batch = due[start : start + BATCH]
                # Those that somebody is changing right now are planned by that change.
                batch.try_lock_for_update()._generate(horizon, today)
                self.env["ir.cron"]._commit_progress(len(batch), remaining=len(due) - start - len(batch))

    def _plan_ahead(self):
        """Plan these services up to the horizon of their régie, from today."""
        today = fields.Date.context_today(self)
        for company, services in self.grouped("company_id").items():
            services._generate(services.with_company(company)._get_horizon(today), today)

    def _get_horizon(self, today):
        """Last day up to which passes are planned."""
        days = self.env["regie.parameter"].get("passes_horizon_days", today)
        return today + timedelta(days=int(days))

    def _generate(self, date_to, date_from=None):
        """Plan the passes of these services from ``date_from`` (today) to ``date_to``, both included.

        Planned twice, the second time adds nothing: a day and a slot of a service exist once, moved or cancelled as
        they may be. The number of queries does not depend on that of the services, but for the inserts by hundreds.

        :return: the new passes
        """
        date_from = date_from or fields.Date.context_today(self)
        wanted = self._get_wanted(date_from, date_to)
        existing = self._get_planned_keys(date_from, date_to)
        vals_list = [
            service._prepare_pass_vals(day, slot, hours)
            for service, days in wanted.items()
            for day in days
            for slot, hours in service._get_slots()
            if (service.id, day, slot) not in existing
        ]
        # sudo: the date up to which a service is planned is written by nobody's hand
        late = self.sudo().filtered(lambda one: not one.date_generated or one.date_generated < date_to)
        late.date_generated = date_to
        return self.env["regie.intervention"].create(vals_list)

    def _replan(self):
        """Make the passes to come those that the services ask for now, from tomorrow on.

        Passes that are started, proved, cancelled, or on which hours were entered stay; so do those added by hand.
        """
        if not self:
            return
        today = fields.Date.context_today(self)
        tomorrow = today + timedelta(days=1)
        untouched = self._get_untouched_passes().filtered("date_occurrence")
        for company, services in self.grouped("company_id").items():
            horizon = services.with_company(company)._get_horizon(today)
            last = max([horizon, *(one.date_occurrence for one in untouched)])
            wanted = services._get_wanted(tomorrow, last)
            slots = {service: {number for number, _hours in service._get_slots()} for service in services}
            stray = untouched.filtered(
                lambda one, wanted=wanted, slots=slots: (
                    one.service_id in wanted
                    and (one.date_occurrence not in wanted[one.service_id] or one.slot not in slots[one.service_id])
                )
            )
            stray.unlink()
            services._generate(horizon, tomorrow)

    def _get_wanted(self, date_from, date_to):
        """{service: {days}} that the frequencies ask for in a period, closed days and pauses taken away."""
        wanted = {}
        for company, services in self.grouped("company_id").items():
            closed = self._get_closed_days(company, date_from, date_to)
            for service in services:
                days = ()
                if service.active and service.frequency != ON_DEMAND:
                    frequency = service._get_recurrence(service.date_start, service.date_end)
                    days = planned_days(frequency, date_from, date_to, closed)
                pauses = [(pause.date_from, pause.date_to) for pause in service.pause_ids]
                wanted[service] = {day for day in days if not any(first <= day <= last for first, last in pauses)}
        return wanted

    def _get_planned_keys(self, date_from, date_to):
        """{(service, day, slot)} already planned in a period, whatever became of the passes."""
        passes = self.env["regie.intervention"]
        passes.flush_model(["service_id", "date_occurrence", "slot"])
        # SQL: a pass that the reader may not see is planned all the same
        return set(
            self.env.execute_query(
                SQL(
                    """SELECT service_id, date_occurrence, slot FROM regie_intervention
                        WHERE service_id = ANY(%s) AND date_occurrence BETWEEN %s AND %s""",
                    self.ids,
                    date_from,
                    date_to,
                )
            )
        )

    @api.model
    def _get_closed_days(self, company, date_from, date_to):
        """Public holidays and closing days of a régie, a fortnight beyond both ends."""
        first, last = date_from - timedelta(days=MAX_SHIFT), date_to + timedelta(days=MAX_SHIFT)
        closed = holidays_between(first, last, company.has_alsace_moselle_holidays)
        return closed | self.env["resource.calendar.leaves"]._get_closing_days(company, first, last)

    def _get_slots(self):
        """The passes of a day: ``[(number, (from, until))]``."""
        self.ensure_one()
        others = [(slot.number, (slot.time_start, slot.time_end)) for slot in self.slot_ids]
        return [(1, (self.time_start, self.time_end)), *others]

    def _prepare_pass_vals(self, day, slot, hours):
        """Values of the pass of a day; ``hours`` is (from, until)."""
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "service_id": self.id,
            "slot": slot,
            "project_id": self.project_id.id,
            "site_id": self.site_id.id,
            "service_type_id": self.service_type_id.id,
            "department_id": self.department_id.id,
            "planned_minutes": self.planned_minutes,
            "date_planned": day,
            "time_start": hours[0],
            "time_end": hours[1],
        }

    # What the form shows

    @api.depends(lambda self: [*self._get_replanning_fields(), "pause_ids.date_from", "pause_ids.date_to"])
    @api.depends_context("lang")
    def _compute_next_days(self):
        """The next six days, before anything is saved: what the frequency means."""
        today = fields.Date.context_today(self)
        for service in self:
            start = max(today, service.date_start or today)
            wanted = service._get_wanted(start, start + timedelta(days=400)) if service.date_start else {}
            service.next_days = self._say_dates(sorted(wanted.get(service, ()))[:6])

    def action_view_interventions(self):
        """Open the passes of these services."""
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_gup.regie_intervention_action")
        return {**action, "domain": [("service_id", "in", self.ids)], "context": {"search_default_to_come": 1}}
