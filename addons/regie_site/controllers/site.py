from odoo.http import Controller, request, route

from .common import open_site, render_public


class SiteLabel(Controller):
    """What the label on a wall answers to whoever scans it."""

    @route("/regie/s/<string:token>", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def site(self, token, **kwargs):
        """Show residents what is written for them on a site, and nothing else."""
        return render_public("regie_site.site_label_page", self._prepare_site_values(open_site(token)))

    def _prepare_site_values(self, site):
        """Return what the page of a site shows; addons add what they know, never a name."""
        return {
            "site": site,
            "company": site.company_id,
            "photos": site.photo_ids.filtered("is_public"),
            "solution": site._get_biowaste_sentence(),
        }

    @route("/regie/s/<string:token>/photo/<int:photo_id>", type="http", auth="public", methods=["GET"], sitemap=False)
    def site_photo(self, token, photo_id, **kwargs):
        """Send a photo of the site that is shown to the public."""
        photo = open_site(token).photo_ids.filtered(lambda one: one.is_public and one.id == photo_id)
        if not photo:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_image_stream_from(photo, "image", width=800, height=800)
        return stream.get_response(max_age=3600)
