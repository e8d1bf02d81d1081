from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_date


class RegieGrantReminder(models.Model):
    """Reminders of the responsible of a grant: reports, tranches that did not come, conditions that wait."""

    _inherit = "regie.grant"

    report_reminded_on = fields.Date(readonly=True, copy=False, help="Moving the deadline allows a new reminder.")
    tranche_reminded_on = fields.Date(readonly=True, copy=False)
    condition_reminded_on = fields.Date(readonly=True, copy=False)

    def write(self, vals):
        """Allow a new reminder of the report when its deadline moves."""
        result = super().write(vals)
        if "reporting_deadline" in vals:
            # sudo: a fact of the reminders
            self.sudo().report_reminded_on = False
        return result

    @api.model
    def _remind(self, today):
        """Schedule once what is awaited of each running grant."""
        running = self.search([("state", "in", ("notified", "running")), ("legal_kind", "!=", "market")])
        for company, grants in running.grouped("company_id").items():
            days = int(self.env["regie.parameter"].with_company(company).get("GRANT_REMINDER_DAYS", today))
            soon = today + relativedelta(days=days)
            reports = grants.filtered(
                lambda grant, soon=soon: (
                    not grant.report_reminded_on and grant.reporting_deadline and grant.reporting_deadline <= soon
                )
            )
            for grant in reports:
                grant._schedule(
                    self.env._(
                        "Financial report (Cerfa 15059) to hand in before %s",
                        format_date(self.env, grant.reporting_deadline),
                    ),
                    grant.reporting_deadline,
                )
            reports.sudo().report_reminded_on = today  # sudo: a fact of the reminders
            late = grants.filtered(
                lambda grant: not grant.tranche_reminded_on and "late" in grant.tranche_ids.mapped("state")
            )
            for grant in late:
                grant._schedule(self.env._("A tranche did not come: ask the funder"), today)
            late.sudo().tranche_reminded_on = today  # sudo: a fact of the reminders
            waiting = grants.filtered(
                lambda grant, soon=soon: (
                    grant.is_waiting and not grant.condition_reminded_on and grant.period_end <= soon
                )
            )
            for grant in waiting:
                grant._schedule(self.env._("The period ends and the condition is not met: no income"), grant.period_end)
            waiting.sudo().condition_reminded_on = today  # sudo: a fact of the reminders

    def _schedule(self, summary, deadline):
        self.ensure_one()
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=deadline,
            summary=summary,
            user_id=self.user_id.id or self.env.uid,
        )
