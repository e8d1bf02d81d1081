from odoo import models
from odoo.exceptions import ValidationError

from ..tools import distribution as analytic

RESULT_TYPES = ("income", "income_other", "expense", "expense_other", "expense_depreciation", "expense_direct_cost")


class AccountMoveLine(models.Model):
    """An income or an expense is of one activity, or of several that make 100 %."""

    _inherit = "account.move.line"

    def _is_result(self):
        """Whether the line is an income or an expense with an amount."""
        self.ensure_one()
        return self.account_id.account_type in RESULT_TYPES and not self.company_currency_id.is_zero(self.balance)

    def _follows_other_lines(self):
        """Whether the software made the line from the others of the entry: tax, rounding, discount, cost of goods."""
        self.ensure_one()
        return self.display_type != "product"

    def _complete_activity(self, account_ids, activity):
        """Write what the line does not say: like the lines it follows, else the default activity."""
        self.ensure_one()
        said = self.analytic_distribution or {}
        wanted = said
        if not analytic.is_whole(said, account_ids):
            if self._follows_other_lines() and not analytic.share_of(said, account_ids)[1]:
                wanted = analytic.weighted(self.move_id._get_activity_weights(account_ids)) or said
            if activity and not analytic.is_whole(wanted, account_ids):
                wanted = analytic.complete(wanted, account_ids, activity.analytic_account_id.id)
        wanted = analytic.combine(wanted, account_ids)
        if wanted != said:
            # the taxes of an invoice are not counted again: no amount changes
            self.with_context(skip_invoice_sync=True).analytic_distribution = wanted

    def _validate_analytic_distribution(self):
        """Refuse, wherever the entry comes from, an income or an expense without its activities.

        :raise ValidationError: FIN-060
        """
        self._check_activities()
        return super()._validate_analytic_distribution()

    def _update_analytic_distribution(self):
        """Keep the rule when analytic items of a posted entry are changed by hand.

        :raise ValidationError: FIN-060
        """
        result = super()._update_analytic_distribution()
        if not self.env.context.get("skip_analytic_sync"):
            self.filtered(lambda line: line.parent_state == "posted")._check_activities()
        return result

    def _check_activities(self):
        """Refuse lines of a régie that requires it whose income or expense is not, for 100 %, of activities.

        :raise ValidationError: FIN-060
        """
        for company, lines in self.filtered("company_id.regie_activity_required").grouped("company_id").items():
            account_ids = company._get_activity_account_ids()
            faulty = lines.filtered(
                lambda line, ids=account_ids: (
                    line._is_result() and not analytic.is_whole(line.analytic_distribution, ids)
                )
            )
            if faulty:
                raise ValidationError(faulty._get_activity_message(account_ids))

    def _get_activity_message(self, account_ids):
        """The sentence of FIN-060: which line, what it says, what to do."""
        line, others = self[0], len(self) - 1
        share = analytic.share_of(line.analytic_distribution, account_ids)[0]
        return self.env._(
            "Entry %(move)s: the line “%(line)s” of account %(account)s must say for 100 %% of which activities it is; "
            "it says %(share)s %%. %(others)s other line(s) are in the same case. Choose the activities in the column "
            "“Analytic distribution”, or give the journal an activity. (FIN-060)",
            move=line.move_id.display_name,
            line=line.name or line.account_id.name,
            account=line.account_id.with_company(line.company_id).code,
            share=f"{share:g}",
            others=others,
        )
