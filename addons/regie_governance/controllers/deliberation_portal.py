from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from .minutes import send_pdf


class DeliberationPortal(CustomerPortal):
    """The page where a member reads what the association decided. The rule of the records says who is a member."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "regie_deliberation_count" in counters:
            publications = request.env["regie.deliberation.publication"]
            values["regie_deliberation_count"] = (
                publications.search_count([("is_for_me", "=", True)]) if publications.has_access("read") else 0
            )
        return values

    @route(
        ["/my/deliberations", "/my/deliberations/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def deliberations(self, page=1, search="", **kwargs):
        """List the deliberations published to the members, the last one first; 404 for whoever is no member."""
        publications = self._get_publications()
        domain = [("is_for_me", "=", True)]
        if search:
            domain += ["|", ("title", "ilike", search), ("number", "ilike", search)]
        pager = portal_pager(
            url="/my/deliberations",
            url_args={"search": search} if search else {},
            total=publications.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        found = publications.search(domain, limit=self._items_per_page, offset=pager["offset"])
        values = {"deliberations": found, "pager": pager, "search": search, "page_name": "deliberations"}
        return request.render(
            "regie_governance.portal_deliberations", {**self._prepare_portal_layout_values(), **values}
        )

    @route("/my/deliberations/<int:publication_id>.pdf", type="http", auth="user", website=True, methods=["GET"])
    def deliberation_pdf(self, publication_id, **kwargs):
        """Send the extract of a published deliberation."""
        publications = self._get_publications()
        found = publications.search([("id", "=", publication_id), ("is_for_me", "=", True)])
        if not found:
            raise request.not_found()
        return send_pdf(found._get_extract_pdf(), found.number)

    def _get_publications(self):
        """Return the model, for a member; 404 otherwise."""
        publications = request.env["regie.deliberation.publication"]
        if not publications.has_access("read") or not request.env.user.partner_id._get_companies_of_member():
            raise request.not_found()
        return publications
