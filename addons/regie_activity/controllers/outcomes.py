from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.http import Controller, request, route

from odoo.addons.regie_site.controllers.common import render_public

#: People who may come through a door with one tap.
STEPS = (-1, 1, 5)


def read_number(text):
    """Return the whole number of a form; 0 for anything else, and for what no key of the database is."""
    text = str(text or "").strip()
    number = int(text) if text.lstrip("-").isdecimal() else 0
    return number if abs(number) < 2**31 else 0


def read_weight(text):
    """Return the kilograms of a form, with a comma or a point; ``None`` for anything else."""
    try:
        weight = float(str(text or "").replace(",", ".").strip())
    except ValueError:
        return None
    # neither "nan" nor "inf"
    return weight if 0 <= weight < 10_000 else None


class OutcomePages(Controller):
    """What a facilitator taps on the phone during a session: objects to repair, people at the door."""

    @route("/animation/objets/<int:event_id>", type="http", auth="user", methods=["GET"], sitemap=False)
    def repair_objects(self, event_id, **kwargs):
        """Show the objects brought to a session, and what to add one."""
        return self._render_objects(self._get_session(event_id))

    def _render_objects(self, session, error=None, draft=None):
        objects = request.env["regie.repair.outcome"]
        values = {
            "session": session,
            "company": session.company_id or request.env.company,
            "objects": session.regie_repair_ids.sorted(lambda one: (bool(one.result), -one.id)),
            "categories": request.env["regie.repair.category"].search([]),
            "results": objects._fields["result"]._description_selection(request.env),
            "draft": draft or {},
            "error": error,
        }
        return render_public("regie_activity.phone_objects", values, status=422 if error else 200)

    @route("/animation/objets/<int:event_id>/add", type="http", auth="user", methods=["POST"], sitemap=False)
    def repair_object_add(self, event_id, **post):
        """Keep an object that somebody brings."""
        session = self._get_session(event_id)
        category = request.env["regie.repair.category"].search([("id", "=", read_number(post.get("category_id")))])
        if not category:
            error = request.env._("Choose what kind of object it is. (E-REPAIR-03)")
            return self._render_objects(session, error, draft=post)
        weight = read_weight(post.get("weight"))
        today = fields.Date.context_today(session)
        vals = {
            "event_id": session.id,
            "category_id": category.id,
            "name": (post.get("name") or "")[:100],
            "fault": (post.get("fault") or "")[:200],
            "date": today,
            **({"weight": weight} if weight else {}),
        }
        request.env["regie.repair.outcome"].create(vals)
        return request.redirect(f"/animation/objets/{session.id}")

    @route("/animation/objets/<int:event_id>/result", type="http", auth="user", methods=["POST"], sitemap=False)
    def repair_object_result(self, event_id, **post):
        """Write what became of an object."""
        session = self._get_session(event_id)
        one = session.regie_repair_ids.filtered(lambda kept: kept.id == read_number(post.get("object_id")))
        results = dict(one._fields["result"]._description_selection(request.env))
        if not one or post.get("result") not in (*results, ""):
            raise request.not_found()
        one.result = post["result"] or False
        return request.redirect(f"/animation/objets/{session.id}")

    @route("/animation/objets/lieux", type="http", auth="user", methods=["GET"], sitemap=False)
    def places(self, **kwargs):
        """Show the places that receive people, with the count of the day."""
        self._check_facilitator()
        sites = request.env["regie.site"].search([("calendar_id", "!=", False)])
        visits = request.env["regie.place.visit"]
        today = fields.Date.context_today(visits)
        rows = visits._read_group([("date", "=", today), ("site_id", "in", sites.ids)], ["site_id"], ["people:sum"])
        values = {"company": request.env.company, "sites": sites, "counts": dict(rows)}
        return render_public("regie_activity.phone_places", values)

    @route("/animation/objets/lieux/<int:site_id>", type="http", auth="user", methods=["GET"], sitemap=False)
    def place(self, site_id, **kwargs):
        """Show the counter of a place."""
        site = self._get_place(site_id)
        visits = request.env["regie.place.visit"]
        visit = visits.search([("site_id", "=", site.id), ("date", "=", fields.Date.context_today(visits))])
        values = {"company": site.company_id, "site": site, "people": visit.people, "error": None}
        return render_public("regie_activity.phone_place", values)

    @route("/animation/objets/lieux/<int:site_id>/count", type="http", auth="user", methods=["POST"], sitemap=False)
    def place_count(self, site_id, **post):
        """Count people who come in, or take back a tap."""
        site = self._get_place(site_id)
        number = read_number(post.get("number"))
        if number not in STEPS:
            raise request.not_found()
        try:
            with request.env.cr.savepoint():
                request.env["regie.place.visit"]._add(site, number)
        except (UserError, ValidationError) as refused:
            values = {"company": site.company_id, "site": site, "people": 0, "error": str(refused)}
            return render_public("regie_activity.phone_place", values, status=422)
        return request.redirect(f"/animation/objets/lieux/{site.id}")

    def _check_facilitator(self):
        if not request.env.user.has_group("regie_activity.group_activity_user"):
            raise request.not_found()

    def _get_session(self, event_id):
        """A session that the reader may change; any other one is not found."""
        self._check_facilitator()
        session = request.env["event.event"].search([("id", "=", event_id), ("regie_type_id", "!=", False)])
        if not session or not session.has_access("write"):
            raise request.not_found()
        return session

    def _get_place(self, site_id):
        """A place of the reader's régie; any other one is not found."""
        self._check_facilitator()
        site = request.env["regie.site"].search([("id", "=", site_id)])
        if not site:
            raise request.not_found()
        return site
