from odoo import api, fields, models
from odoo.fields import Domain

#: States in which somebody still waits for the problem to be solved
OPEN = ("new", "qualified", "assigned", "in_progress", "transferred")


class RegieResidentReport(models.Model):
    """The delay that residents were promised: counted in the working hours of the régie, followed by an activity."""

    _inherit = "regie.resident.report"

    sla_deadline = fields.Datetime(
        string="To be solved before",
        compute="_compute_sla_deadline",
        store=True,
        index="btree_not_null",
        help="The delay of the kind, in working hours of the régie, from the arrival or the last reopening.",
    )
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")
    date_escalated = fields.Datetime(string="Late told at", readonly=True, copy=False)

    @api.depends("date", "date_reopened", "category_id", "company_id")
    def _compute_sla_deadline(self):
        for report in self:
            start = report.date_reopened or report.date
            hours = report.category_id.delay_hours
            calendar = report.company_id.resource_calendar_id
            # without a calendar, hours are hours
            planned = calendar and calendar.plan_hours(hours, start, compute_leaves=True)
            report.sla_deadline = planned or (start and fields.Datetime.add(start, hours=hours))

    @api.depends("sla_deadline", "state")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for report in self:
            report.is_late = bool(report.state in OPEN and report.sla_deadline and report.sla_deadline < now)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "in", OPEN) & Domain("sla_deadline", "<", fields.Datetime.now())
        return late if True in value else ~late

    @api.model
    def _cron_escalate(self):
        """Give each late report to its responsible, once for each delay that was missed."""
        late = self.search([("is_late", "=", True), ("date_escalated", "=", False)])
        if not late:
            return
        for user, reports in late.grouped(lambda report: report._get_responsible()).items():
            if user:
                reports.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=self.env._("Late: solve it or answer"),
                    user_id=user.id,
                )
        # sudo is that of the cron: the fact keeps the next run from saying it again
        late.write({"date_escalated": fields.Datetime.now()})

    def _get_responsible(self):
        """Return who answers for the report: its own responsible, that of its kind, else a director of the régie."""
        self.ensure_one()
        report = self.with_company(self.company_id)
        user = report.user_id or report.category_id.user_id
        if user:
            return user
        managers = self.env.ref("regie_gup.group_gup_manager").all_user_ids
        director = self.env.ref("regie_base.group_role_director").all_user_ids
        reachable = managers.filtered(
            lambda one: self.company_id in one.company_ids and one.active and one.share is False
        )
        return ((reachable & director) or reachable)[:1]
