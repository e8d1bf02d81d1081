from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal


class MealPortal(CustomerPortal):
    """A person books a meal, and says to the kitchen what they choose to say.

    Odoo melts the portals of all addons into one class: the names of the methods say that they are of the meals.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "regie_meal_count" in counters:
            values["regie_meal_count"] = len(self._get_meal_menus())
        return values

    @route("/my/repas", type="http", auth="user", website=True, methods=["GET"], sitemap=False)
    def meal_list(self, **kwargs):
        """Show the menus to come and the bookings of the reader."""
        return self._render_meal_page()

    @route("/my/repas/reserver", type="http", auth="user", website=True, methods=["POST"], sitemap=False)
    def meal_book(self, menu_id=None, quantity="1", note="", **post):
        """Book covers for the reader, or change how many."""
        menu = self._get_meal_menus().filtered(lambda menu: str(menu.id) == menu_id)
        if not menu:
            raise request.not_found()
        covers = min(int(quantity), 20) if quantity.isdigit() else 0
        return self._try_meal(lambda: self._book_meal(menu, covers, note.strip()[:200]))

    @route("/my/repas/<int:order_id>/annuler", type="http", auth="user", website=True, methods=["POST"], sitemap=False)
    def meal_cancel(self, order_id, **post):
        """Cancel a booking of the reader."""
        order = self._get_meal_orders().filtered(lambda order: order.id == order_id)
        if not order:
            raise request.not_found()
        return self._try_meal(order.action_cancel)

    @route("/my/repas/allergies", type="http", auth="user", website=True, methods=["POST"], sitemap=False)
    def meal_allergies(self, agree=None, **post):
        """Keep the allergies that the reader chose to tell, or erase them all."""
        chosen = {name.removeprefix("allergen_") for name in post if name.startswith("allergen_")}
        # sudo: the reader writes their own card, two fields of it
        partner = request.env.user.partner_id.sudo()
        found = request.env["regie.meal.allergen"].sudo().search([]).filtered(lambda one: str(one.id) in chosen)
        partner.write(
            {
                "meal_consent_date": fields.Date.context_today(partner) if agree else False,
                "meal_allergen_ids": [Command.set(found.ids if agree else [])],
            }
        )
        return request.redirect("/my/repas")

    def _render_meal_page(self, error=None):
        orders = self._get_meal_orders()
        # sudo: the reader reads their own card
        partner = request.env.user.partner_id.sudo()
        values = {
            "page_name": "meals",
            "menus": self._get_meal_menus(),
            "orders": orders,
            "booked": {order.menu_id: order for order in orders},
            "allergens": request.env["regie.meal.allergen"].sudo().search([]),
            "partner": partner,
            "error": error,
        }
        return request.render("regie_kitchen.portal_meals", values)

    def _try_meal(self, act):
        try:
            with request.env.cr.savepoint():
                act()
                request.env.flush_all()
        except UserError as error:
            return self._render_meal_page(error.args[0])
        return request.redirect("/my/repas")

    def _book_meal(self, menu, covers, note):
        if order := self._get_meal_orders().filtered(lambda order: order.menu_id == menu):
            order.write({"quantity": covers or 1, "note": note})
            return
        partner = request.env.user.partner_id
        menu.env["regie.meal.preorder"].create(
            {"menu_id": menu.id, "partner_id": partner.id, "quantity": covers or 1, "note": note}
        )

    def _get_meal_menus(self):
        """The published menus to come of the régie, in sudo: everybody reads them on the wall."""
        today = fields.Date.context_today(request.env.user)
        domain = [
            ("date", ">=", today),
            ("date_published", "!=", False),
            ("company_id", "=", request.env.company.id),
        ]
        # sudo: a published menu is public
        return request.env["regie.meal.menu"].sudo().search(domain, order="date, service desc, id", limit=30)

    def _get_meal_orders(self):
        """The bookings to come of the reader, in sudo: theirs and no other."""
        today = fields.Date.context_today(request.env.user)
        domain = [
            ("partner_id", "=", request.env.user.partner_id.id),
            ("date", ">=", today),
            ("date_cancelled", "=", False),
        ]
        # sudo: the domain keeps the reader's own bookings
        return request.env["regie.meal.preorder"].sudo().search(domain, order="date, id")
