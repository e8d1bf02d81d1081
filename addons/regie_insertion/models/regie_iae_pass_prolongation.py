from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..tools import pass_iae
from .res_partner_prescriber import GROUP_SUPPORT

_RULED = {"pass_id", "date_start", "date_end", "reason_id", "agreement_id", "prescriber_id", "shown_prescriber_id"}
_ANSWER = {"submitted_on", "granted_on", "denied_on"}


class RegieIaePassProlongation(models.Model):
    """Prolongation of a PASS IAE: asked for, then granted or denied; a declaration is enough for some reasons.

    Code du travail R5132-1-8. Once granted, the end of the PASS moves by the end less the start.
    """

    _name = "regie.iae.pass.prolongation"
    _description = "Prolongation of a PASS IAE"
    _inherit = ["regie.iae.prescribed", "mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    pass_id = fields.Many2one(
        "regie.iae.pass", string="PASS IAE", required=True, ondelete="cascade", index=True, check_company=True
    )
    employee_id = fields.Many2one(related="pass_id.employee_id", string="Person", store=True, index=True)
    company_id = fields.Many2one(related="pass_id.company_id", store=True, index=True, precompute=True)
    agreement_id = fields.Many2one(
        "regie.iae.agreement",
        compute="_compute_agreement_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        help="Agreement of the structure that asks: its kind says which reasons it may use.",
    )
    reason_id = fields.Many2one("regie.iae.prolongation.reason", required=True, ondelete="restrict")
    needs_prescriber = fields.Boolean(related="reason_id.needs_prescriber")
    needs_report = fields.Boolean(related="reason_id.needs_report")
    requested_on = fields.Date(
        required=True,
        default=fields.Date.context_today,
        help="Day of the request: it falls within the window that the State leaves around the end of the PASS.",
    )
    date_start = fields.Date(
        string="From",
        compute="_compute_date_start",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="The end of the PASS, neither before nor after.",
    )
    date_end = fields.Date(string="To", required=True, tracking=True, help="Last day of the PASS once prolonged.")
    date_end_max = fields.Date(
        string="To at the latest", compute="_compute_date_end_max", help="What the reason and its ceiling leave."
    )
    explanation = fields.Text(string="Why", groups=GROUP_SUPPORT, help="For social support only.")
    report_file = fields.Binary(
        string="Report of the pathway", attachment=True, groups=GROUP_SUPPORT, help="For social support only."
    )
    report_filename = fields.Char(groups=GROUP_SUPPORT)
    submitted_on = fields.Date(string="Sent on", copy=False, tracking=True)
    granted_on = fields.Date(copy=False, tracking=True)
    denied_on = fields.Date(copy=False, tracking=True)
    state = fields.Selection(
        [("brouillon", "Draft"), ("a_traiter", "To be decided"), ("acceptee", "Granted"), ("refusee", "Denied")],
        compute="_compute_state",
        store=True,
        precompute=True,
        index=True,
        help="Read from the days on which it was sent, then granted or denied.",
    )
    deny_reason = fields.Selection(
        [
            ("IAE", "The IAE does not suit the person's situation"),
            ("SIAE", "The kind of structure does not suit the person's situation"),
            ("DURATION", "The duration asked for is not suitable"),
            ("REASON", "The reason is not suitable"),
        ],
        string="Reason of the denial",
    )
    deny_action = fields.Selection(
        [
            ("EXIT_IAE", "Support towards a job outside the IAE"),
            ("SOCIAL_PARTNER", "Guidance towards a partner of social support"),
            ("OTHER", "Other"),
        ],
        string="Action proposed",
    )
    deny_explanation = fields.Text(
        string="Motive written by the prescriber", help="A denial is motivated in writing (article R5132-1-8)."
    )
    reminder_count = fields.Integer(string="Reminders", copy=False)
    date_reminder = fields.Date(
        string="Next reminder", compute="_compute_date_reminder", store=True, index=True, help="Day of the next call."
    )

    _dates_check = models.Constraint(
        "CHECK (date_end > date_start)", "The shortest duration is one day at least. (INS-R01)"
    )
    _pending_uniq = models.UniqueIndex(
        "(pass_id) WHERE state = 'a_traiter'",
        "A prolongation request to be decided already exists for this PASS IAE (INS-R06)",
    )
    # Deferred: the sentence comes from the rules, this one stops two people who save at the same time.
    _period_excl = models.Constraint(
        "EXCLUDE USING gist (int4range(pass_id, pass_id, '[]') WITH =, daterange(date_start, date_end, '[)') WITH &&) "
        "WHERE (state = 'acceptee') DEFERRABLE INITIALLY DEFERRED",
        "The period overlaps an existing prolongation of this PASS IAE. (INS-R05)",
    )

    @api.depends("employee_id", "date_start", "date_end")
    def _compute_display_name(self):
        for record in self:
            dates = " → ".join(format_date(self.env, day) for day in (record.date_start, record.date_end) if day)
            record.display_name = f"{record.employee_id.name or ''} {dates}".strip()

    @api.depends("pass_id")
    def _compute_agreement_id(self):
        for record in self:
            record.agreement_id = record.pass_id.employee_id.agreement_id

    @api.depends("pass_id")
    def _compute_date_start(self):
        for record in self:
            record.date_start = record.pass_id.date_end or record.date_start

    @api.depends("pass_id", "reason_id", "date_start", "requested_on")
    def _compute_date_end_max(self):
        for record in self:
            known = record.pass_id and record.reason_id and record.date_start and record.requested_on
            record.date_end_max = known and record._get_date_end_max()

    @api.depends("submitted_on", "granted_on", "denied_on")
    def _compute_state(self):
        for record in self:
            if record.granted_on:
                record.state = "acceptee"
            elif record.denied_on:
                record.state = "refusee"
            else:
                record.state = "a_traiter" if record.submitted_on else "brouillon"

    @api.depends("submitted_on", "reminder_count", "state")
    def _compute_date_reminder(self):
        for record in self:
            record.date_reminder = False
            if record.state == "a_traiter":
                step, times = (
                    int(record._get_parameter(code)) for code in ("prolong_relance_jours", "prolong_relances")
                )
                if record.reminder_count < times:
                    record.date_reminder = record.submitted_on + relativedelta(days=step * (record.reminder_count + 1))

    # -- CRUD ----------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """The rules are read in the order of the State, then those of the PASS that has moved."""
        passes = self.env["regie.iae.pass"]
        for vals in vals_list:
            # PostgreSQL would say it in its own words
            start, end = vals.get("date_start") or passes.browse(vals.get("pass_id")).date_end, vals.get("date_end")
            if start and end and fields.Date.to_date(end) <= fields.Date.to_date(start):
                raise ValidationError(self.env._("The shortest duration is one day at least. (INS-R01)"))
        records = super().create(vals_list)
        records._check_rules()
        records._check_answer()
        records.pass_id._check_moved()
        return records

    def write(self, vals):
        """What was decided does not change: a mistake is deleted by the manager and entered again. (INS-R14)"""
        if (_RULED | _ANSWER) & vals.keys() and any(record.state in ("acceptee", "refusee") for record in self):
            raise UserError(
                self.env._("This prolongation is decided: it does not change any more. Enter a new one. (INS-R14)")
            )
        result = super().write(vals)
        if (_RULED | _ANSWER) & vals.keys():
            self._check_rules()
            self._check_answer()
            self.pass_id._check_moved()
        return result

    def unlink(self):
        """Take a prolongation back: the PASS ends earlier again."""
        passes = self.pass_id
        result = super().unlink()
        passes._check_moved()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        is_free = self.env.su or self.env.user.has_group("regie_insertion.group_insertion_manager")
        if not is_free and any(record.state in ("acceptee", "refusee") for record in self):
            raise UserError(
                self.env._("Only a manager of the insertion side deletes a decided prolongation. (INS-R14)")
            )

    # -- helpers -------------------------------------------------------------------------------

    def _get_others(self):
        """Other prolongations of the PASS, those that the reader does not see included."""
        self.ensure_one()
        # sudo: a rule looks at every prolongation, whoever asks for one
        return self.sudo().search([("pass_id", "=", self.pass_id._origin.id), ("id", "!=", self._origin.id or 0)])

    def _get_date_end_max(self):
        """Last day that this prolongation may reach: days of one request, and what is left of the ceiling."""
        request, ceiling = self.reason_id._get_ceilings(self.pass_id.company_id, self.requested_on)
        granted = self._get_others().filtered(lambda other: other.state == "acceptee")
        used = sum((other.date_end - other.date_start).days for other in granted)
        return pass_iae.prolongation_max_end(self.date_start, request, ceiling, used)

    def _get_parameter(self, code):
        """Value of a dated parameter on the day of the request; UserError (INS-P01) when none."""
        self.ensure_one()
        company = self.company_id or self.pass_id.company_id
        return self.env["regie.parameter"].with_company(company).get(code, self.requested_on)
