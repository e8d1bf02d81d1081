"""Builders with the words of errands and social transport."""

from odoo.addons.regie_activity.tests.common_outcomes import OutcomeBuilders
from odoo.addons.regie_services.tests.common import ServiceCase

AGENT = "regie_errand.group_role_errand_agent"
DESK = "regie_errand.group_errand_user"
MANAGER = "regie_errand.group_errand_manager"
#: A picture of one pixel, enough for a receipt and for a signature.
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


class ErrandBuilders(OutcomeBuilders):
    """Errands and trips, for the tests of who runs and who drives."""

    @classmethod
    def _create_errand(cls, step="requested", user=None, **vals):
        """Create an errand of shopping with a budget of 30 €, led to a step."""
        user = user or cls.env.user
        errand = cls.env["regie.errand"].create(
            {
                "partner_id": cls._create_person("Ginette Leroux", street="2 rue du Puits", phone="0232000000").id,
                "user_id": user.id,
                "date_slot_start": "2026-03-04 09:00:00",
                "date_slot_stop": "2026-03-04 11:00:00",
                "budget": 30,
                **vals,
            }
        )
        steps = ("accept", "start", "deliver", "settle")
        wanted = {"requested": 0, "accepted": 1, "running": 2, "delivered": 3, "settled": 4}[step]
        for name in steps[:wanted]:
            if name == "deliver" and errand.kind == "shopping":
                cls._spend(errand, 25)
            getattr(errand, f"action_{name}")()
        return errand

    @classmethod
    def _spend(cls, errand, amount, **vals):
        """Add a receipt to an errand under way."""
        receipts = errand.env["regie.errand.receipt"]
        return receipts.create({"errand_id": errand.id, "amount": amount, "image": PIXEL, "name": "Épicerie", **vals})

    @classmethod
    def _open_right(cls, person, condition="rsa", **vals):
        """Write the right of a person to social transport in 2026."""
        return cls.env["regie.tus.right"].create(
            {
                "partner_id": person.id,
                "condition_id": cls.env.ref(f"regie_errand.tus_condition_{condition}").id,
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
                **vals,
            }
        )

    @classmethod
    def _hold_papers(cls, vehicle, driver):
        """Hold for 2026 all that a trip asks for: of the régie, of the vehicle and of the driver."""
        subjects = {
            "tus_declaration": {},
            "vehicle_insurance": {"vehicle_id": vehicle.id},
            "vehicle_inspection": {"vehicle_id": vehicle.id},
            "driver_licence": {"driver_id": driver.id},
        }
        for code, subject in subjects.items():
            cls._hold(cls.env.ref(f"regie_errand.gate_{code}"), **subject)

    @classmethod
    def _create_vehicle(cls, **vals):
        """Create a vehicle."""
        return cls.env["regie.tus.vehicle"].create({"name": "Kangoo", "plate": f"AA-{next(cls._numbers)}-BB", **vals})

    @classmethod
    def _create_trip(cls, person, vehicle, driver, **vals):
        """Plan a trip of 10 km to the market."""
        return cls.env["regie.tus.trip"].create(
            {
                "partner_id": person.id,
                "vehicle_id": vehicle.id,
                "driver_id": driver.id,
                "date": "2026-03-04",
                "origin": "Maison Rouge",
                "destination": "Marché",
                "distance": 10,
                **vals,
            }
        )


class ErrandCase(ErrandBuilders, ServiceCase):
    """A régie that runs errands and drives people."""
