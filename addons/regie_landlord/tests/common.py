"""Builders with the words of landlords and of their property tax agreements."""

import base64
import io

from PIL import Image

from odoo import Command

from odoo.addons.regie_gup.tests.common import GupCase


class LandlordCase(GupCase):
    """A régie that works for a landlord, who signed an agreement on its property tax."""

    @classmethod
    def _create_agreement_tfpb(cls, landlord=None, signed=True, **vals):
        """Create an agreement of 2025-2030, signed in time and on one QPV unless told otherwise."""
        territory = cls.territory_qpv
        return cls.env["regie.tfpb.agreement"].create(
            {
                "landlord_id": (landlord or cls._create_partner()).id,
                "year_from": 2025,
                "year_to": 2030,
                **({"date_signed": "2024-12-10", "territory_ids": [Command.set(territory.ids)]} if signed else {}),
                **vals,
            }
        )

    @classmethod
    def _create_year(cls, agreement=None, year=2026, abatement=40000, **vals):
        """Create a year of an agreement, with the abatement that the landlord gives."""
        agreement = agreement or cls._create_agreement_tfpb()
        return cls.env["regie.tfpb.year"].create(
            {"agreement_id": agreement.id, "year": year, "abatement_amount": abatement, **vals}
        )

    @classmethod
    def _create_action(cls, year=None, axis=3, cost=10000, other=0, **vals):
        """Create an action of the régie, paid by the landlord but for ``other``."""
        year = year or cls._create_year()
        return cls.env["regie.tfpb.action"].create(
            {
                "year_id": year.id,
                "name": f"Action {next(cls._numbers)}",
                "axis_id": cls.env.ref(f"regie_landlord.tfpb_axis_{axis}").id,
                "territory_ids": [Command.set(cls.territory_qpv.ids)],
                "cost_planned": cost,
                "funding_landlord": cost - other,
                "funding_other": other,
                **vals,
            }
        )

    @classmethod
    def _create_estate(cls, name="Habitat des Érables"):
        """Create a landlord with a contact on the portal, a residence with a hall, and a lot with its worksite.

        :return: {"landlord", "contact" (portal user), "residence", "hall", "lot", "worksite", "service"}
        """
        landlord = cls._create_partner(name)
        contact = cls._create_user(f"contact{next(cls._numbers)}", "base.group_portal")
        contact.password = contact.login
        contact.partner_id.parent_id = landlord
        hall = cls._create_hall(own_owner_id=landlord.id)
        lot = cls._create_lot(cls._create_market(buyer=landlord), hours=500)
        worksite = cls._create_site(lot)
        return {
            "landlord": landlord,
            "contact": contact,
            "residence": hall.parent_id.parent_id,
            "hall": hall,
            "lot": lot,
            "worksite": worksite,
            "service": cls._create_service(worksite, hall),
        }

    @classmethod
    def _create_done_pass(cls, estate, day="2026-11-02", state="done", **vals):
        """Create a pass of the estate and write its facts, as its buttons do."""
        one = cls._create_pass_on_site(day, estate["service"], **vals)
        facts = {
            "done": {"date_started": f"{day} 07:00:00", "date_done": f"{day} 07:45:00"},
            "missed": {"date_missed": day},
            "planned": {},
            "cancelled": {"date_cancelled": f"{day} 07:00:00"},
        }
        one.sudo().write(facts[state])
        return one

    @classmethod
    def _create_photo(cls, one, kind="photo_after"):
        """Create a photo of a pass, without the checks of the field."""
        out = io.BytesIO()
        Image.new("RGB", (640, 480), (120, 160, 90)).save(out, "JPEG")
        proof = cls.env["regie.intervention.proof"].sudo()
        return proof.create({"intervention_id": one.id, "kind": kind, "image": base64.b64encode(out.getvalue())})
