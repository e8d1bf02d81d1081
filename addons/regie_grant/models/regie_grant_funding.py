from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError

from ..tools.decision import Funding, Layer


class RegieGrant(models.Model):
    """What the books and the convention say of grants on the last day of an exercise, read for all of them at once."""

    _inherit = "regie.grant"

    @api.private
    def get_fundings(self, exercise, exclude=None):
        """Return what decides of each grant at the closing: {grant: Funding}, amounts in cents.

        A constant number of queries for any number of grants.

        :param exercise: `regie.exercise` being closed
        :param exclude: decisions whose own entries do not count
        :raise UserError: FIN-023 when a grant has no analytic account
        """
        self._check_has_axis()
        exclude = exclude or self.env["regie.grant.decision"]
        starts = self._get_take_over()
        before = exercise.date_from - timedelta(days=1)
        days = {exercise.date_to, before} | {taken.date_to for taken, _amount in starts.values()}
        read = {
            "layers": self.env["regie.fund.movement"].get_layers(self, exercise, exclude),
            "starts": starts,
            "repaid": self._get_repaid(exercise, exclude),
            "shifted": self._get_shifted(exercise),
            "booked": {day: self._get_booked(day, exclude) for day in days},
            "costs": {day: self.get_eligible_costs_by_grant(until=day) for day in days},
        }
        return {grant: grant._get_funding(exercise, read) for grant in self}

    def _get_funding(self, exercise, read):
        """What decides of one grant, from what was read for all."""
        self.ensure_one()
        before = exercise.date_from - timedelta(days=1)
        shifted = read["shifted"].get(self, 0)
        booked = read["booked"][exercise.date_to].get(self, 0) + shifted
        costs, costs_before = read["costs"][exercise.date_to][self], read["costs"][before][self]
        attributable = self.get_attributable(exercise) + shifted - read["repaid"].get(self, 0)
        if start := read["starts"].get(self):
            # what was before the take-over is told by the funds that were taken over
            taken, amount = start
            costs_then = read["costs"][taken.date_to][self]
            attributable += amount - self.get_attributable(taken)
            booked += amount - read["booked"][taken.date_to].get(self, 0)
            costs, costs_before = costs - costs_then, max(costs_before - costs_then, 0)
        cents = self._to_cents
        layers = read["layers"].get(self.id, {})
        return Funding(
            booked=cents(booked),
            attributable=cents(attributable),
            costs=cents(costs),
            costs_of_year=cents(costs - costs_before),
            opening=tuple(Layer(origin.date_from, cents(left)) for origin, left in layers.items() if left > 0),
            is_acquired=self._is_acquired_on(exercise.date_to),
            is_dedicated=bool(self._get_fund_pair()),
            is_repayable=self.has_repay_clause and self.period_end <= exercise.date_to,
        )

    @api.model
    def _to_cents(self, amount):
        return round(amount * 100)

    def _is_acquired_on(self, day):
        """Tell whether no suspensive condition is awaited on a day."""
        self.ensure_one()
        return self.condition != "suspensive" or bool(self.condition_lifted_on and self.condition_lifted_on <= day)

    def _check_has_axis(self):
        """Refuse to close a grant whose costs cannot be read.

        :raise UserError: FIN-023
        """
        if blind := self.filtered(lambda grant: not grant.analytic_account_id)[:1]:
            raise UserError(
                self.env._(
                    "Grant %(grant)s: the analytic axis is missing, its costs cannot be read. Give it an account of the"
                    " plan of fundings on its page. (FIN-023)",
                    grant=blind.display_name,
                )
            )

    def _get_take_over(self):
        """{grant: (exercise, euros)} of the funds taken over from an earlier software: the count starts there."""
        # sudo: part of what decides, whoever reads the decision
        groups = (
            self.env["regie.fund.movement"]
            .sudo()
            ._read_group(
                [("grant_id", "in", self.ids), ("is_opening", "=", True), ("parent_state", "=", "posted")],
                ["grant_id", "exercise_id"],
                ["amount:sum"],
            )
        )
        return {self.browse(grant.id): (exercise, amount) for grant, exercise, amount in groups if amount > 0}

    def _get_repaid(self, exercise, exclude):
        """{grant: euros} already found to be given back: the entry took them out of the income."""
        domain = [
            ("grant_id", "in", self.ids),
            ("step", "=", "repay"),
            ("parent_state", "=", "posted"),
            ("date", "<=", exercise.date_to),
        ]
        if exclude:
            domain += ["|", ("decision_id", "=", False), ("decision_id", "not in", exclude.ids)]
        # sudo: part of what decides, whoever reads the decision
        groups = self.env["regie.grant.entry"].sudo()._read_group(domain, ["grant_id"], ["amount:sum"])
        return {self.browse(grant.id): amount for grant, amount in groups}

    def _get_shifted(self, exercise):
        """{grant: euros} that transfers brought, less what earlier decisions gave up carrying over: neither can be
        read in the income of the grant."""
        # sudo: part of what decides, whoever reads the decision
        transfers = (
            self.env["regie.fund.movement"]
            .sudo()
            ._read_group(
                [
                    ("grant_id", "in", self.ids),
                    ("kind", "=", "transfer"),
                    ("parent_state", "=", "posted"),
                    ("exercise_id.date_from", "<=", exercise.date_from),
                ],
                ["grant_id"],
                ["amount:sum"],
            )
        )
        shifted = {self.browse(grant.id): amount for grant, amount in transfers}
        # sudo: same
        given_up = (
            self.env["regie.grant.decision"]
            .sudo()
            ._read_group(
                [("grant_id", "in", self.ids), ("state", "=", "posted"), ("date_to", "<", exercise.date_from)],
                ["grant_id"],
                ["amount_report:sum", "amount_report_computed:sum"],
            )
        )
        for grant, retained, computed in given_up:
            grant = self.browse(grant.id)
            shifted[grant] = shifted.get(grant, 0) + retained - computed
        return shifted

    def _get_booked(self, day, exclude):
        """{grant: euros} of income in the books up to a day, net of what was deferred or taken out of it."""
        # sudo: totals of the grants, whoever reads the decision
        own_moves = self.env["regie.grant.entry"].sudo().search([("decision_id", "in", exclude.ids)]).move_id
        column = self._get_funding_column()
        booked = {}
        # at most five natures: each has its accounts
        for grants in (
            self.filtered(lambda grant: not grant.is_investment)
            .grouped(lambda grant: (grant.company_id, grant.legal_kind))
            .values()
        ):
            # sudo: same
            groups = (
                self.env["account.analytic.line"]
                .sudo()
                ._read_group(
                    [
                        (column, "in", grants.analytic_account_id.ids),
                        ("date", "<=", day),
                        ("general_account_id", "in", grants[0]._get_income_accounts().ids),
                        ("move_line_id", "!=", False),
                        ("move_line_id.move_id", "not in", own_moves.ids),
                    ],
                    [column],
                    ["amount:sum"],
                )
            )
            sums = {axis.id: amount for axis, amount in groups}
            booked.update({grant: sums.get(grant.analytic_account_id.id, 0) for grant in grants})
        return booked
