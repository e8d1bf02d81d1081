from odoo.exceptions import UserError, ValidationError
from odoo.http import Controller, request, route

from odoo.addons.regie_site.controllers.common import render_public, stop

from .outcomes import read_number

#: A form filled in by a robot writes in this field, which people do not see
TRAP = "website"
ANSWERS = ("name", "email", "phone", "guardian", "is_child", "image_consent")
WEEK = 7


class ActivityPages(Controller):
    """The platform of the activities: what is held in the neighbourhood, by whomever, and how to come to it."""

    @route("/activites", type="http", auth="public", website=True, methods=["GET"], sitemap=True)
    def activities(self, famille=None, quand=None, gratuit=None, **kwargs):
        """Show the sessions to come."""
        kinds = dict(request.env["regie.activity.type"]._fields["family"]._description_selection(request.env))
        family = famille if famille in kinds else None
        # sudo: a published session is public
        events = request.env["event.event"].sudo()
        sessions = events._get_public_sessions(family, WEEK if quand == "semaine" else None, bool(gratuit))
        values = {
            # sudo: the name of the régie is public
            "company": request.env.company.sudo(),
            "sessions": sessions,
            "families": kinds,
            "family": family,
            "is_week": quand == "semaine",
            "is_free": bool(gratuit),
        }
        return render_public("regie_activity.public_activities", values)

    @route("/activites/<int:event_id>", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def activity(self, event_id, **kwargs):
        """Show a session, and the form to come to it."""
        return self._render_session(self._get_session(event_id))

    def _get_session(self, event_id):
        """A session that the public may see, in sudo and in its régie; any other one is not found."""
        # sudo: a published session is public, its participants are not: no page shows them
        session = request.env["event.event"].sudo()._get_public_session(event_id)
        if not session:
            stop(self._render_unknown())
        return session.with_company(session.company_id or request.env.company)

    def _render_unknown(self):
        values = {"company": request.env.company.sudo()}
        return render_public("regie_activity.public_activity_unknown", values, status=404)

    def _get_partner(self):
        """Who is logged in, or nobody."""
        # sudo: people read their own name and address, to fill the form
        user = request.env.user
        return user.partner_id.sudo() if not user._is_public() else user.partner_id.browse()

    def _render_session(self, session, draft=None, error=None):
        state, partner = session._get_registration_state(), self._get_partner()
        slots = session.event_slot_ids.filtered(lambda slot: slot.end_datetime > session.env.cr.now())
        values = {
            # sudo: the name of the régie is public
            "company": session.company_id or request.env.company.sudo(),
            "session": session,
            "state": state,
            "slots": slots,
            "prices": [(ticket, self._get_price(ticket, partner)) for ticket in session.event_ticket_ids],
            "partner": partner,
            "asks_age": bool(session.regie_type_id.min_age or session.regie_type_id.max_age),
            "draft": draft or {},
            "trap": TRAP,
            "error": error,
        }
        return render_public("regie_activity.public_activity", values, status=422 if error else 200)

    def _get_price(self, ticket, partner):
        """The price of a ticket for who reads: their own when they are logged in."""
        pricelist = partner and (partner.get_tariff_tier().pricelist_id or partner.property_product_pricelist)
        return ticket._get_regie_price(pricelist)

    @route("/activites/<int:event_id>/inscription", type="http", auth="public", website=True, methods=["POST"])
    def activity_register(self, event_id, **post):
        """Register somebody, and lead to the page of the registration; a robot is thanked and forgotten."""
        session = self._get_session(event_id)
        if post.get(TRAP):
            return request.redirect(f"/activites/{session.id}")
        answers = {
            **{name: post.get(name) for name in ANSWERS},
            **{name: read_number(post.get(name)) for name in ("age", "slot_id", "ticket_id")},
        }
        try:
            with request.env.cr.savepoint():
                registration = session._register_public(answers, self._get_partner(), bool(post.get("wait")))
        except (UserError, ValidationError) as refused:
            return self._render_session(session, draft=answers, error=str(refused))
        return request.redirect(f"{registration._get_regie_path()}?merci=1")

    def _get_registration(self, token):
        """The registration of a link, in sudo and in its régie; any other one is not found."""
        # sudo: who holds the link may see and cancel this registration, and nothing else
        registration = request.env["event.registration"].sudo()._get_by_token(token)
        if not registration:
            stop(self._render_unknown())
        return registration

    @route(
        "/activites/inscription/<string:token>",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def registration(self, token, merci=None, **kwargs):
        """Show a registration: a place, a rank on the list, or cancelled."""
        return self._render_registration(self._get_registration(token), is_new=bool(merci))

    def _render_registration(self, registration, is_new=False, error=None):
        values = {
            # sudo: the name of the régie is public
            "company": registration.event_id.company_id or request.env.company.sudo(),
            "registration": registration,
            "session": registration.event_id,
            "position": registration._get_wait_position(),
            "is_new": is_new,
            "error": error,
        }
        return render_public("regie_activity.public_registration", values, status=422 if error else 200)

    @route("/activites/inscription/<string:token>/annuler", type="http", auth="public", website=True, methods=["POST"])
    def registration_cancel(self, token, **kwargs):
        """Cancel a registration: the place goes to the first who waits."""
        registration = self._get_registration(token)
        try:
            with request.env.cr.savepoint():
                registration.action_regie_cancel()
        except UserError as refused:
            return self._render_registration(registration, error=str(refused))
        return request.redirect(registration._get_regie_path())

    @route(
        "/activites/inscription/<string:token>/agenda.ics", type="http", auth="public", methods=["GET"], sitemap=False
    )
    def registration_calendar(self, token, **kwargs):
        """Give the session to the calendar of the phone."""
        registration = self._get_registration(token)
        event = registration.event_id
        content = event._get_ics_file(slot=registration.event_slot_id).get(event.id)
        if not content:
            raise request.not_found()
        headers = [("Content-Type", "text/calendar; charset=utf-8"), ("Cache-Control", "no-store")]
        return request.make_response(content, headers)
