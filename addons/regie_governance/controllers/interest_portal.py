from odoo.exceptions import UserError
from odoo.http import request, route
from odoo.tools import consteq

from odoo.addons.portal.controllers.portal import CustomerPortal

from .meeting_portal import SECRET


class InterestPortal(CustomerPortal):
    """The declaration of interests of a person, by their account or by their link. Reading it changes nothing."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "regie_interest_count" in counters:
            values["regie_interest_count"] = len(self._get_own_interests()) or int(self._is_interest_declarant())
        return values

    def _get_own_interests(self):
        """The declarations of the person who is logged in, in sudo."""
        # sudo: portal people read no governance record; only their own are searched
        declarations = request.env["regie.interest.declaration"].sudo()
        return declarations.search([("partner_id", "=", request.env.user.partner_id.id)])

    def _is_interest_declarant(self):
        """Tell whether the person who is logged in sits in an organ."""
        # sudo: portal people read no mandate; only their own are counted
        mandates = request.env["regie.mandate"].sudo()
        return bool(
            mandates.search_count(
                [("partner_id", "=", request.env.user.partner_id.id), ("state", "=", "running")], limit=1
            )
        )

    def _open_interest(self, declaration_id, access_token=None):
        """The declaration, in sudo, for its person or who holds its link; 404 otherwise."""
        # sudo: given below only to the person or to who holds the link
        declaration = request.env["regie.interest.declaration"].sudo().browse(declaration_id).exists()
        user = request.env.user
        is_own = not user._is_public() and declaration.partner_id == user.partner_id
        is_held = bool(access_token) and bool(declaration) and consteq(declaration.access_token, access_token)
        if not (declaration and (is_own or is_held)):
            raise request.not_found()
        return declaration.with_context(lang=declaration.partner_id.lang or request.env.lang)

    @route("/my/interests", type="http", auth="user", website=True, methods=["GET"])
    def interests(self, **kwargs):
        """List the declarations of the person."""
        declarations = self._get_own_interests()
        if not declarations and not self._is_interest_declarant():
            raise request.not_found()
        values = {
            **self._prepare_portal_layout_values(),
            "declarations": declarations.sorted(lambda declaration: bool(declaration.date)),
            "can_start": self._is_interest_declarant() and all(declarations.mapped("date")),
            "page_name": "interests",
        }
        return request.render("regie_governance.portal_interests", values)

    @route("/my/interests/new", type="http", auth="user", website=True, methods=["POST"])
    def start_interest(self, **kwargs):
        """Start a declaration, from the last one that was signed."""
        if not self._is_interest_declarant():
            raise request.not_found()
        declarations = self._get_own_interests()
        draft = declarations.filtered(lambda declaration: not declaration.date)[:1]
        if not draft:
            draft = declarations.create({"partner_id": request.env.user.partner_id.id})
            draft._start_from_last()
        return request.redirect(f"/my/interests/{draft.id}")

    @route("/my/interests/<int:declaration_id>", type="http", auth="public", website=True, methods=["GET"])
    def interest(self, declaration_id, access_token=None, **kwargs):
        """Show a declaration: to fill in, or as it was signed."""
        return self._render_interest(self._open_interest(declaration_id, access_token), access_token)

    @route("/my/interests/<int:declaration_id>/save", type="http", auth="public", website=True, methods=["POST"])
    def save_interest(self, declaration_id, access_token=None, act="save", **answers):
        """Keep what was typed; sign when the person asks for it. What was typed is kept also when a signature fails."""
        declaration = self._open_interest(declaration_id, access_token)
        try:
            with request.env.cr.savepoint():
                declaration._save_answers(answers, practices=request.httprequest.form.getlist("practice"))
                if act == "last":
                    declaration._start_from_last()
        except UserError as refused:
            return self._render_interest(declaration, access_token, error=str(refused))
        if act == "auto":
            return request.make_response("", status=204)
        if act == "sign":
            try:
                with request.env.cr.savepoint():
                    declaration._sign(answers.get("signed_name"))
            except UserError as refused:
                return self._render_interest(declaration, access_token, error=str(refused))
        url = f"/my/interests/{declaration.id}"
        if access_token:
            url += f"?access_token={access_token}"
        return request.redirect(url + ("#lines" if act in ("add", "last") else ""))

    def _render_interest(self, declaration, access_token, **values):
        # sudo: rules of good practice and the law are public; portal people read no governance record
        practices = request.env["regie.good.practice"].sudo().search([])
        lines = declaration.line_ids.sorted("id")
        natures = lines._fields["nature"]._description_selection(declaration.env)
        bands = lines._fields["amount_band"]._description_selection(declaration.env)
        values = {
            **self._prepare_portal_layout_values(),
            "declaration": declaration,
            "lines": lines,
            "practices": practices.filtered(lambda practice: practice.kind == "practice"),
            "laws": practices.filtered(lambda practice: practice.kind == "law"),
            "natures": natures,
            "bands": bands,
            "access_token": access_token,
            "has_last": bool(declaration._get_last_signed()) and not lines,
            "page_name": "interest",
            **values,
        }
        return request.render("regie_governance.portal_interest", values, headers=SECRET)
