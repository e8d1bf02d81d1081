from odoo.http import Controller, request, route

from odoo.addons.regie_site.controllers.common import render_public

#: Cases on one page of the gallery.
PAGE = 24


class SelfRenovationGallery(Controller):
    """What everybody sees of the exemplary works: before and after, no name, no address. gup_services.md, 6.9."""

    @route("/auto-rehabilitation", type="http", auth="public", website=True, methods=["GET"], sitemap=True)
    def gallery(self, **kwargs):
        """Show the published works."""
        # sudo: the public reads no case; only what its household agreed to show is rendered
        cases = (
            request.env["regie.ara.case"]
            .sudo()
            .search(self._get_domain(), order="date_published desc, id desc", limit=PAGE)
        )
        return render_public("regie_ara.gallery_page", {"cases": cases, "company": request.env.company.sudo()})

    @route(
        "/auto-rehabilitation/<string:token>", type="http", auth="public", website=True, methods=["GET"], sitemap=False
    )
    def case(self, token, **kwargs):
        """Show one of the published works."""
        case = self._open(token)
        return render_public("regie_ara.gallery_case", {"case": case, "company": case.company_id})

    @route(
        "/auto-rehabilitation/<string:token>/photo/<int:photo_id>",
        type="http",
        auth="public",
        methods=["GET"],
        sitemap=False,
    )
    def photo(self, token, photo_id, **kwargs):
        """Send a photo that the household agreed to show."""
        photo = self._open(token).photo_ids.filtered(lambda one: one.is_public and one.id == photo_id)
        if not photo:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_image_stream_from(photo, "image", width=800, height=800)
        return stream.get_response(max_age=600)

    def _open(self, token):
        """Return a published case, in sudo; not found else."""
        # sudo: published with the consent of the household, read through this page only
        cases = request.env["regie.ara.case"].sudo()
        case = cases.search([*self._get_domain(), ("public_token", "=", token)], limit=1) if token else cases
        if not case:
            raise request.not_found()
        return case

    def _get_domain(self):
        return [("date_published", "!=", False), ("image_consent_date", "!=", False)]
