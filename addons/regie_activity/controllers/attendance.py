from odoo.exceptions import UserError, ValidationError
from odoo.http import Controller, request, route

from odoo.addons.regie_site.controllers.common import render_public

from .outcomes import read_number


class AttendancePages(Controller):
    """What a facilitator taps at the door: who is there, one tap per person, and those who leave no name."""

    @route("/animation", type="http", auth="user", methods=["GET"], sitemap=False)
    def sessions(self, **kwargs):
        """Show the sessions of the day, those of the reader first, then the next ones."""
        self._check_facilitator()
        today, coming = request.env["event.event"]._get_phone_sessions()
        values = {"company": request.env.company, "today": today, "coming": coming}
        return render_public("regie_activity.phone_sessions", values)

    @route("/animation/<int:event_id>", type="http", auth="user", methods=["GET"], sitemap=False)
    def session(self, event_id, **kwargs):
        """Show the people of a session."""
        return self._render_session(self._get_session(event_id))

    def _render_session(self, session, error=None):
        people = session.registration_ids.filtered(lambda one: one.state != "cancel")
        values = {
            "company": session.company_id or request.env.company,
            "session": session,
            "people": people.filtered(lambda one: not one.regie_is_waiting).sorted(
                lambda one: (one.name or "").lower()
            ),
            "waiting": people.filtered("regie_is_waiting").sorted("regie_wait_rank"),
            "error": error,
        }
        return render_public("regie_activity.phone_session", values, status=422 if error else 200)

    @route("/animation/<int:event_id>/tap", type="http", auth="user", methods=["POST"], sitemap=False)
    def tap(self, event_id, **post):
        """Tick a person: there, not there, or neither."""
        session = self._get_session(event_id)
        person = session.registration_ids.filtered(lambda one: one.id == read_number(post.get("registration_id")))
        act = {
            "present": person.action_regie_present,
            "absent": person.action_regie_absent,
            "expected": person.action_regie_expected,
        }.get(post.get("act"))
        if not person or not act:
            raise request.not_found()
        return self._do(session, act, f"#p{person.id}")

    @route("/animation/<int:event_id>/porte", type="http", auth="user", methods=["POST"], sitemap=False)
    def door(self, event_id, **post):
        """Count a person who comes in without a name, or take a tap back."""
        session = self._get_session(event_id)
        return self._do(session, lambda: session._count_walk_in(read_number(post.get("step")) or 1), "#door")

    @route("/animation/<int:event_id>/venu", type="http", auth="user", methods=["POST"], sitemap=False)
    def named(self, event_id, **post):
        """Write the name of somebody who came without registering: they are there."""
        session = self._get_session(event_id)

        def add():
            session._check_attendance_open()
            name = (post.get("name") or "").strip()[:80]
            if not name:
                raise UserError(request.env._("Write a name, or count the person without one. (E-ACT-17)"))
            request.env["event.registration"].create(
                {
                    "event_id": session.id,
                    "name": name,
                    "phone": (post.get("phone") or "").strip()[:40] or False,
                    "regie_age": read_number(post.get("age")),
                    "regie_guardian_name": (post.get("guardian") or "").strip()[:80] or False,
                    "event_slot_id": session.event_slot_ids[:1].id,
                    "event_ticket_id": session.event_ticket_ids[:1].id,
                    "regie_accepts_wait": False,
                    "state": "done",
                }
            )

        return self._do(session, add, "")

    @route("/animation/<int:event_id>/clore", type="http", auth="user", methods=["POST"], sitemap=False)
    def close(self, event_id, **kwargs):
        """Close the attendance."""
        session = self._get_session(event_id)
        return self._do(session, session.action_regie_session_close, "")

    def _do(self, session, act, anchor):
        """Do what was tapped and show the session again, with the sentence of the refusal if there is one."""
        try:
            with request.env.cr.savepoint():
                act()
        except (UserError, ValidationError) as refused:
            return self._render_session(session, error=str(refused))
        return request.redirect(f"/animation/{session.id}{anchor}")

    def _check_facilitator(self):
        if not request.env.user.has_group("regie_activity.group_activity_user"):
            raise request.not_found()

    def _get_session(self, event_id):
        """A published session that the reader may change; any other one is not found."""
        self._check_facilitator()
        session = request.env["event.event"].search([("id", "=", event_id), ("regie_date_published", "!=", False)])
        if not session or not session.has_access("write"):
            raise request.not_found()
        return session
