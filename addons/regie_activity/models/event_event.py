from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError

#: What buttons and taps write, and nobody by hand.
SESSION_FACTS = frozenset(
    {"regie_date_published", "regie_date_closed", "regie_date_cancelled", "regie_activity_state", "regie_seat_turn"}
)


class EventEvent(models.Model):
    """A session of an activity: an event with a kind, a place and people who come. gup_services.md, 8.2.

    An event without a kind of activity is not a session: nothing here applies to it.
    """

    _name = "event.event"
    _inherit = ["event.event", "regie.fact.guard"]

    regie_type_id = fields.Many2one(
        "regie.activity.type", string="Kind of activity", index="btree_not_null", ondelete="restrict", tracking=True
    )
    regie_type_icon = fields.Char(related="regie_type_id.icon", string="Icon of the kind")
    regie_is_anonymous = fields.Boolean(related="regie_type_id.is_anonymous", string="No names")
    regie_family = fields.Selection(related="regie_type_id.family", string="Family", store=True)
    regie_site_id = fields.Many2one("regie.site", string="Site", index="btree_not_null", ondelete="restrict")
    regie_convention_id = fields.Many2one(
        "regie.convention",
        string="Paid by the convention",
        help="The city, a landlord… pays: the session is free for the inhabitants.",
    )
    regie_date_open = fields.Datetime(string="Registration from", help="Empty: as soon as it is published.")
    regie_date_close = fields.Datetime(string="Registration until", help="Empty: until it begins.")
    regie_series_key = fields.Char(string="Series", copy=False, index="btree_not_null")
    regie_walk_in_count = fields.Integer(
        string="People without a name", copy=False, help="Counted at the door, one tap each."
    )
    regie_date_published = fields.Datetime(string="Published on", readonly=True, copy=False, tracking=True)
    regie_date_closed = fields.Datetime(
        string="Attendance closed on",
        readonly=True,
        copy=False,
        help="From then on who did not come is counted as absent, and the clearances are given.",
    )
    regie_date_cancelled = fields.Datetime(string="Called off on", readonly=True, copy=False, tracking=True)
    regie_cancel_reason = fields.Char(string="Called off because", copy=False)
    regie_seat_turn = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    regie_activity_state = fields.Selection(
        [("draft", "Being prepared"), ("published", "Published"), ("closed", "Held"), ("cancelled", "Called off")],
        string="Session",
        compute="_compute_regie_activity_state",
        store=True,
        help="Read from the days on which it was published, closed or called off.",
    )
    regie_present_count = fields.Integer(
        string="People who came", compute="_compute_regie_people", store=True, help="By name and without a name."
    )
    regie_absent_count = fields.Integer(string="Registered and absent", compute="_compute_regie_people", store=True)
    regie_waiting_count = fields.Integer(string="On the waiting list", compute="_compute_regie_people", store=True)
    regie_session_url = fields.Char(string="Page for the public", compute="_compute_regie_session_url")

    _regie_walk_ins_positive = models.Constraint(
        "CHECK (regie_walk_in_count >= 0)", "Nobody is left to take away from the count. (E-ACT-07)"
    )
    _regie_registration_dates_ordered = models.Constraint(
        "CHECK (regie_date_close >= regie_date_open)", "Registration cannot end before it begins."
    )

    @api.depends("regie_type_id", "regie_date_published", "regie_date_closed", "regie_date_cancelled")
    def _compute_regie_activity_state(self):
        for event in self:
            event.regie_activity_state = bool(event.regie_type_id) and (
                (event.regie_date_cancelled and "cancelled")
                or (event.regie_date_closed and "closed")
                or (event.regie_date_published and "published")
                or "draft"
            )

    @api.depends(
        "regie_walk_in_count",
        "registration_ids.state",
        "registration_ids.active",
        "registration_ids.regie_is_waiting",
        "registration_ids.regie_is_absent",
    )
    def _compute_regie_people(self):
        # sudo: how many is no secret, who is
        groups = (
            self.env["event.registration"]
            .sudo()
            ._read_group(
                [("event_id", "in", self.ids), ("state", "!=", "cancel")],
                ["event_id", "state", "regie_is_waiting", "regie_is_absent"],
                ["__count"],
            )
        )
        present, waiting, absent = {}, {}, {}
        for event, state, is_waiting, is_absent, count in groups:
            for counts, counted in ((present, state == "done"), (waiting, is_waiting), (absent, is_absent)):
                if counted:
                    counts[event.id] = counts.get(event.id, 0) + count
        for event in self:
            key = event._origin.id
            event.regie_present_count = event.regie_walk_in_count + present.get(key, 0)
            event.regie_waiting_count = waiting.get(key, 0)
            event.regie_absent_count = absent.get(key, 0)

    def _compute_regie_session_url(self):
        for event in self:
            event.regie_session_url = f"{event.get_base_url()}/activites/{event.id}"

    @api.depends("regie_type_id")
    def _compute_seats_max(self):
        sessions = self.filtered("regie_type_id")
        for event in sessions:
            event.seats_max = event.regie_type_id.seats
        super(EventEvent, self - sessions)._compute_seats_max()

    @api.depends("regie_type_id")
    def _compute_seats_limited(self):
        sessions = self.filtered("regie_type_id")
        for event in sessions:
            event.seats_limited = bool(event.regie_type_id.seats)
        super(EventEvent, self - sessions)._compute_seats_limited()

    @api.constrains("seats_max", "seats_limited")
    def _check_regie_seats(self):
        for event in self.filtered(lambda one: one.regie_type_id and one.seats_limited and one.seats_max):
            taken = max(event.event_slot_ids.mapped("seats_taken"), default=0)
            taken = taken if event.is_multi_slots else event.seats_taken
            if taken > event.seats_max:
                raise ValidationError(
                    self.env._(
                        "The capacity of “%(session)s” is lower than the number of people registered: %(seats)s for"
                        " %(taken)s. Move some people to another session first. (E-ACT-01)",
                        session=event.name,
                        seats=event.seats_max,
                        taken=taken,
                    )
                )

    @api.onchange("regie_type_id")
    def _onchange_regie_type(self):
        """Have the kind give the name, the end and the tickets of the session that is being typed."""
        for event in self.filtered("regie_type_id"):
            kind = event.regie_type_id
            event.name = event.name or kind.name
            if event.date_begin:
                event.date_end = event.date_begin + timedelta(hours=kind.duration)
            if kind.product_id and not event.event_ticket_ids:
                event.event_ticket_ids = [Command.create(kind._prepare_ticket_vals())]

    @api.model_create_multi
    def create(self, vals_list):
        """Give a session what its kind says: no mail of Odoo, its end, its ticket."""
        kinds = self.env["regie.activity.type"].browse(
            {vals["regie_type_id"] for vals in vals_list if vals.get("regie_type_id")}
        )
        model = self.env.ref("regie_activity.event_type_session", raise_if_not_found=False) if kinds else None
        vals_list = [
            vals | self._prepare_session_vals(vals, kinds.browse(vals["regie_type_id"]), model)
            if vals.get("regie_type_id")
            else vals
            for vals in vals_list
        ]
        return super().create(vals_list)

    @api.model
    def _prepare_session_vals(self, vals, kind, model):
        """Return what the kind adds to the values of a session."""
        more = {"event_type_id": vals.get("event_type_id") or (model and model.id)}
        if vals.get("date_begin") and not vals.get("date_end"):
            more["date_end"] = fields.Datetime.to_datetime(vals["date_begin"]) + timedelta(hours=kind.duration)
        more["name"] = vals.get("name") or kind.name
        # Odoo's own description of a fair would be shown to the inhabitants
        more["description"] = vals.get("description") or False
        if "seats_max" not in vals:
            more |= {"seats_max": kind.seats, "seats_limited": bool(kind.seats)}
        if "event_ticket_ids" not in vals and kind.product_id:
            more["event_ticket_ids"] = [Command.create(kind._prepare_ticket_vals())]
        return more

    def write(self, vals):
        """Change events; more places go to those who wait."""
        result = super().write(vals)
        if vals.keys() & {"seats_max", "seats_limited"}:
            self._promote_waiting()
        return result

    @api.model
    def _is_software_fact(self, name):
        return name in self._get_session_facts()

    @api.model
    def _get_session_facts(self):
        """The facts of a session: those of Odoo's events are not ours to guard."""
        return SESSION_FACTS
