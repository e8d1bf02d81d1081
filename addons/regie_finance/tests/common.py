"""Builders with the words of an accountant, for the tests of every addon of the finance family."""

from datetime import date

from odoo import Command

from odoo.addons.regie_base.tests.common import RegieCase


class FinanceBuilders:
    """A régie on the chart of associations, its exercises and its entries. For a class that has RegieCase's."""

    @classmethod
    def _setup_finance(cls):
        """Put the régie of the tests on the chart of associations, with the exercise 2026 and the one before."""
        cls.company.country_id = cls.env.ref("base.fr")
        chart = cls.env["account.chart.template"]
        if cls.company.chart_template == "fr":
            chart.move_to_association(cls.company)
        elif cls.company.chart_template != "fr_asso":
            chart.try_loading("fr_asso", cls.company)
        cls.exercise_before = cls._create_exercise(2025)
        cls.exercise = cls._create_exercise(2026)

    @classmethod
    def _create_exercise(cls, year, **vals):
        """Create the exercise of a calendar year."""
        return cls.env["regie.exercise"].create(
            {
                "name": str(year),
                "company_id": cls.company.id,
                "date_from": date(year, 1, 1),
                "date_to": date(year, 12, 31),
                **vals,
            }
        )

    @classmethod
    def _account(cls, code):
        """The account of the régie with this code, archived ones included."""
        account = (
            cls.env["account.account"]
            .with_context(active_test=False)
            .search([*cls.env["account.account"]._check_company_domain(cls.company), ("code", "=", code)])
        )
        if len(account) != 1:
            raise AssertionError(f"{len(account)} accounts {code}")
        return account

    @classmethod
    def _journal(cls, kind="general"):
        """The first journal of a kind (sale, purchase, bank, cash, general)."""
        return cls.env["account.journal"].search(
            [("type", "=", kind), ("company_id", "=", cls.company.id)], order="id", limit=1
        )

    @classmethod
    def _entry(cls, day, *lines, journal=None, post=True, **vals):
        """Create an entry from rows (code, amount, activity or None, partner or None): debit when the amount is
        positive, credit when it is negative."""
        commands = []
        for row in lines:
            code, amount, activity, partner = (*row, None, None)[:4]
            values = {
                "account_id": cls._account(code).id,
                "balance": amount,
                "name": f"Line {code}",
                "partner_id": partner.id if partner else False,
                "tax_ids": [Command.clear()],
            }
            if activity:
                values["analytic_distribution"] = {str(activity.analytic_account_id.id): 100}
            commands.append(Command.create(values))
        move = cls.env["account.move"].create(
            {
                "move_type": "entry",
                "date": day,
                "journal_id": (journal or cls._journal()).id,
                "company_id": cls.company.id,
                "line_ids": commands,
                **vals,
            }
        )
        if post:
            move.action_post()
        return move


class FinanceCase(FinanceBuilders, RegieCase):
    """Tests of a régie on the chart of associations."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_finance()
