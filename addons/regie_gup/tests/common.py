"""Builders with the words of markets and worksites."""

from datetime import date

from odoo.addons.regie_insertion.tests.common import InsertionCase


class GupCase(InsertionCase):
    """A régie that works for a landlord and a town."""

    @classmethod
    def _create_market(cls, reference=None, buyer=None, running=True, **vals):
        """Create a market of 2026, running since its first day unless told otherwise."""
        buyer = buyer or cls._create_partner()
        facts = {
            "outcome": "won",
            "date_notification": "2025-12-01",
            "date_opened": "2026-01-01",
            "date_start": "2026-01-01",
            "date_end": "2026-12-31",
        }
        return cls.env["regie.market"].create(
            {
                "reference": reference or f"T-{next(cls._numbers)}",
                "name": "Upkeep of the neighbourhood",
                "buyer_id": buyer.id,
                **(facts if running else {}),
                **vals,
            }
        )

    @classmethod
    def _create_lot(cls, market=None, number="1", hours=0, amount=50000, **vals):
        """Create a lot, with its social clause when it asks for hours."""
        market = market or cls._create_market()
        return cls.env["regie.market.lot"].create(
            {
                "market_id": market.id,
                "number": number,
                "name": "Cleaning of the halls",
                "amount_untaxed": amount,
                "hours_target": hours,
                **vals,
            }
        )

    @classmethod
    def _create_site(cls, lot=None, **vals):
        """Create a worksite of this lot, or one that belongs to none."""
        return cls._create_worksite(**({"market_lot_id": lot.id} if lot else {}), **vals)

    @classmethod
    def _create_worker(cls, **vals):
        """Create an employee in insertion, who may work on the worksites of 2026."""
        return cls._create_employee(pass_start=date(2026, 1, 1), **vals)

    @classmethod
    def _create_place(cls, kind, parent=None, **vals):
        """Create a site of a kind, under another one."""
        number = next(cls._numbers)
        return cls.env["regie.site"].create(
            {
                "code": f"S{number}",
                "name": f"Site {number}",
                "kind_id": cls.env.ref(f"regie_gup.site_kind_{kind}").id,
                "parent_id": parent.id if parent else False,
                **vals,
            }
        )
