from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_date

from ..tools import etp

# Fields that a validated statement may still receive: proof of sending and the thread, never a figure.
LIVE_FIELDS = {
    "sent_on",
    "accepted_on",
    "rejected_on",
    "rejection_reason",
    "hours_typed",
    "state",
    "activity_ids",
    "message_ids",
    "message_follower_ids",
    "message_main_attachment_id",
}


class RegieIaeStatement(models.Model):
    """Monthly statement (*état mensuel*) of one financial annex: hours and ETP declared to the State.

    One statement per annex, month and version. A validated version is frozen; hours corrected afterwards make the
    next version. Layout and names follow the statement of the ASP extranet.
    """

    _name = "regie.iae.statement"
    _description = "Monthly IAE statement"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_month desc, annex_id, version desc"
    _check_company_auto = True

    annex_id = fields.Many2one(
        "regie.iae.annex",
        string="Financial annex",
        required=True,
        ondelete="restrict",
        index=True,
        help="The hours of the employees of its agreement go on this statement.",
    )
    agreement_id = fields.Many2one(related="annex_id.agreement_id", store=True, index=True)
    company_id = fields.Many2one(related="annex_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_month = fields.Date(string="Month", required=True, index=True, help="First day of the month declared.")
    version = fields.Integer(
        default=1, required=True, readonly=True, help="1, then one more each time corrected hours are declared again."
    )
    previous_id = fields.Many2one("regie.iae.statement", string="Replaces", readonly=True, copy=False)
    computed_on = fields.Datetime(readonly=True, copy=False)
    validated_on = fields.Datetime(readonly=True, copy=False, tracking=True)
    validated_by_id = fields.Many2one("res.users", string="Validated by", readonly=True, copy=False)
    sent_on = fields.Date(
        string="Sent to the ASP on",
        readonly=True,
        copy=False,
        tracking=True,
        help="Day on which the statement was typed in the ASP extranet.",
    )
    accepted_on = fields.Date(readonly=True, copy=False, tracking=True, help="Day on which the ASP accepted it.")
    rejected_on = fields.Date(readonly=True, copy=False, tracking=True, help="Day on which the ASP rejected it.")
    rejection_reason = fields.Char(
        copy=False, tracking=True, help="What the ASP says: the next version has to mend it."
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("validated", "Checked"),
            ("sent", "Sent to the ASP"),
            ("accepted", "Accepted"),
            ("rejected", "Rejected by the ASP"),
        ],
        compute="_compute_state",
        store=True,
        help="Draft until a manager checks and freezes it, sent once typed in the extranet of the ASP, which accepts "
        "or rejects it. A correction is a new version.",
    )
    line_ids = fields.One2many(
        "regie.iae.statement.line",
        "statement_id",
        readonly=False,
        copy=False,
        groups="regie_insertion.group_insertion_user",
    )
    difference_ids = fields.One2many(
        "regie.iae.statement.difference",
        "statement_id",
        string="Changes since the previous version",
        groups="regie_insertion.group_insertion_user",
    )
    employee_count = fields.Integer(string="Employees declared", readonly=True, copy=False)
    contributing_count = fields.Integer(
        string="Employees counted for the aid", readonly=True, copy=False, help="Those with eligible hours."
    )
    hours_worked = fields.Float(
        digits=(16, 2), readonly=True, copy=False, help="All hours of the employees of the agreement, PASS or not."
    )
    hours_paid = fields.Float(
        digits=(16, 2), readonly=True, copy=False, help="Hours worked and paid absences: those of the payslips."
    )
    hours_declared = fields.Float(
        digits=(16, 2),
        readonly=True,
        copy=False,
        help="Sum of the hours declared of the persons: those of the days that a PASS IAE covers, worked or, for an "
        "ACI, paid, each rounded as the parameter arrondi_heures_etat_mensuel says.",
    )
    hours_eligible = fields.Float(
        digits=(16, 2),
        readonly=True,
        copy=False,
        help="Declared hours of the lines that count for the aid (the others carry a reason).",
    )
    hours_corrected = fields.Float(
        digits=(16, 2), readonly=True, copy=False, help="Part of the declared hours that comes from dated corrections."
    )
    hours_basis = fields.Float(string="Hours of a full-time year", digits=(16, 2), readonly=True, copy=False)
    etp_realised = fields.Float(
        string="Realised FTE",
        digits=(16, 2),
        readonly=True,
        copy=False,
        help="Declared hours × 12 ÷ hours of a full-time year of the annex, 2 decimals half up.",
    )
    etp_conventioned = fields.Float(string="Conventioned FTE", digits=(16, 2), readonly=True, copy=False)
    rate = fields.Float(
        string="Realisation rate (%)", digits=(16, 2), readonly=True, copy=False, help="Realised ÷ conventioned FTE."
    )
    monthly_amount = fields.Monetary(
        string="Fixed monthly payment", readonly=True, copy=False, help="Posts × amount of one FTE ÷ 12."
    )
    is_outdated = fields.Boolean(
        string="Hours changed since",
        compute="_compute_is_outdated",
        search="_search_is_outdated",
        help="The hours of the month no longer give the figures of this version: a next version has to be made.",
    )

    _version_uniq = models.Constraint(
        "UNIQUE (annex_id, date_month, version)",
        "A monthly statement already exists for this annex and this month. (INS-M01)",
    )
    _first_day = models.Constraint("CHECK (EXTRACT(day FROM date_month) = 1)", "A month is named by its first day.")

    @api.depends("validated_on", "sent_on", "accepted_on", "rejected_on")
    def _compute_state(self):
        for statement in self:
            steps = (
                ("rejected", statement.rejected_on),
                ("accepted", statement.accepted_on),
                ("sent", statement.sent_on),
                ("validated", statement.validated_on),
            )
            statement.state = next((state for state, day in steps if day), "draft")

    @api.depends("annex_id.number", "date_month", "version")
    def _compute_display_name(self):
        for statement in self:
            month = format_date(self.env, statement.date_month, date_format="MMMM y") if statement.date_month else ""
            statement.display_name = self.env._(
                "%(annex)s, %(month)s, version %(version)s",
                annex=statement.annex_id.number or "",
                month=month,
                version=statement.version,
            )

    @api.depends("validated_on")
    def _compute_is_outdated(self):
        last_ones = self.filtered("validated_on")._filter_last_version()
        (self - last_ones).is_outdated = False
        current = last_ones._get_current_figures()
        for statement in last_ones:
            hours, exits = current.get(statement.id, (0, 0))
            same_hours = etp.to_decimal(statement.hours_declared) == etp.to_decimal(hours)
            statement.is_outdated = not same_hours or statement.exit_count != exits

    @api.model
    def _search_is_outdated(self, operator, value):
        if operator != "in":
            return NotImplemented
        outdated = self.search([("validated_on", "!=", False)]).filtered("is_outdated")
        return [("id", "in", outdated.ids)]

    @api.model_create_multi
    def create(self, vals_list):
        """Open a version (the first, or the one after a validated one) and compute it."""
        vals_list = [self._prepare_version_vals(vals) for vals in vals_list]
        statements = super().create(vals_list)
        statements._compute_figures()
        self.invalidate_model(["is_outdated"], flush=False)
        return statements

    def write(self, vals):
        """A validated statement is frozen (INS-M06)."""
        if vals.keys() - LIVE_FIELDS:
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_validated(self):
        self._check_draft()

    def _check_draft(self):
        """Raise UserError (INS-M06) if a statement of ``self`` is validated."""
        if any(statement.validated_on for statement in self):
            raise UserError(
                self.env._("This monthly statement is validated: make a corrected version instead. (INS-M06)")
            )

    def action_recompute(self):
        """Compute the drafts again from the hours; what was said of the eligibility of people is kept."""
        self._compute_figures()

    def action_validate(self):
        """Freeze the statements. The hours of their month must be validated first."""
        if not (self.env.su or self.env.user.has_group("regie_insertion.group_insertion_manager")):
            raise AccessError(self.env._("Only a manager of the insertion side validates a monthly statement."))
        self._check_draft()
        self._check_month_validated()
        self._compute_figures()
        self.line_ids._check_declared()
        self._check_typed_total()
        self.write({"validated_on": fields.Datetime.now(), "validated_by_id": self.env.uid})

    def action_new_version(self):
        """Open the next version of a validated statement, computed from the hours as they are now."""
        self.ensure_one()
        version = self.create({"annex_id": self.annex_id.id, "date_month": self.date_month})
        return version._get_form_action()

    def action_open_hours(self):
        """The hours behind the statement, for whoever may read them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.account_analytic_line_action_hours")
        last_day = self.date_month + relativedelta(months=1, days=-1)
        domain = [
            ("employee_id", "in", self.line_ids.employee_id.ids),
            ("date", ">=", self.date_month),
            ("date", "<=", last_day),
            ("project_id.worksite_code", "!=", False),
        ]
        return dict(action, domain=domain, context={"is_timesheet": 1})

    def _get_form_action(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _check_month_validated(self):
        for company, statements in self.grouped("company_id").items():
            months = set(statements.mapped("date_month"))
            validated = self.env["regie.hours.month"].search(
                [("company_id", "=", company.id), ("date", "in", list(months)), ("validated_on", "!=", False)]
            )
            missing = months - set(validated.mapped("date"))
            if missing:
                raise UserError(
                    self.env._(
                        "Validate the hours of %(month)s first: the statement is made from a month that no longer "
                        "changes. (INS-M09)",
                        month=format_date(self.env, min(missing), date_format="MMMM y"),
                    )
                )

    @api.model
    def _prepare_version_vals(self, vals):
        """Number the version; raise UserError INS-M01 beside a draft, INS-M08 without active annex in the month."""
        if not vals.get("annex_id") or not vals.get("date_month"):
            return vals  # both are required: the ORM says so with their names
        month = fields.Date.to_date(vals["date_month"]).replace(day=1)
        annex = self.env["regie.iae.annex"].browse(vals["annex_id"])
        last_day = month + relativedelta(months=1, days=-1)
        if not annex.is_active or annex.date_start > last_day or annex.date_end < month:
            raise UserError(self._get_no_annex_message(month))
        last = self.search([("annex_id", "=", annex.id), ("date_month", "=", month)], order="version desc", limit=1)
        if last and not last.validated_on:
            raise UserError(self.env._("A monthly statement already exists for this annex and this month. (INS-M01)"))
        return dict(vals, date_month=month, version=last.version + 1, previous_id=last.id)

    @api.model
    def _get_no_annex_message(self, month):
        return self.env._(
            "No active financial annex for %(month)s. (INS-M08)",
            month=format_date(self.env, month, date_format="MMMM y"),
        )

    @api.model
    def _prepare_month(self, company, month):
        """Open or refresh the draft statement of each active annex of the company for the month; return them all.

        Annexes whose last version is validated are left as they are. Raises UserError INS-M08 without active annex.
        """
        month = month.replace(day=1)
        last_day = month + relativedelta(months=1, days=-1)
        annexes = self.env["regie.iae.annex"].search(
            [
                ("company_id", "=", company.id),
                ("is_active", "=", True),
                ("date_start", "<=", last_day),
                ("date_end", ">=", month),
            ]
        )
        if not annexes:
            raise UserError(self._get_no_annex_message(month))
        existing = self.search([("annex_id", "in", annexes.ids), ("date_month", "=", month)])
        existing.filtered(lambda statement: not statement.validated_on)._compute_figures()
        missing = annexes - existing.annex_id
        created = self.create([{"annex_id": annex.id, "date_month": month} for annex in missing])
        return existing | created

    def _filter_last_version(self):
        """Those of ``self`` that no later version replaces."""
        replaced = self.search([("previous_id", "in", self.ids)]).previous_id
        return self - replaced
