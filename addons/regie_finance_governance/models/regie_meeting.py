from odoo import models


class RegieMeeting(models.Model):
    """The assembly that approved the accounts gives their day to the exercise."""

    _inherit = "regie.meeting"

    def _after_sealed(self):
        """Write on the exercise the day of the assembly that approved its accounts, unless a day was typed."""
        result = super()._after_sealed()
        for meeting in self.filtered(lambda one: one.organ_id.kind == "assembly"):
            if meeting._has_approved_accounts():
                day = meeting._get_day()
                # sudo: the last signer has no right on the accounts; the minutes that they sealed say the day
                exercise = self.env["regie.exercise"].sudo()._get_approved_by(meeting.company_id, day)
                exercise.approved_on = day
        return result

    def _has_approved_accounts(self):
        """Tell whether the meeting adopted a resolution that approves the accounts."""
        self.ensure_one()
        return bool(
            # sudo: whoever signs last, the resolutions of the meeting are those that its minutes hold
            self.env["regie.resolution"]
            .sudo()
            .search_count(
                [
                    ("meeting_id", "=", self.id),
                    ("resolution_type", "=", "accounts"),
                    ("result", "=", "adopted"),
                ],
                limit=1,
            )
        )
