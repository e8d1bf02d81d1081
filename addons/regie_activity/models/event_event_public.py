from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: What a page shows; nobody reads further on a phone.
MOST_SESSIONS = 80


class EventEvent(models.Model):
    """What anybody reads of the sessions, and how anybody registers: the platform of the activities of all organisers.

    The controllers call these methods in sudo: a published session is public, its participants are not.
    """

    _inherit = "event.event"

    @api.model
    def _get_public_sessions(self, family=None, days=None, is_free=False):
        """Return the published sessions to come, the next first, of a family, within some days, or the free ones."""
        now = fields.Datetime.now()
        domain = Domain("regie_activity_state", "=", "published") & Domain("date_end", ">=", now)
        if family:
            domain &= Domain("regie_family", "=", family)
        if days:
            domain &= Domain("date_begin", "<", now + timedelta(days=days))
        if is_free:
            domain &= Domain("event_ticket_ids", "not any", [("price", ">", 0)]) | Domain(
                "regie_convention_id", "!=", False
            )
        return self.search(domain, limit=MOST_SESSIONS)

    @api.model
    def _get_public_session(self, event_id):
        """Return a session that the public may see: published, held or called off; nothing otherwise."""
        return self.search(
            [("id", "=", event_id), ("regie_type_id", "!=", False), ("regie_date_published", "!=", False)]
        )

    def _get_public_day(self):
        """Return the day of the session by the clock of its place."""
        self.ensure_one()
        return fields.Datetime.context_timestamp(self.with_context(tz=self.date_tz), self.date_begin).date()

    def _get_registration_state(self):
        """Return where registration is: ``none``, ``cancelled``, ``soon``, ``closed``, ``full`` or ``open``."""
        self.ensure_one()
        now = fields.Datetime.now()
        if self.regie_date_cancelled:
            return "cancelled"
        if self.regie_is_anonymous:
            return "none"
        if self.regie_date_open and now < self.regie_date_open:
            return "soon"
        last = self.date_end if self.is_multi_slots else self.date_begin
        if self.regie_date_closed or now >= (self.regie_date_close or last) or now >= last:
            return "closed"
        return "full" if self._is_full() else "open"

    def _is_full(self):
        """Tell whether no place is left, whatever the slot and the ticket."""
        self.ensure_one()
        slots = [*self.event_slot_ids] if self.is_multi_slots else [self.event_slot_ids.browse()]
        tickets = [*self.event_ticket_ids] or [self.event_ticket_ids]
        frees = self._get_seats_availability([(slot, ticket) for slot in slots for ticket in tickets])
        return bool(frees) and all(free is not None and free <= 0 for free in frees)

    def _register_public(self, vals, partner=None, accepts_wait=False):
        """Register somebody who comes by the public page, and tell them; return the registration.

        ``vals`` are the answers of the form; ``partner`` is who is logged in: registered, or guardian of the child.

        :raise ValidationError: E-ACT-02 already registered, -04/-05 guardian or age
        :raise UserError: E-ACT-16 closed, -17 without a name or an address, -18 without an age, -19 too many at once,
            -20 full and the person did not say whether to wait
        """
        self.ensure_one()
        self._check_public_open()
        values = self._prepare_public_vals(vals, partner)
        self._check_public_rate(values)
        self.env["event.registration"]._check_not_registered(self, [values])
        self._take_seat_turn()
        slot = self.event_slot_ids.browse(values.get("event_slot_id") or ())
        ticket = self.event_ticket_ids.browse(values.get("event_ticket_id") or ())
        free = self._get_free_seats(slot, ticket)
        if not accepts_wait and free is not None and free <= 0:
            raise UserError(
                self.env._("The last place has just gone. Do you want to be on the waiting list? (E-ACT-20)")
            )
        registration = self.env["event.registration"].create(values)
        waits = registration.regie_is_waiting
        registration._tell(f"regie_activity.mail_template_registration_{'waiting' if waits else 'confirmed'}")
        return registration

    def _check_public_open(self):
        """Refuse who registers too early, too late, or for what nobody registers for (E-ACT-16)."""
        if self._get_registration_state() not in ("open", "full"):
            raise UserError(
                self.env._("Registration for “%(session)s” is not open: call the régie. (E-ACT-16)", session=self.name)
            )

    def _prepare_public_vals(self, vals, partner):
        """Return the values of a registration from the answers of the form."""
        name, email, phone, guardian = (
            (vals.get(key) or "").strip()[:80] for key in ("name", "email", "phone", "guardian")
        )
        is_child = bool(vals.get("is_child"))
        if partner and not is_child:
            name = name or partner.name
        email = email or (partner and partner.email) or ""
        if not name or not (phone or "@" in email):
            raise UserError(self.env._("Write a name, and a phone number or an e-mail where to reach you. (E-ACT-17)"))
        # as Odoo writes it: the same number is one address however it was typed
        country = self.country_id or self.company_id.country_id or self.env.company.country_id
        phone = phone and self.env["event.registration"]._phone_format(number=phone, country=country) or phone
        kind, age = self.regie_type_id, vals.get("age") or 0
        if (is_child or kind.min_age or kind.max_age) and not age and not (partner and not is_child):
            raise UserError(self.env._("Write the age: this activity asks for it. (E-ACT-18)"))
        return {
            "event_id": self.id,
            "event_slot_id": self._pick(self.event_slot_ids, vals.get("slot_id")),
            "event_ticket_id": self._pick(self.event_ticket_ids, vals.get("ticket_id")),
            "name": name,
            "email": email or False,
            "phone": phone or False,
            "partner_id": partner.id if partner and not is_child else False,
            "regie_guardian_id": partner.id if partner and is_child else False,
            "regie_guardian_name": guardian or False,
            **({"regie_age": age} if age else {}),
            "regie_image_consent": bool(vals.get("image_consent")),
            "regie_is_public": True,
        }

    @api.model
    def _pick(self, records, record_id):
        """Return the id chosen among records, or the first; a wrong one is not trusted."""
        return (records.filtered(lambda one: one.id == record_id) or records[:1]).id

    def _check_public_rate(self, values):
        """Refuse a robot: too many for a session in an hour, or for an address (E-ACT-19)."""
        parameters, today = self.env["regie.parameter"].with_company(self.company_id), fields.Date.context_today(self)
        registrations = self.env["event.registration"]
        since = fields.Datetime.now() - timedelta(hours=1)
        lately = registrations.search_count(
            [("event_id", "=", self.id), ("regie_is_public", "=", True), ("create_date", ">=", since)]
        )
        address = "email" if values["email"] else "phone"
        same = registrations.search_count(
            [
                (address, "=", values[address]),
                ("regie_is_public", "=", True),
                ("state", "in", ("draft", "open")),
                ("event_id.date_end", ">=", fields.Datetime.now()),
            ]
        )
        if lately >= int(parameters.get("activite_inscriptions_heure", today)) or same >= int(
            parameters.get("activite_inscriptions_contact", today)
        ):
            raise UserError(
                self.env._("Too many registrations at once. Come back in an hour, or call the régie. (E-ACT-19)")
            )

    @api.model
    def _get_phone_sessions(self):
        """Return the sessions that a facilitator looks for now: ``(those of today, those of the next days)``."""
        now = fields.Datetime.context_timestamp(self, fields.Datetime.now())
        zone = pytz.timezone(now.tzinfo.zone)
        first, last = (
            zone.localize(datetime.combine(now.date() + timedelta(days=days), time.min))
            .astimezone(pytz.utc)
            .replace(tzinfo=None)
            for days in (0, 1)
        )
        domain = Domain("regie_activity_state", "in", ("published", "closed"))
        today = self.search(domain & Domain("date_begin", "<", last) & Domain("date_end", ">=", first))
        coming = self.search(
            domain & Domain("date_begin", ">=", last) & Domain("date_begin", "<", last + timedelta(days=7)), limit=20
        )
        return today.sorted(lambda one: (one.user_id != self.env.user, one.date_begin)), coming
