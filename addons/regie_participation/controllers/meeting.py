from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from .common import TRAP, read_number, render


class MeetingPages(Controller):
    """The page of an open meeting for those who come, and that of the door for who welcomes them."""

    def _open_event(self, field, token):
        """The event that a link opens, in sudo and in its régie; 404 otherwise."""
        # sudo: the secret of the link stands for the right
        events = request.env["event.event"].sudo()
        event = events.search([(field, "=", token)], limit=1) if token and len(token) <= 64 else events
        if not event or not event.regie_kind:
            raise request.not_found()
        return event.with_company(event.company_id)

    def _render_event(self, event, status=200, **values):
        return render(
            "public_meeting",
            {"event": event, "company": event.company_id, "trap": TRAP, "error": None, "is_done": False, **values},
            status=status,
        )

    def _render_door(self, event, status=200, **values):
        return render(
            "public_door",
            {"event": event, "company": event.company_id, "error": None, "named": None, **values},
            status=status,
        )

    @route("/reunion/<string:token>", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def meeting(self, token, inscrit=None, **kwargs):
        """Show the meeting; what was said there once it is told."""
        return self._render_event(self._open_event("regie_token", token), is_done=bool(read_number(inscrit)))

    @route("/reunion/<string:token>/venir", type="http", auth="public", website=True, methods=["POST"])
    def meeting_come(self, token, name=None, contact=None, consent=None, **kwargs):
        """Leave a name, with consent."""
        event = self._open_event("regie_token", token)
        if kwargs.get(TRAP):
            return self._render_event(event)
        try:
            with request.env.cr.savepoint():
                event._regie_register(name, "inhabitant", contact=contact, consent=bool(consent))
        except UserError as refused:
            return self._render_event(event, error=str(refused), status=422)
        return request.redirect(f"/reunion/{token}?inscrit=1")

    @route("/reunion/accueil/<string:token>", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def door(self, token, **kwargs):
        """Show the count of those who came in."""
        return self._render_door(self._open_event("regie_door_token", token))

    @route("/reunion/accueil/<string:token>/compter", type="http", auth="public", website=True, methods=["POST"])
    def door_tap(self, token, profile=None, step=None, **kwargs):
        """Count one person more or less."""
        event = self._open_event("regie_door_token", token)
        if profile not in ("inhabitant", "partner"):
            raise request.not_found()
        try:
            with request.env.cr.savepoint():
                event._regie_tap(profile, -1 if step == "-1" else 1)
        except UserError as refused:
            return self._render_door(event, error=str(refused), status=422)
        return request.redirect(f"/reunion/accueil/{token}")

    @route("/reunion/accueil/<string:token>/inscrire", type="http", auth="public", website=True, methods=["POST"])
    def door_name(self, token, name=None, profile=None, contact=None, consent=None, **kwargs):
        """Write the name of somebody who agrees."""
        event = self._open_event("regie_door_token", token)
        try:
            with request.env.cr.savepoint():
                event._regie_register(name, profile, contact=contact, consent=bool(consent))
        except UserError as refused:
            return self._render_door(event, error=str(refused), status=422)
        return request.redirect(f"/reunion/accueil/{token}")
