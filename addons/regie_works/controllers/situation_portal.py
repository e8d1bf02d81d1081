from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import content_disposition, request, route

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager


class SituationPortal(CustomerPortal):
    """The customer's pages: the situations of its orders, to approve or to have corrected. Reading changes nothing."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "regie_situation_count" in counters:
            situations = request.env["regie.situation"]
            readable = situations.has_access("read")
            values["regie_situation_count"] = situations.search_count(self._get_situations_domain()) if readable else 0
        return values

    def _get_situations_domain(self):
        """What the customer was sent, for whoever opens the portal: the rule says the same to portal users."""
        partner = request.env.user.commercial_partner_id
        return [("partner_id", "child_of", partner.ids), ("state", "!=", "draft")]

    def _open_situation(self, situation_id, access_token=None):
        """The situation, in sudo, once it is checked that the reader is its customer or has its link; 404 otherwise."""
        try:
            situation = self._document_check_access("regie.situation", situation_id, access_token)
        except (AccessError, MissingError):
            raise request.not_found() from None
        if situation.state == "draft":
            raise request.not_found()
        return situation

    def _open_situation_answer(self, situation_id, access_token):
        """The situation, for the customer's answer: whoever works in the régie reads the page and answers nothing."""
        if request.env.user._is_internal():
            raise request.not_found()
        return self._open_situation(situation_id, access_token)

    @route(
        ["/my/situations", "/my/situations/page/<int:page>"], type="http", auth="user", website=True, methods=["GET"]
    )
    def situations(self, page=1, **kwargs):
        """List the situations of the customer, those that wait for its visa first."""
        situations = request.env["regie.situation"]
        if not situations.has_access("read"):
            raise request.not_found()
        domain = self._get_situations_domain()
        total = situations.search_count(domain)
        pager = portal_pager(url="/my/situations", total=total, page=page, step=self._items_per_page)
        found = situations.search(domain, limit=self._items_per_page, offset=pager["offset"])
        values = {
            **self._prepare_portal_layout_values(),
            # sudo: the rule gave these situations to the customer, the names of their lot and régie go with them
            "situations": found.sudo().sorted(lambda one: one.state != "sent"),
            "pager": pager,
            "page_name": "situations",
        }
        return request.render("regie_works.portal_situations", values)

    @route("/my/situations/<int:situation_id>", type="http", auth="public", website=True, methods=["GET"])
    def situation(self, situation_id, access_token=None, done=None, **kwargs):
        """Show a situation: what was done, what it makes, and what the customer may answer."""
        situation = self._open_situation(situation_id, access_token)
        done = done if done in ("approved", "corrected") else None
        return self._render_situation(situation, access_token, done=done)

    @route("/my/situations/<int:situation_id>/sign", type="jsonrpc", auth="public", website=True)
    def sign_situation(self, situation_id, access_token=None, name=None, signature=None):
        """Give the visa, with a name and a drawn signature."""
        access_token = access_token or request.httprequest.args.get("access_token")
        situation = self._open_situation_answer(situation_id, access_token)
        try:
            with request.env.cr.savepoint():
                situation._approve(name, signature=signature)
        except UserError as refused:
            return {"error": str(refused)}
        url = self._get_situation_url(situation, access_token, done="approved")
        return {"force_refresh": True, "redirect_url": url}

    @route("/my/situations/<int:situation_id>/correct", type="http", auth="public", website=True, methods=["POST"])
    def correct_situation(self, situation_id, access_token=None, name=None, reason=None, **kwargs):
        """Ask for a correction, with a reason: the situation goes back to the régie."""
        situation = self._open_situation_answer(situation_id, access_token)
        try:
            with request.env.cr.savepoint():
                situation._ask_correction(name, reason)
        except UserError as refused:
            return self._render_situation(situation, access_token, error=str(refused), reason=reason)
        return request.redirect("/my/situations" if not request.env.user._is_public() else "/")

    @route("/my/situations/<int:situation_id>/pdf", type="http", auth="public", website=True, methods=["GET"])
    def situation_pdf(self, situation_id, access_token=None, **kwargs):
        """Send the attachment as a PDF."""
        situation = self._open_situation(situation_id, access_token)
        report = request.env["ir.actions.report"].sudo()
        content = report._render_qweb_pdf("regie_works.report_situation", situation.ids)[0]
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(f"{situation.name.replace('/', '-')}.pdf")),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ],
        )

    def _get_situation_url(self, situation, access_token, **params):
        params |= {"access_token": access_token} if access_token else {}
        query = "&".join(f"{name}={value}" for name, value in params.items() if value)
        return f"/my/situations/{situation.id}" + (f"?{query}" if query else "")

    def _render_situation(self, situation, access_token, **values):
        user = request.env.user
        return request.render(
            "regie_works.portal_situation",
            {
                **self._prepare_portal_layout_values(),
                "situation": situation,
                "access_token": access_token,
                "can_answer": situation.state == "sent" and not user._is_internal(),
                "default_name": "" if user._is_public() else user.name,
                "page_name": "situation",
                **values,
            },
        )
