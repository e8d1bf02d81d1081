from odoo import Command, models


class RegieAnnualAccountsMis(models.Model):
    """The same exercise in MIS Builder: for another layout, a budget beside, an activity alone."""

    _inherit = "regie.annual.accounts"

    def action_open_mis_balance(self):
        """Open the balance sheet in MIS Builder, with last year's."""
        return self._open_mis("balance")

    def action_open_mis_income(self):
        """Open the income statement in MIS Builder, with last year's."""
        return self._open_mis("income")

    def _open_mis(self, family):
        """Create a passing report of MIS over the exercise and open it."""
        self.check_access("read")
        return self._create_mis_instance(family).preview()

    def _create_mis_instance(self, family):
        self.ensure_one()
        report = self.env.ref(f"regie_accounts.mis_report_{family}")
        exercises = self.exercise_id | self.exercise_id.previous_id
        return self.env["mis.report.instance"].create(
            {
                "name": f"{report.name} {self.exercise_id.name}",
                "report_id": report.id,
                "company_id": self.company_id.id,
                "target_move": "posted",
                "temporary": True,
                "period_ids": [
                    Command.create(
                        {
                            "name": exercise.name,
                            "sequence": rank,
                            "mode": "fix",
                            "manual_date_from": exercise.date_from,
                            "manual_date_to": exercise.date_to,
                        }
                    )
                    for rank, exercise in enumerate(exercises)
                ],
            }
        )
