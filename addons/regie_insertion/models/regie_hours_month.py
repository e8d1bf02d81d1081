from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.tools import SQL
from odoo.tools.misc import format_date


class RegieHoursMonth(models.Model):
    """A month of hours of the association: open while the hours are typed, then validated and locked for good.

    The row appears with the first hour of the month, so that whoever types hours and whoever validates the month
    always meet on the same row of PostgreSQL.
    """

    _name = "regie.hours.month"
    _description = "Month of hours"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    date = fields.Date(
        string="Month",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="First day of the month.",
    )
    validated_on = fields.Datetime(readonly=True, copy=False, tracking=True)
    validated_by_id = fields.Many2one("res.users", string="Validated by", readonly=True, copy=False)
    state = fields.Selection(
        [("open", "Open"), ("validated", "Validated")],
        compute="_compute_state",
        store=True,
        default="open",
        help="Validated as soon as somebody has validated the month. A validated month never reopens: "
        "a mistake is mended by a dated correction, which shows in every paper.",
    )

    line_count = fields.Integer(string="Lines", compute="_compute_figures")
    employee_count = fields.Integer(string="Persons", compute="_compute_figures")
    hours = fields.Float(digits=(16, 2), compute="_compute_figures", help="Corrections included.")
    corrected_hours = fields.Float(
        string="Of which corrections", digits=(16, 2), compute="_compute_figures", help="Made after the validation."
    )
    anomaly_ids = fields.One2many(
        "regie.hours.anomaly",
        "month_id",
        string="Points to check",
        readonly=True,
        groups="regie_insertion.group_insertion_user",
    )
    anomaly_count = fields.Integer(
        string="Number of points to check",
        compute="_compute_anomaly_count",
        groups="regie_insertion.group_insertion_user",
    )

    _month_uniq = models.Constraint("UNIQUE (company_id, date)", "This month already exists for the company.")
    _first_day = models.Constraint("CHECK (EXTRACT(day FROM date) = 1)", "A month of hours is named by its first day.")

    @api.depends("validated_on")
    def _compute_state(self):
        for month in self:
            month.state = "validated" if month.validated_on else "open"

    @api.depends("date", "company_id")
    def _compute_display_name(self):
        for month in self:
            month.display_name = format_date(self.env, month.date, date_format="MMMM y") if month.date else ""

    def _compute_figures(self):
        """Totals of the hours of the months, of all people: whoever reads the month may read its totals."""
        self.env["account.analytic.line"]._flush_hours()
        rows = self.env.execute_query(
            SQL(
                """SELECT month.id, COUNT(*), COUNT(DISTINCT line.employee_id),
                          round(SUM(line.unit_amount)::numeric, 2),
                          round((SUM(line.unit_amount) FILTER (WHERE line.correction_date IS NOT NULL))::numeric, 2)
                     FROM regie_hours_month month
                     JOIN account_analytic_line line
                       ON line.company_id = month.company_id AND line.project_id IS NOT NULL
                      AND line.date >= month.date AND line.date < month.date + INTERVAL '1 month'
                     JOIN project_project project
                       ON project.id = line.project_id AND project.worksite_code IS NOT NULL
                    WHERE month.id = ANY(%s)
                 GROUP BY month.id""",
                list(self.ids),
            )
        )
        figures = {row[0]: row[1:] for row in rows}
        for month in self:
            month.line_count, month.employee_count, month.hours, corrected = figures.get(month.id, (0, 0, 0, 0))
            month.corrected_hours = corrected or 0

    def _compute_anomaly_count(self):
        self.env["account.analytic.line"]._flush_insertion_hours()
        groups = self.env["regie.hours.anomaly"]._read_group([("month_id", "in", self.ids)], ["month_id"], ["__count"])
        counts = {month.id: count for month, count in groups}
        for month in self:
            month.anomaly_count = counts.get(month.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        """Any day of the month names the month."""
        for vals in vals_list:
            if vals.get("date"):
                vals["date"] = fields.Date.to_date(vals["date"]).replace(day=1)
        return super().create(vals_list)

    def write(self, vals):
        """A validated month keeps its company, its date and the proof of its validation."""
        if {"company_id", "date", "validated_on", "validated_by_id", "state"} & vals.keys():
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_validated(self):
        if any(month.validated_on for month in self):
            raise UserError(self.env._("A validated month cannot be deleted. (HRS-09)"))

    def action_open_validate(self):
        """Show the totals and the points to check, then validate."""
        self.ensure_one()
        self._check_open()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_hours_month_validate_action")
        return dict(action, context={"default_month_id": self.id})

    def action_open_hours(self):
        """The hours of the month."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.account_analytic_line_action_hours")
        domain = [
            ("project_id.worksite_code", "!=", False),
            ("company_id", "=", self.company_id.id),
            ("date", ">=", self.date),
            ("date", "<=", self._get_last_day()),
        ]
        return dict(action, domain=domain, context={"is_timesheet": 1})

    def action_prepare_statements(self):
        """Open or refresh the statements of the annexes of the month, and show them."""
        self.ensure_one()
        statements = self.env["regie.iae.statement"]._prepare_month(self.company_id, self.date)
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_iae_statement_action")
        return dict(action, domain=[("id", "in", statements.ids)], context={})

    def _validate_and_prepare(self):
        """Lock the month; show the statements to send when it has an active annex, the month otherwise."""
        self.ensure_one()
        self._validate()
        has_annex = self.env["regie.iae.annex"].search_count(
            [
                ("company_id", "=", self.company_id.id),
                ("is_active", "=", True),
                ("date_start", "<=", self._get_last_day()),
                ("date_end", ">=", self.date),
            ],
            limit=1,
        )
        return self.action_prepare_statements() if has_annex else {"type": "ir.actions.act_window_close"}

    def _check_open(self):
        """Raise UserError (HRS-09) if a month of ``self`` is validated."""
        for month in self.filtered("validated_on"):
            raise UserError(
                self.env._(
                    "The hours of %(month)s are validated: the month never reopens. "
                    "Use a dated correction instead. (HRS-09)",
                    month=month.display_name,
                )
            )

    def _get_last_day(self):
        """Last day of the month."""
        self.ensure_one()
        return self.date + relativedelta(months=1, days=-1)

    def _validate(self):
        """Lock the months for good. Raises UserError while somebody is typing hours of one of them.

        Typing hours holds a share lock on the row of the month until the end of its transaction and a validation
        changes that row: PostgreSQL then refuses the hours of a transaction that has not seen the validation.
        """
        self.check_access("write")
        try:
            self.lock_for_update()
        except LockError:
            raise UserError(
                self.env._("Somebody is entering hours of this month right now. Try again in a moment.")
            ) from None
        self.write({"validated_on": fields.Datetime.now(), "validated_by_id": self.env.uid})

    @api.model
    def _ensure_months(self, months):
        """Create the rows of ``months``, pairs (company id, first day), that do not exist yet.

        Plain SQL: the row is a consequence of an hour being typed by somebody who may not manage months.
        """
        if not months:
            return
        values = SQL(", ").join(SQL("(%s, %s::date)", company_id, day) for company_id, day in months)
        self.env.cr.execute(
            SQL(
                """INSERT INTO regie_hours_month
                                (company_id, date, state, create_uid, write_uid, create_date, write_date)
                   SELECT company_id, date, 'open', %(uid)s, %(uid)s, %(now)s, %(now)s
                     FROM (VALUES %(values)s) AS needed(company_id, date)
              ON CONFLICT (company_id, date) DO NOTHING""",
                uid=self.env.uid,
                now=self.env.cr.now(),
                values=values,
            )
        )
