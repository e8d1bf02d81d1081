"""Builders with the words of the kitchen: places, dishes, menus, bookings."""

from odoo import Command

from odoo.addons.regie_services.tests.common import ServiceBuilders, ServiceCase

READ = "regie_kitchen.group_kitchen_read"
USER = "regie_kitchen.group_kitchen_user"
MANAGER = "regie_kitchen.group_kitchen_manager"
COOK = "regie_kitchen.group_role_cook"
DAY = "2026-03-05"


class KitchenBuilders(ServiceBuilders):
    """A kitchen and what comes out of it, for the tests of every addon that serves meals."""

    @classmethod
    def _create_kitchen(cls, authorised=True, **vals):
        """Create a place where one cooks and eats, always open, with its papers."""
        company = {"company_id": vals["company_id"]} if "company_id" in vals else {}
        residence = cls._create_place("residence", **company)
        place = cls._create_place("premises", residence, **{"is_kitchen": True, **vals})
        if authorised:
            for kind in cls.env["regie.kitchen.document.kind"].search([]):
                cls._add_paper(place, kind)
        return place

    @classmethod
    def _add_paper(cls, place, kind, **vals):
        """Put a paper in the file of a place, looked at."""
        if isinstance(kind, str):
            kind = cls.env.ref(f"regie_kitchen.document_kind_{kind}")
        values = {"place_id": place.id, "kind_id": kind.id, "date": "2020-01-01", **vals}
        paper = cls.env["regie.kitchen.document"].create(values)
        paper.action_verify()
        return paper

    @classmethod
    def _create_food(cls, name="Flour", allergens=(), **vals):
        """Create an ingredient, with the codes of its allergens."""
        return cls.env["product.product"].create(
            {
                "name": name,
                "is_food": True,
                "is_storable": True,
                "allergen_ids": [Command.set([cls._get_allergen(code).id for code in allergens])],
                **vals,
            }
        )

    @classmethod
    def _get_allergen(cls, code):
        """Return one of the fourteen by its code."""
        return cls.env.ref(f"regie_kitchen.allergen_{code}")

    @classmethod
    def _create_dish(cls, *ingredients, name=None, checked=True, **vals):
        """Create a dish of these ingredients, one unit of each for a recipe of one portion; checked by default."""
        dish = cls.env["regie.meal.dish"].create(
            {
                "name": name or f"Dish {next(cls._numbers)}",
                "portions": 1,
                "line_ids": [Command.create({"product_id": product.id, "quantity": 1}) for product in ingredients],
                **vals,
            }
        )
        if checked:
            dish.action_check_allergens()
        return dish

    @classmethod
    def _create_menu(cls, *dishes, place=None, date=DAY, published=True, **vals):
        """Create the menu of a day, published by default; one books until 2099 unless told."""
        menu = cls.env["regie.meal.menu"].create(
            {
                "place_id": (place or cls.kitchen).id,
                "date": date,
                "date_deadline": "2099-01-01 12:00:00",
                "line_ids": [Command.create({"dish_id": dish.id}) for dish in dishes or (cls._create_dish(),)],
                **vals,
            }
        )
        if published:
            menu.action_publish()
        return menu

    @classmethod
    def _book(cls, menu, quantity=1, **vals):
        """Book covers, for a first name unless there is a person."""
        defaults = {} if vals.get("partner_id") else {"name": "Awa"}
        return cls.env["regie.meal.preorder"].create({"menu_id": menu.id, "quantity": quantity, **defaults, **vals})

    @classmethod
    def _create_equipment(cls, kind="fridge", **vals):
        """Create what keeps food at a temperature, with the limits of its kind."""
        return cls.env["regie.haccp.equipment"].create(
            {"name": f"{kind} {next(cls._numbers)}", "kind": kind, "place_id": cls.kitchen.id, **vals}
        )

    @classmethod
    def _read(cls, equipment, value, **vals):
        """Note a temperature; ``action`` is the code of what was done."""
        if action := vals.pop("action", None):
            vals["action_id"] = cls.env.ref(f"regie_kitchen.haccp_action_{action}").id
        return cls.env["regie.haccp.reading"].create({"equipment_id": equipment.id, "value": value, **vals})

    @classmethod
    def _receive(cls, product, **vals):
        """Look at a delivery: chilled at 2 °C and accepted unless told."""
        if action := vals.pop("action", None):
            vals["action_id"] = cls.env.ref(f"regie_kitchen.haccp_action_{action}").id
        supplier = vals.pop("partner", None) or cls._create_partner("Maraîcher")
        return cls.env["regie.haccp.reception"].create(
            {"place_id": cls.kitchen.id, "partner_id": supplier.id, "product_id": product.id, "temperature": 2, **vals}
        )


class KitchenCase(KitchenBuilders, ServiceCase):
    """A régie with a kitchen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kitchen = cls._create_kitchen()
        cls.cook = cls._create_user("cook", COOK)
