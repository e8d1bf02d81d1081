"""Builders of the contracts: derogations, renewals, teams and those who lead them."""

from datetime import date

from odoo import Command

from .common import InsertionCase


class ContractCase(InsertionCase):
    """A team with its leader, and the decisions that surround a contract."""

    @classmethod
    def _create_derogation(cls, employee, ground="age_disability", period=None, **vals):
        """Create a decision of one year from 1 October 2026, unless ``period`` says otherwise."""
        date_from, date_to = period or (date(2026, 10, 1), date(2027, 9, 30))
        return cls.env["regie.iae.derogation"].create(
            {
                "employee_id": employee.id,
                "ground": ground,
                "decision_date": date_from,
                "authority": "DDETS de l'Eure",
                "date_from": date_from,
                "date_to": date_to,
                **vals,
            }
        )

    @classmethod
    def _create_team(cls, name="Nettoyage", leader=None, deputies=None, **vals):
        """Create a team led by a user (their employee is created if they have none)."""
        manager = cls.env["hr.employee"]
        if leader:
            manager = leader.employee_id or cls._create_employee(
                name=leader.name, contract=(date(2020, 1, 1), False), user_id=leader.id
            )
        return cls.env["hr.department"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "manager_id": manager.id,
                "deputy_ids": [Command.set(deputies.ids if deputies else [])],
                **vals,
            }
        )

    @classmethod
    def _renew(cls, employee, date_start, date_end, **vals):
        """Give an employee the next contract."""
        return employee.create_version(
            {
                "date_version": date_start,
                "contract_date_start": date_start,
                "contract_date_end": date_end,
                **vals,
            }
        )
