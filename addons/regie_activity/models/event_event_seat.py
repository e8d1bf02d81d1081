from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL


class EventEvent(models.Model):
    """The places of a session: whose turn it is, and who waits. gup_services.md, 8.4."""

    _inherit = "event.event"

    def _take_seat_turn(self):
        """Have one transaction at a time give the places of these sessions.

        A write, not a lock: who waited behind it does not see the places given meanwhile, and PostgreSQL has Odoo play
        that request again with a view of now.
        """
        limited = self.filtered(lambda event: event.regie_type_id and (event.seats_max or event.event_ticket_ids))
        if limited.ids:
            self.env.cr.execute(
                SQL(
                    "UPDATE event_event SET regie_seat_turn = COALESCE(regie_seat_turn, 0) + 1 WHERE id IN %s",
                    tuple(sorted(limited.ids)),
                )
            )

    def _get_free_seats(self, slot, ticket):
        """Return how many places are free for a slot and a ticket, None when they are not limited."""
        self.ensure_one()
        # sudo: how many is no secret
        return self.sudo()._get_seats_availability([(slot.sudo(), ticket.sudo())])[0]

    def _is_promotion_open(self):
        """Tell whether a free place still goes to the first who waits: later, nobody would learn it in time."""
        self.ensure_one()
        hours = float(
            self.env["regie.parameter"].with_company(self.company_id).get("activite_promotion_heures", self.date_begin)
        )
        return fields.Datetime.now() <= self.date_begin - timedelta(hours=hours)

    def _promote_waiting(self):
        """Give the free places to the first who wait, in the order in which they came, and tell them."""
        for event in self.filtered(lambda one: one.regie_type_id and not one.regie_date_cancelled):
            # sudo: whoever frees a place, the next person has it
            waiting = self.env["event.registration"].sudo()
            waiting = waiting.search(
                [("event_id", "=", event.id), ("regie_is_waiting", "=", True)], order="regie_wait_rank, id"
            )
            if not waiting or not event._is_promotion_open():
                continue
            event._take_seat_turn()
            for registration in waiting:
                free = event._get_free_seats(registration.event_slot_id, registration.event_ticket_id)
                if free is None or free > 0:
                    registration._promote()
                elif not registration.event_slot_id and not registration.event_ticket_id:
                    break

    def _get_last_wait_rank(self):
        """Return the last rank that was given in each of these sessions, by session."""
        # sudo: the order of a list, nobody's name
        rows = (
            self.env["event.registration"]
            .sudo()
            .with_context(active_test=False)
            ._read_group([("event_id", "in", self.ids)], ["event_id"], ["regie_wait_rank:max"])
        )
        return {event.id: rank or 0 for event, rank in rows}
