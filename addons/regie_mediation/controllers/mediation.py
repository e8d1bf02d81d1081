from odoo.exceptions import UserError
from odoo.http import Controller, request, route


class Mediation(Controller):
    """The page that the mediators hold in their hand at night: taps, few words, nobody's name."""

    @route("/mediation", type="http", auth="user", methods=["GET"], sitemap=False, readonly=True)
    def rounds(self, **kwargs):
        """Show the rounds of the reader around now."""
        self._check_mediator()
        rounds = request.env["regie.mediation.round"]._get_phone_rounds()
        return request.render("regie_mediation.phone_rounds", {"rounds": rounds, "page_title": request.env._("Rounds")})

    @route("/mediation/<int:round_id>", type="http", auth="user", methods=["GET"], sitemap=False, readonly=True)
    def round(self, round_id, **kwargs):
        """Show a round of the reader: counters, places, incidents."""
        walk = self._get_round(round_id)
        env = request.env
        values = {
            "walk": walk,
            "page_title": walk.display_name,
            "bands": [
                (name, env["regie.mediation.round"]._fields[name]._description_string(env))
                for name in walk._get_phone_counters()
            ],
            "places": walk._get_phone_places(),
            "types": env["regie.mediation.incident.type"].search([]),
            "actions": env["regie.mediation.action"].search([]),
            "severities": env["regie.mediation.incident"]._fields["severity"]._description_selection(env),
            "outcomes": env["regie.mediation.incident"]._fields["outcome"]._description_selection(env),
            "moods": walk._fields["mood"]._description_selection(env),
        }
        return request.render("regie_mediation.phone_round", values)

    @route("/mediation/<int:round_id>/tap", type="http", auth="user", methods=["POST"], sitemap=False)
    def tap(self, round_id, **post):
        """Begin, finish, or write how the atmosphere is: buttons of the page that work without a script."""
        walk = self._get_round(round_id)
        act = {"start": walk.action_start, "end": walk.action_end}.get(post.get("act"))
        if not act:
            raise request.not_found()
        try:
            with request.env.cr.savepoint():
                act()
        except UserError as error:
            return request.render(
                "regie_mediation.phone_refusal",
                {"walk": walk, "message": error.args[0], "page_title": walk.display_name},
            )
        return request.redirect(f"/mediation/{walk.id}" if post["act"] == "start" else "/mediation")

    @route("/mediation/<int:round_id>/sync", type="jsonrpc", auth="user", methods=["POST"])
    def sync(self, round_id, entries=()):
        """Keep what was tapped, each thing once however often it is sent; answer for each ``ok`` or a sentence."""
        return self._get_round(round_id)._receive_taps(entries)

    def _check_mediator(self):
        if not request.env.user.has_group("regie_mediation.group_mediation_agent"):
            raise request.not_found()

    def _get_round(self, round_id):
        """A round that the reader may change; any other one is not found."""
        self._check_mediator()
        walk = request.env["regie.mediation.round"].search([("id", "=", round_id)])
        if not walk or not walk.has_access("write"):
            raise request.not_found()
        return walk
