from collections import defaultdict

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class RegieInkindContribution(models.Model):
    """The steps of a contribution: validated at the rate of its day, taken in an entry, reopened."""

    _inherit = "regie.inkind.contribution"

    def action_validate(self):
        """Give contributions their value, at the rate in force on their first day.

        :raise UserError: FIN-032 without a rate in force, FIN-039 without a value or over two exercises
        """
        self.check_access("write")
        rates = self.env["regie.valuation.rate"]._get_approved(self.company_id)
        smic = rates._get_smic()
        now = fields.Datetime.now()
        drafts = self.filtered(lambda line: not line.date_validated)
        drafts._check_exercise()
        for contribution in drafts:
            values = contribution._get_value(rates, smic)
            if contribution.is_valued and contribution.currency_id.is_zero(values["amount"]):
                raise UserError(
                    self.env._(
                        "“%(name)s” has no value: write its amount, or untick “Valued”. (FIN-039)",
                        name=contribution.name,
                    )
                )
            # sudo: the facts, once the right to write and the rate are checked
            contribution.sudo().write({**values, "date_validated": now, "validated_by_id": self.env.uid})

    def action_reopen(self):
        """Take the validation back, to correct a contribution that stands in no entry.

        :raise UserError: FIN-035 when it stands in an entry
        """
        self.check_access("write")
        self.filtered(lambda line: line.state in ("proposed", "booked"))._check_not_validated()
        # sudo: the facts, once the right to write is checked
        self.sudo().write(
            {
                "date_validated": False,
                "validated_by_id": False,
                "rate_id": False,
                "unit_amount": 0,
                "amount": 0,
                "move_id": False,
            }
        )

    def action_view_move(self):
        """Open the entry of the contribution."""
        self.ensure_one()
        return self.move_id.get_formview_action()

    def _check_exercise(self):
        """Refuse contributions over two exercises: their value belongs to each for its part. (FIN-039)"""
        exercises = self.env["regie.exercise"].search([("company_id", "in", self.company_id.ids)])
        for contribution in self:
            for exercise in exercises:
                if (
                    exercise.company_id == contribution.company_id
                    and contribution.date_from <= exercise.date_to < contribution.date_to
                ):
                    raise UserError(
                        self.env._(
                            "“%(name)s” runs beyond the exercise %(exercise)s: write one contribution for each "
                            "exercise. (FIN-039)",
                            name=contribution.name,
                            exercise=exercise.name,
                        )
                    )

    def _get_value(self, rates, smic):
        """Return the value of a contribution, with its rate: ``{"amount", "rate_id", "unit_amount"}``, in euros.

        :raise UserError: FIN-032 when no rate is in force
        """
        self.ensure_one()
        if not self.is_valued:
            return {"amount": 0, "rate_id": False, "unit_amount": 0}
        if self.valuation == "amount":
            return {"amount": self.amount_given, "rate_id": False, "unit_amount": 0}
        rate = rates._pick(self)
        unit = rate._get_unit_amount(self.date_from, smic) * self.coefficient
        return {"amount": self.currency_id.round(self.quantity * unit), "rate_id": rate.id, "unit_amount": unit}

    def _propose_move(self, company, date, label):
        """Create the draft entry of these contributions: both sides by account and activity, equal to the cent.

        The value of each contribution is rounded once, so that the sums of both sides are those of the same figures.
        """
        accounts = self.nature_id._get_accounts(company)
        sums = defaultdict(float)
        for contribution in self:
            use, source = accounts[contribution.nature_id]
            sums[use, contribution.activity_id] += contribution.amount
            sums[source, contribution.activity_id] -= contribution.amount
        move = self.env["account.move"].create(
            {
                "move_type": "entry",
                "company_id": company.id,
                "journal_id": company._get_inkind_journal().id,
                "date": date,
                "ref": label,
                "line_ids": [
                    Command.create(self._prepare_move_line_vals(company, account, activity, balance, label))
                    for (account, activity), balance in sorted(
                        sums.items(), key=lambda item: (item[0][0].code, item[0][1].sequence, item[0][1].id)
                    )
                ],
            }
        )
        # sudo: the fact, once the entry is created with the rights of who asks
        self.sudo().write({"move_id": move.id})
        return move

    @api.model
    def _prepare_move_line_vals(self, company, account, activity, balance, label):
        """Values of one line; the activity stands on both sides, for the memo under its result."""
        vals = {
            "account_id": account.id,
            "name": f"{label} – {activity.name}" if activity else label,
            "balance": company.currency_id.round(balance),
            "tax_ids": [Command.clear()],
        }
        if activity:
            vals["analytic_distribution"] = {str(activity.analytic_account_id.id): 100}
        return vals
