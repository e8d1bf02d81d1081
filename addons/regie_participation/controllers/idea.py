from odoo import fields
from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from .common import TRAP, open_token, read_file, read_number, render

IDEAS = 200


class IdeaPages(Controller):
    """The public page of ideas: propose one, carry those of others, follow one's own. Nobody's name is shown."""

    def _open_company(self, token):
        """The régie of the page, in sudo; 404 otherwise."""
        # sudo: the page shows the name of the régie and its published ideas only
        company = request.env["res.company"].sudo().search([("regie_idea_token", "=", token or "")], limit=1)
        if not token or not company:
            raise request.not_found()
        return company

    def _get_ideas(self, company):
        """The ideas that were read and shown, those joined to another apart."""
        # sudo: shown to all by a decision of the régie; the page prints no author
        ideas = request.env["regie.idea"].sudo().with_company(company)
        return ideas.search(
            [("company_id", "=", company.id), ("date_published", "!=", False), ("merged_into_id", "=", False)],
            limit=IDEAS,
        )

    def _render_ideas(self, company, status=200, **values):
        return render(
            "public_ideas",
            {
                "company": company,
                "ideas": self._get_ideas(company),
                "supported": request.session.get("regie_ideas", []),
                "trap": TRAP,
                "draft": {},
                "error": None,
                "thanks": None,
                **values,
            },
            status=status,
        )

    @route("/idees", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def ideas_home(self, **kwargs):
        """Lead to the page of the régie of this site."""
        # sudo: the end of a public address
        return request.redirect(f"/idees/{request.env.company.sudo().regie_idea_token}")

    @route("/idees/<string:token>", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def ideas(self, token, **kwargs):
        """Show the ideas, and the form to propose one."""
        return self._render_ideas(self._open_company(token))

    @route("/idees/<string:token>/proposer", type="http", auth="public", website=True, methods=["POST"])
    def idea_new(self, token, name=None, text=None, email=None, author=None, photo=None, **kwargs):
        """Receive an idea; it is read before anybody sees it."""
        company = self._open_company(token)
        if kwargs.get(TRAP):
            return self._render_ideas(company, thanks=request.env["regie.idea"])
        # sudo: anybody may propose an idea to the régie whose page is open; what is written is bounded by _submit
        ideas = request.env["regie.idea"].sudo()
        day = fields.Date.context_today(ideas)
        limit = int(request.env["regie.parameter"].with_company(company).get("participation_photo_mo", day))
        try:
            with request.env.cr.savepoint():
                content = read_file(photo, limit * 1024 * 1024)
                idea = ideas._submit(company, name, text, email=email, author=author, photo=content)
        except UserError as refused:
            draft = {"name": name, "text": text, "email": email, "author": author}
            return self._render_ideas(company, error=str(refused), draft=draft, status=422)
        return request.redirect(f"/idees/suivi/{idea.access_token}?nouvelle=1")

    @route("/idees/<string:token>/<int:idea_id>/moi-aussi", type="http", auth="public", website=True, methods=["POST"])
    def idea_support(self, token, idea_id, **kwargs):
        """Say “me too”, once per visitor and idea."""
        company = self._open_company(token)
        idea = self._get_ideas(company).filtered(lambda record: record.id == idea_id)
        if not idea:
            raise request.not_found()
        supported = request.session.get("regie_ideas", [])
        if idea.id not in supported:
            idea._support()
            request.session["regie_ideas"] = [*supported, idea.id]
        return request.redirect(f"/idees/{token}#idee-{idea.id}")

    @route("/idees/<string:token>/<int:idea_id>/photo", type="http", auth="public", methods=["GET"], sitemap=False)
    def idea_photo(self, token, idea_id, **kwargs):
        """Send the photo of an idea that is shown."""
        idea = self._get_ideas(self._open_company(token)).filtered(lambda record: record.id == idea_id)
        if not idea or not idea.photo:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_image_stream_from(idea, "photo", width=800, height=800)
        return stream.get_response(max_age=3600)

    @route("/idees/suivi/<string:token>", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def idea_follow(self, token, nouvelle=None, **kwargs):
        """Show an author where the idea is, and the answer."""
        idea = open_token("regie.idea", token)
        return render(
            "public_idea",
            {"idea": idea, "company": idea.company_id, "is_new": bool(read_number(nouvelle))},
        )
