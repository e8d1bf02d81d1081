"""Builders of clauses: proofs of eligibility, globalisation agreements, months in the ledger."""

import base64
from datetime import date

from .common import InsertionCase

FEBRUARY = date(2026, 2, 1)
# One white pixel
SIGNATURE = base64.b64encode(
    base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")
)


class ClauseCase(InsertionCase):
    """A clause with its worksite, and Amina, who has a PASS IAE since 1 January 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clause = cls._create_clause("M-2026-050/1")
        cls.worksite = cls._create_worksite(cls.clause)
        cls.amina = cls._create_employee(name="Amina Sow", pass_start=date(2026, 1, 1), qpv=True)

    @classmethod
    def _create_proof(cls, employee, criterion="deld", reference="FT 2026-77", verified=True, **vals):
        """Create the eligibility of somebody without a PASS IAE, verified unless told otherwise."""
        proof = cls.env["regie.clause.eligibility"].create(
            {
                "employee_id": employee.id,
                "criterion_id": cls.env.ref(f"regie_insertion.clause_criterion_{criterion}").id,
                "proof_reference": reference,
                "proof_date": date(2026, 1, 1),
                "company_id": employee.company_id.id,
                **vals,
            }
        )
        if verified:
            proof.action_verify()
        return proof

    @classmethod
    def _create_globalisation(cls, clauses, signed=True, **vals):
        """Create the agreement under which the hours of one of these clauses count for all of them."""
        return cls.env["regie.clause.globalisation"].create(
            {
                "name": "Agreement of 2 January",
                "clause_ids": clauses.ids,
                "date_start": date(2026, 1, 1),
                "date_end": date(2026, 12, 31),
                "signed_on": date(2026, 1, 2) if signed else False,
                **vals,
            }
        )

    @classmethod
    def _get_month(cls, clause=None, day=FEBRUARY):
        """The month of a clause."""
        return cls.env["regie.clause.month"].search([("clause_id", "=", (clause or cls.clause).id), ("date", "=", day)])

    @classmethod
    def _declare(cls, clause=None, day=FEBRUARY):
        """Validate the month unless it is, declare it to the buyer; return the month of the clause."""
        hours_month = cls.env["regie.hours.month"].search([("company_id", "=", cls.company.id), ("date", "=", day)])
        if not hours_month.validated_on:
            cls._validate_month(day)
        declaration = (clause or cls.clause)._prepare_declarations(day)
        declaration.action_send()
        return cls._get_month(clause, day)

    @classmethod
    def _correct(cls, line, hours):
        """Correct an hour of a validated month."""
        return cls.env["account.analytic.line"]._correct_hours(
            line.employee_id, line.project_id, line.date, hours, "Wrong person", line
        )
