"""Builders with the words of self-renovation."""

import base64

from odoo.addons.regie_quality.tests.common import SIGNATURE, QualityCase, picture
from odoo.addons.regie_services.tests.common import ServiceBuilders

FILE = base64.b64encode(b"%PDF-1.4 certificate")
GRID = "regie_quality.grid_self_rehab"


class AraCase(ServiceBuilders, QualityCase):
    """A régie that renovates homes with those who live there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.landlord = cls._create_partner("Habitat des Tilleuls")
        cls.building = cls._create_place("residence", name="Residence", own_owner_id=cls.landlord.id)
        cls.awa = cls._create_person()

    @classmethod
    def _create_case(cls, step="request", **vals):
        """Create the case of a tenant and lead it to a step, each step with what it asks for."""
        case = cls.env["regie.ara.case"].create(
            {
                "partner_id": cls.awa.id,
                "site_id": cls.building.id,
                "building_year": 2005,
                "tutor_id": cls.env.user.id,
                **vals,
            }
        )
        for name in ("visit", "diagnosis", "project", "works", "control", "done"):
            if case.state == step:
                break
            getattr(cls, f"_lead_to_{name}")(case)
        return case

    @classmethod
    def _lead_to_visit(cls, case):
        case.action_visit()

    @classmethod
    def _lead_to_diagnosis(cls, case):
        if not case.room_ids:
            room = cls._create_room(case)
            cls._create_task(case, "paint", room_id=room.id)
        case.action_diagnose()

    @classmethod
    def _lead_to_project(cls, case):
        for party in case._get_missing_parties():
            case._sign(party, f"For {party}", SIGNATURE)

    @classmethod
    def _lead_to_works(cls, case):
        cls._prepare_works(case)
        case.action_start()

    @classmethod
    def _lead_to_control(cls, case):
        for room in case.room_ids:
            cls._photograph(room, "after")
        case.action_finish()

    @classmethod
    def _lead_to_done(cls, case):
        cls._control(case)
        case.action_close()

    @classmethod
    def _prepare_works(cls, case):
        """Give a case all that the works ask for."""
        case.write(
            {
                "authorisation_date": "2026-01-10",
                "authorisation_file": FILE,
                "insurance_date_to": "2099-12-31",
                "insurance_file": FILE,
            }
        )
        for room in case.room_ids:
            cls._photograph(room, "before")

    @classmethod
    def _create_room(cls, case, name="Kitchen", kind="kitchen", **vals):
        """Create a room of a case."""
        return cls.env["regie.ara.room"].create({"case_id": case.id, "name": name, "kind": kind, **vals})

    @classmethod
    def _photograph(cls, room, moment="before", **vals):
        """Create a photo of a room."""
        return cls.env["regie.ara.photo"].create({"room_id": room.id, "moment": moment, "image": picture(), **vals})

    @classmethod
    def _create_task(cls, case, work="paint", **vals):
        """Create works of a shipped kind."""
        worktype = cls.env.ref(f"regie_ara.worktype_{work}")
        return cls.env["regie.ara.task"].create({"case_id": case.id, "worktype_id": worktype.id, **vals})

    @classmethod
    def _create_product(cls, name="Paint, 10 l", stock=0, price=None):
        """Create a storable product, with so many in the shared supplies and a negotiated price."""
        product = cls.env["product.product"].create({"name": name, "is_storable": True})
        if price:
            product.seller_ids = [(0, 0, {"partner_id": cls._create_partner("Merchant").id, "price": price})]
        if stock:
            cls.env["regie.ara.receipt"].create(
                {"product_id": product.id, "quantity": stock, "origin": "Test"}
            ).action_confirm()
        return product

    @classmethod
    def _create_supply(cls, case, source="own", quantity=1, **vals):
        """Create supplies of a case."""
        defaults = {"name": "Paint", "unit_price": 100} if source == "own" else {}
        return cls.env["regie.ara.supply"].create(
            {"case_id": case.id, "source": source, "quantity": quantity, **defaults, **vals}
        )

    @classmethod
    def _control(cls, case, note="4", notes=None, done=True, **vals):
        """Control the works of a case, every criterion with the same note unless told otherwise."""
        inspection = cls.env["regie.quality.inspection"].create(
            {
                "site_id": case.site_id.id,
                "grid_id": cls.env.ref(GRID).id,
                "ara_case_id": case.id,
                "kind": "reception",
                "date": "2026-03-01",
                **vals,
            }
        )
        for index, line in enumerate(inspection.line_ids):
            line.write({"note": (notes or {}).get(index, note), "photo": picture()})
        if done:
            inspection.action_done()
        return inspection

    @classmethod
    def _create_convention(cls, partner=None, **vals):
        """Create a convention in force with the landlord."""
        return cls.env["regie.convention"].create(
            {
                "name": "Self-renovation",
                "partner_id": (partner or cls.landlord).id,
                "date_start": "2020-01-01",
                "date_signed": "2020-01-01",
                **vals,
            }
        )

    @classmethod
    def _create_aided_case(cls, aid=300, step="control", **vals):
        """Create a case whose aid is asked for: 500 € of eligible supplies."""
        case = cls._create_case("diagnosis", agreement_id=cls._create_convention().id, **vals)
        cls._create_supply(case, quantity=5)
        case.aid_planned = aid
        case.action_request_aid()
        for name in ("project", "works", "control", "done"):
            if case.state == step:
                break
            getattr(cls, f"_lead_to_{name}")(case)
        return case
