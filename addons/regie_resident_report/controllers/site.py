from odoo.addons.regie_site.controllers.site import SiteLabel


class SiteLabelReports(SiteLabel):
    """The label of a site shows what neighbours reported and the régie chose to show."""

    def _prepare_site_values(self, site):
        neighbours = site.env["regie.resident.report"]._get_neighbours(site)
        return {**super()._prepare_site_values(site), "reports": neighbours.filtered("is_public")}
