from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class RegieGrantIncome(models.Model):
    """The entries of a grant at its notification: proposed as drafts, posted by the accountant."""

    _inherit = "regie.grant"

    award_move_ids = fields.One2many(
        "account.move", "regie_grant_award_id", string="Entries of the award", groups="account.group_account_readonly"
    )
    award_move_count = fields.Integer(
        string="Entries", compute="_compute_awarded", groups="account.group_account_readonly"
    )
    amount_booked = fields.Monetary(
        string="Income entered",
        compute="_compute_awarded",
        groups="account.group_account_readonly",
        help="Posted, before what is put off to other exercises.",
    )
    amount_proposed = fields.Monetary(
        string="Income in draft", compute="_compute_awarded", groups="account.group_account_readonly"
    )

    is_income_due = fields.Boolean(
        string="Income to enter", compute="_compute_awarded", groups="account.group_account_readonly"
    )

    @api.depends("award_move_ids.state", "award_move_ids.line_ids.balance", "amount", "is_acquired")
    def _compute_awarded(self):
        """What the entries of the award credit to income, posted and in draft."""
        counts, booked, proposed = {}, {}, {}
        groups = self.env["account.move.line"]._read_group(
            [
                ("move_id.regie_grant_award_id", "in", self.ids),
                ("parent_state", "in", ("draft", "posted")),
                ("account_id.account_type", "in", ("income", "income_other", "equity")),
            ],
            ["move_id", "parent_state"],
            ["balance:sum"],
        )
        for move, state, balance in groups:
            grant = move.regie_grant_award_id
            counts[grant] = counts.get(grant, 0) + 1
            amounts = booked if state == "posted" else proposed
            amounts[grant] = amounts.get(grant, 0.0) - balance
        for grant in self:
            grant.award_move_count = counts.get(grant, 0)
            grant.amount_booked = grant.currency_id.round(booked.get(grant, 0.0))
            grant.amount_proposed = grant.currency_id.round(proposed.get(grant, 0.0))
            entered = grant.amount_booked + grant.amount_proposed
            differs = bool(grant.currency_id.compare_amounts(entered, grant.amount))
            grant.is_income_due = differs and grant.is_acquired and grant.legal_kind != "market"

    def action_propose_income(self):
        """Propose the entry of the award: D 441 / C 741 (accounts of the nature), in draft, of what is not entered yet.

        :raise UserError: FIN-011 before the notification, FIN-012 as long as a suspensive condition waits, FIN-016
            without accounts, FIN-017 when all is entered
        """
        moves = self.env["account.move"]
        for grant in self:
            grant._check_notified()
            if grant.is_waiting:
                raise UserError(grant._get_condition_message())
            rest = grant.currency_id.round(grant.amount - grant.amount_booked - grant.amount_proposed)
            if grant.currency_id.is_zero(rest):
                raise UserError(
                    self.env._(
                        "“%s”: its whole income is entered already, in draft or posted. (FIN-017)", grant.display_name
                    )
                )
            moves |= moves.create(grant._prepare_award_move_vals(rest))
        return self._open_moves(moves)

    def action_view_award_moves(self):
        """Entries of the award, their reversals included."""
        return self._open_moves(self.award_move_ids)

    @api.model
    def _open_moves(self, moves):
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_move_journal_line")
        if len(moves) == 1:
            return {**action, "res_id": moves.id, "views": [(False, "form")], "context": {}}
        return {**action, "domain": [("id", "in", moves.ids)], "context": {}}

    def _prepare_award_move_vals(self, amount):
        """Values of the draft entry that gives `amount` (euros, signed) of income to the grant."""
        self.ensure_one()
        day = max(
            filter(None, (self.notified_on, self.condition_lifted_on if self.condition == "suspensive" else None))
        )
        accounts = self.activity_id.analytic_account_id | self.analytic_account_id
        shared = {"partner_id": self.funder_id.id, "tax_ids": [Command.clear()], "name": self.display_name}
        income = {
            "account_id": self.get_income_account().id,
            "balance": -amount,
            "analytic_distribution": {",".join(map(str, accounts.ids)): 100},
        }
        receivable = {"account_id": self.get_receivable_account().id, "balance": amount}
        return {
            "move_type": "entry",
            "company_id": self.company_id.id,
            "date": day,
            "regie_grant_award_id": self.id,
            "ref": self.env._(
                "Grant %(number)s notified on %(date)s by %(funder)s",
                number=self.number,
                date=format_date(self.env, self.notified_on),
                funder=self.funder_id.name,
            ),
            "line_ids": [Command.create({**shared, **receivable}), Command.create({**shared, **income})],
        }

    def _get_condition_message(self):
        """Sentence that refuses an income which is not acquired. (FIN-012)"""
        return self.env._(
            "“%s”: its suspensive condition is not met, the income is not acquired. Write on the grant the day on which"
            " it was met, with its proof. (FIN-012)",
            self.display_name,
        )

    @api.model
    def _search_pending(self, companies):
        """Grants of some régies whose suspensive condition waits."""
        return self.with_context(active_test=False).search(
            [("company_id", "in", companies.ids), ("is_waiting", "=", True)]
        )
