"""Builders with the words of the services: grids, bands, rights, clearances."""

from odoo import Command

from odoo.addons.regie_site.tests.common import SiteBuilders, SiteCase

TARIFF = "regie_services.group_tariff"
USER = "regie_services.group_service_user"
MANAGER = "regie_services.group_service_manager"


class ServiceBuilders(SiteBuilders):
    """Prices by resources and clearances, for the tests of every service."""

    @classmethod
    def _create_grid(cls, *bands, **vals):
        """Create a grid from ``(code, quotient max or 0, coefficient)``; each band but the last has a price list."""
        bands = bands or (("A", 450, 0.3), ("B", 900, 0.6), ("C", 0, 1))
        number, low, tiers = next(cls._numbers), 0, []
        for code, high, coefficient in bands:
            pricelist = cls.env["product.pricelist"].create({"name": f"Grille {number}{code}"}) if high else None
            tiers.append(
                Command.create(
                    {
                        "code": code,
                        "qf_min": low,
                        "qf_max": high,
                        "coefficient": coefficient,
                        "is_full": not high,
                        "pricelist_id": pricelist and pricelist.id,
                    }
                )
            )
            low = high
        return cls.env["regie.tariff.grid"].create(
            {"name": f"Grid {number}", "code": f"G{number}", "date_from": "2020-01-01", "tier_ids": tiers, **vals}
        )

    @classmethod
    def _create_person(cls, name="Awa Diallo", **vals):
        """Create an inhabitant."""
        return cls.env["res.partner"].create({"name": name, **vals})

    @classmethod
    def _give_tier(cls, partner, tier, **vals):
        """Give a person a band, from today and as long as the parameter allows."""
        return cls.env["regie.tariff.entitlement"].create({"partner_id": partner.id, "tier_id": tier.id, **vals})

    @classmethod
    def _create_clearance_kind(cls, name="Saws", **vals):
        """Create a kind of clearance."""
        return cls.env["regie.clearance.kind"].create({"name": name, "code": f"k{next(cls._numbers)}", **vals})

    @classmethod
    def _clear(cls, partner, kind, date="2026-01-01", **vals):
        """Clear a person for a kind, since a day."""
        return cls.env["regie.clearance"].create({"partner_id": partner.id, "kind_id": kind.id, "date": date, **vals})


class ServiceCase(ServiceBuilders, SiteCase):
    """A régie, its places and what its services share."""
