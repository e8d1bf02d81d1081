"""Builders with the words of grants, for the tests of every addon that reads them."""

from datetime import date

from odoo import Command

from odoo.addons.regie_finance.tests.common import FinanceBuilders, FinanceCase


class GrantBuilders(FinanceBuilders):
    """Grants and what is spent on them. For a class that has RegieCase's."""

    @classmethod
    def _create_grant(cls, amount=12000, tranches=(), fractions=None, **vals):
        """Create a grant of the Department for the year 2026; `fractions` is {exercise: amount}."""
        defaults = {
            "name": f"Mediation {next(cls._numbers)}",
            "company_id": cls.company.id,
            "funder_id": vals.get("funder_id") or cls._create_partner("Département de l'Eure").id,
            "funder_type": "department",
            "is_project_defined": True,
            "amount": amount,
            "period_start": date(2026, 1, 1),
            "period_end": date(2026, 12, 31),
            "tranche_ids": [
                Command.create({"name": f"Tranche {index}", "date_due": day, "amount": part})
                for index, (day, part) in enumerate(tranches, 1)
            ],
            "fraction_ids": [
                Command.create({"exercise_id": exercise.id, "amount": part})
                for exercise, part in (fractions or {}).items()
            ],
        }
        return cls.env["regie.grant"].create({**defaults, **vals})

    @classmethod
    def _file(cls, name="file.pdf", record=None):
        """Create a file, of a record when there is one."""
        owner = {"res_model": record._name, "res_id": record.id} if record else {}
        return cls.env["ir.attachment"].create({"name": name, "raw": b"%PDF", **owner})

    @classmethod
    def _sign_commitment(cls, grant):
        """Sign the republican commitment for a grant."""
        grant.write({"cer_signed_on": "2025-11-01", "cer_attachment_ids": [Command.link(cls._file("cer.pdf").id)]})

    @classmethod
    def _attach_documents(cls, grant):
        """Give each document of the checklist its file."""
        for document in grant.document_ids:
            document.attachment_ids = [Command.link(cls._file("document.pdf").id)]

    @classmethod
    def _plan(cls, grant, **rows):
        """Plan rows of the budget: charge_03=1000 is the third row of charges of the form."""
        for name, amount in rows.items():
            row = cls.env.ref(f"regie_grant.cerfa_row_{name}")
            cls.env["regie.grant.budget.line"].create({"grant_id": grant.id, "row_id": row.id, "planned": amount})

    @classmethod
    def _create_notified_grant(cls, amount=12000, notified_on="2026-01-15", booked=False, **vals):
        """Create a grant that the funder has awarded; with its income posted when asked."""
        grant = cls._create_grant(amount, notified_on=notified_on, **vals)
        grant.notification_ids = cls._file("decision.pdf")
        cls._sign_commitment(grant)
        grant.action_notify()
        if booked:
            grant.action_propose_income()
            grant.award_move_ids.action_post()
        return grant

    @classmethod
    def _spend(cls, grant, amount, day="2026-06-15", code="606300", **vals):
        """Post a cost of the grant, which bears its analytic account."""
        move = cls._entry(day, (code, amount), ("401100", -amount, None, cls._create_partner("Supplier")), post=False)
        line = move.line_ids.filtered(lambda item: item.balance * amount > 0)
        accounts = grant.activity_id.analytic_account_id | grant.analytic_account_id
        line.analytic_distribution = {",".join(map(str, accounts.ids)): 100}
        move.action_post()
        return move


class GrantCase(GrantBuilders, FinanceCase):
    """Tests of a régie that receives grants."""
