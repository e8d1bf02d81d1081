import json

from odoo.exceptions import UserError
from odoo.http import Controller, request, route

CHOICES = ("for", "against", "abstain")


class VotePortal(Controller):
    """The page where a member votes on a phone, by a personal link and without an account.

    Reading a page changes nothing. The link opens what its person may read and vote, and nothing else; an unknown link,
    or one of a meeting that is over, is not found.
    """

    def _open_line(self, token):
        """The attendance line of a link, in sudo: the link is the right. 404 when it opens nothing."""
        line = request.env["regie.attendance"]._find_by_link(token)
        if not line:
            raise request.not_found()
        lang = line.partner_id.lang or line.company_id.partner_id.lang
        if lang:
            request.update_context(lang=lang)
            line = line.with_context(lang=lang)
        return line

    def _open_point(self, line, number):
        """A point of the meeting of a link; 404 for any other."""
        return line.meeting_id.resolution_ids.filtered(lambda point: point.id == number) or self._raise_not_found()

    def _raise_not_found(self):
        raise request.not_found()

    @route("/vote/<string:token>", type="http", auth="public", methods=["GET"])
    def vote(self, token, done=None, **kwargs):
        """Show the point that is being voted, its papers and the ballots of the person; the other points below."""
        return self._render_vote(self._open_line(token), token, done=str(done or ""))

    @route("/vote/<string:token>/state", type="http", auth="public", methods=["GET"])
    def vote_state(self, token, **kwargs):
        """Say whether the page would change, so that a phone reloads it by itself."""
        line = self._open_line(token)
        return _send_json({"key": self._get_vote_key(line)})

    @route("/vote/<string:token>/cast", type="http", auth="public", methods=["POST"])
    def cast_vote(self, token, point_id=None, **kwargs):
        """Record the ballots of the person on the open point; each counts once, however often it is sent."""
        line = self._open_line(token)
        point = self._open_point(line, _to_int(point_id))
        try:
            with request.env.cr.savepoint():
                self._cast(line, point, request.httprequest.form)
        except UserError as refused:
            return self._render_vote(line, token, told=str(refused))
        return request.redirect(f"/vote/{token}?done={point.id}")

    @route("/vote/<string:token>/here", type="http", auth="public", methods=["POST"])
    def come_online(self, token, **kwargs):
        """Note that the person attends from elsewhere, when the statutes allow it."""
        line = self._open_line(token)
        if line._can_come_online():
            line._get_own_lines()._come(proof="online", is_remote=True)
        return request.redirect(f"/vote/{token}")

    @route("/vote/<string:token>/secret", type="http", auth="public", methods=["POST"])
    def ask_secret(self, token, point_id=None, **kwargs):
        """Ask that a point be voted by secret ballot."""
        line = self._open_line(token)
        point = self._open_point(line, _to_int(point_id))
        try:
            with request.env.cr.savepoint():
                if line not in point.secret_request_ids.attendance_id:
                    # sudo: by the link of the voter, checked above
                    request.env["regie.secret.request"].sudo().create(
                        {"resolution_id": point.id, "attendance_id": line.id}
                    )
        except UserError as refused:
            return self._render_vote(line, token, told=str(refused))
        return request.redirect(f"/vote/{token}?done=secret")

    @route("/vote/<string:token>/paper/<int:attachment_id>", type="http", auth="public", methods=["GET"])
    def vote_paper(self, token, attachment_id, **kwargs):
        """Send a paper of the agenda, unless the person is recused on each point that it belongs to."""
        line = self._open_line(token)
        points = line.meeting_id.resolution_ids.filtered(
            lambda point: attachment_id in point.attachment_ids.ids and self._may_read(line, point)
        )
        if not points:
            raise request.not_found()
        paper = points.attachment_ids.filtered(lambda paper: paper.id == attachment_id)
        response = request.env["ir.binary"]._get_stream_from(paper).get_response()
        # The phone keeps its copy: the papers are still there when the network is not.
        response.headers["Cache-Control"] = "private, max-age=86400"
        return response

    # -- helpers -----------------------------------------------------------------------------------------------------
    def _may_read(self, line, point):
        return not point._get_recusal_sentence(line.partner_id)

    def _cast(self, line, point, form):
        """Read the ballots of a form and record them."""
        person = line.partner_id
        mine = [voice for voice, _voter, _proxy in point._get_ballots_of(person)]
        if point.is_election:
            point._cast_names(
                person,
                {
                    voice.id: point.candidacy_ids.filtered(
                        lambda candidacy, v=voice: str(candidacy.id) in form.getlist(f"names_{v.id}")
                    )
                    for voice in mine
                    if f"ballot_{voice.id}" in form
                },
            )
            return
        allowed = {value for value, _label in self._get_choices(point)}
        choices = {voice.id: form.get(f"choice_{voice.id}") for voice in mine if form.get(f"choice_{voice.id}")}
        if not set(choices.values()) <= allowed or (mine and not choices):
            raise UserError(request.env._("Choose for, against or abstention, then vote."))
        point._cast(person, choices)

    def _get_choices(self, point):
        """What a ballot offers: blank too, when it is secret or when blanks count."""
        labels = dict(request.env["regie.vote.line"]._fields["choice"]._description_selection(request.env))
        names = CHOICES
        if point._is_secret() or point._get_vote_rule().majority_base == "expressed_blank":
            names = (*CHOICES, "blank")
        return [(name, labels[name]) for name in names]

    def _get_vote_key(self, line):
        """A word that changes when what the person sees would change."""
        meeting = line.meeting_id
        point = meeting._get_open_resolution()
        ended = len(meeting.resolution_ids.filtered(lambda other: other.state == "closed"))
        recused = int(not self._may_read(line, point)) if point else 0
        return f"{meeting.state}-{point.id or 0}-{ended}-{int(line.is_present)}-{recused}"

    def _prepare_ballots(self, line, point):
        """The ballots of a person on a point: ``[{line, proxy, vote}]``, vote being the line of one already used."""
        votes = {vote.attendance_id: vote for vote in point._get_voted_lines()}
        return [
            {"line": voice, "proxy": proxy, "vote": votes.get(voice)}
            for voice, _voter, proxy in point._get_ballots_of(line.partner_id)
        ]

    def _render_vote(self, line, token, **values):
        meeting = line.meeting_id
        point = meeting._get_open_resolution()
        ballots = self._prepare_ballots(line, point) if point else []
        response = request.render(
            "regie_governance.vote_page",
            {
                "line": line,
                "meeting": meeting,
                "token": token,
                "point": point,
                "ballots": ballots,
                "waiting": [ballot for ballot in ballots if not ballot["vote"]],
                "choices": self._get_choices(point) if point else [],
                "recusal": point._get_recusal_sentence(line.partner_id) if point else "",
                "may_read": lambda other: self._may_read(line, other),
                "key": self._get_vote_key(line),
                **values,
            },
        )
        # A personal link does not travel: neither to other sites nor to search engines nor to shared caches.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cache-Control"] = "no-store"
        return response

    # -- the screen of the room --------------------------------------------------------------------------------------
    def _open_screen(self, resolution_id):
        point = request.env["regie.resolution"].browse(resolution_id).exists()
        if not point or not point.has_access("read"):
            raise request.not_found()
        return point

    @route("/governance/resolution/<int:resolution_id>/screen", type="http", auth="user", methods=["GET"])
    def vote_screen(self, resolution_id, **kwargs):
        """Show a point to the whole room: how many have voted, then the result; no name."""
        point = self._open_screen(resolution_id)
        return request.render("regie_governance.vote_screen", {"point": point, "key": _get_screen_key(point)})

    @route("/governance/resolution/<int:resolution_id>/screen/state", type="http", auth="user", methods=["GET"])
    def vote_screen_state(self, resolution_id, **kwargs):
        """Say whether the screen of the room would change."""
        return _send_json({"key": _get_screen_key(self._open_screen(resolution_id))})


def _get_screen_key(point):
    return f"{point.state}-{point.result or ''}-{point.voted_count}-{point.voice_count}"


def _send_json(values):
    headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
    return request.make_response(json.dumps(values), headers)


def _to_int(text):
    return int(text) if str(text or "").isdecimal() else 0
