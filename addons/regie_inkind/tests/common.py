"""Builders with the words of what is given free of charge."""

from datetime import date

from odoo.addons.regie_finance.tests.common import FinanceCase


class InkindCase(FinanceCase):
    """A régie whose board approved the SMIC for the time of volunteers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["regie.parameter"].search([("code", "=", "cvn_smic_brut")]).unlink()
        cls._create_parameter("cvn_smic_brut", 12, "2026-01-01", "2026-06-30")
        cls._create_parameter("cvn_smic_brut", 12.5, "2026-07-01")
        cls.volunteer = cls.env.ref("regie_inkind.nature_volunteer")
        cls.premises = cls.env.ref("regie_inkind.nature_premises")
        cls.rate = cls._create_rate()
        cls.accountant = cls._create_user("accountant", "group_role_accountant")

    @classmethod
    def _create_rate(cls, approved=True, **vals):
        """Create a rate, approved by the board unless told otherwise."""
        rate = cls.env["regie.valuation.rate"].create(
            {
                "nature_id": cls.volunteer.id,
                "company_id": cls.company.id,
                "method": "smic_gross",
                "date_from": "2026-01-01",
                "deliberation": "Board of 12 January, resolution 4",
                "date_deliberation": "2026-01-12",
                **vals,
            }
        )
        if approved:
            rate.action_approve()
        return rate

    @classmethod
    def _create_time(cls, hours=4, day=date(2026, 3, 14), validated=True, **vals):
        """Create hours of a volunteer on a day."""
        contribution = cls.env["regie.inkind.contribution"].create(
            {
                "name": "Clean-up day",
                "nature_id": cls.volunteer.id,
                "company_id": cls.company.id,
                "date_from": day,
                "date_to": day,
                "quantity": hours,
                **vals,
            }
        )
        if validated:
            contribution.action_validate()
        return contribution

    @classmethod
    def _create_premises(cls, amount=6000, validated=True, **vals):
        """Create premises lent for the year, valued at their rent."""
        vals = {
            "name": "Premises of the neighbourhood house",
            "nature_id": cls.premises.id,
            "date_from": "2026-01-01",
            "date_to": "2026-12-31",
            "quantity": 960,
            "amount_given": amount,
            **vals,
        }
        return cls._create_time(validated=validated, hours=vals.pop("quantity"), day=vals.pop("date_from"), **vals)

    @classmethod
    def _book(cls, exercise=None, post=True, **vals):
        """Propose the entries of an exercise; posted unless told otherwise."""
        booking = cls.env["regie.inkind.booking"].create({"exercise_id": (exercise or cls.exercise).id, **vals})
        action = booking.action_propose()
        moves = cls.env["account.move"].browse(action["domain"][0][2])
        if post:
            moves.action_post()
        return moves

    def _balances(self, move):
        """Balance by account of an entry: {code: euros}."""
        balances = {}
        for line in move.line_ids:
            code = line.account_id.code
            balances[code] = round(balances.get(code, 0) + line.balance, 2)
        return balances
