"""Builders with the words of the tool library: policies, models, units, bookings."""

from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields

from odoo.addons.regie_services.tests.common import ServiceBuilders, ServiceCase

USER = "regie_loan.group_loan_user"
MANAGER = "regie_loan.group_loan_manager"


class LoanBuilders(ServiceBuilders):
    """Tools and their loans, for the tests of the tool library and of what stands on it."""

    @classmethod
    def _create_policy(cls, code=None, **vals):
        """Create a policy: seven days, four tools, two hours between two loans, free."""
        number = next(cls._numbers)
        return cls.env["regie.loan.policy"].create({"name": f"Policy {number}", "code": code or f"P{number}", **vals})

    @classmethod
    def _create_model(cls, name="Drill", units=1, policy=None, **vals):
        """Create a model of tool with its units."""
        policy = policy or cls._create_policy()
        model = cls.env["regie.loan.model"].create({"name": name, "policy_id": policy.id, **vals})
        for _unit in range(units):
            cls._create_item(model)
        return model

    @classmethod
    def _create_item(cls, model=None, **vals):
        """Create a unit of a model."""
        model = model or cls._create_model(units=0)
        return cls.env["regie.loan.item"].create({"model_id": model.id, "number": f"N{next(cls._numbers)}", **vals})

    @classmethod
    def _create_kit(cls, models, name="Sanding", **vals):
        """Create a kit of one of each model."""
        components = [Command.create({"model_id": model.id}) for model in models]
        return cls.env["regie.loan.kit"].create({"name": name, "component_ids": components, **vals})

    @classmethod
    def _create_loan(cls, *tools, partner=None, start=1, days=2, reserve=False, **vals):
        """Create a loan of units or of models, from ``start`` days from now and for so many days."""
        out = fields.Datetime.now().replace(microsecond=0) + timedelta(days=start)
        lines = [
            Command.create({"item_id" if tool._name == "regie.loan.item" else "model_id": tool.id}) for tool in tools
        ]
        partner = partner or cls._create_person()
        loan = cls.env["regie.loan"].create(
            {
                "partner_id": partner.id,
                "date_out": out,
                "date_due": out + timedelta(days=days),
                "line_ids": lines,
                **vals,
            }
        )
        if reserve:
            loan.action_reserve()
        return loan

    @classmethod
    def _hand_over(cls, loan, days_ago=0):
        """Put the tools of a booked loan out, some days ago when it is told: its dates move with it."""
        lines = loan.line_ids.filtered(lambda line: line.state in ("reserved", "contract"))
        if days_ago:
            gap = loan.date_out - (fields.Datetime.now().replace(microsecond=0) - timedelta(days=days_ago))
            loan.sudo().write({"date_out": loan.date_out - gap, "date_due": loan.date_due - gap})
        lines._set_state("out", date_left=loan.date_out)
        return loan


class LoanCase(LoanBuilders, ServiceCase):
    """A tool library and its borrowers, all of them members: the register is tested where it is joined."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        partners = cls.env.registry["res.partner"]
        cls.startClassPatcher(patch.object(partners, "_get_members_over", lambda partner, first, last: partner))
