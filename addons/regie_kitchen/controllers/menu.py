from datetime import timedelta

from odoo import fields
from odoo.http import Controller, request, route

from odoo.addons.regie_site.controllers.common import open_site, render_public, stop


class PublicMenu(Controller):
    """The menus of a place for who scans its label: dishes, allergens, nobody's name."""

    @route("/menu/<string:token>", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def menu(self, token, **kwargs):
        """Show the published menus of the days to come."""
        place = open_site(token)
        if not place.is_kitchen:
            stop(render_public("regie_site.site_label_unknown", {"company": place.company_id}, status=404))
        today = fields.Date.context_today(request.env.user)
        menus = place.env["regie.meal.menu"]._get_shown(place, today, today + timedelta(days=10))
        values = {"site": place, "company": place.company_id, "menus": menus, "today": today}
        return render_public("regie_kitchen.public_menu", values)
