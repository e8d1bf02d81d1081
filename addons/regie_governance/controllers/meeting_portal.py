import psycopg2

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.http import content_disposition, request, route
from odoo.tools import consteq

from odoo.addons.portal.controllers.portal import CustomerPortal

#: A page whose address is a secret: it is neither kept nor told to the pages that it links to.
SECRET = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


class MeetingPortal(CustomerPortal):
    """The personal page of a person of the roll: agenda, papers, answer, proxy. Reading it changes nothing."""

    def _open_meeting_line(self, token):
        """The attendance line of a personal link, in sudo, once it is compared; 404 otherwise."""
        # sudo: nobody but the server reads the links; the line is given only to who holds its own
        lines = request.env["regie.attendance"].sudo()
        line = lines.search([("access_token", "=", token)], limit=1)
        if not line or not consteq(line.access_token, token) or line.meeting_id.state == "draft":
            raise request.not_found()
        # the page speaks the language of the person, and tells the hours of the régie
        lang = line.partner_id.lang or request.env.lang
        request.update_context(lang=lang)
        return line.with_context(tz=line.meeting_id._get_minutes_timezone(), lang=lang)

    @route("/my/meeting/<string:token>", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def meeting_page(self, token, done=None, **kwargs):
        """Show the meeting to a person of its roll."""
        done = done if done in ("coming", "excused", "proxy", "back", "present") else None
        return self._render_meeting_page(self._open_meeting_line(token), done=done)

    @route("/my/meeting/<string:token>/answer", type="http", auth="public", website=True, methods=["POST"])
    def answer_meeting(self, token, answer=None, **kwargs):
        """Write that the person comes or is excused."""
        line = self._open_meeting_answer(token)
        if answer not in ("coming", "excused"):
            raise request.not_found()
        line._answer(answer)
        return request.redirect(f"{line._get_portal_path()}?done={answer}")

    @route("/my/meeting/<string:token>/proxy", type="http", auth="public", website=True, methods=["POST"])
    def give_meeting_proxy(self, token, holder=None, instructions=None, signed=None, **kwargs):
        """Give a proxy; one that is not good is refused with its reason, and the person may give another one."""
        line = self._open_meeting_answer(token)
        try:
            with request.env.cr.savepoint():
                proxy = line._give_proxy_online(int(holder or 0), instructions, is_signed=bool(signed))
        except (UserError, ValidationError, ValueError) as refused:
            return self._render_meeting_page(line, error=str(refused))
        except psycopg2.errors.UniqueViolation:
            error = request.env._("You already gave a proxy for this meeting: the first one received stands. (GOV-034)")
            return self._render_meeting_page(line, error=error)
        if proxy.reject_code:
            return self._render_meeting_page(line, error=proxy._get_refusal())
        return request.redirect(f"{line._get_portal_path()}?done=proxy")

    @route("/my/meeting/<string:token>/proxy/back", type="http", auth="public", website=True, methods=["POST"])
    def take_meeting_proxy_back(self, token, **kwargs):
        """Take back the proxy that the person gave."""
        line = self._open_meeting_answer(token)
        line._get_given_proxy().action_void()
        return request.redirect(f"{line._get_portal_path()}?done=back")

    @route("/my/meeting/<string:token>/present", type="http", auth="user", website=True, methods=["POST"])
    def enter_meeting(self, token, **kwargs):
        """Enter the person whose code was scanned with the phone of a secretary."""
        line = self._open_meeting_line(token)
        meeting = request.env["regie.meeting"].browse(line.meeting_id.id)
        if not meeting.has_access("write") or not request.env["regie.meeting.presence"].has_access("create"):
            raise request.not_found()
        try:
            with request.env.cr.savepoint():
                meeting._pass_door(meeting._get_door_lines(line.partner_id.id), "come", proof="qr")
        except (UserError, ValidationError) as refused:
            return self._render_meeting_page(line, error=str(refused))
        return request.redirect(f"{line._get_portal_path()}?done=present")

    @route("/my/meeting/<string:token>/paper/<int:paper_id>", type="http", auth="public", methods=["GET"])
    def meeting_paper(self, token, paper_id, **kwargs):
        """Send a working paper of a point on which the person is not recused; 404 for any other file."""
        paper = self._open_meeting_line(token)._get_papers().filtered(lambda paper: paper.id == paper_id)
        if not paper:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_stream_from(paper)
        # only what a browser shows without running anything opens in it
        is_shown = paper.mimetype in ("application/pdf", "image/png", "image/jpeg")
        return stream.get_response(as_attachment=not is_shown)

    @route("/my/meeting/<string:token>/invitation.ics", type="http", auth="public", methods=["GET"])
    def meeting_invitation(self, token, **kwargs):
        """Send the meeting for the person's calendar."""
        line = self._open_meeting_line(token)
        headers = [
            ("Content-Type", "text/calendar; charset=utf-8"),
            ("Content-Disposition", content_disposition("convocation.ics")),
        ]
        return request.make_response(line.meeting_id._get_ics(), headers=headers)

    def _open_meeting_answer(self, token):
        """The line, as long as its meeting waits for answers; 404 otherwise."""
        line = self._open_meeting_line(token)
        if line.meeting_id.state not in ("convoked", "open"):
            raise request.not_found()
        return line

    def _render_meeting_page(self, line, **values):
        meeting = line.meeting_id
        can_enter = not request.env.user._is_public() and (
            request.env["regie.meeting"].browse(meeting.id).has_access("write")
            and request.env["regie.meeting.presence"].has_access("create")
        )
        values = {
            **self._prepare_portal_layout_values(),
            "line": line,
            "meeting": meeting,
            "rule": meeting.rule_id,
            "points": line._get_agenda_points(),
            "holders": line._get_possible_holders(),
            "given": line._get_given_proxy(),
            "can_answer": meeting.state in ("convoked", "open"),
            "can_enter": can_enter and meeting.state in ("convoked", "open"),
            "path": line._get_portal_path(),
            "today": fields.Date.context_today(line),
            "page_name": "meeting",
            **values,
        }
        return request.render("regie_governance.portal_meeting", values, headers=SECRET)
