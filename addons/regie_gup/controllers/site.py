from odoo.addons.regie_site.controllers.site import SiteLabel


class SiteLabelPasses(SiteLabel):
    """The label of a site tells residents when the régie comes next, and what for."""

    def _prepare_site_values(self, site):
        return {**super()._prepare_site_values(site), "passes": site._get_public_passes()}
