from odoo.http import Controller, content_disposition, request, route


class ClauseDeclarationFile(Controller):
    """The file of the facilitator, for those who work in the régie and may read its people."""

    @route("/regie/clause/declaration/<int:declaration_id>/facilitator.csv", type="http", auth="user", methods=["GET"])
    def facilitator_csv(self, declaration_id):
        """Send the nominative file of a declaration as CSV; 404 to whoever may not read it. Its export is logged."""
        declaration = request.env["regie.clause.declaration"].browse(declaration_id).exists()
        lines = request.env["regie.clause.declaration.line"]
        if not (request.env.user._is_internal() and declaration and declaration.has_access("read")):
            raise request.not_found()
        if not lines.has_access("read"):
            raise request.not_found()
        content = declaration._get_facilitator_csv()
        request.env["regie.export.log"]._log(declaration.line_ids, title=declaration._get_file_name("facilitateur"))
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "text/csv; charset=utf-8"),
                ("Content-Disposition", content_disposition(f"{declaration._get_file_name('facilitateur')}.csv")),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ],
        )
