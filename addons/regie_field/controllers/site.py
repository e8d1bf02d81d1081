from odoo.http import request, route

from odoo.addons.regie_site.controllers.site import SiteLabel


class FieldLabel(SiteLabel):
    """One label, two uses: residents read the notice, who works there today is led to their pass."""

    @route()
    def site(self, token, **kwargs):
        """Lead an agent to the pass of today on this site; show everybody else the page of the site."""
        if request.env.user and request.env.user._is_internal():
            one = request.env["regie.field.entry"]._find_pass_of_label(token)
            if one:
                return request.redirect(f"/chantier#pass={one.id}&label={token}")
        return super().site(token, **kwargs)
