from odoo import api, fields, models
from odoo.exceptions import UserError

STEPS = [
    ("remove", "1. Not acquired: taken out of the income"),
    ("defer", "2. Share of the exercises to come: deferred"),
    ("undefer", "2. Deferred share: back at the opening"),
    ("report", "3. Unspent: carried over to dedicated funds"),
    ("use", "3. Dedicated funds used"),
    ("refund", "5. Dedicated funds to give back"),
    ("repay", "5. Unspent: debt to the funder"),
    ("transfer", "Transfer of dedicated funds"),
    ("opening", "Dedicated funds taken over"),
    ("quota", "Share of the investment grant"),
]


class RegieGrantEntry(models.Model):
    """One entry that the software proposed for a grant, and why: what ties the books to the decisions.

    Nothing is written here by hand: rows come with the entries, and a reversed entry brings the row of its reversal.
    """

    _name = "regie.grant.entry"
    _description = "Entry proposed for a grant"
    _inherit = ["regie.fact.guard"]
    _order = "date, id"
    _rec_name = "move_id"
    _check_company_auto = True

    grant_id = fields.Many2one("regie.grant", readonly=True, required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="grant_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    decision_id = fields.Many2one(
        "regie.grant.decision", readonly=True, index="btree_not_null", ondelete="restrict", check_company=True
    )
    step = fields.Selection(STEPS, readonly=True, required=True)
    amount = fields.Monetary(readonly=True, help="Negative for a reversal.")
    reason = fields.Char(readonly=True)
    move_id = fields.Many2one(
        "account.move", string="Entry", readonly=True, required=True, index=True, ondelete="restrict"
    )
    date = fields.Date(related="move_id.date", store=True)
    parent_state = fields.Selection(related="move_id.state", store=True, string="State of the entry")
    reversal_of_id = fields.Many2one("regie.grant.entry", readonly=True, index="btree_not_null", ondelete="restrict")
    reversal_ids = fields.One2many("regie.grant.entry", "reversal_of_id")

    _move_uniq = models.Constraint("UNIQUE (move_id)", "This entry is already tied to a grant.")
    _reversal_uniq = models.UniqueIndex(
        "(reversal_of_id) WHERE reversal_of_id IS NOT NULL", "This entry of a grant is already reversed. (FIN-028)"
    )

    @api.private
    def is_live(self):
        """Tell whether the entry still counts: neither a reversal nor reversed nor cancelled."""
        self.ensure_one()
        reversed_by = self.reversal_ids.filtered(lambda entry: entry.parent_state == "posted")
        return not self.reversal_of_id and not reversed_by and self.parent_state != "cancel"

    @api.ondelete(at_uninstall=False)
    def _unlink_if_not_posted(self):
        if posted := self.filtered(lambda entry: entry.parent_state == "posted")[:1]:
            raise UserError(
                self.env._(
                    "Entry %(entry)s of the grant “%(grant)s” is posted: undo it by its reversal. (FIN-028)",
                    entry=posted.move_id.name,
                    grant=posted.grant_id.display_name,
                )
            )

    @api.model
    @api.private
    def propose(self, vals_list):
        """Create draft entries and the rows that tie them to their grants.

        :param vals_list: dicts of grant (record), step, date, amount (euros), reason, debit and credit (accounts),
            decision (optional), analytic (True when the lines of income and costs carry the grant's axes)
        """
        moves = (
            self.env["account.move"]
            .sudo()
            .create(  # sudo: drafts, asked by a button that checked who presses it
                [self._prepare_move_vals(**vals) for vals in vals_list]
            )
        )
        return self.sudo().create(  # sudo: facts of the button
            [
                {
                    "grant_id": vals["grant"].id,
                    "decision_id": vals["decision"].id if vals.get("decision") else False,
                    "step": vals["step"],
                    "amount": vals["amount"],
                    "reason": vals["reason"],
                    "move_id": move.id,
                }
                for vals, move in zip(vals_list, moves, strict=True)
            ]
        )

    @api.model
    def _prepare_move_vals(self, grant, step, date, amount, reason, debit, credit, decision=None, credit_grant=None):
        """Values of a draft entry: the lines of income and costs carry the grant and its activity."""
        lines = []
        for account, balance, owner in ((debit, amount, grant), (credit, -amount, credit_grant or grant)):
            is_result = account.internal_group in ("income", "expense")
            lines.append(
                fields.Command.create(
                    {
                        "account_id": account.id,
                        "name": reason,
                        "balance": balance,
                        "partner_id": owner.funder_id.id,
                        "tax_ids": [fields.Command.clear()],
                        "analytic_distribution": owner._get_fund_distribution() if is_result else False,
                    }
                )
            )
        company = grant.company_id
        return {
            "move_type": "entry",
            "company_id": company.id,
            "journal_id": self._get_journal(company).id,
            "date": date,
            "ref": reason,
            "line_ids": lines,
        }

    @api.model
    def _get_journal(self, company):
        """The journal of the entries of the closing: the first general one.

        :raise UserError: FIN-029 when the régie has none
        """
        journal = self.env["account.journal"].search(
            [("type", "=", "general"), ("company_id", "=", company.id)], order="sequence, id", limit=1
        )
        if not journal:
            raise UserError(
                self.env._(
                    "%(regie)s has no journal of miscellaneous entries: create one first. (FIN-029)",
                    regie=company.name,
                )
            )
        return journal

    def _check_not_reversed(self):
        """Refuse a second reversal.

        :raise UserError: FIN-028
        """
        if twice := self.filtered(lambda entry: entry.reversal_ids or entry.reversal_of_id)[:1]:
            raise UserError(
                self.env._(
                    "Entry %(entry)s of the grant “%(grant)s” is already reversed, or is itself a reversal: propose the"
                    " decision again instead. (FIN-028)",
                    entry=twice.move_id.name,
                    grant=twice.grant_id.display_name,
                )
            )
