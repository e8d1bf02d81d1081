from datetime import date, datetime, timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.http import request, route
from odoo.tools import format_date

from odoo.addons.portal.controllers.portal import CustomerPortal

#: States in which a member still cancels by themselves.
CANCELLABLE = ("draft", "asked", "reserved")


class LoanPortal(CustomerPortal):
    """The tool library of a member: the catalogue, free hours without names, own loans. Reading it changes nothing."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "regie_tool_count" in counters:
            values["regie_tool_count"] = self._get_models().search_count(self._get_catalogue_domain(), limit=1)
        if "regie_loan_count" in counters:
            # sudo: the domain keeps the reader's own loans
            values["regie_loan_count"] = request.env["regie.loan"].sudo().search_count(self._get_own_domain())
        return values

    def _get_models(self):
        # sudo: portal people read no model of the tool library; only what is shown to members is searched
        return request.env["regie.loan.model"].sudo()

    def _get_catalogue_domain(self):
        models = self._get_models()
        return models._get_shown_domain(request.env.company)

    def _get_borrowers(self):
        """In whose name the person may borrow: their own, and that of their organisation."""
        partner = request.env.user.partner_id
        return partner | partner.commercial_partner_id

    def _get_own_domain(self):
        return [("partner_id", "in", self._get_borrowers().ids)]

    def _open_model(self, model_id):
        """A model of the catalogue, in sudo; 404 for any other."""
        model = self._get_models().search([("id", "=", model_id), *self._get_catalogue_domain()])
        if not model:
            raise request.not_found()
        return model

    def _open_loan(self, loan_id):
        """A loan of the person or of their organisation, in sudo; 404 for any other."""
        # sudo: portal people read no loan; only their own are searched
        loan = request.env["regie.loan"].sudo().search([("id", "=", loan_id), *self._get_own_domain()])
        if not loan:
            raise request.not_found()
        return loan

    # Catalogue

    @route("/my/outils", type="http", auth="user", website=True, methods=["GET"])
    def tools(self, q="", category=None, **kwargs):
        """List the models that members may book."""
        domain = self._get_catalogue_domain()
        everything = self._get_models().search(domain)
        if q:
            domain = [*domain, "|", ("name", "ilike", q[:100]), ("description", "ilike", q[:100])]
        if category and category.isdigit():
            domain = [*domain, ("category_id", "=", int(category))]
        values = {
            **self._prepare_portal_layout_values(),
            "models": self._get_models().search(domain),
            "categories": everything.category_id.sorted("sequence"),
            "category": int(category) if category and category.isdigit() else None,
            "query": q[:100],
            "page_name": "tools",
        }
        return request.render("regie_loan.portal_tools", values)

    @route("/my/outils/<int:model_id>", type="http", auth="user", website=True, methods=["GET"])
    def tool(self, model_id, day=None, start=None, done=None, **kwargs):
        """Show a model, and its hours of a week: the taken ones cannot be chosen."""
        model = self._open_model(model_id)
        return self._render_tool(model, day, start, done=done if done == "waiting" else None)

    @route("/my/outils/<int:model_id>/photo", type="http", auth="user", methods=["GET"])
    def tool_photo(self, model_id, **kwargs):
        """Send the photo of a model."""
        return request.env["ir.binary"]._get_image_stream_from(self._open_model(model_id), "image_256").get_response()

    @route("/my/outils/<int:model_id>/<string:paper>", type="http", auth="user", methods=["GET"])
    def tool_paper(self, model_id, paper, **kwargs):
        """Send the safety sheet or the manual of a model."""
        name = {"securite": "safety_sheet", "notice": "manual"}.get(paper)
        model = self._open_model(model_id)
        if not name or not model[name]:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_stream_from(model, name, filename=model[f"{name}_name"])
        return stream.get_response(as_attachment=stream.mimetype != "application/pdf")

    @route("/my/outils/<int:model_id>/reserver", type="http", auth="user", website=True, methods=["POST"])
    def book_tool(self, model_id, start=None, due=None, borrower=None, purpose=None, **kwargs):
        """Book a unit over a slot that was offered; a refusal is said in words, and the person chooses again."""
        model = self._open_model(model_id)
        begin, end = self._read_moment(start), self._read_moment(due)
        try:
            with request.env.cr.savepoint():
                loan = self._book_slot_of_tool(model, begin, end, borrower, purpose)
        except (UserError, ValidationError) as refused:
            return self._render_tool(model, None, start, error=str(refused))
        return request.redirect(f"/my/prets?done={loan.id}")

    def _book_slot_of_tool(self, model, begin, end, borrower, purpose):
        offered = {moment for moment, _local, is_free in model._get_returns(begin) if is_free} if begin else set()
        slots = dict(model._get_week(self._get_local_day(model, begin))) if begin else {}
        starts = {moment for some in slots.values() for moment, _local, is_free in some if is_free}
        if begin not in starts or end not in offered:
            raise UserError(request.env._("This slot has just been taken, choose another one. (E-LOAN-11)"))
        partner = self._get_borrowers().filtered(lambda one: str(one.id) == borrower)[:1]
        # sudo: the member books for themselves or their organisation; the rules of the tool library decide
        loan = (
            request.env["regie.loan"]
            .sudo()
            .create(
                {
                    "partner_id": (partner or request.env.user.partner_id).id,
                    "company_id": model.company_id.id,
                    "site_id": model._get_site().id,
                    "user_id": False,
                    "date_out": begin,
                    "date_due": end,
                    "purpose": (purpose or "")[:200],
                    "line_ids": [fields.Command.create({"model_id": model.id})],
                }
            )
        )
        loan.action_reserve()
        if loan.state == "reserved" and loan.partner_id.email:
            # sudo: the mail leaves in the name of the régie
            request.env.ref("regie_loan.mail_template_loan_booked").sudo().send_mail(loan.id)
        return loan

    @route("/my/outils/<int:model_id>/attendre", type="http", auth="user", website=True, methods=["POST"])
    def wait_tool(self, model_id, first=None, last=None, **kwargs):
        """Write that the person waits for a model between two days."""
        model = self._open_model(model_id)
        begin, end = self._read_day(first), self._read_day(last)
        try:
            with request.env.cr.savepoint():
                model._wait_for(request.env.user.partner_id, begin, end)
        except (UserError, ValidationError) as refused:
            return self._render_tool(model, first, None, error=str(refused))
        return request.redirect(f"/my/outils/{model.id}?done=waiting")

    def _read_moment(self, text):
        """A UTC moment written in an address, or nothing."""
        try:
            return datetime.fromisoformat(text or "").replace(tzinfo=None)
        except ValueError:
            return None

    def _read_day(self, text):
        """A day written in an address, or nothing."""
        try:
            return date.fromisoformat(text or "")
        except ValueError:
            return None

    def _get_local_day(self, model, moment):
        local = fields.Datetime.context_timestamp(model.with_context(tz=model._get_lending_tz().zone), moment)
        return local.date()

    def _render_tool(self, model, day, start, **values):
        earliest, latest = model._get_bookable_days()
        begin = self._read_moment(start)
        chosen = self._get_local_day(model, begin) if begin else self._read_day(day)
        chosen = chosen and min(max(chosen, earliest), latest)
        # weeks follow one another from the first day that can be booked
        first = earliest + timedelta(days=((chosen or earliest) - earliest).days // 7 * 7)
        week = model._get_week(first)
        if not chosen:
            chosen = next((one for one, slots in week if any(slot[2] for slot in slots)), first)
        slots = dict(week).get(chosen, [])
        begin = begin if any(slot[0] == begin and slot[2] for slot in slots) else None
        values = {
            **self._prepare_portal_layout_values(),
            "model": model,
            "site": model._get_site(),
            "week": week,
            "chosen": chosen,
            "slots": slots,
            "begin": begin,
            "returns": model._get_returns(begin) if begin else [],
            "borrowers": self._get_borrowers(),
            "previous": first - timedelta(days=7) if first > earliest else None,
            "following": first + timedelta(days=7) if first + timedelta(days=7) <= latest else None,
            "last_wait": chosen + timedelta(days=model.policy_id.max_days),
            "say_day": lambda one, pattern="EEEE d MMMM": format_date(request.env, one, date_format=pattern),
            "page_name": "tool",
            **values,
        }
        return request.render("regie_loan.portal_tool", values)

    # Own loans

    @route("/my/prets", type="http", auth="user", website=True, methods=["GET"])
    def loans(self, done=None, **kwargs):
        """List the loans of the person."""
        done = self._open_loan(int(done)) if done and done.isdigit() else None
        return self._render_loans(done=done)

    def _render_loans(self, **values):
        # sudo: portal people read no loan; only their own are searched
        loans = request.env["regie.loan"].sudo().search(self._get_own_domain(), limit=50)
        waits = request.env["regie.loan.wait"].sudo().search([*self._get_own_domain(), ("date_ended", "=", False)])
        values = {
            **self._prepare_portal_layout_values(),
            "loans": loans,
            "waits": waits,
            "cancellable": CANCELLABLE,
            "states": dict(loans._fields["state"]._description_selection(request.env)),
            "page_name": "loans",
            **values,
        }
        return request.render("regie_loan.portal_loans", values)

    @route("/my/prets/<int:loan_id>", type="http", auth="user", website=True, methods=["GET"])
    def loan(self, loan_id, **kwargs):
        """Lead to a loan of the person, in their list."""
        loan = self._open_loan(loan_id)
        return request.redirect(f"/my/prets#pret-{loan.id}")

    @route("/my/prets/<int:loan_id>/annuler", type="http", auth="user", website=True, methods=["POST"])
    def cancel_loan(self, loan_id, **kwargs):
        """Cancel a loan that has not begun."""
        loan = self._open_loan(loan_id)
        if loan.state not in CANCELLABLE:
            raise request.not_found()
        loan.action_cancel()
        return request.redirect("/my/prets")

    @route("/my/prets/<int:loan_id>/prolonger", type="http", auth="user", website=True, methods=["POST"])
    def renew_loan(self, loan_id, **kwargs):
        """Keep the tools longer, when nobody waits for them."""
        loan = self._open_loan(loan_id)
        try:
            with request.env.cr.savepoint():
                loan.action_renew()
        except (UserError, ValidationError) as refused:
            loan.invalidate_recordset()
            return self._render_loans(error=str(refused))
        return request.redirect("/my/prets")

    @route("/my/attentes/<int:wait_id>/retirer", type="http", auth="user", website=True, methods=["POST"])
    def end_wait(self, wait_id, **kwargs):
        """Leave a waiting list."""
        # sudo: portal people read no waiting list; only their own lines are searched
        wait = request.env["regie.loan.wait"].sudo().search([("id", "=", wait_id), *self._get_own_domain()])
        if not wait:
            raise request.not_found()
        wait._end()
        return request.redirect("/my/prets")
