import json

from odoo.http import Controller, Response, request, route
from odoo.tools import file_open

HOUR = 3600


class Field(Controller):
    """The page of the phone: a shell that lives without network, and two doors to read the day and to send."""

    def _check_internal(self):
        """Members and landlords have an account too: they are not of the field."""
        if not request.env.user._is_internal():
            raise request.not_found()

    @route("/chantier", type="http", auth="user", methods=["GET"], readonly=True)
    def page(self, **kwargs):
        """Show the page: everything else is drawn by the phone from what it keeps."""
        self._check_internal()
        entries = request.env["regie.field.entry"]
        values = {
            "words": json.dumps(entries._get_words(), ensure_ascii=False),
            "tongue": (request.env.lang or "fr_FR").replace("_", "-"),
            "user": request.env.uid,
            # a template that begins with its DOCTYPE is not translated: its words are
            "title": request.env._("The field"),
            "needs_script": request.env._("This page needs JavaScript."),
        }
        response = request.render("regie_field.page", values)
        response.headers["Cache-Control"] = "no-cache"
        return response

    @route("/chantier/sw.js", type="http", auth="public", methods=["GET"], readonly=True)
    def service_worker(self, **kwargs):
        """Give the script by which the page opens without network; it rules over /chantier and nothing else."""
        with file_open("regie_field/static/worker/worker.js") as file:
            headers = [
                ("Content-Type", "text/javascript"),
                ("Service-Worker-Allowed", "/chantier"),
                ("Cache-Control", "no-cache"),
            ]
            return Response(file.read(), headers=headers)

    @route("/chantier/manifest.webmanifest", type="http", auth="public", methods=["GET"], readonly=True)
    def manifest(self, **kwargs):
        """Describe the page as an application that a phone keeps on its first screen."""
        content = {
            "name": request.env._("The field"),
            "short_name": request.env._("The field"),
            "start_url": "/chantier",
            "scope": "/chantier",
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#14532d",
            "icons": [{"src": "/regie_field/static/description/icon.png", "sizes": "any", "type": "image/png"}],
        }
        headers = [("Content-Type", "application/manifest+json"), ("Cache-Control", f"max-age={24 * HOUR}")]
        return Response(json.dumps(content), headers=headers)

    @route("/chantier/today", type="jsonrpc", auth="user", readonly=True)
    def today(self):
        """Give the day of the user, which the phone keeps."""
        self._check_internal()
        return request.env["regie.field.entry"]._get_day()

    @route("/chantier/sync", type="jsonrpc", auth="user")
    def sync(self, user, entries, sent_at=None):
        """Take what a phone kept; answer entry by entry, with the day as it is now.

        :param user: who entered it: what one person entered is never sent in the name of another
        """
        self._check_internal()
        if user != request.env.uid:
            return {"user": request.env.uid, "answers": [], "day": None}
        model = request.env["regie.field.entry"]
        answers = model._receive(entries, sent_at)
        return {"user": user, "answers": answers, "day": model._get_day()}
