import io
from urllib.parse import urlencode

import xlsxwriter

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import content_disposition, request, route

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..tools.month import last_day, read_month, step_month

KINDS = ("done", "late", "coming", "disputed")
PASSES_PER_PAGE = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class LandlordPortal(CustomerPortal):
    """The landlord's pages: its sites and its passes. Reading a page changes nothing.

    Its helpers bear the name of the landlord: Odoo merges the methods of every portal controller into one class.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "regie_landlord_count" in counters:
            room = request.env["regie.landlord.room"]
            landlord = room._find_landlord()
            values["regie_landlord_count"] = len(room._get_sites(landlord)) + len(room._get_lots(landlord))
        return values

    @route("/my/landlord", type="http", auth="user", website=True, methods=["GET"], sitemap=False)
    def landlord(self, month=None, landlord=None, **kwargs):
        """Show the month of a landlord: what was done, what waits for it, its sites, its contracts, its papers."""
        room, owner = self._open_landlord_room(landlord)
        first = self._get_landlord_month(month)
        sites, lots = room._get_sites(owner), room._get_lots(owner)
        if not sites and not lots:
            raise request.not_found()
        counts = room._count_passes(sites, first, last_day(first))
        values = {
            "sites": room._roll_up(sites, counts),
            "counts": room._sum_counts(counts.values()),
            "lots": lots,
            "hours": room._read_lot_hours(lots, first, last_day(first)),
            "summary": room._read_summary(owner, sites, first, last_day(first)),
            "tasks": room._get_tasks(owner),
            "tfpb_years": room._get_tfpb_years(owner),
            "dossiers": room._get_dossiers(owner),
            "page_name": "landlord",
        }
        return self._render_landlord("regie_landlord.portal_landlord", owner, first, **values)

    @route(
        ["/my/landlord/sites/<int:site_id>", "/my/landlord/sites/<int:site_id>/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def landlord_site(self, site_id, page=1, month=None, landlord=None, kind=None, **kwargs):
        """Show a site and all that stands in it: its passes of the month, its photos, its inspections, its reports."""
        room, owner = self._open_landlord_room(landlord)
        sites = room._get_sites(owner)
        site = sites.filtered(lambda one: one.id == site_id)
        if not site:
            raise request.not_found()
        first = self._get_landlord_month(month)
        below = sites.filtered(lambda one: one.parent_path.startswith(site.parent_path))
        counts = room._count_passes(below, first, last_day(first))
        today = fields.Date.context_today(room)
        kind = kind if kind in KINDS else "coming" if first > today else "past"
        domain = room._get_passes_domain(below, first, last_day(first), kind)
        # sudo: the wall is in the domain
        passes = request.env["regie.intervention"].sudo()
        query = {"month": f"{first:%Y-%m}", "kind": kind, "landlord": self._get_landlord_preview(owner)}
        pager = portal_pager(
            url=f"/my/landlord/sites/{site.id}",
            url_args={name: value for name, value in query.items() if value},
            total=passes.search_count(domain),
            page=page,
            step=PASSES_PER_PAGE,
        )
        found = passes.search(domain, limit=PASSES_PER_PAGE, offset=pager["offset"])
        lots = found.lot_id
        values = {
            "site": site,
            "children": room._roll_up(below, counts, above=site),
            "counts": room._sum_counts(counts.values()),
            "passes": found,
            "kind": kind,
            "pager": pager,
            "photos": room._get_photos(found),
            "hours": room._read_site_hours(lots, below, first, last_day(first)),
            "extra": room._read_site_extra(below, first, last_day(first)),
            "page_name": "landlord_site",
        }
        return self._render_landlord("regie_landlord.portal_landlord_site", owner, first, **values)

    @route("/my/landlord/passes/<int:pass_id>", type="http", auth="user", website=True, methods=["GET"], sitemap=False)
    def landlord_pass(self, pass_id, landlord=None, done=None, **kwargs):
        """Show a pass: when, what, its photos, and what the landlord may contest."""
        room, owner = self._open_landlord_room(landlord)
        one = self._open_landlord_pass(room, owner, pass_id)
        return self._render_landlord_pass(room, owner, one, done=done == "disputed")

    @route(
        "/my/landlord/passes/<int:pass_id>/dispute",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
        sitemap=False,
    )
    def landlord_dispute(self, pass_id, reason=None, **kwargs):
        """Contest a pass: the responsible of its lot is asked to answer."""
        room, owner = self._open_landlord_room(None)
        one = self._open_landlord_pass(room, owner, pass_id)
        if not request.env.user._is_portal():
            raise request.not_found()
        try:
            with request.env.cr.savepoint():
                # sudo: the landlord has no right on the records; it has just been checked that the pass is its own
                request.env["regie.intervention.dispute"].sudo().create(
                    {
                        "intervention_id": one.id,
                        "partner_id": request.env.user.partner_id.id,
                        "reason": (reason or "").strip()[:2000],
                    }
                )
        except UserError as refused:
            return self._render_landlord_pass(room, owner, one, error=str(refused), reason=reason)
        return request.redirect(f"/my/landlord/passes/{one.id}?done=disputed")

    @route("/my/landlord/passes.xlsx", type="http", auth="user", website=True, methods=["GET"], sitemap=False)
    def landlord_passes_xlsx(self, month=None, landlord=None, **kwargs):
        """Send the passes of the month in a spreadsheet, without a name."""
        room, owner = self._open_landlord_room(landlord)
        first, sites = self._get_landlord_month(month), room._get_sites(owner)
        if not sites:
            raise request.not_found()
        # sudo: the wall is in the domain
        passes = request.env["regie.intervention"].sudo()
        found = passes.search(room._get_passes_domain(sites, first, last_day(first)), order="date_planned, id")
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            _write_passes(request.env, book, found)
        return self._send_landlord_file(out.getvalue(), f"passages-{first:%Y-%m}.xlsx", XLSX)

    @route("/my/landlord/photos/<int:proof_id>", type="http", auth="user", website=True, methods=["GET"], sitemap=False)
    def landlord_photo(self, proof_id, size=None, landlord=None, **kwargs):
        """Send a photo of a pass of the landlord; the small one is made on the way."""
        room, owner = self._open_landlord_room(landlord)
        photo = room._get_photo(owner, proof_id)
        if not photo:
            raise request.not_found()
        side = 192 if size == "small" else 0
        stream = request.env["ir.binary"].sudo()._get_image_stream_from(photo, "raw", width=side, height=side)
        response = stream.get_response(content_security_policy="default-src 'none'")
        # private: a picture that only its landlord may see is kept by no proxy
        response.headers["Cache-Control"] = "private, max-age=86400"
        return response

    def _open_landlord_room(self, wanted):
        """Answer (room, landlord), or raise 404 for who is no landlord."""
        room = request.env["regie.landlord.room"]
        owner = room._find_landlord(int(wanted) if str(wanted or "").isdigit() else None)
        if not owner:
            raise request.not_found()
        return room, owner

    def _open_landlord_pass(self, room, owner, pass_id):
        one = room._get_pass(owner, pass_id)
        if not one:
            raise request.not_found()
        return one

    def _get_landlord_month(self, month):
        return read_month(month, fields.Date.context_today(request.env["regie.landlord.room"]))

    def _get_landlord_preview(self, owner):
        """The landlord to name in the addresses when the page is looked at from the régie."""
        return owner.id if request.env.user._is_internal() else None

    def _render_landlord(self, template, owner, first, **values):
        preview = self._get_landlord_preview(owner)

        def address(path="", **query):
            query = {"month": f"{first:%Y-%m}", "landlord": preview, **query}
            query = {name: value for name, value in query.items() if value}
            return f"/my/landlord{path}?{urlencode(query)}" if query else f"/my/landlord{path}"

        values = {
            **self._prepare_portal_layout_values(),
            "landlord": owner,
            "is_preview": bool(preview),
            "address": address,
            "month": first,
            "before": f"{step_month(first, -1):%Y-%m}",
            "after": f"{step_month(first, 1):%Y-%m}",
            **values,
        }
        response = request.render(template, values)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _render_landlord_pass(self, room, owner, one, **values):
        values = {
            "one": one,
            "photos": room._get_photos(one).get(one.id, []),
            "disputes": one.dispute_ids,
            "can_dispute": request.env.user._is_portal()
            and one.state in ("done", "validated", "missed")
            and not one.dispute_ids.filtered(lambda dispute: dispute.state == "open"),
            "page_name": "landlord_pass",
            **values,
        }
        first = one.date_planned.replace(day=1)
        return self._render_landlord("regie_landlord.portal_landlord_pass", owner, first, **values)

    def _send_landlord_file(self, content, name, mime):
        return request.make_response(
            content,
            headers=[
                ("Content-Type", mime),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ],
        )


def _write_passes(env, book, passes):
    """One row per pass: day, site, service, state, hours of the day. No team, no name."""
    sheet = book.add_worksheet(env._("Passes"))
    bold, day = (
        book.add_format({"bold": True, "bg_color": "#EDEDED"}),
        book.add_format({"num_format": "dd/mm/yyyy"}),
    )
    titles = (
        env._("Day"),
        env._("Site"),
        env._("Service"),
        env._("State"),
        env._("Ended at"),
        env._("Contract"),
        env._("Number"),
    )
    sheet.write_row(0, 0, titles, bold)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, len(titles) - 1, 26)
    sheet.freeze_panes(1, 0)
    states = dict(passes._fields["state"]._description_selection(env))
    for row, one in enumerate(passes, start=1):
        sheet.write_datetime(row, 0, fields.Datetime.to_datetime(one.date_planned), day)
        ended = one.date_done and fields.Datetime.context_timestamp(passes, one.date_done)
        cells = (
            one.site_id.complete_name,
            one.service_type_id.name,
            states[one.state],
            f"{ended:%H:%M}" if ended else "",
            one.lot_id.reference or "",
            one.name,
        )
        for column, text in enumerate(cells, start=1):
            sheet.write_string(row, column, text)
