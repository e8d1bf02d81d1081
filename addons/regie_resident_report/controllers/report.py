from odoo import fields
from odoo.exceptions import UserError
from odoo.http import Controller, request, route

from odoo.addons.regie_site.controllers.common import open_site, render_public, stop

#: A form filled in by a robot writes in this field, which people do not see
TRAP = "website"
PICTURES = "image/jpeg,image/png,image/webp"
TEXTS = ("description", "place_note", "contact_name", "contact_phone", "contact_email")


def read_number(text):
    """Return the whole number in a text, 0 without one."""
    try:
        return int(text)
    except (TypeError, ValueError):
        return 0


class ReportPages(Controller):
    """What a resident taps on the phone: report a problem, say “me too”, follow with a code. Without an account."""

    # report

    @route("/regie/s/<string:token>/report", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def report(self, token, **kwargs):
        """Show the form: whom to call in case of danger, then the photo."""
        return self._render_form(open_site(token))

    def _render_form(self, site, draft=None, error=None, status=200):
        # sudo: what the régie lets the public read of the open reports: kind, place, day
        reports = request.env["regie.resident.report"].sudo().with_company(site.company_id)
        photos = request.env["regie.resident.report.photo"].with_company(site.company_id)
        return render_public(
            "regie_resident_report.public_report_form",
            {
                "site": site,
                "company": site.company_id,
                "kinds": reports._get_public_categories(site),
                "neighbours": reports._get_neighbours(site),
                "joined": request.session.get("regie_reports", []),
                "photo_count": photos._get_limit("report_photo_count"),
                "pictures": PICTURES,
                "trap": TRAP,
                "draft": draft or {},
                "error": error,
            },
            status=status,
        )

    @route("/regie/s/<string:token>/report", type="http", auth="public", website=True, methods=["POST"])
    def report_send(self, token, **post):
        """Receive a report and lead to its page; a robot is thanked and forgotten."""
        site = open_site(token)
        if post.get(TRAP):
            return request.redirect(f"/regie/s/{token}")
        # sudo: anybody who stands before a label may report; what is written is bounded by _submit
        reports = request.env["regie.resident.report"].sudo()
        vals = {
            **{name: post.get(name) for name in TEXTS},
            "category_id": read_number(post.get("category_id")),
            "has_consent": post.get("has_consent"),
        }
        try:
            with request.env.cr.savepoint():
                report = reports._submit(site, vals, self._read_photos(site))
        except UserError as refused:
            return self._render_form(site, draft=vals, error=str(refused), status=422)
        return request.redirect(f"/regie/suivi/{report.tracking_code}?new=1")

    def _read_photos(self, site):
        """Return the contents of the files, each one byte over the limit at most: a heavier one is refused unread."""
        photos = request.env["regie.resident.report.photo"].with_company(site.company_id)
        size, count = photos._get_limit("report_photo_mb") * 1024 * 1024, photos._get_limit("report_photo_count")
        uploads = [upload for upload in request.httprequest.files.getlist("photo") if upload.filename]
        return [upload.stream.read(size + 1) for upload in uploads[: count + 1]]

    @route("/regie/s/<string:token>/me-too/<int:report_id>", type="http", auth="public", website=True, methods=["POST"])
    def report_join(self, token, report_id, **kwargs):
        """Say “me too”, once per visitor and report."""
        site = open_site(token)
        report = request.env["regie.resident.report"]._get_neighbours(site).filtered(lambda one: one.id == report_id)
        if not report:
            raise request.not_found()
        joined = request.session.get("regie_reports", [])
        if report.id not in joined:
            report._support()
            request.session["regie_reports"] = [*joined, report.id]
        return request.redirect(f"/regie/s/{token}/thanks")

    @route("/regie/s/<string:token>/thanks", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def report_joined(self, token, **kwargs):
        """Thank whoever said “me too”."""
        site = open_site(token)
        return render_public("regie_resident_report.public_report_joined", {"site": site, "company": site.company_id})

    @route(
        "/regie/s/<string:token>/reported/<int:photo_id>", type="http", auth="public", methods=["GET"], sitemap=False
    )
    def report_photo(self, token, photo_id, **kwargs):
        """Send a photo that the régie chose to show, of a report that it chose to show."""
        reports = request.env["regie.resident.report"]._get_neighbours(open_site(token)).filtered("is_public")
        photo = reports.photo_ids.filtered(lambda one: one.is_public and one.id == photo_id)
        if not photo:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_image_stream_from(photo, "image", width=800, height=800)
        return stream.get_response(max_age=3600)

    # follow

    def _open_report(self, code):
        """Return the report of a code, in sudo; the page that asks for a code for an unknown one. (404)"""
        report = request.env["regie.resident.report"]._get_by_code(code)
        if not report:
            stop(self._render_code(code))
        return report

    def _render_code(self, code=None):
        error = code and request.env._("No report has this code: look at it again. It has eight signs.")
        # sudo: the name and the phone of the régie
        values = {"company": request.env.company.sudo(), "code": code, "error": error}
        return render_public("regie_resident_report.public_report_code", values, status=404 if code else 200)

    @route("/regie/suivi", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def follow_home(self, code=None, **kwargs):
        """Ask for the code, and lead to the page of the report."""
        report = request.env["regie.resident.report"]._get_by_code(code)
        if report:
            return request.redirect(f"/regie/suivi/{report.tracking_code}")
        return self._render_code(code)

    @route("/regie/suivi/<string:code>", type="http", auth="public", website=True, methods=["GET"], sitemap=False)
    def follow(self, code, new=None, **kwargs):
        """Show where the report is and the answer, never what was written nor by whom."""
        report = self._open_report(code)
        return render_public(
            "regie_resident_report.public_report_follow",
            {
                "report": report,
                "whole": report.duplicate_of_id or report,
                "company": report.company_id,
                "steps": self._prepare_steps(report),
                "is_new": bool(new),
            },
        )

    def _prepare_steps(self, report):
        """Return ``[(sentence, day or None, done)]``: where the report is, in the words of a resident."""
        whole = report.duplicate_of_id or report
        elsewhere = whole.date_transferred and not whole.intervention_count
        begun = whole.state in ("assigned", "in_progress", "transferred", "resolved", "closed")
        planned = min((one.date_planned for one in whole._get_work()), default=None)
        taken = request.env._("Passed on to whoever is in charge") if elsewhere else request.env._("A team is to come")
        ended = whole.date_resolved if whole.state in ("resolved", "closed") else None
        return [
            (request.env._("Received"), fields.Datetime.context_timestamp(report, report.date).date(), True),
            (request.env._("Read by the régie"), None, whole.state != "new"),
            (taken, whole.date_transferred if elsewhere else planned, begun),
            (request.env._("Solved"), ended, bool(ended)),
        ]

    @route("/regie/suivi/<string:code>/stars", type="http", auth="public", website=True, methods=["POST"])
    def follow_rate(self, code, stars=None, **kwargs):
        """Keep the stars of the resident."""
        report = self._open_report(code)
        try:
            report._rate(read_number(stars))
        except UserError:
            raise request.not_found() from None
        return request.redirect(f"/regie/suivi/{report.tracking_code}")

    @route("/regie/suivi/<string:code>/again", type="http", auth="public", website=True, methods=["POST"])
    def follow_reopen(self, code, **kwargs):
        """Open the report again: the resident says that the problem is still there."""
        report = self._open_report(code)
        report._contest()
        return request.redirect(f"/regie/suivi/{report.tracking_code}")
