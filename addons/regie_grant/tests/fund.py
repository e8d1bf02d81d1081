"""Builders with the words of dedicated funds."""

from .common import GrantCase


class FundCase(GrantCase):
    """Tests of a régie that closes its grants."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.following = cls._create_exercise(2027)
        cls.activity = cls._create_activity()

    @classmethod
    def _create_awarded(cls, amount=12000, award="2026-01-15", booked=None, **vals):
        """Create a grant that its funder awarded, with its entry of income (none when `booked` is zero)."""
        grant = cls._create_grant(amount, **{"activity_id": cls.activity.id, "notified_on": award, **vals})
        grant.sudo().state = "running"
        booked = amount if booked is None else booked
        if booked:
            # books kept before the suite let an income in whose condition waits
            condition, grant.condition = grant.condition, "none"
            cls._book_income(grant, booked, award)
            grant.condition = condition
        return grant

    @classmethod
    def _book_income(cls, grant, amount, day="2026-01-15"):
        """Post the entry of an award."""
        move = cls._entry(day, ("441700", amount), ("741000", -amount, None, grant.funder_id), post=False)
        code = grant.get_income_account()
        line = move.line_ids.filtered(lambda item: item.balance < 0)
        line.account_id = code
        line.analytic_distribution = grant._get_fund_distribution()
        move.action_post()
        return move

    @classmethod
    def _decide(cls, grant, exercise=None):
        """Create the decision of a grant for an exercise, 2026 by default."""
        return cls.env["regie.grant.decision"].create(
            {"grant_id": grant.id, "exercise_id": (exercise or cls.exercise).id}
        )

    @classmethod
    def _close(cls, grant, exercise=None):
        """Decide of a grant and post the entries."""
        decision = cls._decide(grant, exercise)
        decision.action_post()
        return decision

    def _balance(self, code, exercise=None):
        """Balance of accounts in the books at the end of an exercise, credit positive."""
        return -(exercise or self.exercise).get_sum([code], to_date=True)

    def _get_fund(self, grant):
        """{name of the exercise of origin: euros left}."""
        layers = self.env["regie.fund.movement"].get_layers(grant).get(grant.id, {})
        return {origin.name: amount for origin, amount in layers.items()}
