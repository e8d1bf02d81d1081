from odoo import models

from ..tools import distribution as analytic


class AccountMove(models.Model):
    """An entry says of which activities its income and expenses are before it is posted."""

    _inherit = "account.move"

    def _post(self, soft=True):
        """Complete what banks, tills and taxes could not say of the activities, then check it. (FIN-060)"""
        self._complete_activities()
        return super()._post(soft)

    def _complete_activities(self):
        """Write the activity of the lines that cannot be asked for one, and put both axes on one row."""
        for company, moves in self.grouped("company_id").items():
            account_ids = company._get_activity_account_ids()
            lines = moves.line_ids.filtered(lambda line: line._is_result())
            for line in lines.filtered(lambda line: not line._follows_other_lines()):
                line._complete_activity(account_ids, line.move_id._get_default_activity())
            for line in lines.filtered(lambda line: line._follows_other_lines()):
                line._complete_activity(account_ids, line.move_id._get_default_activity(strict=False))

    def _get_default_activity(self, strict=True):
        """The activity that the lines of the entry bear when they say none; none when a person has to choose it.

        Banks, tills and journals of one activity never wait for a person. `strict=False`: a line made by the
        software (tax, rounding…) never waits either.
        """
        self.ensure_one()
        if self.journal_id.regie_activity_id or not self.company_id.regie_activity_required:
            return self.journal_id.regie_activity_id
        if not strict or self._is_posted_by_itself():
            return self.company_id.regie_default_activity_id
        return self.env["regie.activity"]

    def _is_posted_by_itself(self):
        """Whether the entry comes from a bank, a till or the software, where nobody is asked for an activity."""
        self.ensure_one()
        return self.journal_id.type in ("bank", "cash", "credit") or self.journal_id in (
            self.company_id._get_automatic_journals()
        )

    def _get_activity_weights(self, account_ids):
        """Distributions of the lines that say their activities, with the weight of each."""
        self.ensure_one()
        return [
            (line.analytic_distribution, line.balance)
            for line in self.line_ids
            if line._is_result()
            and not line._follows_other_lines()
            and analytic.is_whole(line.analytic_distribution, account_ids)
        ]
