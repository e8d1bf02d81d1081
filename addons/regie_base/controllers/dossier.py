import mimetypes
from urllib.parse import urlencode

from werkzeug.wsgi import wrap_file

from odoo.exceptions import UserError
from odoo.http import Controller, content_disposition, request, route

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

DOWNLOADS = ("pdf", "xlsx", "zip")


def send(stream, name):
    """Answer a download of an open file, closed once sent."""
    size = stream.seek(0, 2)
    stream.seek(0)
    headers = [
        ("Content-Type", mimetypes.guess_type(name)[0] or "application/octet-stream"),
        ("Content-Length", str(size)),
        ("Content-Disposition", content_disposition(name)),
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "no-store"),
    ]
    return request.make_response(wrap_file(request.httprequest.environ, stream), headers)


class DossierBackend(Controller):
    """The downloads of those who work in the régie; the papers exist already, nothing is written."""

    @route("/regie/dossier/<int:dossier_id>/<string:kind>", type="http", auth="user", methods=["GET"])
    def download(self, dossier_id, kind):
        """Send the PDF, the spreadsheet or the archive of a dossier that the user may read."""
        dossier = request.env["regie.dossier"].browse(dossier_id).exists()
        readable = request.env.user._is_internal() and dossier and dossier.has_access("read")
        if not readable or kind not in DOWNLOADS or not dossier.pdf_file:
            raise request.not_found()
        return send(dossier._open_download(kind), dossier._get_filename(kind))


