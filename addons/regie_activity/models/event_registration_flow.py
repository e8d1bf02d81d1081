from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class EventRegistration(models.Model):
    """What happens to a registration: a place or the list, promoted, present, absent, cancelled."""

    _inherit = "event.registration"

    @api.model_create_multi
    def create(self, vals_list):
        """Register people; those who find no place and accept it go to the waiting list of the session.

        :raise ValidationError: E-ACT-02 already registered, E-ACT-04/-05 guardian or age
        """
        events = self.env["event.event"].browse({vals["event_id"] for vals in vals_list if vals.get("event_id")})
        sessions = events.filtered("regie_type_id")
        if not sessions:
            return super().create(vals_list)
        self._check_not_registered(sessions, vals_list)
        for vals in vals_list:
            # a session with a price is never free by having forgotten which
            tickets = (sessions & sessions.browse(vals.get("event_id"))).event_ticket_ids
            if len(tickets) == 1 and not vals.get("event_ticket_id"):
                vals["event_ticket_id"] = tickets.id
        sessions._take_seat_turn()
        waits = self._find_who_waits(sessions, vals_list)
        vals_list = [vals | {"state": "draft"} if wait else vals for vals, wait in zip(vals_list, waits, strict=True)]
        registrations = super().create(vals_list)
        ranks = sessions._get_last_wait_rank()
        for registration, wait in zip(registrations, waits, strict=True):
            if wait:
                ranks[registration.event_id.id] = ranks.get(registration.event_id.id, 0) + 1
                # sudo: facts, written by the list
                registration.sudo().write(
                    {"regie_is_waiting": True, "regie_wait_rank": ranks[registration.event_id.id]}
                )
        registrations.filtered("regie_type_id")._keep_prices()
        return registrations

    @api.model
    def _find_who_waits(self, sessions, vals_list):
        """Return, for each set of values, whether that person finds no place and accepts to wait."""
        given, waits = defaultdict(int), []
        slots, tickets = self.env["event.slot"], self.env["event.event.ticket"]
        for vals in vals_list:
            event = sessions.browse(vals.get("event_id")) & sessions
            if not event or vals.get("state", "open") not in ("open", "done"):
                waits.append(False)
                continue
            slot, ticket = (
                slots.browse(vals.get("event_slot_id") or ()),
                tickets.browse(vals.get("event_ticket_id") or ()),
            )
            whole = event._get_free_seats(slot, tickets)
            part = event._get_free_seats(slot, ticket) if ticket else None
            full = (whole is not None and whole <= given[event.id, slot.id]) or (
                part is not None and part <= given[event.id, slot.id, ticket.id]
            )
            wait = full and vals.get("regie_accepts_wait", True)
            if not wait:
                given[event.id, slot.id] += 1
                given[event.id, slot.id, ticket.id] += 1
            waits.append(bool(wait))
        return waits

    @api.model
    def _check_not_registered(self, sessions, vals_list):
        """Refuse, with the name, who is already registered; the unique index only catches two at the same moment.

        :raise ValidationError: E-ACT-02
        """
        partners = {vals["partner_id"] for vals in vals_list if vals.get("partner_id")}
        if not partners:
            return
        rows = self.sudo()._read_group(  # sudo: only whether this person is there already
            [("event_id", "in", sessions.ids), ("partner_id", "in", list(partners)), ("state", "!=", "cancel")],
            ["event_id", "partner_id", "event_slot_id"],
        )
        known = {(event.id, partner.id, slot.id) for event, partner, slot in rows}
        for vals in vals_list:
            key = (vals.get("event_id"), vals.get("partner_id"), vals.get("event_slot_id") or False)
            if key in known:
                raise ValidationError(
                    self.env._(
                        "%(partner)s is already registered for “%(session)s”. (E-ACT-02)",
                        partner=self.env["res.partner"].browse(key[1]).name,
                        session=sessions.browse(key[0]).name,
                    )
                )

    def _keep_prices(self):
        """Keep what each person pays: the price of the ticket, or that of the person's price list when it has one."""
        groups = defaultdict(self.browse)
        for registration in self:
            groups[registration.event_ticket_id, registration._get_session_pricelist()] |= registration
        for (ticket, pricelist), registrations in groups.items():
            # sudo: facts, written at registration
            registrations.sudo().write({"regie_price": ticket._get_regie_price(pricelist) if ticket else 0})

    def _get_session_pricelist(self):
        """Return the price list of the person's band, of the guardian's, or else of the person."""
        self.ensure_one()
        # sudo: the price is computed for who may not know why
        one = self.sudo().with_company(self.event_id.company_id)
        for person in (one.partner_id, one.regie_guardian_id):
            pricelist = person and person.get_tariff_tier().pricelist_id
            if pricelist:
                return pricelist
        return one.partner_id.property_product_pricelist

    def write(self, vals):
        """Change registrations; a place that is freed goes to the first who waits, in the same transaction."""
        watched = vals.keys() & {"state", "active", "event_id", "event_slot_id", "event_ticket_id"}
        if not watched:
            return super().write(vals)
        freed = self.filtered(lambda one: one.regie_type_id and one.state in ("open", "done")).event_id
        if vals.get("state") in ("open", "done"):
            self.filtered(lambda one: one.state not in ("open", "done")).event_id._take_seat_turn()
        result = super().write(vals)
        # sudo: facts that follow from the state
        sessions = self.sudo().filtered("regie_type_id")
        if vals.get("state") in ("open", "done", "cancel"):
            sessions.filtered("regie_is_waiting").regie_is_waiting = False
            sessions.filtered("regie_is_absent").regie_is_absent = False
        if freed and not self.env.context.get("regie_no_promotion"):
            freed._promote_waiting()
        return result

    def unlink(self):
        """Delete registrations; the places that are freed go to those who wait."""
        freed = self.filtered(lambda one: one.regie_type_id and one.state in ("open", "done")).event_id
        result = super().unlink()
        freed._promote_waiting()
        return result

    def _promote(self):
        """Give a place to a person who waits, and tell them; without an address somebody is asked to call."""
        self.ensure_one()
        self.write({"state": "open", "regie_date_promoted": fields.Datetime.now()})
        if not self._tell("regie_activity.mail_template_registration_promoted"):
            self.activity_schedule(
                "mail.mail_activity_data_call",
                user_id=(self.event_id.user_id or self.env.user).id,
                summary=self.env._("A place is free: call %(person)s", person=self.name),
            )

    def _get_mail_address(self):
        """Return where to write to the person, or to the guardian."""
        self.ensure_one()
        return self.email or self.partner_id.email or self.regie_guardian_id.email

    @api.model
    def _get_by_token(self, token):
        """Return the registration of a link, in its régie, or nothing."""
        if not token or len(token) > 64:
            return self.browse()
        registration = self.search([("regie_access_token", "=", token), ("regie_date_erased", "=", False)], limit=1)
        return registration.with_company(registration.event_id.company_id) if registration else registration

    def _get_regie_path(self):
        """Return the path of the page of the registration."""
        self.ensure_one()
        # sudo: the link goes to the person, or to the guardian
        return f"/activites/inscription/{self.sudo().regie_access_token}"

    def _get_regie_url(self):
        """Return the page of the registration, for who received its link."""
        return f"{self.get_base_url()}{self._get_regie_path()}"

    def _get_wait_position(self):
        """Return the place of the person on the waiting list, from 1; 0 for who does not wait."""
        self.ensure_one()
        if not self.regie_is_waiting:
            return 0
        # sudo: how many, nobody's name
        return 1 + self.sudo().search_count(
            [
                ("event_id", "=", self.event_id.id),
                ("regie_is_waiting", "=", True),
                ("regie_wait_rank", "<", self.regie_wait_rank),
            ]
        )

    def _tell(self, template):
        """Mail those who have an address with this template; return them."""
        told = self.filtered(lambda one: one.regie_type_id and one._get_mail_address())
        if told:
            # sudo: the message is the software's, whoever frees the place
            self.env.ref(template).sudo().send_mail_batch(told.ids)
        return told

    @api.model
    def _cron_remind(self):
        """Remind those who are expected tomorrow, once; an address is enough, no consent is asked for a service."""
        now = fields.Datetime.now()
        due = self.search(
            [
                ("regie_type_id", "!=", False),
                ("state", "=", "open"),
                ("regie_date_reminded", "=", False),
                ("event_id.regie_date_published", "!=", False),
                ("event_begin_date", ">", now + timedelta(hours=12)),
                ("event_begin_date", "<=", now + timedelta(hours=36)),
            ]
        )
        due._tell("regie_activity.mail_template_registration_reminder")
        due.regie_date_reminded = now

    def action_regie_present(self):
        """The person is there.

        :raise UserError: E-ACT-11 when the attendance is closed
        """
        self.check_access("write")
        self.event_id._check_attendance_open()
        self.write({"state": "done"})

    def action_regie_expected(self):
        """Take a tap back: neither there nor absent."""
        self.check_access("write")
        self.event_id._check_attendance_open()
        self.with_context(regie_no_promotion=True).write({"state": "open"})

    def action_regie_absent(self):
        """The person did not come, and did not say so."""
        self.check_access("write")
        self.event_id._check_attendance_open()
        self.with_context(regie_no_promotion=True).write({"state": "open"})
        # sudo: a fact, written by the button once the right is checked
        self.sudo().regie_is_absent = True

    def action_regie_cancel(self):
        """Cancel: the place goes to the first who waits.

        :raise UserError: E-ACT-14 when the person came, E-ACT-11 when the attendance is closed
        """
        self.event_id._check_attendance_open()
        for registration in self:
            if registration.state == "done":
                raise UserError(
                    self.env._("%(person)s came: a presence is not cancelled. (E-ACT-14)", person=registration.name)
                )
        self.write({"state": "cancel"})

    def _give_clearances(self):
        """Give those who were there the clearance that the kind of activity gives, once."""
        given = self.filtered(
            lambda one: one.partner_id and one.regie_type_id.clearance_kind_id and not one.regie_clearance_id
        )
        vals_list = [registration._prepare_clearance_vals() for registration in given]
        clearances = self.env["regie.clearance"].create(vals_list)
        for registration, clearance in zip(given, clearances, strict=True):
            # sudo: a fact, written when the attendance is closed
            registration.sudo().regie_clearance_id = clearance

    def _prepare_clearance_vals(self):
        self.ensure_one()
        event = self.event_id
        day = fields.Datetime.context_timestamp(self.with_context(tz=event.date_tz), self.event_begin_date).date()
        return {
            "partner_id": self.partner_id.id,
            "company_id": (event.company_id or self.env.company).id,
            "kind_id": self.regie_type_id.clearance_kind_id.id,
            "date": day,
            "user_id": (event.user_id or self.env.user).id,
        }
