"""Builders with the words of markets and worksites."""

from datetime import date

from odoo import Command

from odoo.addons.regie_insertion.tests.common import InsertionCase
from odoo.addons.regie_site.tests.common import SiteBuilders


class GupCase(SiteBuilders, InsertionCase):
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
    def _create_service_type(cls, **vals):
        """Create a service of the catalogue, without photo nor scan unless told otherwise."""
        number = next(cls._numbers)
        family = cls.env.ref("regie_gup.service_family_cleaning")
        return cls.env["regie.service.type"].create(
            {"code": f"ST{number}", "name": f"Service {number}", "family_id": family.id, "planned_minutes": 30, **vals}
        )

    @classmethod
    def _create_hall(cls, **vals):
        """Create a hall in a building of a residence; other values are those of the residence (own_owner_id…)."""
        residence = cls._create_place("residence", **vals)
        return cls._create_place("hall", cls._create_place("building", residence))

    @classmethod
    def _create_team(cls, leader=None, **vals):
        """Create a team, led by a user when one is given."""
        deputies = {"deputy_ids": [Command.set(leader.ids)]} if leader else {}
        return cls.env["hr.department"].create(
            {"name": f"Team {next(cls._numbers)}", "company_id": cls.company.id, **deputies, **vals}
        )

    @classmethod
    def _create_service(cls, project=None, site=None, service_type=None, **vals):
        """Create a recurring service of 2026, on a hall and a worksite of its own unless given."""
        return cls.env["regie.service"].create(
            {
                "project_id": (project or cls._create_site()).id,
                "site_id": (site or cls._create_hall()).id,
                "service_type_id": (service_type or cls._create_service_type()).id,
                "date_start": "2026-01-01",
                **vals,
            }
        )

    @classmethod
    def _create_pass_on_site(cls, day="2026-02-02", service=None, **vals):
        """Create a planned pass, of a service when one is given."""
        service = service or cls._create_service()
        return cls.env["regie.intervention"].create(
            {
                "service_id": service.id,
                "project_id": service.project_id.id,
                "site_id": service.site_id.id,
                "service_type_id": service.service_type_id.id,
                "department_id": service.department_id.id,
                "planned_minutes": service.planned_minutes,
                "date_planned": day,
                **vals,
            }
        )
