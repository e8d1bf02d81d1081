from odoo import models
from odoo.tools import SQL

from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of the participation: events, people met, answers, hours given. Totals only, never a name."""

    _inherit = "regie.indicator"

    def _compute_open_meetings(self, scope):
        """Open meetings begun in the period."""
        return self._get_event_count(scope, ["open_meeting"])

    def _compute_association_events(self, scope):
        """Events of the life of the association begun in the period, of every kind."""
        return self._get_event_count(scope, ["open_meeting", "open_day", "clean_up", "training", "other"])

    def _compute_shared_events(self, scope):
        """Events of the association held with at least one partner."""
        return self._get_event_count(
            scope,
            ["open_meeting", "open_day", "clean_up", "training", "other"],
            [("regie_partner_ids", "!=", False)],
        )

    def _compute_inhabitants_met(self, scope):
        """Inhabitants met at the events of the association, as many times as they came."""
        domain = self._get_event_domain(scope, ["open_meeting", "open_day", "clean_up", "training", "other"])
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        [(people, count)] = self.env["event.event"]._read_group(domain, [], ["regie_inhabitant_count:sum", "__count"])
        return IndicatorResult(people or 0, model="event.event", domain=domain, source_count=count)

    def _compute_consultation_answers(self, scope):
        """Answers received to the consultations of the régie in the period."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        consultations = self.env["regie.consultation"]
        consultations.check_access("read")
        self.env["survey.user_input"].flush_model()
        consultations.flush_model()
        [(answers,)] = self.env.execute_query(
            SQL(
                """SELECT COUNT(*)
                     FROM survey_user_input answer
                     JOIN regie_consultation consultation ON consultation.survey_id = answer.survey_id
                    WHERE consultation.company_id = %s AND answer.state = 'done'
                      AND answer.test_entry IS NOT TRUE
                      AND answer.end_datetime >= %s AND answer.end_datetime < %s::date + 1""",
                scope.company.id,
                scope.date_from,
                scope.date_to,
            )
        )
        return IndicatorResult(answers, source_count=answers)

    def _compute_volunteer_hours(self, scope):
        """Validated hours that volunteers gave in the period."""
        domain = self._get_volunteer_domain(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        [(hours, count)] = self.env["regie.volunteer.report"]._read_group(domain, [], ["hours:sum", "__count"])
        return IndicatorResult(round(hours or 0, 2), model="regie.volunteer.report", domain=domain, source_count=count)

    def _compute_volunteers(self, scope):
        """Different persons whose volunteer hours of the period are validated."""
        if scope.partner or scope.territory:
            return IndicatorResult.unavailable(NO_SCOPE)
        self.env["regie.volunteer.report"].check_access("read")
        self.env["regie.volunteer.time"].flush_model()
        activity = SQL("AND activity_id = %s", scope.activity.id) if scope.activity else SQL()
        [(people,)] = self.env.execute_query(
            SQL(
                """SELECT COUNT(DISTINCT partner_id) FROM regie_volunteer_time
                    WHERE company_id = %s AND state = 'validated' AND date BETWEEN %s AND %s %s""",
                scope.company.id,
                scope.date_from,
                scope.date_to,
                activity,
            )
        )
        return IndicatorResult(people, source_count=people)

    def _compute_participation_distinct(self, scope):
        """Different persons known by name who sat in a meeting, came to an event or gave time in the period.

        Those who were counted at a door without a name cannot be told from each other: they are in *inhabitants met*.
        """
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        self.env["event.event"].check_access("read")
        self.env.flush_all()
        bounds = {"company": scope.company.id, "first": scope.date_from, "last": scope.date_to}
        [(people,)] = self.env.execute_query(
            SQL(
                """SELECT COUNT(DISTINCT person) FROM (
                   SELECT 'p' || line.partner_id AS person
                     FROM regie_meeting_presence presence
                     JOIN regie_attendance line ON line.id = presence.attendance_id
                    WHERE line.company_id = %(company)s
                      AND presence.date_in >= %(first)s AND presence.date_in < %(last)s::date + 1
                UNION ALL
                   SELECT 'p' || partner_id FROM regie_volunteer_time
                    WHERE company_id = %(company)s AND state = 'validated' AND date BETWEEN %(first)s AND %(last)s
                UNION ALL
                   SELECT CASE WHEN registration.partner_id IS NOT NULL THEN 'p' || registration.partner_id
                               WHEN registration.email IS NOT NULL THEN 'm' || lower(registration.email)
                               WHEN registration.regie_date_forgotten IS NOT NULL THEN 'r' || registration.id
                               ELSE 'n' || lower(registration.name) END
                     FROM event_registration registration
                     JOIN event_event event ON event.id = registration.event_id
                    WHERE event.company_id = %(company)s AND event.regie_kind IS NOT NULL
                      AND registration.state = 'done' AND registration.active
                      AND event.date_begin >= %(first)s AND event.date_begin < %(last)s::date + 1) found""",
                **bounds,
            )
        )
        return IndicatorResult(people, source_count=people)

    def _get_event_domain(self, scope, kinds):
        """The events of these kinds in the scope; ``None`` when the question makes no sense for them."""
        if scope.activity:
            return None
        domain = [
            ("company_id", "=", scope.company.id),
            ("regie_kind", "in", kinds),
            ("date_begin", ">=", scope.date_from),
            ("date_begin", "<=", f"{scope.date_to} 23:59:59"),
        ]
        if scope.partner:
            domain.append(("regie_partner_ids", "child_of", scope.partner.id))
        if scope.territory:
            domain.append(("territory_id", "=", scope.territory.id))
        return domain

    def _get_event_count(self, scope, kinds, more=()):
        domain = self._get_event_domain(scope, kinds)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain += more
        count = self.env["event.event"].search_count(domain)
        return IndicatorResult(count, model="event.event", domain=domain, source_count=count)

    def _get_volunteer_domain(self, scope):
        if scope.partner or scope.territory:
            return None
        domain = [
            ("company_id", "=", scope.company.id),
            ("state", "=", "validated"),
            ("date", ">=", scope.date_from),
            ("date", "<=", scope.date_to),
        ]
        if scope.activity:
            domain.append(("activity_id", "=", scope.activity.id))
        return domain
