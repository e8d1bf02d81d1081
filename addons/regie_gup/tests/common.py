"""Builders with the words of markets and worksites."""

from odoo.addons.regie_base.tests.common import RegieCase


class GupCase(RegieCase):
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
    def _create_worksite(cls, lot=None, **vals):
        """Create a worksite of this lot, or one that belongs to none."""
        return cls.env["project.project"].create(
            {
                "name": "Halls A to F",
                "allow_timesheets": True,
                "company_id": cls.company.id,
                "market_lot_id": lot.id if lot else False,
                **vals,
            }
        )

    @classmethod
    def _work(cls, worksite, employee, day="2026-02-02", hours=7.0, **vals):
        """Enter hours of one person on one day of a worksite."""
        return cls.env["account.analytic.line"].create(
            {
                "name": "Cleaning",
                "project_id": worksite.id,
                "employee_id": employee.id,
                "date": day,
                "unit_amount": hours,
                **vals,
            }
        )

    @classmethod
    def _create_worker(cls, name="Amina"):
        """Create an employee who may work on the worksites of 2026."""
        return cls.env["hr.employee"].create({"name": name, "company_id": cls.company.id})
