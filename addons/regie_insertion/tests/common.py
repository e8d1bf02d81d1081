"""Builders with the words of the insertion side, for the tests of this addon and of those above it."""

from contextlib import contextmanager
from datetime import date

from odoo.exceptions import UserError

from odoo.addons.regie_base.tests.common import RegieCase


class InsertionCase(RegieCase):
    """A régie with people in insertion, their PASS IAE, their agreement and its annex, built on demand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.territory_qpv = cls._create_territory(qpv=True)
        cls.territory_other = cls._create_territory(qpv=False)

    @contextmanager
    def assertRule(self, code):
        """Expect what is done inside to be refused by the rule of this code, and take it back."""
        with self.assertRaises(UserError) as refused:
            yield
        self.assertIn(f"({code})", str(refused.exception))

    @classmethod
    def _create_employee(
        cls,
        registration=None,
        name=None,
        contract=(date(2026, 1, 1), date(2026, 12, 31)),
        pass_start=None,
        qpv=False,
        agreement=None,
        **vals,
    ):
        """Create an employee with a contract (CDDI when it has an end, CDI otherwise; None: no contract).

        ``pass_start`` gives a PASS IAE from that day. ``qpv`` tells whether the person lives in a QPV; None leaves
        the territory unknown. ``agreement`` attaches the contract to it. Other values are those of hr.employee.
        """
        registration = registration or f"T{next(cls._numbers):04}"
        defaults = {"name": name or f"Employee {registration}", "registration_number": registration}
        if contract:
            start, end = contract
            defaults.update(
                contract_date_start=start,
                contract_date_end=end,
                iae_form="cddi" if end else "cdi",
                weekly_hours=26 if end else 35,
            )
        if qpv is not None:
            defaults["territory_id"] = (cls.territory_qpv if qpv else cls.territory_other).id
        if agreement:
            defaults["agreement_id"] = agreement.id
        company = {"company_id": vals.get("company_id", cls.company.id)}
        employee = cls.env["hr.employee"].create({**defaults, **company, **vals})
        if pass_start:
            cls._create_pass(employee, pass_start)
        return employee

    @classmethod
    def _create_pass(cls, employee, date_start=date(2026, 1, 1), **vals):
        """Create a PASS IAE of 730 days, with a number of its own."""
        number = vals.pop("number", None) or f"99999{next(cls._numbers):07}"
        return cls.env["regie.iae.pass"].create(
            {"employee_id": employee.id, "number": number, "date_start": date_start, **vals}
        )

    @classmethod
    def _create_pathway(cls, employee=None, date_start=None, social_worker=None, **vals):
        """Create the pathway of an employee (a new one, under a CDDI with a PASS of 2026, unless given)."""
        employee = employee or cls._create_employee(pass_start=date(2026, 1, 1))
        return cls.env["regie.insertion.pathway"].create(
            {
                "employee_id": employee.id,
                "date_start": date_start or employee.contract_date_start or date(2026, 1, 1),
                "social_worker_id": social_worker.id if social_worker else False,
                **vals,
            }
        )

    @classmethod
    def _create_exit(cls, pathway=None, day=date(2026, 9, 30), category="durable", **vals):
        """Create the exit of a pathway, with the first motive of a category (None: to be documented)."""
        pathway = pathway or cls._create_pathway()
        motives = cls.env["regie.insertion.exit.motive"]
        motive = motives.search([("category", "=", category)], limit=1) if category else motives
        return cls.env["regie.insertion.exit"].create(
            {"pathway_id": pathway.id, "date": day, "motive_id": motive.id, **vals}
        )

    @classmethod
    def _create_agreement(cls, kind="ACI", annex=True, **vals):
        """Create an agreement of 2025-2027, with one active annex over 2026 unless ``annex`` is False."""
        agreement = cls.env["regie.iae.agreement"].create(
            {
                "number": f"027{next(cls._numbers):06}{kind}",
                "kind": kind,
                "company_id": cls.company.id,
                "date_start": date(2025, 1, 1),
                "date_end": date(2027, 12, 31),
                **vals,
            }
        )
        if annex:
            cls._create_annex(agreement)
        return agreement

    @classmethod
    def _create_annex(cls, agreement, year=2026, **vals):
        """Create a valid annex over a calendar year, with a number of the right form."""
        return cls.env["regie.iae.annex"].create(
            {
                "agreement_id": agreement.id,
                "number": f"{agreement.kind}027{year % 100:02}{next(cls._numbers) % 10000:04}A0M0",
                "date_start": date(year, 1, 1),
                "date_end": date(year, 12, 31),
                "state": "valide",
                "etp_posts": 10,
                **vals,
            }
        )

    @classmethod
    def _create_clause(cls, reference=None, hours=1000, start=date(2026, 1, 1), end=date(2026, 12, 31), **vals):
        """Create a social clause of 2026, declared monthly."""
        return cls.env["regie.clause"].create(
            {
                "reference": reference or f"T-{next(cls._numbers)}/1",
                "name": "Cleaning of the halls",
                "buyer_id": cls._create_partner().id,
                "company_id": cls.company.id,
                **({"hours_target": hours} if hours else {}),
                "date_start": start,
                "date_end": end,
                **vals,
            }
        )

    @classmethod
    def _create_worksite(cls, clause=None, code=None, **vals):
        """Create a worksite, of this clause or of none."""
        code = code or f"W-{next(cls._numbers)}"
        return cls.env["project.project"].create(
            {
                "name": f"Worksite {code}",
                "worksite_code": code,
                "allow_timesheets": True,
                "company_id": cls.company.id,
                **({"clause_id": clause.id} if clause else {}),
                **vals,
            }
        )

    @classmethod
    def _work(cls, worksite, employee, day=date(2026, 2, 2), hours=7.0, **vals):
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
    def _validate_month(cls, day=date(2026, 2, 1)):
        """Validate and lock the month of ``day``."""
        months = cls.env["regie.hours.month"]
        months._ensure_months([(cls.company.id, day.replace(day=1))])
        months.search([("company_id", "=", cls.company.id), ("date", "=", day.replace(day=1))])._validate()
