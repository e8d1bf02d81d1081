from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """How strictly a régie follows its activities in the accounts."""

    _inherit = "res.company"

    regie_activity_required = fields.Boolean(
        string="Activity required",
        help="Once ticked, no income nor expense is posted without saying, for 100 % of it, which activities it is of.",
    )
    regie_default_activity_id = fields.Many2one(
        "regie.activity",
        string="Default activity",
        domain="[('company_id', '=', id)]",
        help="Borne by what banks and tills post by themselves without saying any activity: bank fees, differences…",
    )

    @api.constrains("regie_default_activity_id", "regie_activity_required")
    def _check_default_activity(self):
        """Banks and tills of a régie that requires activities have one to fall back on, and it is the régie's."""
        for company in self:
            activity = company.regie_default_activity_id
            if activity and activity.company_id != company:
                raise ValidationError(
                    self.env._(
                        "The activity “%(activity)s” is of %(other)s: choose one of %(company)s. (FIN-064)",
                        activity=activity.display_name,
                        other=activity.company_id.display_name,
                        company=company.display_name,
                    )
                )
            if company.regie_activity_required and not activity:
                raise ValidationError(
                    self.env._(
                        "Choose the default activity of %(company)s before requiring one on each entry: without it, "
                        "banks and tills could not post their fees and differences. (FIN-065)",
                        company=company.display_name,
                    )
                )

    def _get_activity_account_ids(self):
        """Ids of the analytic accounts of the activities of the régie, archived ones included."""
        self.ensure_one()
        # sudo: whoever posts, an invoice or a till, is held to the same activities
        activities = self.env["regie.activity"].sudo().with_context(active_test=False)
        return set(activities.search([("company_id", "=", self.id)]).analytic_account_id.ids)

    def _get_automatic_journals(self):
        """Journals, besides those of banks and cash, where the software posts by itself. Extended by addons."""
        self.ensure_one()
        return self.currency_exchange_journal_id | self.tax_cash_basis_journal_id
