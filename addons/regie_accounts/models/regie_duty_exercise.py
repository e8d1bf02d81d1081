from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date


class RegieExercise(models.Model):
    """What the duties of an exercise depend on and the books do not say."""

    _inherit = "regie.exercise"

    permanent_headcount = fields.Float(
        string="Permanent employees",
        digits=(16, 2),
        tracking=True,
        help="Open-ended contracts, mean of the ends of quarters (C. com. R. 612-1). 0: not known.",
    )
    employee_count = fields.Float(
        string="Employees paid in the year",
        digits=(16, 2),
        tracking=True,
        help="In full-time equivalents: the estimate of the wage tax rests on their mean pay. 0: not known.",
    )
    approved_on = fields.Date(
        string="Accounts approved on", tracking=True, help="Day of the assembly that approved the accounts."
    )
    published_on = fields.Date(
        string="Accounts published on", tracking=True, help="Day on which they were sent to the DILA."
    )

    _headcounts_positive = models.Constraint(
        "CHECK (permanent_headcount >= 0 AND employee_count >= 0)", "A number of employees is not negative. (FIN-092)"
    )

    @api.constrains("date_to", "approved_on", "published_on")
    def _check_approval_days(self):
        """Accounts are approved once the exercise is over, and published once approved. (FIN-093)"""
        for exercise in self:
            approved, published = exercise.approved_on, exercise.published_on
            if approved and approved <= exercise.date_to:
                raise ValidationError(
                    self.env._(
                        "The accounts of %(exercise)s cannot be approved on %(date)s, before the exercise is over. "
                        "(FIN-093)",
                        exercise=exercise.name,
                        date=format_date(self.env, approved),
                    )
                )
            if published and (not approved or published < approved):
                raise ValidationError(
                    self.env._(
                        "The accounts of %(exercise)s are published once they are approved: write the day of the "
                        "assembly first. (FIN-093)",
                        exercise=exercise.name,
                    )
                )

    def _get_statement_rows(self):
        """``{code: row}`` of the annual accounts of the exercise, whether they are drawn up or not."""
        self.ensure_one()
        accounts = self.env["regie.annual.accounts"].new({"exercise_id": self.id})
        return {row["code"]: row for rows in accounts._get_statements().values() for row in rows}

    def _get_balance_total(self):
        """Row of the net total of the assets: its ``amount`` in euros and the ``domain`` of its journal items."""
        self.ensure_one()
        accounts = self.env["regie.annual.accounts"].new({"exercise_id": self.id})
        rows = accounts._get_statements()["balance_asset"]
        return next((row for row in rows if row["is_grand_total"]), {"amount": 0, "domain": [(0, "=", 1)]})

    def _get_permanent_headcount(self):
        """Mean of the permanent employees at the ends of quarters; 0 when it is not known."""
        self.ensure_one()
        return self.permanent_headcount
