from odoo import api, fields, models
from odoo.tools import format_amount


class RegieGrant(models.Model):
    """Dedicated funds that nobody spends: the annex tells them, and the responsible is asked why."""

    _inherit = "regie.grant"

    @api.model
    def _cron_watch_funds(self):
        """Ask the responsible of each project whose funds are idle for two exercises, once as long as it is open.

        FIN-024: the last exercise that is over decides.
        """
        today = fields.Date.context_today(self)
        over = self.env["regie.exercise"]._read_group([("date_to", "<", today)], ["company_id"], ["date_to:max"])
        ends = {company.id: day for company, day in over}
        rows = self.env["regie.fund.report"].search([("idle", ">", 0), ("date_to", "in", list(ends.values()))])
        idle = rows.filtered(lambda row: row.date_to == ends[row.company_id.id])
        kind = self.env.ref("regie_grant.mail_activity_type_idle_fund")
        asked = self.env["mail.activity"].search(
            [("res_model", "=", self._name), ("res_id", "in", idle.grant_id.ids), ("activity_type_id", "=", kind.id)]
        )
        for row in idle.filtered(lambda row: row.grant_id.id not in asked.mapped("res_id")):
            row.grant_id._ask_about_idle_fund(row.idle)

    def _ask_about_idle_fund(self, amount):
        """Schedule the question for the responsible of the grant, in the language of who reads it."""
        self.ensure_one()
        user = self.user_id or self.create_uid
        grant = self.with_context(lang=user.lang)
        grant.activity_schedule(
            "regie_grant.mail_activity_type_idle_fund",
            user_id=user.id,
            summary=grant.env._(
                "Dedicated funds without spending for two exercises: %(amount)s, to be told in the annex. (FIN-024)",
                amount=format_amount(grant.env, amount, self.currency_id),
            ),
        )
