"""Builders of hours: worksites, people under contract, lines and validated months."""

from datetime import date

from .common import InsertionCase

OCTOBER = date(2026, 10, 1)


class HoursCase(InsertionCase):
    """A régie of its own with an ACI agreement, a worksite and two people: Rose, all year, and Paul, until 19 October.

    Rose lives in a QPV and has a PASS IAE since 3 January 2026; Paul has neither.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._create_company("Régie du Val")
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.company.ids))
        cls.agreement = cls._create_agreement()
        cls.annex = cls.agreement.annex_ids
        cls.worksite = cls._create_worksite("T-01")
        cls.rose = cls._create_employee(
            name="Rose",
            contract=(date(2026, 1, 9), date(2027, 1, 8)),
            pass_start=date(2026, 1, 3),
            qpv=True,
            agreement=cls.agreement,
        )
        cls.paul = cls._create_employee(
            name="Paul",
            contract=(date(2026, 8, 14), date(2026, 10, 19)),
            short_contract_reason="broken",
            agreement=cls.agreement,
        )

    @classmethod
    def _create_worksite(cls, code, **vals):
        return cls.env["project.project"].create(
            {"name": f"Worksite {code}", "worksite_code": code, "company_id": cls.company.id, **vals}
        )

    @classmethod
    def _prepare_hours(cls, employee, day, hours, worksite=None, **vals):
        worksite = worksite or cls.worksite
        return {"employee_id": employee.id, "date": day, "unit_amount": hours, "project_id": worksite.id, **vals}

    @classmethod
    def _create_hours(cls, employee, day, hours, worksite=None, **vals):
        """Type one line of hours."""
        return cls.env["account.analytic.line"].create(cls._prepare_hours(employee, day, hours, worksite, **vals))

    @classmethod
    def _validate_month(cls, day=OCTOBER):
        """Validate the month of the day, which has hours."""
        month = cls.env["regie.hours.month"].search(
            [("company_id", "=", cls.company.id), ("date", "=", day.replace(day=1))]
        )
        month._validate()
        return month

    @classmethod
    def _correct(cls, employee, day, hours_delta, worksite=None, reason="Typed on the wrong day"):
        """Make a dated correction."""
        return cls.env["account.analytic.line"]._correct_hours(
            employee, worksite or cls.worksite, day, hours_delta, reason
        )
