from odoo.exceptions import UserError
from odoo.http import Controller, content_disposition, request, route


def send_pdf(content, name):
    """Answer a PDF that the browser shows, and keeps in no cache."""
    return request.make_response(
        content,
        headers=[
            ("Content-Type", "application/pdf"),
            ("Content-Disposition", content_disposition(f"{name}.pdf", "inline")),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ],
    )


class MinutesController(Controller):
    """The PDF of minutes and corrections, and the page where a signer signs on a phone. Reading changes nothing."""

    @route(
        ["/regie/minutes/<int:document_id>.pdf", "/regie/correction/<int:document_id>.pdf"],
        type="http",
        auth="user",
        methods=["GET"],
    )
    def document_pdf(self, document_id, **kwargs):
        """Send the signed PDF, or the draft, to who may read it in the back office."""
        is_minutes = request.httprequest.path.startswith("/regie/minutes/")
        model = request.env["regie.meeting" if is_minutes else "regie.minutes.correction"]
        document = model.browse(document_id).exists()
        if not request.env.user._is_internal() or not document or not document.has_access("read"):
            raise request.not_found()
        if is_minutes:
            try:
                document._check_minutes_readable()
            except UserError:
                raise request.not_found() from None
        # sudo: it was just checked that the reader may read this document
        return send_pdf(document.sudo()._get_document_pdf(), document._get_document_name())

    @route("/minutes/<string:token>", type="http", auth="public", website=True, methods=["GET"])
    def sign_page(self, token, done=None, **kwargs):
        """Show the text and the place to sign, to who holds the link."""
        return self._render_sign(self._open_signature(token), token, done=done == "1")

    @route("/minutes/<string:token>/pdf", type="http", auth="public", website=True, methods=["GET"])
    def sign_pdf(self, token, **kwargs):
        """Send the text to be signed, or the signed one."""
        document = self._open_signature(token)._get_document()
        return send_pdf(document._get_document_pdf(), document._get_document_name())

    @route("/minutes/<string:token>/sign", type="http", auth="public", website=True, methods=["POST"])
    def sign(self, token, signature=None, **kwargs):
        """Sign; what cannot be says why on the page."""
        line = self._open_signature(token)
        drawing = (signature or "").split(",")[-1]
        try:
            with request.env.cr.savepoint():
                line._sign(drawing)
        except UserError as refused:
            return self._render_sign(line, token, error=str(refused))
        return request.redirect(f"/minutes/{token}?done=1")

    def _open_signature(self, token):
        """Return the signature of a link, in sudo: the token is the proof of who signs; 404 otherwise."""
        line = request.env["regie.minutes.signature"].sudo().search([("access_token", "=", token)], limit=1)
        if not line or len(token) < 32:
            raise request.not_found()
        return line.with_context(lang=line.partner_id.lang or line.company_id.partner_id.lang or request.env.lang)

    def _render_sign(self, line, token, **values):
        document = line._get_document()
        return request.render(
            "regie_governance.portal_minutes_sign",
            {"line": line, "document": document, "meeting": line._get_meeting(), "token": token, **values},
            headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"},
        )
