import base64
import binascii

from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from odoo.addons.regie_activity.controllers.outcomes import read_number
from odoo.addons.regie_site.controllers.common import render_public

#: What a picture sent by a phone may weigh.
MAX_PICTURE = 12 * 1024 * 1024
MAX_SIGNATURE = 300 * 1024


def read_amount(text):
    """Return the amount of a form, with a comma or a point; 0 for anything else."""
    try:
        amount = float(str(text or "").replace(",", ".").replace("\N{NO-BREAK SPACE}", "").replace("€", "").strip())
    except ValueError:
        return 0
    # neither "nan" nor "inf"
    return round(amount, 2) if 0 < amount < 100_000 else 0


def read_signature(text):
    """Return the drawing of a canvas in base64, or nothing."""
    head, _comma, data = str(text or "").partition(",")
    if head != "data:image/png;base64" or len(data) > MAX_SIGNATURE:
        return None
    try:
        base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data


class ErrandPages(Controller):
    """What an agent holds in the hand between a shop and a door: the list, the money, the receipt."""

    @route("/courses", type="http", auth="user", methods=["GET"], sitemap=False)
    def errands(self, **kwargs):
        """Show the errands of the reader that are not over, and the trips to drive."""
        self._check_agent()
        env = request.env
        trips = env["regie.tus.trip"].search(
            [("driver_id", "=", env.user.partner_id.id), ("state", "=", "planned")], order="date, time, id", limit=20
        )
        values = {"company": env.company, "errands": env["regie.errand"]._get_phone_errands(), "trips": trips}
        return render_public("regie_errand.phone_errands", values)

    @route("/courses/<int:errand_id>", type="http", auth="user", methods=["GET"], sitemap=False)
    def errand(self, errand_id, **kwargs):
        """Show an errand of the reader: where, what, how much."""
        return self._render_errand(self._get_errand(errand_id))

    def _render_errand(self, errand, error=None):
        values = {"company": errand.company_id, "errand": errand, "error": error}
        return render_public("regie_errand.phone_errand", values, status=422 if error else 200)

    @route("/courses/<int:errand_id>/step", type="http", auth="user", methods=["POST"], sitemap=False)
    def errand_step(self, errand_id, **post):
        """Leave, hand over or settle."""
        errand = self._get_errand(errand_id)
        steps = {"start": errand.action_start, "deliver": errand.action_deliver, "settle": errand.action_settle}
        if post.get("step") not in steps:
            raise request.not_found()
        return self._do(errand, steps[post["step"]])

    @route("/courses/<int:errand_id>/line", type="http", auth="user", methods=["POST"], sitemap=False)
    def errand_line(self, errand_id, **post):
        """Tick a thing of the list, or take the tick back."""
        errand = self._get_errand(errand_id)
        line = errand.line_ids.filtered(lambda one: one.id == read_number(post.get("line_id")))
        if not line:
            raise request.not_found()
        line.is_done = not line.is_done
        return request.redirect(f"/courses/{errand.id}#list")

    @route("/courses/<int:errand_id>/advance", type="http", auth="user", methods=["POST"], sitemap=False)
    def errand_advance(self, errand_id, **post):
        """Keep the money given by the person, who signs on the screen."""
        errand = self._get_errand(errand_id)
        signature = read_signature(post.get("signature"))
        signer = (post.get("signer") or "")[:100]
        return self._do(errand, lambda: errand._sign_advance(read_amount(post.get("amount")), signature, signer))

    @route("/courses/<int:errand_id>/receipt", type="http", auth="user", methods=["POST"], sitemap=False)
    def errand_receipt(self, errand_id, **post):
        """Keep a receipt with its photo."""
        errand = self._get_errand(errand_id)
        sent = request.httprequest.files.get("image")
        image = base64.b64encode(sent.read(MAX_PICTURE)) if sent else b""
        vals = {
            "errand_id": errand.id,
            "amount": read_amount(post.get("amount")),
            "name": (post.get("name") or "")[:100],
            "image": image,
        }

        def keep():
            if not image:
                raise UserError(request.env._("Take the photo of the receipt. (E-ERR-10)"))
            if not vals["amount"]:
                raise UserError(request.env._("Write the amount of the receipt. (E-ERR-10)"))
            request.env["regie.errand.receipt"].create(vals)

        return self._do(errand, keep)

    @route("/courses/trajet/<int:trip_id>", type="http", auth="user", methods=["POST"], sitemap=False)
    def trip_step(self, trip_id, **post):
        """Write that a trip was made."""
        self._check_agent()
        trip = request.env["regie.tus.trip"].search([("id", "=", trip_id)])
        if not trip or not trip.has_access("write"):
            raise request.not_found()
        if trip.state == "planned":
            trip.action_done()
        return request.redirect("/courses")

    def _do(self, errand, act):
        """Do what was tapped and show the errand; what is refused is said on its page and changes nothing."""
        try:
            with request.env.cr.savepoint():
                act()
        except UserError as refused:
            request.env.invalidate_all()
            return self._render_errand(errand, refused.args[0])
        return request.redirect("/courses" if errand.state == "settled" else f"/courses/{errand.id}")

    def _check_agent(self):
        if not request.env.user.has_group("regie_errand.group_errand_agent"):
            raise request.not_found()

    def _get_errand(self, errand_id):
        """An errand that the reader may change; any other one is not found."""
        self._check_agent()
        errand = request.env["regie.errand"].search([("id", "=", errand_id)])
        if not errand or not errand.has_access("write"):
            raise request.not_found()
        return errand
