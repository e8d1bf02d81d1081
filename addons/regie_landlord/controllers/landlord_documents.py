from odoo import SUPERUSER_ID, fields
from odoo.exceptions import UserError
from odoo.http import request, route

from ..models.regie_landlord_declaration import FIGURES
from ..tools.month import last_day
from .landlord_portal import XLSX, LandlordPortal


class LandlordDocuments(LandlordPortal):
    """The landlord's papers: its contracts with their results, its tax programmes, the figures that it declares."""

    @route("/my/landlord/lots/<int:lot_id>", type="http", auth="user", website=True, methods=["GET"], sitemap=False)
    def landlord_lot(self, lot_id, month=None, landlord=None, **kwargs):
        """Show a contract: its technical and its social result of the month and of the year, its hours by site."""
        room, owner = self._open_landlord_room(landlord)
        lot = room._get_lots(owner).filtered(lambda one: one.id == lot_id)
        if not lot:
            raise request.not_found()
        first = self._get_landlord_month(month)
        january = first.replace(month=1)
        # sudo: the sites of the passes of a lot that is the landlord's
        passes = request.env["regie.intervention"].sudo()
        groups = passes._read_group(
            [("lot_id", "=", lot.id), ("date_planned", ">=", january), ("date_planned", "<=", last_day(first))],
            ["site_id"],
        )
        sites = request.env["regie.site"].sudo().union(*(site for (site,) in groups))
        values = {
            "lot": lot,
            "results": room._read_lot_results(lot, january, last_day(first)),
            "hours": room._read_lot_hours(lot, first, last_day(first))[lot.id],
            "site_hours": room._read_site_hours(lot, sites, january, last_day(first)),
            "page_name": "landlord_lot",
        }
        return self._render_landlord("regie_landlord.portal_landlord_lot", owner, first, **values)

    @route("/my/landlord/tfpb/<int:year_id>", type="http", auth="user", website=True, methods=["GET"], sitemap=False)
    def landlord_tfpb(self, year_id, landlord=None, **kwargs):
        """Show the programme or the report of a year of the property tax agreement."""
        room, owner = self._open_landlord_room(landlord)
        year = self._open_landlord_year(room, owner, year_id)
        values = {"year": year, "page_name": "landlord_tfpb"}
        return self._render_landlord("regie_landlord.portal_landlord_tfpb", owner, fields.Date.today(), **values)

    @route(
        "/my/landlord/tfpb/<int:year_id>/<any(pdf,xlsx):kind>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def landlord_tfpb_file(self, year_id, kind, landlord=None, **kwargs):
        """Send the table of the year as a PDF or a spreadsheet."""
        room, owner = self._open_landlord_room(landlord)
        year = self._open_landlord_year(room, owner, year_id)
        # superuser: it has just been checked that the year is the landlord's, which has no right on the records
        if kind == "pdf":
            report = request.env["ir.actions.report"].sudo()
            content = report._render_qweb_pdf("regie_landlord.regie_tfpb_year_report", year.ids)[0]
        else:
            table = request.env["report.regie_landlord.tfpb_year_xlsx"].with_user(SUPERUSER_ID)
            content = table.with_context(active_model=year._name).create_xlsx_report(year.ids, {})[0]
        mime = "application/pdf" if kind == "pdf" else XLSX
        return self._send_landlord_file(content, f"{year._get_file_stem()}.{kind}", mime)

    @route(
        "/my/landlord/declarations/<int:year>", type="http", auth="user", website=True, methods=["GET"], sitemap=False
    )
    def landlord_declaration(self, year, landlord=None, done=None, **kwargs):
        """Show the figures of a year that only the landlord knows, to fill in."""
        room, owner = self._open_landlord_room(landlord)
        return self._render_landlord_declaration(room, owner, year, done=bool(done))

    @route(
        "/my/landlord/declarations/<int:year>/save",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
        sitemap=False,
    )
    def landlord_declare(self, year, company_id=None, **typed):
        """Record the figures that the landlord declares; what was typed comes back when one is refused."""
        room, owner = self._open_landlord_room(None)
        self._check_landlord_year(room, owner, year)
        company = request.env["res.company"].sudo().browse(int(company_id) if str(company_id).isdigit() else 0)
        try:
            with request.env.cr.savepoint():
                room._declare(owner, company.exists(), year, typed)
        except UserError as refused:
            return self._render_landlord_declaration(
                room, owner, year, error=str(refused), typed=typed, typed_company=company.id
            )
        return request.redirect(f"/my/landlord/declarations/{year}?done=1")

    def _open_landlord_year(self, room, owner, year_id):
        year = room._get_tfpb_years(owner).filtered(lambda one: one.id == year_id)
        if not year:
            raise request.not_found()
        return year

    def _check_landlord_year(self, room, owner, year):
        """Raise 404 for a year out of reason, or for who has no régie to declare to."""
        today = fields.Date.context_today(room)
        if not today.year - 5 <= year <= today.year or not room._get_companies(owner):
            raise request.not_found()

    def _render_landlord_declaration(self, room, owner, year, typed=None, typed_company=None, **values):
        self._check_landlord_year(room, owner, year)
        known = {one.company_id: one for one in room._get_declarations(owner, year)}
        names = request.env["regie.landlord.declaration"].sudo()._fields
        forms = []
        for company in room._get_companies(owner):
            one = known.get(company, request.env["regie.landlord.declaration"].sudo())
            is_typed = typed is not None and company.id == typed_company
            figures = [
                {
                    "name": name,
                    "label": names[name]._description_string(request.env),
                    "value": typed.get(name) if is_typed else (f"{one[name]:g}" if one else ""),
                    "is_money": names[name].type == "monetary",
                }
                for name in FIGURES
            ]
            note = typed.get("note") if is_typed else one.note
            forms.append({"company": company, "record": one, "figures": figures, "note": note})
        today = fields.Date.context_today(room)
        values = {
            "forms": forms,
            "year": year,
            "years": [one for one in range(today.year, today.year - 3, -1)],
            "can_declare": request.env.user._is_portal(),
            "page_name": "landlord_declaration",
            **values,
        }
        return self._render_landlord("regie_landlord.portal_landlord_declaration", owner, today, **values)
