import base64

from odoo.exceptions import UserError
from odoo.http import content_disposition, request, route
from odoo.tools import consteq

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

#: A link is as good as a signature: neither the caches nor the next site may keep it.
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}


class InspectionPortal(CustomerPortal):
    """The owner's pages: the inspections of its sites, to sign or to contest. Reading a page changes nothing.

    Its helpers bear the name of the inspection: Odoo merges the methods of every portal controller into one class.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "regie_inspection_count" in counters:
            values["regie_inspection_count"] = self._get_inspections().search_count(self._get_inspection_domain())
        return values

    def _get_inspections(self):
        # sudo: landlords read no record of the régie; everything below is searched with the domain of their own
        return request.env["regie.quality.inspection"].sudo()

    def _get_inspection_domain(self):
        """Which inspections the person who is logged in reads."""
        return self._get_inspections()._get_portal_domain(request.env.user.partner_id)

    def _open_inspection(self, inspection_id, access_token=None):
        """The inspection, in sudo, for its owner, its buyer, who holds its link or reads it inside; 404 otherwise."""
        inspections = self._get_inspections()
        inspection = inspections.browse(inspection_id).exists()
        if not inspection or inspection.state == "draft":
            raise request.not_found()
        user = request.env.user
        held = access_token and inspection.access_token and consteq(inspection.access_token, access_token)
        own = not user._is_public() and inspection.filtered_domain(self._get_inspection_domain())
        if (held and inspection.is_shared) or own or self._reads_inspection_inside(inspection):
            return inspection
        raise request.not_found()

    def _reads_inspection_inside(self, inspection):
        """Tell whether the reader works in the régie and may read this inspection."""
        return request.env.user._is_internal() and inspection.with_user(request.env.user).has_access("read")

    def _open_inspection_answer(self, inspection_id, access_token):
        """The inspection, for the owner's answer: whoever works in the régie reads the page and answers nothing."""
        if request.env.user._is_internal():
            raise request.not_found()
        return self._open_inspection(inspection_id, access_token)

    @route(
        ["/my/inspections", "/my/inspections/page/<int:page>"], type="http", auth="user", website=True, methods=["GET"]
    )
    def inspections(self, page=1, **kwargs):
        """List the inspections of the owner, those that wait for an answer first."""
        inspections, domain = self._get_inspections(), self._get_inspection_domain()
        pager = portal_pager(
            url="/my/inspections", total=inspections.search_count(domain), page=page, step=self._items_per_page
        )
        found = inspections.search(
            domain, order="date_signed desc, date desc, id desc", limit=self._items_per_page, offset=pager["offset"]
        )
        values = {
            **self._prepare_portal_layout_values(),
            "inspections": found.sorted(lambda one: one.state == "signed"),
            "pager": pager,
            "page_name": "inspections",
        }
        return request.render("regie_quality.portal_inspections", values)

    @route("/my/inspections/<int:inspection_id>", type="http", auth="public", website=True, methods=["GET"])
    def inspection(self, inspection_id, access_token=None, done=None, **kwargs):
        """Show an inspection: its criteria, photos and score, without a name, and what the owner may answer."""
        inspection = self._open_inspection(inspection_id, access_token)
        done = done if done in ("signed", "contested") else None
        return self._render_inspection(inspection, access_token, done=done)

    @route(
        "/my/inspections/<int:inspection_id>/photo/<int:line_id>",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
    )
    def inspection_photo(self, inspection_id, line_id, access_token=None, **kwargs):
        """Send the photo of a criterion, to who may read its inspection."""
        inspection = self._open_inspection(inspection_id, access_token)
        line = inspection.line_ids.filtered(lambda one: one.id == line_id)
        if not line.photo:
            raise request.not_found()
        headers = {**PRIVATE, "Content-Type": "image/jpeg"}
        return request.make_response(base64.b64decode(line.photo), headers=list(headers.items()))

    @route("/my/inspections/<int:inspection_id>/pdf", type="http", auth="public", website=True, methods=["GET"])
    def inspection_pdf(self, inspection_id, access_token=None, **kwargs):
        """Send the report of the inspection."""
        inspection = self._open_inspection(inspection_id, access_token)
        report = request.env["ir.actions.report"].sudo()
        content = report._render_qweb_pdf("regie_quality.report_inspection", inspection.ids)[0]
        name = content_disposition(f"{inspection._get_file_name()}.pdf")
        headers = {**PRIVATE, "Content-Type": "application/pdf", "Content-Disposition": name}
        return request.make_response(content, headers=list(headers.items()))

    @route("/my/inspections/<int:inspection_id>/sign", type="jsonrpc", auth="public", website=True)
    def sign_inspection(self, inspection_id, access_token=None, name=None, signature=None):
        """Sign an inspection with a name and a drawing."""
        access_token = access_token or request.httprequest.args.get("access_token")
        inspection = self._open_inspection_answer(inspection_id, access_token)
        try:
            with request.env.cr.savepoint():
                inspection.sign(name, signature)
        except UserError as refused:
            return {"error": str(refused)}
        url = self._get_inspection_url(inspection, access_token, done="signed")
        return {"force_refresh": True, "redirect_url": url}

    @route("/my/inspections/<int:inspection_id>/contest", type="http", auth="public", website=True, methods=["POST"])
    def contest_inspection(self, inspection_id, access_token=None, name=None, reason=None, **kwargs):
        """Contest an inspection with a reason: who answers for the lot is warned."""
        inspection = self._open_inspection_answer(inspection_id, access_token)
        try:
            with request.env.cr.savepoint():
                inspection.contest(name, reason)
        except UserError as refused:
            return self._render_inspection(inspection, access_token, error=str(refused), reason=reason)
        return request.redirect(self._get_inspection_url(inspection, access_token, done="contested"))

    def _get_inspection_url(self, inspection, access_token, path="", **params):
        params |= {"access_token": access_token} if access_token else {}
        query = "&".join(f"{name}={value}" for name, value in params.items() if value)
        return f"/my/inspections/{inspection.id}{path}" + (f"?{query}" if query else "")

    def _render_inspection(self, inspection, access_token, **values):
        user = request.env.user
        values = {
            **self._prepare_portal_layout_values(),
            "inspection": inspection,
            "url": lambda path: self._get_inspection_url(inspection, access_token, path),
            "access_token": access_token,
            "can_answer": inspection.state in ("done", "contested") and not user._is_internal(),
            "default_name": "" if user._is_public() else user.name,
            "page_name": "inspection",
            **values,
        }
        return request.render("regie_quality.portal_inspection", values, headers=PRIVATE)
