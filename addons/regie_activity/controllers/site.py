from odoo.http import request

from odoo.addons.regie_site.controllers.site import SiteLabel


class SiteLabelOpening(SiteLabel):
    """The page of a label says when the place receives people."""

    def _prepare_site_values(self, site):
        return {
            **super()._prepare_site_values(site),
            "opening": site._get_opening(),
            "closed_word": request.env._("Closed"),
        }
