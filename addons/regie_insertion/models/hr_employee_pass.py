from odoo import models

from .hr_version import IAE_FORMS


class HrEmployee(models.Model):
    """Employee whose PASS IAE is suspended, prolonged, or rests on a diagnosis."""

    _inherit = "hr.employee"

    def _get_last_hire_date(self, day):
        """First day of the last hire on or before a day: contracts that follow one another are one hire."""
        self.ensure_one()
        # sudo: the rule looks at the contracts of the person, whoever suspends the PASS
        groups = (
            self.env["hr.version"]
            .sudo()
            ._read_group(
                [
                    ("employee_id", "in", self.ids),
                    ("iae_form", "in", IAE_FORMS),
                    ("contract_date_start", "!=", False),
                    ("contract_date_start", "<=", day),
                ],
                ["contract_date_start:day", "contract_date_end:day"],
            )
        )
        hire, previous_end = None, None
        for start, end in sorted(groups, key=lambda row: row[0]):
            if hire is None or not previous_end or (start - previous_end).days > 1:
                hire = start
            previous_end = end or None
        return hire

    def action_suspend_pass(self):
        """Suspend the latest PASS IAE of this person."""
        self.ensure_one()
        return self.pass_id.action_suspend()

    def action_lift_pass(self):
        """Lift the suspension of the latest PASS IAE of this person."""
        self.ensure_one()
        return self.pass_id.action_lift()
