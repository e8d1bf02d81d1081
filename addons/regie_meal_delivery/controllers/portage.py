from odoo.exceptions import UserError
from odoo.http import Controller, request, route


class Portage(Controller):
    """The page that the driver of the meals holds at each door."""

    @route("/portage", type="http", auth="user", methods=["GET"], sitemap=False, readonly=True)
    def rounds(self, **kwargs):
        """Show the rounds of the reader today."""
        self._check_driver()
        rounds = request.env["regie.meal.round"]._get_phone_rounds()
        values = {"rounds": rounds, "page_title": request.env._("Meals at home")}
        return request.render("regie_meal_delivery.phone_rounds", values)

    @route("/portage/<int:round_id>", type="http", auth="user", methods=["GET"], sitemap=False, readonly=True)
    def round(self, round_id, **kwargs):
        """Show a round of the reader: the temperature to leave, then the doors."""
        return self._show(self._get_round(round_id))

    @route("/portage/<int:round_id>/depart", type="http", auth="user", methods=["POST"], sitemap=False)
    def depart(self, round_id, **post):
        """Leave with boxes at a temperature; a bad one is kept and told."""
        walk = self._get_round(round_id)
        try:
            temperature = float((post.get("temperature") or "").strip().replace(",", "."))
        except ValueError:
            return self._show(walk, request.env._("Write the temperature of the boxes, for example 2.5."))
        if message := walk._try_depart(temperature):
            return self._show(walk, message)
        return request.redirect(f"/portage/{walk.id}")

    @route("/portage/<int:round_id>/end", type="http", auth="user", methods=["POST"], sitemap=False)
    def end(self, round_id, **post):
        """End the round, once each door has an answer."""
        walk = self._get_round(round_id)
        try:
            with request.env.cr.savepoint():
                walk.action_end()
        except UserError as error:
            return self._show(walk, error.args[0])
        return request.redirect("/portage")

    @route("/portage/<int:round_id>/sync", type="jsonrpc", auth="user", methods=["POST"])
    def sync(self, round_id, entries=()):
        """Keep what was tapped, each thing once however often it is sent; answer for each ``ok`` or a sentence."""
        return self._get_round(round_id)._receive_taps(entries)

    def _show(self, walk, message=""):
        low, high = walk._get_limits("door")
        values = {
            "walk": walk,
            "doors": walk._get_phone_doors() if walk.state == "running" else [],
            "low": low,
            "high": high,
            "message": message,
            "page_title": walk.display_name,
        }
        return request.render("regie_meal_delivery.phone_round", values)

    def _check_driver(self):
        if not request.env.user.has_group("regie_meal_delivery.group_meal_driver"):
            raise request.not_found()

    def _get_round(self, round_id):
        """A round that the reader may change; any other one is not found."""
        self._check_driver()
        walk = request.env["regie.meal.round"].search([("id", "=", round_id)])
        if not walk or not walk.has_access("write"):
            raise request.not_found()
        return walk
