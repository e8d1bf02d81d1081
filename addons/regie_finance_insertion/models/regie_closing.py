from odoo import models

from odoo.addons.regie_closing.tools.control_result import ControlResult

ACCOUNTS = ("7301", "7302")


class RegieClosing(models.Model):
    """Step 9 with the schedule of the aide au poste, which rests on the hours declared."""

    _inherit = "regie.closing"

    def _control_job_aid(self):
        """Job aids of the months of the exercise, received or due after the hours, against what was booked on 7301 and
        7302: green within the tolerance of the régie."""
        exercise = self.exercise_id
        domain = [
            ("company_id", "=", self.company_id.id),
            ("date_month", ">=", exercise.date_from.replace(day=1)),
            ("date_month", "<=", exercise.date_to),
        ]
        # sudo: totals of the aid by month, none of a person, for whoever closes the exercise
        payments = self.env["regie.iae.aid.payment"].sudo().search(domain)
        if not payments:
            return super()._control_job_aid()
        due = sum(one.amount_received if one.date_received else one.amount_expected for one in payments)
        booked = -self._get_ledger().moved(*ACCOUNTS)
        gap = self.currency_id.round(booked - due)
        tolerance = float(
            self.env["regie.parameter"].with_company(self.company_id).get("job_aid_tolerance", exercise.date_to)
        )
        sentence = self.env._(
            "%(due)s due by the ASP after the hours declared, %(booked)s booked on 7301 and 7302.",
            due=self._format_amount(due),
            booked=self._format_amount(booked),
        )
        is_close = self.currency_id.compare_amounts(abs(gap), tolerance) <= 0
        return ControlResult("ok" if is_close else "ko", gap, sentence, "regie.iae.aid.payment", domain)
