import io

import xlsxwriter

from odoo import fields
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import content_disposition, request, route

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager


class ClausePortal(CustomerPortal):
    """The buyer's pages: the months of its clauses, to countersign or to contest. Reading a page changes nothing.

    Its helpers bear the name of the clause: Odoo merges the methods of every portal controller into one class.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "regie_clause_month_count" in counters:
            months = request.env["regie.clause.month"]
            values["regie_clause_month_count"] = (
                months.search_count(self._get_clause_months_domain()) if months.has_access("read") else 0
            )
        return values

    def _get_clause_months_domain(self):
        """Only what the buyer was told of, for whoever opens the portal: the rule says the same to portal users."""
        partner = request.env.user.commercial_partner_id
        return [
            ("commercial_buyer_id", "=", partner.id),
            ("state", "in", ("declared", "accepted", "contested")),
        ]

    def _open_clause_month(self, month_id, access_token=None):
        """The month, in sudo, once it is checked that the reader is its buyer or has its link; 404 otherwise."""
        try:
            month = self._document_check_access("regie.clause.month", month_id, access_token)
        except (AccessError, MissingError):
            raise request.not_found() from None
        if month.state == "validated":
            raise request.not_found()
        return month

    @route(["/my/clauses", "/my/clauses/page/<int:page>"], type="http", auth="user", website=True, methods=["GET"])
    def clause_months(self, page=1, **kwargs):
        """List the months that were declared to the buyer, those that wait for an answer first."""
        months = request.env["regie.clause.month"]
        domain = self._get_clause_months_domain()
        if not months.has_access("read"):
            raise request.not_found()
        pager = portal_pager(url="/my/clauses", total=months.search_count(domain), page=page, step=self._items_per_page)
        found = months.search(domain, order="date desc, id desc", limit=self._items_per_page, offset=pager["offset"])
        values = {
            **self._prepare_portal_layout_values(),
            # sudo: the rule gave these months to the buyer, their clause has names and figures that it may not read
            "months": found.sudo().sorted(lambda month: month.state != "declared"),
            "pager": pager,
            "page_name": "clauses",
        }
        return request.render("regie_insertion.portal_clause_months", values)

    @route("/my/clauses/<int:month_id>", type="http", auth="public", website=True, methods=["GET"])
    def clause_month(self, month_id, access_token=None, done=None, **kwargs):
        """Show a month: its figures without a name, and what the buyer may answer."""
        month = self._open_clause_month(month_id, access_token)
        return self._render_clause_month(month, access_token, done=done if done in ("accepted", "contested") else None)

    @route("/my/clauses/<int:month_id>/sign", type="jsonrpc", auth="public", website=True)
    def sign_clause_month(self, month_id, access_token=None, name=None, signature=None):
        """Countersign a month with a name and a drawn signature."""
        access_token = access_token or request.httprequest.args.get("access_token")
        month = self._open_answer(month_id, access_token)
        try:
            with request.env.cr.savepoint():
                month._answer("accepted", name, signature=signature, partner=self._get_clause_signer())
        except UserError as refused:
            return {"error": str(refused)}
        return {"force_refresh": True, "redirect_url": self._get_clause_month_url(month, access_token, done="accepted")}

    @route("/my/clauses/<int:month_id>/contest", type="http", auth="public", website=True, methods=["POST"])
    def contest_clause_month(self, month_id, access_token=None, name=None, reason=None, **kwargs):
        """Contest a month with a reason: the responsible of the clause is warned."""
        month = self._open_answer(month_id, access_token)
        try:
            with request.env.cr.savepoint():
                month._answer("contested", name, reason=reason, partner=self._get_clause_signer())
        except UserError as refused:
            return self._render_clause_month(month, access_token, error=str(refused), reason=reason)
        return request.redirect(self._get_clause_month_url(month, access_token, done="contested"))

    @route("/my/clauses/<int:month_id>/pdf", type="http", auth="public", website=True, methods=["GET"])
    def clause_month_pdf(self, month_id, access_token=None, **kwargs):
        """Send the buyer's version of the declaration that covers the month."""
        month = self._open_clause_month(month_id, access_token)
        declaration = month._get_declaration()
        report = request.env["ir.actions.report"].sudo()
        content = report._render_qweb_pdf("regie_insertion.report_clause_declaration_buyer", declaration.ids)[0]
        name = f"{declaration._get_file_name()}.pdf"
        return self._send_clause_file(content, name, "application/pdf")

    @route("/my/clauses.xlsx", type="http", auth="user", website=True, methods=["GET"])
    def clause_months_xlsx(self, **kwargs):
        """Send the buyer's months in one spreadsheet, clause and QPV hours, for its report on social responsibility."""
        months = request.env["regie.clause.month"]
        if not months.has_access("read"):
            raise request.not_found()
        # sudo: the rule gave these months to the buyer
        found = months.search(self._get_clause_months_domain(), order="date, clause_id").sudo()
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            _write_months(request.env, book, found)
        mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return self._send_clause_file(out.getvalue(), f"heures-clauses-{fields.Date.today()}.xlsx", mime)

    def _open_answer(self, month_id, access_token):
        """The month, for the buyer's answer: whoever works in the régie reads the page and answers nothing."""
        if request.env.user._is_internal():
            raise request.not_found()
        return self._open_clause_month(month_id, access_token)

    def _get_clause_signer(self):
        user = request.env.user
        return request.env["res.partner"] if user._is_public() else user.partner_id

    def _get_clause_month_url(self, month, access_token, **params):
        params |= {"access_token": access_token} if access_token else {}
        query = "&".join(f"{name}={value}" for name, value in params.items() if value)
        return f"/my/clauses/{month.id}" + (f"?{query}" if query else "")

    def _render_clause_month(self, month, access_token, **values):
        user = request.env.user
        return request.render(
            "regie_insertion.portal_clause_month",
            {
                **self._prepare_portal_layout_values(),
                "month": month,
                "clause": month.clause_id,
                "declaration": month._get_declaration(),
                "answer": month.last_answer_id,
                "access_token": access_token,
                "can_answer": month.state == "declared" and not user._is_internal(),
                "default_name": "" if user._is_public() else user.name,
                "page_name": "clause_month",
                **values,
            },
        )

    def _send_clause_file(self, content, name, mime):
        return request.make_response(
            content,
            headers=[
                ("Content-Type", mime),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ],
        )


