from odoo import api, fields, models

from ..tools import etp
from ..tools.reconciliation import Facts, propose_cause

# What may be said by hand; the rest comes from the sides.
TYPED_FIELDS = {"cause_id", "is_settled", "note"}


class RegieIaeReconciliationLine(models.Model):
    """A person in the reconciliation of a month: hours of the three sides, gaps, cause, and who can mend it."""

    _name = "regie.iae.reconciliation.line"
    _description = "Person in a reconciliation"
    _order = "is_open desc, has_gap desc, employee_name, id"
    _rec_name = "employee_name"

    reconciliation_id = fields.Many2one(
        "regie.iae.reconciliation", required=True, ondelete="cascade", index=True, readonly=True
    )
    company_id = fields.Many2one(related="reconciliation_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_month = fields.Date(related="reconciliation_id.date_month", store=True, index=True)
    employee_id = fields.Many2one("hr.employee", required=True, readonly=True, ondelete="restrict", index=True)
    employee_name = fields.Char(string="Name", related="employee_id.name", store=True)
    statement_line_id = fields.Many2one("regie.iae.statement.line", compute="_compute_statement_line_id")
    hours_timesheet = fields.Float(
        string="Timesheet hours", digits=(16, 2), readonly=True, help="Hours worked and paid absences of the month."
    )
    hours_pay = fields.Float(string="Payslip hours", digits=(16, 2), readonly=True)
    hours_declared = fields.Float(string="Declared hours", digits=(16, 2), readonly=True, help="On our statement.")
    hours_asp = fields.Float(string="ASP hours", digits=(16, 2), readonly=True, help="Taken by the ASP.")
    gross_pay = fields.Monetary(readonly=True, groups="hr.group_hr_manager")
    amount_asp = fields.Monetary(string="Paid by the ASP", readonly=True)
    in_pay = fields.Boolean(string="In the file of the pay", readonly=True)
    in_asp = fields.Boolean(string="In the file of the ASP", readonly=True)
    gap_pay = fields.Float(
        string="Pay gap",
        digits=(16, 2),
        compute="_compute_gaps",
        store=True,
        aggregator=None,
        help="Hours of the payslip less those of the timesheets.",
    )
    gap_asp = fields.Float(
        string="ASP gap",
        digits=(16, 2),
        compute="_compute_gaps",
        store=True,
        aggregator=None,
        help="Hours taken by the ASP less those declared.",
    )
    has_gap = fields.Boolean(string="Gap", compute="_compute_gaps", store=True)
    cause_id = fields.Many2one(
        "regie.iae.gap.cause",
        ondelete="restrict",
        help="Proposed from what is known of the person, corrected by whoever knows better.",
    )
    is_proposed = fields.Boolean(string="Cause proposed", readonly=True)
    role = fields.Selection(related="cause_id.role", string="Who can mend it")
    advice = fields.Char(related="cause_id.advice", string="What to do")
    target = fields.Selection(related="cause_id.target")
    is_settled = fields.Boolean(
        string="Explained", help="The gap is normal or will be put right elsewhere: it no longer waits for anybody."
    )
    is_open = fields.Boolean(string="To mend", compute="_compute_is_open", store=True)
    note = fields.Char()

    _person_uniq = models.Constraint("UNIQUE (reconciliation_id, employee_id)", "A person appears once.")

    @api.depends("employee_id", "reconciliation_id.statement_id")
    def _compute_statement_line_id(self):
        """Read, not kept: a key to the lines would slow down each computing of the statements of the network."""
        found = {
            (line.statement_id, line.employee_id): line
            for line in self.env["regie.iae.statement.line"].search(
                [
                    ("statement_id", "in", self.reconciliation_id.statement_id.ids),
                    ("employee_id", "in", self.employee_id.ids),
                ]
            )
        }
        for line in self:
            line.statement_line_id = found.get((line.reconciliation_id.statement_id, line.employee_id))

    @api.depends(
        "hours_timesheet",
        "hours_pay",
        "hours_declared",
        "hours_asp",
        "reconciliation_id.pay_imported_on",
        "reconciliation_id.asp_imported_on",
    )
    def _compute_gaps(self):
        for line in self:
            gap_pay = etp.to_decimal(line.hours_pay) - etp.to_decimal(line.hours_timesheet)
            gap_asp = etp.to_decimal(line.hours_asp) - etp.to_decimal(line.hours_declared)
            line.gap_pay = gap_pay if line.reconciliation_id.pay_imported_on else 0
            line.gap_asp = gap_asp if line.reconciliation_id.asp_imported_on else 0
            line.has_gap = bool(line.gap_pay or line.gap_asp)

    @api.depends("has_gap", "is_settled")
    def _compute_is_open(self):
        for line in self:
            line.is_open = line.has_gap and not line.is_settled

    def write(self, vals):
        """A cause written by hand is no longer proposed; a signed reconciliation is frozen (INS-M19)."""
        self.reconciliation_id._check_not_signed()
        if "cause_id" in vals and "is_proposed" not in vals:
            cause = self.env["regie.iae.gap.cause"].browse(vals["cause_id"] or [])
            vals = {"is_settled": cause.is_settled, **vals, "is_proposed": False}
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        """No line is added to a signed reconciliation (INS-M19)."""
        lines = super().create(vals_list)
        lines.reconciliation_id._check_not_signed()
        return lines

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self.reconciliation_id._check_not_signed()

    def action_mend(self):
        """Open what has to be mended, as the cause says."""
        self.ensure_one()
        return getattr(self, f"_open_{self.target or 'statement'}")()

    def action_settle(self):
        """Say that the gaps are explained as they are."""
        self.write({"is_settled": True})

    def _propose_causes(self):
        """Propose a cause for each gap; what was said by hand stays as long as there is a gap."""
        causes = {cause.code: cause for cause in self.env["regie.iae.gap.cause"].search([])}
        facts = self._get_facts()
        for line in self:
            code = propose_cause(facts[line])
            if not code:
                vals = {"cause_id": False, "is_proposed": False, "is_settled": False}
            elif line.cause_id and not line.is_proposed:
                continue
            else:
                cause = causes.get(code) or causes.get("unknown") or self.env["regie.iae.gap.cause"]
                vals = {"cause_id": cause.id, "is_proposed": True, "is_settled": cause.is_settled}
            if any(line[name] != line._fields[name].convert_to_record(value, line) for name, value in vals.items()):
                line.write(vals)

    def _get_facts(self):
        """What is known of each line, read for all at once: ``{line: Facts}``."""
        absent = set()
        for month, lines in self.grouped("date_month").items():
            absences = self.env["regie.iae.absence"].search(
                [
                    ("employee_id", "in", lines.employee_id.ids),
                    ("date_start", ">=", month),
                    ("date_start", "<=", lines.reconciliation_id[:1]._get_last_day()),
                ]
            )
            absent |= {(month, employee) for employee in absences.employee_id}
        current = self.reconciliation_id.statement_id._get_current_person_hours()
        tolerance = {
            record: record.annex_id.agreement_id._get_parameter("tolerance_rapprochement_heures", record.date_month)
            for record in self.reconciliation_id
        }
        return {line: line._prepare_facts(absent, current, tolerance[line.reconciliation_id]) for line in self}

    def _prepare_facts(self, absent, current, tolerance):
        self.ensure_one()
        ours, statement = self.statement_line_id, self.reconciliation_id.statement_id
        now = current.get((statement.id, self.employee_id.id), 0)
        start, end = ours.contract_date_start, ours.contract_date_end
        last_day = self.reconciliation_id._get_last_day()
        has_contract = bool(start) and start <= last_day and (not end or end >= self.date_month)
        return Facts(
            gap_pay=etp.to_decimal(self.gap_pay),
            gap_asp=etp.to_decimal(self.gap_asp),
            tolerance=etp.to_decimal(tolerance),
            has_contract=has_contract,
            has_pass=bool(ours) and etp.to_decimal(ours.hours) <= etp.to_decimal(ours.insertion_hours),
            has_exit=bool(ours.exit_date),
            has_absence=(self.date_month, self.employee_id) in absent,
            is_eligible=ours.is_eligible or not ours.ineligible_reason,
            changed_since=etp.to_decimal(now) != etp.to_decimal(self.hours_declared),
            is_sent=bool(statement.sent_on),
        )
