import base64

from odoo.exceptions import UserError, ValidationError
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal


class TariffPortal(CustomerPortal):
    """A person's own tariff: until when it runs, and a request for another with a paper that is erased once seen."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "regie_tariff_count" in counters:
            values["regie_tariff_count"] = 1
        return values

    def _get_tariff_page(self, **values):
        partner = request.env.user.partner_id
        # sudo: the wall of the tariffs; the person reads their own rights and requests, and nobody else's
        own = [("partner_id", "=", partner.id)]
        rights = (
            request.env["regie.tariff.entitlement"].sudo().search([*own, ("state", "!=", "past")], order="date_from")
        )
        requests = request.env["regie.tariff.request"].sudo().search(own, limit=5)
        page = {**self._prepare_portal_layout_values(), "page_name": "tariff", "rights": rights, "requests": requests}
        return request.render("regie_services.portal_my_tariff", {**page, **values})

    @route("/my/tarif", type="http", auth="user", website=True, methods=["GET"])
    def my_tariff(self, **_query):
        """Show the tariff of the person and the answers to their requests."""
        return self._get_tariff_page()

    @route("/my/tarif", type="http", auth="user", website=True, methods=["POST"])
    def ask_tariff(self, document=None, message="", **_form):
        """Send a request with a paper. A refused paper keeps what was written."""
        content = document.read() if document else b""
        if not content:
            return self._get_tariff_page(
                error=request.env._("Add a photo or a PDF of the paper. (E-TIER-15)"), message=message
            )
        try:
            with request.env.cr.savepoint():
                # sudo: a person has no right on the requests; theirs is written under their own name
                request.env["regie.tariff.request"].sudo().create(
                    {
                        "partner_id": request.env.user.partner_id.id,
                        "company_id": request.env.company.id,
                        "message": message,
                        "document": base64.b64encode(content),
                        "document_name": document.filename,
                    }
                )
        except (UserError, ValidationError) as error:
            return self._get_tariff_page(error=error.args[0], message=message)
        return request.redirect("/my/tarif")