def _write_months(env, book, months):
    """One row per month and clause, and their total: the figures of the ledger."""
    sheet = book.add_worksheet(env._("Clause hours"))
    bold, day, number = (
        book.add_format({"bold": True, "bg_color": "#EDEDED"}),
        book.add_format({"num_format": "mm/yyyy"}),
        book.add_format({"num_format": "#,##0.00"}),
    )
    titles = (
        env._("Month"),
        env._("Market and lot"),
        env._("Object"),
        env._("Régie"),
        env._("Hours"),
        env._("QPV hours"),
        env._("State"),
    )
    sheet.write_row(0, 0, titles, bold)
    sheet.set_column(0, len(titles) - 1, 18)
    sheet.freeze_panes(1, 0)
    states = dict(months._fields["state"]._description_selection(env))
    for row, month in enumerate(months, start=1):
        clause = month.clause_id
        sheet.write_datetime(row, 0, fields.Datetime.to_datetime(month.date), day)
        sheet.write_string(row, 1, clause.reference)
        sheet.write_string(row, 2, clause.name or "")
        sheet.write_string(row, 3, month.company_id.name)
        sheet.write_number(row, 4, month.hours, number)
        sheet.write_number(row, 5, month.hours_qpv, number)
        sheet.write_string(row, 6, states[month.state])
    last = len(months) + 1
    sheet.write_string(last, 0, env._("Total"), bold)
    sheet.write_number(last, 4, sum(months.mapped("hours")), number)
    sheet.write_number(last, 5, sum(months.mapped("hours_qpv")), number)
