"""Builders of the PASS IAE: suspensions, prolongations, diagnoses, prescribers."""

from datetime import date, timedelta

from odoo import Command

from .common import InsertionCase


class PassCase(InsertionCase):
    """A person under a CDDI of 2026 in an ACI, with a PASS IAE that moves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls._create_agreement("ACI")
        cls.person = cls._create_employee(
            "E001",
            contract=(date(2026, 1, 1), date(2026, 12, 31)),
            agreement=cls.agreement,
            birthday=date(1985, 5, 20),
        )

    @classmethod
    def _suspend(cls, record, date_start, date_end, reason="contract_suspended", **vals):
        """Suspend a PASS between two days, both included."""
        return cls.env["regie.iae.pass.suspension"].create(
            {
                "pass_id": record.id,
                "reason_id": cls.env.ref(f"regie_insertion.suspension_reason_{reason}").id,
                "date_start": date_start,
                "date_end": date_end,
                **vals,
            }
        )

    @classmethod
    def _create_prescriber(cls, kind="ft", **vals):
        """Create a partner of a kind of prescriber (France Travail by default)."""
        return cls._create_partner(
            vals.pop("name", f"Prescriber {kind}"),
            prescriber_kind_id=cls.env.ref(f"regie_insertion.prescriber_kind_{kind}").id,
            **vals,
        )

    @classmethod
    def _create_diagnosis(cls, *criteria, employee=None, day=date(2026, 1, 1), validated=False, **vals):
        """Create a diagnosis with these criteria ticked ("rsa", "qpv"…), validated or not."""
        diagnosis = cls.env["regie.iae.diagnosis"].create(
            {
                "employee_id": (employee or cls.person).id,
                "date": day,
                "line_ids": [
                    Command.create({"criterion_id": cls.env.ref(f"regie_insertion.criterion_{code}").id})
                    for code in criteria
                ],
                **vals,
            }
        )
        if validated:
            diagnosis.action_validate()
        return diagnosis

    @classmethod
    def _prolong(cls, record, days=365, reason="complete_training", granted=True, **vals):
        """Ask for a prolongation right after the PASS; granted unless said otherwise."""
        prescriber = {}
        ref = cls.env.ref(f"regie_insertion.prolongation_reason_{reason}")
        if ref.needs_prescriber:
            prescriber = {"prescriber_id": cls._create_prescriber().id, "report_file": "Yg=="}
        prolongation = cls.env["regie.iae.pass.prolongation"].create(
            {
                "pass_id": record.id,
                "reason_id": ref.id,
                "date_start": record.date_end,
                "date_end": record.date_end + timedelta(days=days),
                **prescriber,
                **vals,
            }
        )
        if granted:
            prolongation.action_submit()
            if prolongation.state == "a_traiter":
                prolongation.action_grant()
        return prolongation
