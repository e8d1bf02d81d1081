from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

RECEIPTS = "regie_grant_tranche_receipt_rel"


class RegieGrantTranche(models.Model):
    """An instalment of a grant: when the funder pays, how much, and what came."""

    _name = "regie.grant.tranche"
    _description = "Tranche of a grant"
    _inherit = ["regie.grant.part"]
    _order = "grant_id, date_due, id"

    name = fields.Char(required=True, help="Advance, second payment, balance…")
    date_due = fields.Date(string="Expected on")
    receipt_line_ids = fields.Many2many(
        "account.move.line",
        RECEIPTS,
        "tranche_id",
        "line_id",
        string="Receipts",
        copy=False,
        check_company=True,
        domain="[('company_id', '=', company_id), ('parent_state', '=', 'posted'), ('credit', '>', 0)]",
        groups="account.group_account_readonly",
        help="Posted items that credit what the funder owed: the bank, once reconciled.",
    )
    amount_received = fields.Monetary(string="Received", compute="_compute_received", store=True, compute_sudo=True)
    date_received = fields.Date(string="Received on", compute="_compute_received", store=True, compute_sudo=True)
    state = fields.Selection(
        [("expected", "Expected"), ("late", "Late"), ("partial", "In part"), ("received", "Received")],
        compute="_compute_state",
        search="_search_state",
    )

    def init(self):
        """One receipt pays one tranche, also when two people link it at once: the second waits, then is told FIN-046.

        The table of the links has no model that could declare the index.
        """
        self.env.cr.execute(
            SQL(
                "CREATE UNIQUE INDEX IF NOT EXISTS regie_grant_tranche_receipt_line_uniq ON %s (line_id)",
                SQL.identifier(RECEIPTS),
            )
        )

    @api.depends("receipt_line_ids.credit", "receipt_line_ids.parent_state", "receipt_line_ids.date")
    def _compute_received(self):
        for tranche in self:
            lines = tranche.receipt_line_ids.filtered(lambda line: line.parent_state == "posted")
            tranche.amount_received = sum(lines.mapped("credit"))
            tranche.date_received = max(lines.mapped("date"), default=False)

    @api.depends("amount", "amount_received", "date_due")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for tranche in self:
            if tranche.currency_id.compare_amounts(tranche.amount_received, tranche.amount) >= 0:
                tranche.state = "received"
            elif tranche.date_due and tranche.date_due < today:
                tranche.state = "late"
            else:
                tranche.state = "partial" if tranche.amount_received else "expected"

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        rest = SQL("SELECT id FROM %s WHERE COALESCE(amount_received, 0) < amount", SQL.identifier(self._table))
        late = [("id", "in", rest), ("date_due", "<", today)]
        waiting = [("id", "in", rest), "|", ("date_due", "=", False), ("date_due", ">=", today)]
        domains = {
            "received": Domain("id", "not in", rest),
            "late": Domain(late),
            "partial": Domain([*waiting, ("amount_received", ">", 0)]),
            "expected": Domain([*waiting, ("amount_received", "in", (0, False))]),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.constrains("receipt_line_ids")
    def _check_receipts(self):
        """A receipt is a credit of the funder's account, and pays one tranche only. (FIN-046)"""
        for tranche in self:
            wrong = tranche.receipt_line_ids.filtered(
                lambda line, grant=tranche.grant_id: (
                    line.credit <= 0 or line.partner_id.commercial_partner_id != grant.funder_id.commercial_partner_id
                )
            )
            if wrong:
                raise ValidationError(
                    self.env._(
                        "“%(line)s” is no receipt of %(funder)s: choose items that credit its account. (FIN-046)",
                        line=wrong[0].display_name,
                        funder=tranche.grant_id.funder_id.name,
                    )
                )
        self._check_receipts_once()

    def _check_receipts_once(self):
        """Refuse a receipt that already pays another tranche. (FIN-046)

        PostgreSQL keeps the first link and leaves the second one out without a word: it is said here.
        """
        self.flush_recordset(["receipt_line_ids"])
        # sudo: the other tranche may be of a grant that the user does not read; its name is not told
        lines = self.sudo().receipt_line_ids
        if not lines:
            return
        table = SQL.identifier(RECEIPTS)
        links = dict(
            self.env.execute_query(SQL("SELECT line_id, tranche_id FROM %s WHERE line_id IN %s", table, lines._ids))
        )
        for tranche in self:
            taken = tranche.receipt_line_ids.filtered(lambda line, own=tranche.id: links.get(line.id) != own)
            if taken:
                raise ValidationError(
                    self.env._(
                        "“%(line)s” already pays another tranche: a receipt pays one only. Unlink it there first, or "
                        "choose another receipt for “%(tranche)s”. (FIN-046)",
                        line=taken[0].display_name,
                        tranche=tranche.name,
                    )
                )
