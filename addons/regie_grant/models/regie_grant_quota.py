from odoo import api, models

from ..tools.depreciation import depreciate, share


class RegieGrant(models.Model):
    """Share of the investment grants that goes to the income of an exercise."""

    _inherit = "regie.grant"

    @api.private
    def get_quotas(self, exercise, exclude=None):
        """Share of investment grants for an exercise: {grant: euros}; the rows missing are proposed.

        :param exclude: decisions whose own entries do not count
        """
        grants = self.filtered("is_investment")
        if not grants:
            return {}
        grants._plan_depreciation(exercise)
        # sudo: part of what decides, whoever reads the decision
        rows = (
            self.env["regie.grant.depreciation"]
            .sudo()
            ._read_group(
                [("grant_id", "in", grants.ids), ("date_to", "<=", exercise.date_to)],
                ["grant_id"],
                ["amount_asset:sum"],
            )
        )
        depreciated = {grant.id: amount for grant, amount in rows}
        taken = grants._get_quota_taken(exercise, exclude)
        cents = self._to_cents
        return {
            grant: share(
                cents(grant.amount),
                cents(grant.asset_value),
                cents(depreciated.get(grant.id, 0)),
                cents(taken.get(grant.id, 0)),
            )
            / 100
            for grant in grants
        }

    def _get_quota_taken(self, exercise, exclude=None):
        """{grant id: euros} already in the income, in posted entries up to an exercise."""
        domain = [
            ("grant_id", "in", self.ids),
            ("step", "=", "quota"),
            ("parent_state", "=", "posted"),
            ("date", "<=", exercise.date_to),
        ]
        if exclude:
            domain += ["|", ("decision_id", "=", False), ("decision_id", "not in", exclude.ids)]
        # sudo: part of what decides, whoever reads the decision
        groups = self.env["regie.grant.entry"].sudo()._read_group(domain, ["grant_id"], ["amount:sum"])
        return {grant.id: amount for grant, amount in groups}

    def _plan_depreciation(self, exercise):
        """Propose the depreciation of an exercise, on a straight line, for the assets that have none yet."""
        planned = self.depreciation_ids.filtered(lambda row: row.exercise_id == exercise).grant_id
        ready = self.filtered(lambda grant: grant.asset_value and grant.asset_start and grant.asset_years)
        values = []
        for grant in ready - planned:
            earlier = grant.depreciation_ids.filtered(lambda row: row.date_to < exercise.date_from)
            total = depreciate(
                self._to_cents(grant.asset_value), grant.asset_start, grant.asset_years, exercise.date_to
            )
            amount = max(0, total - self._to_cents(sum(earlier.mapped("amount_asset")))) / 100
            values.append({"grant_id": grant.id, "exercise_id": exercise.id, "amount_asset": amount})
        # sudo: a proposal that follows from the asset, for who prepares the decisions
        self.env["regie.grant.depreciation"].sudo().create(values)
