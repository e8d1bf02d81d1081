from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools.misc import format_date

REMINDER = "regie_insertion.mail_activity_type_statement"


class RegieIaeStatement(models.Model):
    """The day before which a statement is declared, and the reminder of it."""

    _inherit = "regie.iae.statement"

    date_deadline = fields.Date(
        string="To declare before",
        compute="_compute_date_deadline",
        store=True,
        help="Day of the next month given by the parameter jour_limite_etat_mensuel.",
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late", help="Not declared on its day.")

    @api.depends("date_month")
    def _compute_date_deadline(self):
        days = {}
        for statement in self:
            month = statement.date_month
            if month and month not in days:
                day = int(self.env["regie.parameter"].get("jour_limite_etat_mensuel", month))
                days[month] = month + relativedelta(months=1, day=day)
            statement.date_deadline = days.get(month)

    @api.depends("state", "date_deadline")
    def _compute_is_late(self):
        late = self.filtered_domain(self._get_late_domain())
        for statement in self:
            statement.is_late = statement in late

    @api.model
    def _search_is_late(self, operator, value):
        return self._get_late_domain() if operator == "in" else NotImplemented

    @api.model
    def _get_late_domain(self):
        today = fields.Date.context_today(self)
        return [("state", "in", ("draft", "validated")), ("date_deadline", "<", today)]

    @api.model
    def _cron_remind(self):
        """Remind the directors of the statements of last month that are not declared, some days before the deadline.

        Statements that nobody opened yet are opened. Run twice, it reminds once.
        """
        today = fields.Date.context_today(self)
        month = today.replace(day=1) - relativedelta(months=1)
        before = int(self.env["regie.parameter"].get("rappel_etat_mensuel_jours", today))
        deadline = month + relativedelta(
            months=1, day=int(self.env["regie.parameter"].get("jour_limite_etat_mensuel", month))
        )
        if today < deadline - timedelta(days=before):
            return
        annexes = self.env["regie.iae.annex"].search(
            [
                ("is_active", "=", True),
                ("date_start", "<=", month + relativedelta(day=31)),
                ("date_end", ">=", month),
            ]
        )
        for company in annexes.company_id:
            statements = self.with_company(company)
            done = statements.search([("company_id", "=", company.id), ("date_month", "=", month)])
            if annexes.filtered(lambda annex, company=company: annex.company_id == company) - done.annex_id:
                statements._prepare_month(company, month)
            statements.search(
                [
                    ("company_id", "=", company.id),
                    ("date_month", "=", month),
                    ("state", "in", ("draft", "validated")),
                    ("next_ids", "=", False),
                ]
            )._remind_directors()

    def _remind_directors(self):
        """One activity per statement and director, none when there is one already."""
        role = self.env.ref("regie_base.group_role_director")
        kind = self.env.ref(REMINDER)
        for statement in self:
            directors = role.all_user_ids.filtered(
                lambda user, statement=statement: statement.company_id in user.company_ids and not user.share
            )
            told = statement.activity_ids.filtered(lambda activity: activity.activity_type_id == kind).user_id
            for user in directors - told:
                statement.activity_schedule(
                    REMINDER,
                    date_deadline=statement.date_deadline,
                    user_id=user.id,
                    summary=self.env._(
                        "Declare %(month)s to the State before %(day)s",
                        month=statement.month_name,
                        day=format_date(self.env, statement.date_deadline, date_format="d MMMM"),
                    ),
                )

    def _close_reminders(self):
        """What was to be declared is."""
        self.activity_unlink([REMINDER])
