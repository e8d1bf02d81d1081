from odoo import fields, models
from odoo.tools import SQL

#: Ratios of a cell of the pivot: part over (part + rest), or part over whole.
RATES = {
    "attendance_rate": ("present", ("present", "absent"), 100.0),
    "cost_per_person": ("cost", ("present", "anonymous"), 1.0),
}


class RegieActivityReport(models.Model):
    """Who came to the activities: people, presences, hours and costs of the sessions that have begun. Domain: 8.10.

    A row for each registration, and one for each session with those who were counted without a name and what it cost.
    """

    _name = "regie.activity.report"
    _description = "Analysis of the activities"
    _auto = False
    _order = "date desc, id desc"

    date = fields.Date(string="Day", readonly=True)
    company_id = fields.Many2one("res.company", string="Régie", readonly=True)
    event_id = fields.Many2one("event.event", string="Session", readonly=True)
    type_id = fields.Many2one("regie.activity.type", string="Kind of activity", readonly=True)
    activity_id = fields.Many2one("regie.activity", string="Activity of the régie", readonly=True)
    family = fields.Selection(
        lambda self: self.env["regie.activity.type"]._fields["family"]._description_selection(self.env), readonly=True
    )
    site_id = fields.Many2one("regie.site", readonly=True)
    territory_id = fields.Many2one("regie.territory", string="Territory of the site", readonly=True)
    organizer_id = fields.Many2one("res.partner", string="Organiser", readonly=True)
    session_count = fields.Integer(string="Sessions", readonly=True)
    present = fields.Integer(string="Presences by name", readonly=True)
    anonymous = fields.Integer(string="Presences without a name", readonly=True)
    absent = fields.Integer(string="Absences", readonly=True)
    people = fields.Integer(
        string="Different people", readonly=True, aggregator="count_distinct", help="Each person counts once."
    )
    new_people = fields.Integer(
        string="New people", readonly=True, aggregator="count_distinct", help="Whose very first session it was."
    )
    qpv_people = fields.Integer(string="People of a priority neighbourhood", readonly=True, aggregator="count_distinct")
    hours = fields.Float(string="Hours of activity", readonly=True, help="Hours of the session for each presence.")
    cost = fields.Float(string="Cost (€)", readonly=True)
    attendance_rate = fields.Float(
        string="Attendance rate (%)",
        readonly=True,
        aggregator="avg",
        help="Presences by name ÷ (presences + absences).",
    )
    cost_per_person = fields.Float(
        string="Cost per presence (€)",
        readonly=True,
        aggregator="avg",
        help="Cost ÷ presences, with or without a name.",
    )

    def _read_group_select(self, aggregate_spec, query):
        """A rate of many rows is the ratio of their sums, not the mean of their rates."""
        name, _colon, function = aggregate_spec.partition(":")
        if name not in RATES or function != "avg":
            return super()._read_group_select(aggregate_spec, query)
        part, whole, factor = RATES[name]
        sums = SQL(" + ").join(SQL("SUM(%s)", self._field_to_sql(self._table, one, query)) for one in whole)
        return SQL("%s * SUM(%s) / NULLIF(%s, 0)", factor, self._field_to_sql(self._table, part, query), sums)

    @property
    def _table_query(self):
        return SQL("%s UNION ALL %s", self._get_people_query(), self._get_session_query())

    def _get_people_query(self):
        """A row for each registration: present, or absent."""
        return SQL(
            """SELECT registration.id * 2 AS id, %(shared)s, 0 AS session_count,
                      CASE WHEN came THEN 1 ELSE 0 END AS present, 0 AS anonymous,
                      CASE WHEN registration.regie_is_absent THEN 1 ELSE 0 END AS absent,
                      CASE WHEN came THEN who END AS people,
                      CASE WHEN came AND rank = 1 THEN who END AS new_people,
                      CASE WHEN came AND zone.is_priority THEN who END AS qpv_people,
                      CASE WHEN came THEN %(hours)s ELSE 0 END AS hours, 0.0 AS cost,
                      CASE WHEN came THEN 100.0 WHEN registration.regie_is_absent THEN 0.0 END AS attendance_rate,
                      NULL::numeric AS cost_per_person
                 FROM (SELECT one.*, one.state = 'done' AS came, COALESCE(one.partner_id, -one.id) AS who,
                              ROW_NUMBER() OVER (
                                  PARTITION BY one.company_id, COALESCE(one.partner_id, -one.id), one.state = 'done'
                                  ORDER BY COALESCE(held.date, begun.date_begin::date), one.id) AS rank
                         FROM event_registration one
                         JOIN event_event begun ON begun.id = one.event_id
                    LEFT JOIN event_slot held ON held.id = one.event_slot_id
                        WHERE one.active AND begun.regie_type_id IS NOT NULL
                          AND (one.state = 'done' OR one.regie_is_absent)) registration
                 JOIN event_event event ON event.id = registration.event_id
            LEFT JOIN event_slot slot ON slot.id = registration.event_slot_id
            LEFT JOIN res_partner person ON person.id = registration.partner_id
            LEFT JOIN regie_territory territory ON territory.id = person.territory_id
            LEFT JOIN regie_territory_kind zone ON zone.id = territory.kind_id
                      %(joins)s
                WHERE %(where)s""",
            shared=self._get_shared_columns(SQL("slot.date")),
            hours=SQL("COALESCE(slot.end_hour - slot.start_hour, %s)", self._get_hours()),
            joins=self._get_joins(),
            where=self._get_where(),
        )

    def _get_session_query(self):
        """A row for each session: those without a name, and what it cost."""
        return SQL(
            """SELECT event.id * 2 + 1 AS id, %(shared)s, 1 AS session_count, 0 AS present,
                      COALESCE(event.regie_walk_in_count, 0) AS anonymous, 0 AS absent, NULL::int AS people,
                      NULL::int AS new_people, NULL::int AS qpv_people,
                      COALESCE(event.regie_walk_in_count, 0) * %(hours)s AS hours,
                      COALESCE(event.regie_cost, 0) AS cost, NULL::numeric AS attendance_rate,
                      NULL::numeric AS cost_per_person
                 FROM event_event event %(joins)s
                WHERE %(where)s""",
            shared=self._get_shared_columns(SQL("NULL::date")),
            hours=self._get_hours(),
            joins=self._get_joins(),
            where=self._get_where(),
        )

    def _get_shared_columns(self, day):
        return SQL(
            """COALESCE(%s, (event.date_begin AT TIME ZONE 'UTC' AT TIME ZONE event.date_tz)::date) AS date,
               event.company_id, event.id AS event_id, event.regie_type_id AS type_id,
               (kind.activity_id->>(event.company_id::text))::int AS activity_id, event.regie_family AS family,
               event.regie_site_id AS site_id, site.territory_id, event.organizer_id""",
            day,
        )

    def _get_joins(self):
        return SQL(
            """JOIN regie_activity_type kind ON kind.id = event.regie_type_id
          LEFT JOIN regie_site site ON site.id = event.regie_site_id"""
        )

    def _get_hours(self):
        return SQL("EXTRACT(EPOCH FROM event.date_end - event.date_begin) / 3600.0")

    def _get_where(self):
        """Sessions shown to the inhabitants, that have begun and were not called off."""
        return SQL(
            """event.active AND event.regie_date_published IS NOT NULL AND event.regie_date_cancelled IS NULL
               AND event.date_begin <= (now() AT TIME ZONE 'UTC')"""
        )
