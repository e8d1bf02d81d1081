"""Builders with the words of landlords and of their property tax agreements."""

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
