from dateutil.relativedelta import relativedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..tools.spread import overlap_days, share

SPREADS = [
    ("agreed", "As the convention says"),
    ("key", "By an agreed key"),
    ("prorata", "By the days of the period"),
]


class RegieGrantSpread(models.Model):
    """A grant of several years: its part in each exercise, what belongs to later ones is deferred (487).

    ANC 2018-06: by the periods or steps of the convention, else by an agreed key, else prorata temporis.
    """

    _inherit = "regie.grant"

    spread = fields.Selection(SPREADS, readonly=True, copy=False, help="How the fractions were found.")

    def action_spread(self):
        """Open the spreading of the grant over the exercises."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_grant.regie_grant_spread_action")
        return {**action, "context": {"default_grant_id": self.id}}

    @api.private
    def spread_over(self, method, parts):
        """Write the fractions of the grant.

        :param method: agreed (parts are euros), key or prorata (parts are weights)
        :param parts: {exercise: number}
        :raise ValidationError: FIN-015 when agreed amounts are not the grant
        :raise UserError: FIN-015 when no weight is above zero
        """
        self.ensure_one()
        self._check_open()
        if method == "agreed":
            amounts = list(parts.values())
        else:
            weights = [max(weight, 0) for weight in parts.values()]
            if not sum(weights):
                raise UserError(self.env._("“%s”: no exercise takes a part of the grant. (FIN-015)", self.display_name))
            unit = self.currency_id.rounding
            amounts = [self.currency_id.round(part * unit) for part in share(round(self.amount / unit), weights)]
        self.write(
            {
                "fraction_ids": [
                    Command.clear(),
                    *(
                        Command.create({"exercise_id": exercise.id, "amount": amount})
                        for exercise, amount in zip(parts, amounts, strict=True)
                        if not self.currency_id.is_zero(amount)
                    ),
                ]
            }
        )
        # sudo: how it was found, a fact of this step
        self.sudo().spread = method

    def _spread_prorata(self):
        """Spread the grants by the days of their period."""
        for grant in self:
            grant.spread_over("prorata", grant._get_days_by_exercise())

    def _get_days_by_exercise(self):
        """{exercise: days of the period that it holds}, the exercises to come included."""
        self.ensure_one()
        return {
            exercise: overlap_days(self.period_start, self.period_end, exercise.date_from, exercise.date_to)
            for exercise in self._get_exercises()
        }

    def _get_exercises(self):
        """Exercises that the period meets, in order; those to come are created, twelve months each.

        :raise UserError: FIN-082 when the régie keeps no exercise on a day of the period that is past
        """
        self.ensure_one()
        company = self.company_id
        # sudo: years to come are only dates; the accountant alone creates them by hand
        model = self.env["regie.exercise"].sudo()
        last = model.search([("company_id", "=", company.id)], order="date_to desc", limit=1)
        while last and last.date_to < self.period_end:
            start = last.date_to + relativedelta(days=1)
            end = start + relativedelta(years=1, days=-1)
            name = str(start.year) if start.year == end.year else f"{start.year}-{end.year}"
            last = model.create({"name": name, "company_id": company.id, "date_from": start, "date_to": end})
        found = model.search(
            [
                ("company_id", "=", company.id),
                ("date_from", "<=", self.period_end),
                ("date_to", ">=", self.period_start),
            ],
            order="date_from",
        )
        # a period that no exercise covers is refused by the exercise itself
        model.get_for(self.period_end, company)
        return found.sudo(self.env.su)
