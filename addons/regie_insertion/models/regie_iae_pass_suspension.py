from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..tools import contract, pass_iae

_RULED = {"pass_id", "date_start", "date_end", "reason_id", "agreement_id", "explanation"}


class RegieIaePassSuspension(models.Model):
    """Days during which a PASS IAE does not run: the end of the PASS moves by the end less the start.

    Code du travail R5132-1-3 and R5132-1-10. A suspension has no state: its dates say all.
    """

    _name = "regie.iae.pass.suspension"
    _description = "Suspension of a PASS IAE"
    _inherit = ["mail.thread"]
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
        help="Agreement of the structure that suspends: its kind says which reasons it may use.",
    )
    reason_id = fields.Many2one("regie.iae.suspension.reason", required=True, ondelete="restrict", tracking=True)
    reason_needs_explanation = fields.Boolean(related="reason_id.needs_explanation")
    explanation = fields.Text(help="Why the PASS is suspended. No medical or judicial fact here.")
    declared_on = fields.Date(
        required=True,
        default=fields.Date.context_today,
        help="Day on which the suspension was entered on the platform. Back-dating is counted from this day.",
    )
    date_start = fields.Date(string="From", required=True, default=fields.Date.context_today, tracking=True)
    date_end = fields.Date(string="To", index=True, tracking=True, help="Last day suspended: 36 months at most.")
    date_end_max = fields.Date(string="To at the latest", compute="_compute_date_end_max")
    pass_date_end_after = fields.Date(
        string="New end of the PASS",
        compute="_compute_pass_date_end_after",
        help="Last day of the PASS with this suspension.",
    )
    is_running = fields.Boolean(
        string="Under way", compute="_compute_is_running", search="_search_is_running", help="It covers today."
    )

    _dates_check = models.Constraint(
        "CHECK (date_end IS NOT NULL AND date_end >= date_start)",
        "The end date must be after the start date. (INS-S02)",
    )
    # Deferred: the sentence comes from _check_rules, this one stops two people who save at the same time.
    _period_excl = models.Constraint(
        "EXCLUDE USING gist (int4range(pass_id, pass_id, '[]') WITH =, "
        "daterange(date_start, date_end, '[]') WITH &&) DEFERRABLE INITIALLY DEFERRED",
        "The period overlaps an existing suspension of this PASS IAE. (INS-S06)",
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

    @api.depends("date_start", "pass_id")
    def _compute_date_end_max(self):
        for record in self:
            record.date_end_max = record.date_start and record.pass_id and record._get_date_end_max()

    @api.depends("date_start", "date_end", "pass_id")
    def _compute_pass_date_end_after(self):
        for record in self:
            end = record.pass_id and record.pass_id._get_date_end_without(record)
            if end and record.date_start and record.date_end and record.date_end >= record.date_start:
                end = pass_iae.moved_end(end, [(record.date_start, record.date_end)])
            record.pass_date_end_after = end

    @api.depends("date_start", "date_end")
    def _compute_is_running(self):
        today = fields.Date.context_today(self)
        for record in self:
            record.is_running = bool(record.date_end and record.date_start <= today <= record.date_end)

    @api.model
    def _search_is_running(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return [("date_start", "<=", today), ("date_end", ">=", today)]

    # -- CRUD ----------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Suspend: the rules are read in the order of the State, then those of the PASS that has moved."""
        today = fields.Date.context_today(self)
        for vals in vals_list:
            self._check_end_given(vals, True)
            # PostgreSQL would say it in its own words
            if fields.Date.to_date(vals["date_end"]) < fields.Date.to_date(vals.get("date_start") or today):
                raise ValidationError(self.env._("The end date must be after the start date. (INS-S02)"))
        records = super().create(vals_list)
        records._check_rules(new=True)
        records.pass_id._check_moved()
        return records

    def write(self, vals):
        """Change a suspension: its earliest start only looks at the suspensions that start before it."""
        self._check_end_given(vals, False)
        passes = self.pass_id
        result = super().write(vals)
        if _RULED & vals.keys():
            self._check_rules(start_changed=bool({"date_start", "pass_id"} & vals.keys()))
            (passes | self.pass_id)._check_moved()
        return result

    def unlink(self):
        """Take the suspension back: the PASS ends earlier again."""
        passes = self.pass_id
        result = super().unlink()
        passes._check_moved()
        return result

    # -- rules ---------------------------------------------------------------------------------

    @api.model
    def _check_end_given(self, vals, new):
        """INS-S01, before PostgreSQL says it in its own words."""
        if not vals.get("date_end", not new):
            raise ValidationError(self.env._("The end date of the suspension is required. (INS-S01)"))

    def _check_rules(self, new=False, start_changed=True):
        """INS-S01 to INS-S08 in the order of the domain: S07 comes after S04."""
        for record in self:
            record._check_dates()
            if new or start_changed:
                record._check_start(new)
            record._check_overlap()
            record._check_reason()

    def _check_dates(self):
        """INS-S02 and INS-S03."""
        if self.date_end < self.date_start:
            raise ValidationError(self.env._("The end date must be after the start date. (INS-S02)"))
        limit = self._get_date_end_max()
        if self.date_end > limit:
            raise ValidationError(
                self.env._(
                    "The total duration cannot exceed %(months)s months. Latest end date: %(date)s. (INS-S03)",
                    months=self._get_max_months(),
                    date=self._format(limit),
                )
            )

    def _check_start(self, new):
        """INS-S04, INS-S07 and INS-S05: inside the PASS, not in the future, not before the earliest day."""
        pass_end = self.pass_id._get_date_end_without(self)
        if not self.pass_id.date_start <= self.date_start <= pass_end:
            raise ValidationError(
                self.env._(
                    "A suspension cannot start outside the PASS IAE %(start)s - %(end)s. (INS-S04)",
                    start=self._format(self.pass_id.date_start),
                    end=self._format(pass_end),
                )
            )
        if self.date_start > fields.Date.context_today(self):
            raise ValidationError(self.env._("A suspension cannot start in the future. (INS-S07)"))
        earliest = self._get_date_start_min(new)
        if self.date_start < earliest:
            raise ValidationError(
                self.env._("The earliest start date is: %(date)s. (INS-S05)", date=self._format(earliest))
            )

    def _check_overlap(self):
        """INS-S06."""
        others = self._get_others()
        if others.filtered(lambda other: other.date_start <= self.date_end and self.date_start <= other.date_end):
            raise ValidationError(self.env._("The period overlaps an existing suspension of this PASS IAE. (INS-S06)"))

    def _check_reason(self):
        """INS-S08, then what our own lists ask for: no old reason on a new fact, words where they are due."""
        reason = self.reason_id
        if not reason._allows_kind(self.agreement_id.kind):
            raise ValidationError(
                self.env._(
                    "The reason “%(reason)s” is reserved to the kinds %(kinds)s. (INS-S08)",
                    reason=reason.name,
                    kinds=self._get_kinds_text(),
                )
            )
        if reason.is_legacy and self.date_end >= fields.Date.context_today(self):
            raise ValidationError(
                self.env._(
                    "The reason “%(reason)s” is no longer offered: choose another. (INS-S09)", reason=reason.name
                )
            )
        if reason.needs_explanation and not (self.explanation or "").strip():
            raise ValidationError(
                self.env._("The reason “%(reason)s” asks for an explanation. (INS-S10)", reason=reason.name)
            )

    # -- helpers -------------------------------------------------------------------------------

    def _get_others(self):
        """Other suspensions of the PASS."""
        self.ensure_one()
        return self.search([("pass_id", "=", self.pass_id.id), ("id", "!=", self.id)])

    def _get_date_start_min(self, new):
        """Earliest first day: days of back-dating, last hire, previous suspension.

        A new suspension comes after all those known; an edited one after those that start before it.
        """
        others = self._get_others().filtered(
            lambda other: other.id < self.id if new else other.date_start < self.date_start
        )
        retro = int(self._get_parameter("suspension_retro_jours", self.declared_on))
        return pass_iae.suspension_min_start(
            self.declared_on,
            retro,
            self.employee_id._get_last_hire_date(self.declared_on),
            max(others.mapped("date_end"), default=None),
        )

    def _get_max_months(self):
        return int(self._get_parameter("suspension_max_mois", self.date_start))

    def _get_date_end_max(self):
        """Last day that a suspension with this start may reach: months date to date, less one day."""
        return contract.last_day(self.date_start, self._get_max_months())

    def _get_parameter(self, code, day):
        """Value of a dated parameter for the régie of the PASS; UserError (INS-P01) when none."""
        self.ensure_one()
        return self.env["regie.parameter"].with_company(self.company_id or self.pass_id.company_id).get(code, day)

    def _get_kinds_text(self):
        """Kinds that may use the reason, joined by the word of the language."""
        kinds = self.reason_id.kinds.replace(" ", "").split(",")
        return self.env._(" and ").join(kinds)

    def _format(self, day):
        return format_date(self.env, day, date_format="dd/MM/yyyy")

    @api.onchange("date_start", "pass_id")
    def _onchange_date_start(self):
        if self.date_start and self.pass_id and not self.date_end:
            self.date_end = self.date_start + relativedelta(months=1, days=-1)
