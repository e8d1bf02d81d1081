"""Builders with the words of the meals at home."""

from odoo import Command

from odoo.addons.regie_services.tests.common import ServiceBuilders, ServiceCase

MANAGER = "regie_meal_delivery.group_meal_manager"
USER = "regie_meal_delivery.group_meal_user"
DRIVER = "regie_meal_delivery.group_role_driver"
#: A Wednesday at 8:00 in Paris, before the deadline of the day
NOW = "2026-11-25 07:00:00"


class MealBuilders(ServiceBuilders):
    """A kitchen open on weekdays, a circuit, people who eat."""

    @classmethod
    def _create_kitchen(cls, *closed, **vals):
        """Create a kitchen open from Monday to Friday, closed on some other days."""
        calendar = cls.env["resource.calendar"].create({"name": "Kitchen", "tz": "Europe/Paris"})
        cls.env["resource.calendar.leaves"].create(
            [
                {
                    "name": f"Closed {day}",
                    "calendar_id": calendar.id,
                    "date_from": f"{day} 01:00:00",
                    "date_to": f"{day} 20:00:00",
                }
                for day in closed
            ]
        )
        return cls._create_place("premises", cls._create_place("residence"), calendar_id=calendar.id, **vals)

    @classmethod
    def _create_circuit(cls, kitchen=None, **vals):
        """Create a circuit of cold meals, from a kitchen open on weekdays."""
        kitchen = kitchen or cls._create_kitchen()
        return cls.env["regie.meal.circuit"].create(
            {"name": f"Circuit {next(cls._numbers)}", "site_id": kitchen.id, "capacity": 15, **vals}
        )

    @classmethod
    def _subscribe(cls, circuit, name="Odette Lefèvre", days="1234567", **vals):
        """Subscribe a person to meals on some days of the week (1 is Monday)."""
        week = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        partner = vals.pop("partner", None) or cls._create_person(name, street="3 rue du Quai", city="Louviers")
        return cls.env["regie.meal.subscription"].create(
            {
                "partner_id": partner.id,
                "circuit_id": circuit.id,
                "date_start": "2026-11-01",
                **{f"is_{day}": str(number) in days for number, day in enumerate(week, 1)},
                **vals,
            }
        )

    @classmethod
    def _pay(cls, *shares):
        """The values of payers: ``(partner, share)``."""
        return [Command.create({"partner_id": partner.id, "share": share}) for partner, share in shares]


class MealCase(MealBuilders, ServiceCase):
    """A régie that brings meals; its chart of accounts is loaded once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.company.chart_template:
            cls.env["account.chart.template"].try_loading("generic_coa", cls.company, install_demo=False)
        cls.company.resource_calendar_id.tz = "Europe/Paris"
        cls.product = cls.env["product.product"].create(
            {"name": "Meal at home", "type": "consu", "list_price": 8.5, "taxes_id": False}
        )
        cls.company.regie_meal_product_id = cls.product
        cls.kitchen = cls._create_kitchen()
        cls.manager = cls._create_user("portage.manager", MANAGER)
        cls.driver = cls._create_user("portage.driver", DRIVER)
        (cls.manager | cls.driver).tz = "Europe/Paris"
