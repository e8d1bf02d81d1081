from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_date

from ..tools import etp
from .regie_iae_annex_aid import GROUP_AID

SIDES = [("pay", "Payslips or DSN"), ("asp", "ASP")]
# What may still be written once the director has signed.
LIVE_FIELDS = {"signed_on", "signed_by_id", "state", "activity_ids", "message_ids", "message_follower_ids"}


class RegieIaeReconciliation(models.Model):
    """The three sides of a month and annex: our timesheets and statement, the payslips, the payment of the ASP.

    Our side is read from the latest statement; the others come from files. Each person has one line; each gap has a
    cause and somebody who can mend it. The director signs when every gap is mended or explained.
    """

    _name = "regie.iae.reconciliation"
    _description = "Reconciliation of a month"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_month desc, annex_id"
    _check_company_auto = True

    annex_id = fields.Many2one(
        "regie.iae.annex", string="Financial annex", required=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one(related="annex_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_month = fields.Date(string="First day of the month", required=True, index=True)
    month_name = fields.Char(string="Month", compute="_compute_month_name")
    statement_id = fields.Many2one(
        "regie.iae.statement", readonly=True, copy=False, help="Version of the statement that our side comes from."
    )
    line_ids = fields.One2many(
        "regie.iae.reconciliation.line",
        "reconciliation_id",
        copy=False,
        groups="regie_insertion.group_insertion_user",
    )
    pay_imported_on = fields.Datetime(string="Payslips imported on", readonly=True, copy=False)
    asp_imported_on = fields.Datetime(string="ASP figures imported on", readonly=True, copy=False)
    hours_timesheet = fields.Float(string="Hours paid, timesheets", digits=(16, 2), readonly=True, copy=False)
    hours_pay = fields.Float(string="Hours paid, payslips", digits=(16, 2), readonly=True, copy=False)
    hours_declared = fields.Float(digits=(16, 2), readonly=True, copy=False)
    hours_asp = fields.Float(string="Hours taken by the ASP", digits=(16, 2), readonly=True, copy=False)
    hours_gap_pay = fields.Float(string="Payslips − timesheets", digits=(16, 2), compute="_compute_gaps", store=True)
    hours_gap_asp = fields.Float(string="ASP − declared", digits=(16, 2), compute="_compute_gaps", store=True)
    gross_pay = fields.Monetary(string="Gross pay of the payslips", readonly=True, copy=False)
    amount_asp = fields.Monetary(
        string="Amount in the file of the ASP",
        readonly=True,
        copy=False,
        groups=GROUP_AID,
        help="Recorded as the payment of the month when none was recorded yet.",
    )
    amount_expected = fields.Monetary(
        string="Payment expected",
        compute="_compute_amounts",
        store=True,
        groups=GROUP_AID,
        help="Payments of the month in the schedule of the annex, else the fixed monthly payment of the statement.",
    )
    amount_received = fields.Monetary(
        string="Payment received",
        compute="_compute_amounts",
        store=True,
        groups=GROUP_AID,
        help="Payments of the month received, as recorded in the schedule of the annex.",
    )
    amount_gap = fields.Monetary(string="Received − expected", compute="_compute_amounts", store=True, groups=GROUP_AID)
    gap_count = fields.Integer(string="Gaps", compute="_compute_state", store=True)
    open_count = fields.Integer(string="Gaps to mend", compute="_compute_state", store=True)
    signed_on = fields.Datetime(string="Signed off on", readonly=True, copy=False, tracking=True)
    signed_by_id = fields.Many2one("res.users", string="Signed off by", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("to_reconcile", "To reconcile"),
            ("gaps", "Gaps"),
            ("reconciled", "Reconciled"),
            ("signed", "Signed off"),
        ],
        compute="_compute_state",
        store=True,
        tracking=True,
        help="To reconcile until both other sides are imported; gaps as long as one is neither mended nor explained.",
    )

    _month_uniq = models.Constraint("UNIQUE (annex_id, date_month)", "This month of the annex has its reconciliation.")
    _first_day = models.Constraint("CHECK (EXTRACT(day FROM date_month) = 1)", "A month is named by its first day.")

    @api.depends("date_month")
    @api.depends_context("lang")
    def _compute_month_name(self):
        for record in self:
            day = record.date_month
            record.month_name = format_date(self.env, day, date_format="MMMM y") if day else ""

    @api.depends("annex_id.number", "month_name")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.annex_id.number or ''}, {record.month_name}"

    @api.depends(
        "hours_timesheet",
        "hours_pay",
        "hours_declared",
        "hours_asp",
        "pay_imported_on",
        "asp_imported_on",
    )
    def _compute_gaps(self):
        for record in self:
            gap_pay = etp.to_decimal(record.hours_pay) - etp.to_decimal(record.hours_timesheet)
            gap_asp = etp.to_decimal(record.hours_asp) - etp.to_decimal(record.hours_declared)
            record.hours_gap_pay = gap_pay if record.pay_imported_on else 0
            record.hours_gap_asp = gap_asp if record.asp_imported_on else 0

    @api.depends(
        "date_month",
        "statement_id.monthly_amount",
        "annex_id.payment_ids.date_month",
        "annex_id.payment_ids.amount_expected",
        "annex_id.payment_ids.amount_received",
        "annex_id.payment_ids.date_received",
    )
    def _compute_amounts(self):
        for record in self:
            payments = record._get_payments()
            received = payments.filtered("date_received")
            expected = payments.mapped("amount_expected") or [record.statement_id.monthly_amount]
            total = sum(map(etp.to_decimal, received.mapped("amount_received")), etp.to_decimal(0))
            record.amount_expected = sum(map(etp.to_decimal, expected), etp.to_decimal(0))
            record.amount_received = total
            record.amount_gap = total - etp.to_decimal(record.amount_expected) if received else 0

    @api.depends("line_ids.has_gap", "line_ids.is_settled", "pay_imported_on", "asp_imported_on", "signed_on")
    def _compute_state(self):
        for record in self:
            gaps = record.line_ids.filtered("has_gap")
            record.gap_count = len(gaps)
            record.open_count = len(gaps.filtered(lambda line: not line.is_settled))
            if record.signed_on:
                record.state = "signed"
            elif not (record.pay_imported_on and record.asp_imported_on):
                record.state = "to_reconcile"
            else:
                record.state = "gaps" if record.open_count else "reconciled"

    @api.model_create_multi
    def create(self, vals_list):
        """Open the reconciliations and read our side of them."""
        records = super().create(
            [dict(vals, date_month=fields.Date.to_date(vals["date_month"]).replace(day=1)) for vals in vals_list]
        )
        records._read_our_side()
        return records

    def write(self, vals):
        """What the director has signed is frozen (INS-M19)."""
        if vals.keys() - LIVE_FIELDS:
            self._check_not_signed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._check_not_signed()

    def action_refresh(self):
        """Read our side again from the latest statement; the files of the other sides are kept."""
        self._check_not_signed()
        self._read_our_side()

    def action_import_pay(self):
        """Import the payslips of the month."""
        return self._open_import("pay")

    def action_import_asp(self):
        """Import, or paste, what the ASP took and paid."""
        return self._open_import("asp")

    def action_sign_off(self):
        """Close the reconciliation: every gap must be mended or explained (INS-M14)."""
        if not (self.env.su or self.env.user.has_group("regie_insertion.group_insertion_manager")):
            raise AccessError(self.env._("Only a manager of the insertion side signs a reconciliation off."))
        for record in self:
            if record.state == "to_reconcile":
                raise UserError(self.env._("Import the payslips and the figures of the ASP first. (INS-M14)"))
            if record.open_count:
                raise UserError(
                    self.env._(
                        "%(count)s gaps are neither mended nor explained: open each, mend it or tick “Explained”. "
                        "(INS-M14)",
                        count=record.open_count,
                    )
                )
        self.filtered(lambda record: not record.signed_on).write(
            {"signed_on": fields.Datetime.now(), "signed_by_id": self.env.uid}
        )

    def action_reopen(self):
        """Take the signature back, as long as the month is not closed (INS-M16)."""
        if not (self.env.su or self.env.user.has_group("regie_insertion.group_insertion_manager")):
            raise AccessError(self.env._("Only a manager of the insertion side signs a reconciliation off."))
        for record in self:
            if self.env["regie.hours.month"]._is_closed(record.company_id, record.date_month):
                raise UserError(self.env._("The month of %(month)s is closed. (INS-M16)", month=record.month_name))
        self.write({"signed_on": False, "signed_by_id": False})

    def action_open_gaps(self):
        """The lines of the reconciliation that have a gap."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_iae_reconciliation_line_action")
        context = {"search_default_filter_gap": 1}
        return dict(action, domain=[("reconciliation_id", "=", self.id)], context=context)

    def action_open_payments(self):
        """The payments of the aid of the month, where what was received is recorded."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_iae_aid_payment_action")
        domain = [("annex_id", "=", self.annex_id.id), ("date_month", "=", self.date_month)]
        return dict(action, domain=domain, context={"default_annex_id": self.annex_id.id})

    def action_open_statement(self):
        """The statement that our side comes from."""
        self.ensure_one()
        return self.statement_id._get_form_action()

    @api.model
    def _get_or_create(self, annex, month):
        """The reconciliation of an annex and month, opened if it did not exist."""
        month = month.replace(day=1)
        found = self.search([("annex_id", "=", annex.id), ("date_month", "=", month)], limit=1)
        return found or self.create({"annex_id": annex.id, "date_month": month})

    def _open_import(self, side):
        self.ensure_one()
        self._check_not_signed()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_iae_reconciliation_import_action")
        return dict(action, context={"default_reconciliation_id": self.id, "default_side": side})

    def _get_form_action(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _check_not_signed(self):
        """Raise UserError (INS-M19) if a reconciliation of ``self`` is signed off."""
        if any(record.signed_on for record in self):
            raise UserError(
                self.env._("This reconciliation is signed off: the director must reopen it first. (INS-M19)")
            )

    def _get_last_day(self):
        self.ensure_one()
        return self.date_month + relativedelta(day=31)
