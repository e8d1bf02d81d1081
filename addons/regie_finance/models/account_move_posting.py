from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date
from odoo.tools.sql import column_exists, create_column


class AccountMove(models.Model):
    """An entry: the day on which it was posted, which the FEC asks for, and the way to correct it once it is locked."""

    _inherit = "account.move"

    regie_date_posted = fields.Date(
        string="Posted on",
        compute="_compute_regie_date_posted",
        store=True,
        copy=False,
        help="Day on which the entry was posted (ValidDate of the FEC). Empty on entries older than this field: their "
        "date is taken.",
    )
    regie_locked_until = fields.Date(string="Locked until", compute="_compute_regie_locked_until")

    def _auto_init(self):
        """Add the column empty: nobody knows when the entries that are there were posted."""
        if not column_exists(self.env.cr, self._table, "regie_date_posted"):
            create_column(self.env.cr, self._table, "regie_date_posted", "date")
        return super()._auto_init()

    @api.depends("state")
    def _compute_regie_date_posted(self):
        """The day of the last posting; a draft has none."""
        today = fields.Date.context_today(self)
        for move in self:
            posted = move.state == "posted"
            move.regie_date_posted = (move.regie_date_posted or today) if posted else False

    @api.depends("state", "date", "company_id", "journal_id")
    def _compute_regie_locked_until(self):
        """Last day of the lock that covers a posted entry, if any."""
        for move in self:
            move.regie_locked_until = move.state == "posted" and move._get_regie_lock_date()

    def _get_regie_lock_date(self):
        """Return the latest lock date that forbids to touch the entry, or nothing."""
        self.ensure_one()
        if not self.date or not self.company_id:
            return False
        violations = self.company_id._get_lock_date_violations(
            self.date,
            fiscalyear=True,
            sale=self.journal_id.type == "sale",
            purchase=self.journal_id.type == "purchase",
            tax=False,
            hard=True,
        )
        return max((day for day, _field in violations), default=False)

    def _sanitize_vals(self, vals):
        """Leave the day of posting to the software: what forms and imports say of it is not heard."""
        if not self.env.su:
            vals.pop("regie_date_posted", None)
        return super()._sanitize_vals(vals)

    def write(self, vals):
        """Tell first, to who writes the lines of a posted entry, that it is locked and how it is corrected.

        :raise UserError: FIN-096
        """
        if {"line_ids", "invoice_line_ids"} & vals.keys() and not self.env.context.get("skip_readonly_check"):
            self.filtered(lambda move: move.state == "posted")._check_fiscal_lock_dates()
        return super().write(vals)

    def _check_fiscal_lock_dates(self):
        """Say, beside the lock date that Odoo names, how an entry of a locked period is corrected.

        :raise UserError: FIN-096
        """
        try:
            return super()._check_fiscal_lock_dates()
        except UserError as error:
            raise UserError(
                self.env._(
                    "%(lock)s\n\nAn entry that is already posted there is neither changed nor deleted. Open it and use "
                    "“Reverse Entry” (“Credit Note” on an invoice): the opposite entry is dated after the lock, "
                    "then enter the right one. (FIN-096)",
                    lock=error.args[0],
                )
            ) from error

    def action_regie_reverse(self):
        """Open the reversal of the entry, on the first day that is not locked, with the reason to be given."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_view_account_move_reversal")
        return {**action, "context": {"active_model": self._name, "active_ids": self.ids, "active_id": self.id}}

    def _get_regie_reversal_reason(self):
        """Sentence of the reversal that says which entry it corrects."""
        return self.env._(
            "correction of the entry of %(date)s", date=format_date(self.env, self.date) if self.date else ""
        )