class DossierRoom(CustomerPortal):
    """The room where a recipient reads, rates and discusses a dossier. Reading a page changes nothing."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "regie_dossier_count" in counters:
            dossiers = request.env["regie.dossier"]
            values["regie_dossier_count"] = dossiers.search_count([]) if dossiers.has_access("read") else 0
        return values

    @route(["/my/dossiers", "/my/dossiers/page/<int:page>"], type="http", auth="user", website=True)
    def dossiers(self, page=1, **kwargs):
        """List the dossiers that were handed to the person and are still open."""
        dossiers = request.env["regie.dossier"]
        domain = [("date_shared", "!=", False), ("date_expiry", ">=", "today")]
        pager = portal_pager(
            url="/my/dossiers", total=dossiers.search_count(domain), page=page, step=self._items_per_page
        )
        found = dossiers.search(domain, limit=self._items_per_page, offset=pager["offset"])
        values = {**self._prepare_portal_layout_values(), "dossiers": found, "pager": pager, "page_name": "dossiers"}
        return request.render("regie_base.portal_dossiers", values)

    @route("/my/dossiers/<int:dossier_id>", type="http", auth="public", website=True, methods=["GET"])
    def dossier(self, dossier_id, access_token=None, **kwargs):
        """Show the criteria of a dossier, the incomplete ones first."""
        dossier, recipient = self._open(dossier_id, access_token)
        entries = dossier._get_room_entries()
        incomplete = entries.filtered("missing_count")
        sections = [(name, list(group)) for name, group in (entries - incomplete).grouped("section_name").items()]
        values = {"incomplete": incomplete, "sections": sections, "means": dossier._get_section_means()}
        return self._render("regie_base.portal_dossier", dossier, recipient, access_token, **values)

    @route(
        "/my/dossiers/<int:dossier_id>/criterion/<int:entry_id>",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
    )
    def criterion(self, dossier_id, entry_id, access_token=None, **kwargs):
        """Show one criterion: figures, text, evidence, ratings and questions."""
        dossier, recipient = self._open(dossier_id, access_token)
        return self._render_criterion(dossier, recipient, access_token, self._get_entry(dossier, entry_id))

    @route(
        "/my/dossiers/<int:dossier_id>/criterion/<int:entry_id>/<any(rate,ask,find):act>",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def review(self, dossier_id, entry_id, act, access_token=None, **typed):
        """Record a rating, a question or a finding; what was typed comes back with the reason when it cannot be."""
        dossier, recipient = self._open(dossier_id, access_token, as_recipient=True)
        entry = self._get_entry(dossier, entry_id)
        try:
            self._record(act, dossier, entry, recipient.partner_id, typed)
        except UserError as error:
            names = ("comment", "question", "level_id", "finding", "kind")
            values = {"error": str(error), **{name: typed.get(name, "") for name in names}}
            return self._render_criterion(dossier, recipient, access_token, entry, **values)
        return request.redirect(self._url(dossier, access_token, f"/criterion/{entry.id}", done=act) + f"#{act}")

    def _record(self, act, dossier, entry, partner, typed):
        if act == "rate":
            levels = dossier.template_id.scale_id.level_ids
            level = levels.filtered(lambda level: str(level.id) == typed.get("level_id"))
            dossier._add_review(entry, partner, level, typed.get("comment"))
        elif act == "find":
            dossier._add_finding(entry, partner, typed.get("kind"), typed.get("finding"))
        else:
            dossier._add_question(entry, partner, typed.get("question"))

    @route("/my/dossiers/<int:dossier_id>/reviewed", type="http", auth="public", website=True, methods=["POST"])
    def reviewed(self, dossier_id, access_token=None, **kwargs):
        """Record that the recipient has finished."""
        dossier, recipient = self._open(dossier_id, access_token, as_recipient=True)
        if not dossier.date_closed:
            dossier._set_reviewed(recipient.partner_id)
        return request.redirect(self._url(dossier, access_token))

    @route(
        "/my/dossiers/<int:dossier_id>/download/<any(pdf,xlsx,zip):kind>",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def room_download(self, dossier_id, kind, access_token=None, **kwargs):
        """Send the PDF, the spreadsheet or the archive, and record it."""
        dossier, recipient = self._open(dossier_id, access_token)
        self._log(dossier, recipient, kind)
        return send(dossier._open_download(kind), dossier._get_filename(kind))

    @route(
        "/my/dossiers/<int:dossier_id>/evidence/<int:evidence_id>",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def evidence(self, dossier_id, evidence_id, access_token=None, **kwargs):
        """Send one sealed file, and record it."""
        dossier, recipient = self._open(dossier_id, access_token)
        evidence = dossier.entry_ids.evidence_ids.filtered(lambda evidence: evidence.id == evidence_id)
        if not evidence:
            raise request.not_found()
        self._log(dossier, recipient, "evidence", evidence.path)
        return send(evidence._open_stream(), evidence.name)

    @route("/my/dossiers/<int:dossier_id>/read", type="jsonrpc", auth="public", website=True)
    def log_reading(self, dossier_id, access_token=None):
        """Record that the recipient is reading; called by the page once shown, so that opening it changes nothing."""
        dossier, recipient = self._open(dossier_id, access_token, as_recipient=True)
        self._log(dossier, recipient, "read")
        return True

    def _open(self, dossier_id, access_token, as_recipient=False):
        """Answer (dossier, recipient), or raise 404 for who has no right to it, whatever the reason.

        The dossier is read as the superuser once the right is established: by the account, by the personal link, or,
        to look at the page without acting, by the rights of those who work in the régie.
        """
        dossier = request.env["regie.dossier"].sudo().browse(dossier_id).exists()
        recipient = dossier._find_recipient(request.env.user, access_token) if dossier else None
        if recipient:
            return dossier, recipient
        previews = request.env.user._is_internal() and not as_recipient
        if dossier and previews and dossier.date_shared and dossier.sudo(False).has_access("read"):
            return dossier, recipient
        raise request.not_found()

    def _get_entry(self, dossier, entry_id):
        entry = dossier.entry_ids.filtered(lambda entry: entry.id == entry_id)
        if not entry:
            raise request.not_found()
        return entry

    def _log(self, dossier, recipient, kind, path=False):
        if recipient:
            dossier._log_access(recipient, kind, is_by_link=request.env.user._is_public(), path=path)

    def _url(self, dossier, access_token, tail="", **query):
        """Answer the address of a page of the room, with the personal link if the person came by it."""
        if access_token:
            query["access_token"] = access_token
        return f"/my/dossiers/{dossier.id}{tail}{'?' if query else ''}{urlencode(query)}"

    def _render(self, template, dossier, recipient, access_token, **values):
        response = request.render(
            template,
            {
                **self._prepare_portal_layout_values(),
                "page_name": "dossier",
                "dossier": dossier,
                "recipient": recipient,
                "access_token": access_token,
                "room_url": lambda tail="", **query: self._url(dossier, access_token, tail, **query),
                **values,
            },
        )
        # The personal link of the address must not leak to the sites that the page leads to.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cache-Control"] = "no-store"
        return response

    def _render_criterion(self, dossier, recipient, access_token, entry, **values):
        ordered = dossier._get_room_entries()
        rank = ordered.ids.index(entry.id)
        return self._render(
            "regie_base.portal_dossier_criterion",
            dossier,
            recipient,
            access_token,
            entry=entry,
            previous=ordered[rank - 1] if rank else None,
            following=ordered[rank + 1 : rank + 2],
            done=request.params.get("done"),
            **values,
        )
