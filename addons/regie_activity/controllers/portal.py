from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal


class ActivityPortal(CustomerPortal):
    """The registrations of who has an account, theirs and those of the children they answer for."""

    def _get_own_registrations(self):
        # sudo: portal users have no right on registrations; the domain keeps to theirs
        registrations = request.env["event.registration"].sudo()
        partner = request.env.user.partner_id
        domain = ["|", ("partner_id", "=", partner.id), ("regie_guardian_id", "=", partner.id)]
        return registrations.search([*domain, ("regie_type_id", "!=", False)], order="id desc", limit=80)

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "regie_session_count" in counters:
            values["regie_session_count"] = len(self._get_own_registrations())
        return values

    @route("/my/activites", type="http", auth="user", website=True, methods=["GET"], sitemap=False)
    def my_activities(self, **kwargs):
        """Show the registrations of the reader."""
        values = {"registrations": self._get_own_registrations(), "page_name": "regie_activities"}
        return request.render("regie_activity.portal_my_activities", values)
