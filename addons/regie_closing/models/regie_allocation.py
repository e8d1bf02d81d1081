from decimal import Decimal

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date, formatLang

from ..tools.allocation import allocate


class RegieAllocation(models.Model):
    """What becomes of the result of an exercise, as those who approve the accounts decide it.

    An association shares nothing out: a surplus clears earlier losses and strengthens its own funds, a deficit is
    carried forward or taken from what was set aside (ANC 2018-06, accounts 10 to 12).
    """

    _name = "regie.allocation"
    _description = "Allocation of the result"
    _inherit = ["regie.fact.guard", "mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    exercise_id = fields.Many2one(
        "regie.exercise", required=True, index=True, ondelete="restrict", check_company=True, tracking=True
    )
    company_id = fields.Many2one(
        "res.company",
        string="Régie",
        compute="_compute_company_id",
        store=True,
        index=True,
        precompute=True,
    )
    date_from = fields.Date(related="exercise_id.date_from", string="First day", store=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    result = fields.Monetary(
        compute="_compute_result",
        store=True,
        help="Income less expenses posted in the exercise: positive for a surplus, negative for a deficit.",
    )
    line_ids = fields.One2many("regie.allocation.line", "allocation_id", string="Shared out", copy=True)
    amount_allocated = fields.Monetary(string="Allocated", compute="_compute_amounts")
    amount_left = fields.Monetary(string="Left to allocate", compute="_compute_amounts")
    warning = fields.Char(compute="_compute_warning", help="What the statutes may require and the lines do not do.")
    decision_reference = fields.Char(
        string="Decision",
        tracking=True,
        help="Number and date of the resolution by which the accounts were approved and the result allocated.",
    )
    decision_date = fields.Date(
        string="Decided on", tracking=True, help="Day of the assembly. It is the date of the entry."
    )
    transfer_move_id = fields.Many2one(
        "account.move",
        string="Transfer to the result account",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        check_company=True,
        help="On the first day of the next exercise, from the account where Odoo keeps past results to 120 or 129.",
    )
    move_id = fields.Many2one(
        "account.move",
        string="Entry of the allocation",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        check_company=True,
    )
    state = fields.Selection(
        [
            ("draft", "To decide"),
            ("proposed", "Entries to post"),
            ("posted", "Posted"),
            ("reversed", "Reversed"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        tracking=True,
        help="Follows from the entries: to post once they are drafted, posted when both are, reversed when the entry "
        "of the allocation was.",
    )

    _exercise_uniq = models.UniqueIndex(
        "(exercise_id) WHERE state != 'reversed'",
        "The result of this exercise has its allocation already: open it in Finance / Closing / Allocations. (FIN-055)",
    )

    @api.depends("exercise_id")
    def _compute_company_id(self):
        for allocation in self:
            allocation.company_id = allocation.exercise_id.company_id

    @api.depends("exercise_id")
    def _compute_result(self):
        """Read the result from the posted entries; the entries of later days come with ``action_refresh``."""
        for allocation in self:
            allocation.result = allocation._get_live_result() if allocation.exercise_id else 0.0

    @api.depends("result", "line_ids.amount")
    def _compute_amounts(self):
        for allocation in self:
            allocation.amount_allocated = sum(allocation.line_ids.mapped("amount"))
            allocation.amount_left = allocation.result - allocation.amount_allocated

    @api.depends("line_ids.amount", "line_ids.account_id", "exercise_id")
    @api.depends_context("lang")
    def _compute_warning(self):
        """FIN-053: a reserve is fed while losses carried forward are not cleared."""
        for allocation in self:
            left = allocation._get_losses_left() if allocation._feeds_reserve() else 0.0
            allocation.warning = bool(left) and self.env._(
                "%(amount)s of losses carried forward are not cleared: see whether the statutes want it before a "
                "reserve is fed. (FIN-053)",
                amount=formatLang(self.env, left, currency_obj=allocation.currency_id),
            )

    @api.depends("transfer_move_id.state", "move_id.state", "move_id.reversal_move_ids.state")
    def _compute_state(self):
        for allocation in self:
            moves = allocation._get_moves()
            if "posted" in allocation.move_id.reversal_move_ids.mapped("state"):
                allocation.state = "reversed"
            elif allocation.move_id and set(moves.mapped("state")) == {"posted"}:
                allocation.state = "posted"
            else:
                allocation.state = "proposed" if moves else "draft"

    @api.depends("exercise_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for allocation in self:
            allocation.display_name = self.env._("Allocation of the result %s", allocation.exercise_id.name or "")

    def write(self, vals):
        """Change an allocation that has no entry yet; the decision and the exercise stay afterwards. (FIN-054)"""
        if not self.env.su and {"exercise_id", "decision_reference", "decision_date"} & vals.keys():
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_proposed(self):
        self._check_open()

    def action_refresh(self):
        """Read the result again from the posted entries."""
        self._check_open()
        self.check_access("write")
        # sudo: the result is a fact, once the right to prepare the allocation is checked
        for allocation in self.sudo():
            allocation.result = allocation._get_live_result()
        return True

    def action_prepare_lines(self):
        """Share the result out by the rules of the régie, in place of the lines: earlier losses first."""
        self.action_refresh()
        for allocation in self:
            rules = self.env["regie.allocation.rule"]._get_for(allocation.company_id, allocation.result)
            if not rules:
                raise UserError(
                    self.env._(
                        "No rule says how a result is shared out: add one in Finance / Configuration / Rules of "
                        "allocation, or write the lines yourself. (FIN-056)"
                    )
                )
            balances = {code: Decimal(f"{value:.2f}") for code, value in allocation._get_own_funds().items()}
            destinations = rules._as_destinations()
            names = dict(zip(destinations, rules, strict=True))
            shares = allocate(Decimal(f"{allocation.result:.2f}"), balances, destinations)
            allocation.line_ids = [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "sequence": rank,
                            "account_id": allocation._get_account(destination.account).id,
                            "amount": float(amount),
                            "note": names[destination].name,
                        }
                    )
                    for rank, (destination, amount) in enumerate(shares, start=1)
                ),
            ]
        return True

    def _check_open(self):
        """Raise when an entry exists already: it is the entry that is mended first. (FIN-054)"""
        for allocation in self:
            if allocation.state not in (False, "draft"):
                raise UserError(
                    self.env._(
                        "%(allocation)s has its entries: delete the drafts, or reverse what is posted, before you "
                        "change it. (FIN-054)",
                        allocation=allocation.display_name,
                    )
                )

    def _check_total(self):
        """Raise when the lines do not add up to the result of the books. (FIN-050)"""
        for allocation in self:
            if allocation.currency_id.compare_amounts(allocation.amount_allocated, allocation.result):
                raise ValidationError(
                    self.env._(
                        "Allocation of %(allocated)s for a result of %(result)s: the lines add up to the result. "
                        "(FIN-050)",
                        allocated=formatLang(
                            self.env, allocation.amount_allocated, currency_obj=allocation.currency_id
                        ),
                        result=formatLang(self.env, allocation.result, currency_obj=allocation.currency_id),
                    )
                )

    def _check_decision(self):
        """Raise when those who approve the accounts have not decided. (FIN-051)

        Extended where the decisions are kept: there an adopted resolution is required.
        """
        for allocation in self:
            closed_on = allocation.exercise_id.date_to
            if not (allocation.decision_reference or "").strip() or not allocation.decision_date:
                raise UserError(
                    self.env._(
                        "The resolution that allocates the result is not adopted: write its number and its date. "
                        "(FIN-051)"
                    )
                )
            if allocation.decision_date <= closed_on:
                raise UserError(
                    self.env._(
                        "The result is allocated after the exercise ends, on %(date)s: mend the date of the decision. "
                        "(FIN-051)",
                        date=format_date(self.env, closed_on),
                    )
                )
