from odoo.http import Controller, request, route


class SiteLabel(Controller):
    """What the label on a wall answers to whoever scans it."""

    @route("/regie/s/<string:token>", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def site(self, token, **kwargs):
        """Show the notice of a site to residents: its name and what is written for them, nothing else."""
        # sudo: the label is the right; the page shows only what is written for the public
        site = request.env["regie.site"].sudo().search([("qr_token", "=", token)], limit=1)
        if not site:
            raise request.not_found()
        return request.render("regie_site.site_label_page", {"site": site, "company": site.company_id})
