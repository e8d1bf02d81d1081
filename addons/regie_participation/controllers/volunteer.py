import secrets

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import Controller, content_disposition, request, route

from .common import open_token, read_number, render, say_hours

#: Tiles of the page, in hours; other durations are typed
HOURS = (0.5, 1, 1.5, 2, 3, 4)


class VolunteerPages(Controller):
    """The personal page of a volunteer: what, how long, done."""

    def _render_page(self, volunteer, status=200, **values):
        today = fields.Date.context_today(volunteer)
        times = volunteer.time_ids.filtered(lambda time: time.date.year == today.year)
        categories = request.env["regie.volunteer.category"].sudo()  # sudo: names of activities, on the tiles
        return render(
            "public_volunteer",
            {
                "volunteer": volunteer,
                "company": volunteer.company_id,
                "categories": categories.search([("company_id", "in", (False, volunteer.company_id.id))]),
                "hours": HOURS,
                "say_hours": say_hours,
                "times": times[:12],
                "year": today.year,
                "total": sum(times.mapped("hours")),
                "request_key": secrets.token_hex(8),
                "error": None,
                "is_done": False,
                **values,
            },
            status=status,
        )

    @route("/benevolat/<string:token>", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def volunteer(self, token, note=None, **kwargs):
        """Show the tiles and the hours of the year."""
        volunteer = open_token("regie.volunteer", token)
        return self._render_page(volunteer, is_done=bool(read_number(note)))

    @route("/benevolat/<string:token>/accepter", type="http", auth="public", website=True, methods=["POST"])
    def volunteer_accept(self, token, **kwargs):
        """Agree that the hours are kept."""
        open_token("regie.volunteer", token)._accept()
        return request.redirect(f"/benevolat/{token}")

    @route("/benevolat/<string:token>/noter", type="http", auth="public", website=True, methods=["POST"])
    def volunteer_enter(self, token, category=None, hours=None, other=None, day=None, request_key=None, **kwargs):
        """Write hours."""
        volunteer = open_token("regie.volunteer", token)
        try:
            number = float((other or hours or "0").replace(",", "."))
        except ValueError:
            number = 0
        days_ago = min(max(read_number(day), 0), 31)
        try:
            with request.env.cr.savepoint():
                volunteer._enter_time(read_number(category), number, days_ago, (request_key or "")[:32])
        except UserError as refused:
            return self._render_page(volunteer, error=str(refused), status=422)
        return request.redirect(f"/benevolat/{token}?note=1")

    @route("/benevolat/<string:token>/effacer", type="http", auth="public", website=True, methods=["POST"])
    def volunteer_undo(self, token, time_id=None, **kwargs):
        """Take back a line that is not validated yet."""
        volunteer = open_token("regie.volunteer", token)
        time = volunteer.time_ids.filtered(lambda line: line.id == read_number(time_id) and line.state == "draft")
        if not time:
            raise request.not_found()
        time.unlink()
        return request.redirect(f"/benevolat/{token}")

    @route(
        "/benevolat/<string:token>/attestation/<int:year>", type="http", auth="public", methods=["GET"], sitemap=False
    )
    def volunteer_statement(self, token, year, **kwargs):
        """Send the statement of a year."""
        volunteer = open_token("regie.volunteer", token)
        if not 2000 <= year <= fields.Date.context_today(volunteer).year:
            raise request.not_found()
        report = request.env["ir.actions.report"].sudo()  # sudo: the volunteer's own hours, which the link opened
        content = report._render_qweb_pdf(
            "regie_participation.report_volunteer_statement", volunteer.ids, data={"year": year}
        )[0]
        name = content_disposition(f"attestation-benevolat-{year}.pdf")
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Disposition", name),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ]
        return request.make_response(content, headers=headers)
