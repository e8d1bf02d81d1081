from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import Controller, request, route


class Kitchen(Controller):
    """The page that hangs in the kitchen: big buttons, wet fingers, few words."""

    @route("/cuisine", type="http", auth="user", methods=["GET"], sitemap=False, readonly=True)
    def kitchen(self, place=None, **kwargs):
        """Show what the kitchen has to do now: temperatures, dishes that cool, cleaning, menus."""
        self._check_cook()
        return self._render_home(self._get_place(place))

    @route("/cuisine/temperature/<int:equipment_id>", type="http", auth="user", methods=["GET", "POST"], sitemap=False)
    def temperature(self, equipment_id, value=None, action_id=None, **post):
        """Show an equipment, and note its temperature when one is sent."""
        equipment = self._get_record("regie.haccp.equipment", equipment_id)
        page = {"equipment": equipment, "value": value or "", "page_title": equipment.name}
        if request.httprequest.method == "GET":
            return self._render("phone_temperature", page)
        vals = {"equipment_id": equipment.id, "action_id": self._read_int(action_id)}
        return self._try(
            lambda: request.env["regie.haccp.reading"].create({**vals, "value": self._read_number(value)}),
            "phone_temperature",
            page,
            equipment.place_id,
        )

    @route("/cuisine/plat", type="http", auth="user", methods=["GET", "POST"], sitemap=False)
    def process_new(self, place=None, kind="cooling", dish_id=None, value=None, **post):
        """Begin to cool or to reheat a dish."""
        self._check_cook()
        place = self._get_place(place)
        dishes = self._get_dishes(place)
        page = {
            "place": place,
            "dishes": dishes,
            "kind": kind,
            "value": value or "",
            "dish_id": self._read_int(dish_id),
        }
        page["page_title"] = request.env._("Cool or reheat")
        if request.httprequest.method == "GET":
            return self._render("phone_process_new", page)
        return self._try(
            lambda: request.env["regie.haccp.process"].create(
                {
                    "place_id": place.id,
                    "kind": "reheating" if kind == "reheating" else "cooling",
                    "dish_id": self._read_int(dish_id),
                    "temp_start": self._read_number(value),
                }
            ),
            "phone_process_new",
            page,
            place,
        )

    @route("/cuisine/plat/<int:process_id>", type="http", auth="user", methods=["GET", "POST"], sitemap=False)
    def process(self, process_id, value=None, action_id=None, **post):
        """Finish what cools or heats, with its second temperature."""
        process = self._get_record("regie.haccp.process", process_id)
        page = {"process": process, "value": value or "", "page_title": process.display_name}
        if request.httprequest.method == "GET":
            return self._render("phone_process", page)

        def finish():
            process.write({"temp_end": self._read_number(value), "action_id": self._read_int(action_id)})
            process.action_finish()

        return self._try(finish, "phone_process", page, process.place_id)

    @route("/cuisine/nettoyage/<int:cleaning_id>", type="http", auth="user", methods=["POST"], sitemap=False)
    def cleaning(self, cleaning_id, **post):
        """Note that something was cleaned."""
        cleaning = self._get_record("regie.haccp.cleaning", cleaning_id)
        return self._try(cleaning.action_done, None, {}, cleaning.place_id)

    @route("/cuisine/menu/<int:menu_id>", type="http", auth="user", methods=["GET"], sitemap=False, readonly=True)
    def menu(self, menu_id, **kwargs):
        """Show a menu, who comes and who must not eat what."""
        menu = self._get_record("regie.meal.menu", menu_id)
        return self._render("phone_menu", {"menu": menu, "page_title": menu.display_name})

    @route("/cuisine/menu/<int:menu_id>/<string:act>", type="http", auth="user", methods=["POST"], sitemap=False)
    def menu_act(self, menu_id, act, **post):
        """Publish, serve or close a menu, or keep its samples."""
        menu = self._get_record("regie.meal.menu", menu_id)
        method = {
            "publier": menu.action_publish,
            "servir": menu.action_serve,
            "fermer": menu.action_close,
            "temoins": menu.action_keep_samples,
        }.get(act)
        if not method:
            raise request.not_found()
        page = {"menu": menu, "page_title": menu.display_name}
        return self._try(method, "phone_menu", page, menu.place_id, f"/cuisine/menu/{menu.id}")

    def _render_home(self, place, message=None):
        env, today = request.env, fields.Date.context_today(request.env.user)
        here = [("place_id", "=", place.id)]
        soon = [("date", ">=", today), ("date", "<=", today + timedelta(days=7))]
        values = {
            "place": place,
            "places": env["regie.site"].search([("is_kitchen", "=", True)]),
            "equipments": env["regie.haccp.equipment"].search(here),
            "processes": env["regie.haccp.process"]._get_running(place),
            "cleanings": env["regie.haccp.cleaning"].search(here).filtered("is_due"),
            "menus": env["regie.meal.menu"].search([*here, *soon], order="date, id"),
            "page_title": env._("Kitchen"),
            "error": message,
        }
        return self._render("phone_home", values)

    def _render(self, template, values):
        values.setdefault("actions", request.env["regie.haccp.action"].search([]))
        values.setdefault("error", None)
        return request.render(f"regie_kitchen.{template}", values)

    def _try(self, act, template, page, place, back=None):
        """Do what was asked and go back; show the sentence that refuses it on the page that asked."""
        try:
            with request.env.cr.savepoint():
                act()
        except UserError as error:
            message = error.args[0]
            if not template:
                return self._render_home(place, message)
            # the page asks what was done only when that is missing
            return self._render(template, {**page, "error": message, "ask_action": "E-HACCP-01" in message})
        return request.redirect(back or f"/cuisine?place={place.id}")

    def _check_cook(self):
        if not request.env.user.has_group("regie_kitchen.group_kitchen_user"):
            raise request.not_found()

    def _get_place(self, place):
        """The kitchen that was chosen, or the first one; not found without a kitchen."""
        kitchens = request.env["regie.site"].search([("is_kitchen", "=", True)])
        chosen = kitchens.filtered(lambda one: one.id == self._read_int(place))
        if not kitchens:
            raise request.not_found()
        return chosen or kitchens[:1]

    def _get_record(self, model, number):
        """A record that the cook may read; any other one is not found."""
        self._check_cook()
        record = request.env[model].search([("id", "=", number)])
        if not record:
            raise request.not_found()
        return record

    def _get_dishes(self, place):
        """The dishes of the last and next days first: that is what one cools."""
        env, today = request.env, fields.Date.context_today(request.env.user)
        menus = env["regie.meal.menu"].search(
            [
                ("place_id", "=", place.id),
                ("date", ">=", today - timedelta(days=3)),
                ("date", "<=", today + timedelta(days=3)),
            ]
        )
        return menus.line_ids.dish_id or env["regie.meal.dish"].search([], limit=30)

    def _read_int(self, text):
        return int(text) if str(text or "").isdigit() else False

    def _read_number(self, text):
        """A temperature as it is typed, with a comma or a point."""
        try:
            return float(str(text or "").strip().replace(",", ".").replace("−", "-"))
        except ValueError:
            raise UserError(request.env._("Write the temperature in figures: 3, or -18,5.")) from None
