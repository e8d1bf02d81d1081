from odoo import api, fields, models
from odoo.exceptions import UserError

STEPS = [("todo", "To do"), ("done", "Done")]
STEP_FIELDS = ("step_hours", "step_payroll", "step_statement", "step_sent", "step_reconciled")


class RegieHoursMonth(models.Model):
    """Closing of a month by the director: hours, pay, statements, reconciliation, then the lock, on one screen."""

    _inherit = "regie.hours.month"

    closed_on = fields.Datetime(
        readonly=True, copy=False, tracking=True, help="Nothing of this month changes any more: it is accounted for."
    )
    closed_by_id = fields.Many2one("res.users", string="Closed by", readonly=True, copy=False)
    statement_ids = fields.Many2many("regie.iae.statement", compute="_compute_steps")
    reconciliation_ids = fields.Many2many("regie.iae.reconciliation", compute="_compute_steps")
    step_hours = fields.Selection(STEPS, string="Hours validated", compute="_compute_steps")
    step_payroll = fields.Selection(STEPS, string="Hours sent to the pay", compute="_compute_steps")
    step_statement = fields.Selection(STEPS, string="Statements checked", compute="_compute_steps")
    step_sent = fields.Selection(STEPS, string="Statements declared", compute="_compute_steps")
    step_reconciled = fields.Selection(STEPS, string="Reconciliations signed off", compute="_compute_steps")
    done_count = fields.Integer(string="Steps done", compute="_compute_steps")
    gap_count = fields.Integer(string="Gaps to mend", compute="_compute_steps")

    def _compute_steps(self):
        """Each step is a live test: it turns green when the thing is done, and red again when it is undone."""
        statements, reconciliations, annexes = self._read_closing_papers()
        for month in self:
            key = (month.company_id, month.date)
            own, annex_ids = statements[key], annexes[key]
            reconciled = reconciliations[key]
            checked = own.filtered(lambda one: one.validated_on and not one.is_outdated)
            sent = checked.filtered(lambda one: one.state in ("sent", "accepted"))
            signed = reconciled.filtered(lambda one: one.state == "signed")
            tests = {
                "step_hours": month.validated_on,
                "step_payroll": month.payroll_exported_on,
                "step_statement": month.validated_on and checked.annex_id >= annex_ids,
                "step_sent": month.validated_on and sent.annex_id >= annex_ids,
                "step_reconciled": month.validated_on and signed.annex_id >= annex_ids,
            }
            for name, is_done in tests.items():
                month[name] = "done" if is_done else "todo"
            month.statement_ids = own
            month.reconciliation_ids = reconciled
            month.done_count = sum(map(bool, tests.values()))
            month.gap_count = sum(reconciled.mapped("open_count"))

    def _read_closing_papers(self):
        """Latest statements, reconciliations and active annexes by (company, first day), one search for each."""
        keys = [(month.company_id, month.date) for month in self]
        domain = [("company_id", "in", self.company_id.ids), ("date_month", "in", list(set(self.mapped("date"))))]
        statements = dict.fromkeys(keys, self.env["regie.iae.statement"])
        for one in self.env["regie.iae.statement"].search([*domain, ("next_ids", "=", False)]):
            if (one.company_id, one.date_month) in statements:
                statements[one.company_id, one.date_month] |= one
        reconciliations = dict.fromkeys(keys, self.env["regie.iae.reconciliation"])
        for one in self.env["regie.iae.reconciliation"].search(domain):
            if (one.company_id, one.date_month) in reconciliations:
                reconciliations[one.company_id, one.date_month] |= one
        active = self.env["regie.iae.annex"].search(
            [("company_id", "in", self.company_id.ids), ("is_active", "=", True)]
        )
        annexes = {
            (month.company_id, month.date): active.filtered(
                lambda annex, month=month: (
                    annex.company_id == month.company_id
                    and annex.date_start <= month._get_last_day()
                    and annex.date_end >= month.date
                )
            )
            for month in self
        }
        return statements, reconciliations, annexes

    def action_open_statements(self):
        """The statements of the month, made if they do not exist yet."""
        return self.action_prepare_statements()

    def action_open_reconciliations(self):
        """The reconciliations of the month, opened for each statement that is checked."""
        self.ensure_one()
        for statement in self.statement_ids.filtered("validated_on"):
            self.env["regie.iae.reconciliation"]._get_or_create(statement.annex_id, self.date)
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_iae_reconciliation_action")
        return dict(action, domain=[("company_id", "=", self.company_id.id), ("date_month", "=", self.date)])

    def action_close(self):
        """Lock the month for good: every step must be done (INS-M15)."""
        self.check_access("write")
        for month in self.filtered(lambda month: not month.closed_on):
            missing = [
                month._fields[name]._description_string(self.env) for name in STEP_FIELDS if month[name] != "done"
            ]
            if missing:
                raise UserError(
                    self.env._(
                        "%(month)s cannot be closed yet. Left to do: %(steps)s. (INS-M15)",
                        month=month.display_name,
                        steps=", ".join(missing),
                    )
                )
            month.write({"closed_on": fields.Datetime.now(), "closed_by_id": self.env.uid})

    @api.model
    def _is_closed(self, company, day):
        """Tell whether the month of a day is closed in the company."""
        domain = [("company_id", "=", company.id), ("date", "=", day.replace(day=1)), ("closed_on", "!=", False)]
        # sudo: whoever types an absence may not read the months, and only learns that this one is closed
        return bool(self.sudo().search_count(domain, limit=1))
