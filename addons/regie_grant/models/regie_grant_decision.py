from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_amount

from ..tools.decision import decide

STATES = [("draft", "To propose"), ("proposed", "Entries proposed"), ("posted", "Posted")]


class RegieGrantDecision(models.Model):
    """What becomes of a grant at the closing of an exercise, in the order of the rules, with its entries.

    ANC 2018-06, art. 132-1 to 132-3 and 142-1 and following: (1) not acquired, (2) exercises to come, (3) dedicated
    funds, (4) stays income, (5) to give back.
    """

    _name = "regie.grant.decision"
    _description = "Closing decision of a grant"
    _inherit = ["regie.fact.guard", "mail.thread", "mail.activity.mixin"]
    _order = "exercise_id desc, grant_id"
    _check_company_auto = True

    grant_id = fields.Many2one("regie.grant", required=True, index=True, ondelete="restrict", check_company=True)
    company_id = fields.Many2one(related="grant_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    funder_id = fields.Many2one(related="grant_id.funder_id", store=True)
    activity_id = fields.Many2one(related="grant_id.activity_id", store=True)
    exercise_id = fields.Many2one(
        "regie.exercise", required=True, index=True, ondelete="restrict", check_company=True, tracking=True
    )
    date_to = fields.Date(related="exercise_id.date_to", store=True, string="Closing on")

    amount_booked = fields.Monetary(string="Income in the books", readonly=True, help="Since the grant was notified.")
    amount_attributable = fields.Monetary(
        string="Share to date", readonly=True, help="Shares of the exercises up to this one, less what was given back."
    )
    amount_costs = fields.Monetary(string="Eligible costs to date", readonly=True)
    amount_costs_year = fields.Monetary(string="Eligible costs of the exercise", readonly=True)
    amount_opening = fields.Monetary(string="Dedicated funds at the opening", readonly=True)
    amount_unspent = fields.Monetary(string="Unspent to date", readonly=True)

    amount_not_acquired = fields.Monetary(string="1. Not acquired", readonly=True)
    amount_deferred = fields.Monetary(string="2. Exercises to come (487)", readonly=True)
    amount_report_computed = fields.Monetary(string="3. Carried over, computed", readonly=True)
    amount_report = fields.Monetary(
        string="3. Carried over (689)",
        tracking=True,
        help="What is computed; the accountant may carry over less, and says why. The rest stays income for good.",
    )
    amount_use = fields.Monetary(string="3. Funds used (789)", readonly=True)
    amount_kept = fields.Monetary(string="4. Stays income", readonly=True)
    amount_repay = fields.Monetary(string="5. To give back", readonly=True)
    amount_refund = fields.Monetary(string="Of which dedicated funds", readonly=True)
    amount_quota = fields.Monetary(string="Investment: share of the exercise (747)", readonly=True)
    amount_closing = fields.Monetary(
        string="Dedicated funds at the closing", compute="_compute_amount_closing", store=True
    )
    reason = fields.Text(tracking=True, help="Why less is carried over than computed, or what the funder agreed.")
    explanation = fields.Text(compute="_compute_explanation")
    entry_ids = fields.One2many("regie.grant.entry", "decision_id")
    movement_ids = fields.One2many("regie.fund.movement", "decision_id")
    date_decided = fields.Datetime(string="Decided on", readonly=True, copy=False, tracking=True)
    user_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    state = fields.Selection(
        STATES,
        compute="_compute_state",
        store=True,
        tracking=True,
        help="Read from the entries: posted when all of them are; to propose again when they are reversed.",
    )

    _grant_exercise_uniq = models.Constraint(
        "UNIQUE (grant_id, exercise_id)", "This grant already has its decision for this exercise."
    )

    @api.depends("grant_id.name", "exercise_id.name")
    def _compute_display_name(self):
        for decision in self:
            decision.display_name = f"{decision.grant_id.name} · {decision.exercise_id.name}"

    @api.depends("amount_opening", "amount_report", "amount_use", "amount_refund")
    def _compute_amount_closing(self):
        for decision in self:
            moved = decision.amount_report - decision.amount_use - decision.amount_refund
            decision.amount_closing = decision.amount_opening + moved

    @api.depends("date_decided", "entry_ids.parent_state", "entry_ids.reversal_ids.parent_state")
    def _compute_state(self):
        for decision in self:
            # the deferred share comes back on the first day of the next exercise: it may be posted later, by itself
            live = decision.entry_ids.filtered(lambda entry: entry.step != "undefer" and entry.is_live())
            if any(entry.parent_state == "draft" for entry in live):
                decision.state = "proposed"
            else:
                decision.state = "posted" if live or decision.date_decided else "draft"

    @api.depends_context("lang")
    @api.depends("amount_unspent", "amount_report", "amount_not_acquired", "amount_deferred", "amount_quota")
    def _compute_explanation(self):
        for decision in self:
            decision.explanation = " ".join(decision._explain())

    @api.constrains("amount_report", "amount_report_computed")
    def _check_report_within_unspent(self):
        """FIN-021: no more is carried over than what is unspent and not already in the funds."""
        for decision in self:
            report, computed = decision.amount_report, decision.amount_report_computed
            currency = decision.currency_id
            if currency.compare_amounts(report, computed) > 0 or currency.compare_amounts(report, 0) < 0:
                raise ValidationError(
                    self.env._(
                        "“%(decision)s”: carrying over %(report)s is more than the unspent %(unspent)s (of which"
                        " %(computed)s from this exercise), or less than zero. (FIN-021)",
                        decision=decision.display_name,
                        report=format_amount(self.env, report, currency),
                        unspent=format_amount(self.env, decision.amount_unspent, currency),
                        computed=format_amount(self.env, computed, currency),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Create decisions: their amounts are read at once from the books."""
        decisions = super().create([{**vals, "amount_report": 0} for vals in vals_list])
        decisions._compute_from_books()
        return decisions

    def write(self, vals):
        """Change what people decide, while nothing is proposed.

        :raise UserError: FIN-028 once the entries exist
        """
        if not self.env.su and {"amount_report", "grant_id", "exercise_id"} & vals.keys():
            self._check_is_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_draft(self):
        self._check_is_draft()
        if kept := self.filtered("entry_ids")[:1]:
            kept._refuse_step()

    def _check_is_draft(self):
        if other := self.filtered(lambda decision: decision.state != "draft")[:1]:
            other._refuse_step()

    def _refuse_step(self):
        """Raise FIN-028: the decision is not at the step where this is done."""
        self.ensure_one()
        raise UserError(
            self.env._(
                "Decision “%(decision)s” is at the step “%(state)s”: undo it first, its entries are then reversed."
                " (FIN-028)",
                decision=self.display_name,
                state=dict(self._fields["state"]._description_selection(self.env))[self.state],
            )
        )

    def _compute_from_books(self):
        """Read the books again and write the amounts of the order, in a constant number of queries by exercise."""
        for exercise, decisions in self.grouped("exercise_id").items():
            # sudo: totals of the books, for who prepares the decision
            fundings = decisions.grant_id.sudo().get_fundings(exercise, decisions)
            quotas = decisions.grant_id.sudo().get_quotas(exercise, decisions)
            for decision in decisions:
                grant = decision.grant_id.sudo()
                decision.sudo().write(decision._prepare_amounts(fundings[grant], quotas.get(grant, 0)))

    def _prepare_amounts(self, funding, quota):
        """Values of the amounts, in euros. What the accountant lowered stays, as long as it is possible."""
        self.ensure_one()
        if self.grant_id.is_investment:
            return {"amount_booked": funding.booked / 100, "amount_quota": quota}
        found = decide(funding)
        computed = found.report / 100
        is_lowered = self.currency_id.compare_amounts(self.amount_report, self.amount_report_computed) < 0
        return {
            "amount_booked": funding.booked / 100,
            "amount_attributable": funding.attributable / 100,
            "amount_costs": funding.costs / 100,
            "amount_costs_year": funding.costs_of_year / 100,
            "amount_opening": sum(layer.amount for layer in funding.opening) / 100,
            "amount_unspent": found.unspent / 100,
            "amount_not_acquired": found.not_acquired / 100,
            "amount_deferred": found.deferred / 100,
            "amount_report_computed": computed,
            "amount_report": min(self.amount_report, computed) if is_lowered else computed,
            "amount_use": found.used / 100,
            "amount_kept": found.kept / 100,
            "amount_repay": found.repaid / 100,
            "amount_refund": found.refunded / 100,
        }

    def action_refresh(self):
        """Read the books again, while nothing is proposed."""
        self.check_access("write")
        self._check_is_draft()
        self._compute_from_books()

    @api.model
    @api.private
    def prepare_for(self, exercise):
        """Create the missing decisions of an exercise, refresh those to propose; return all those of the exercise."""
        grants = self.env["regie.grant"].search(exercise._get_decided_grants_domain())
        existing = self.search([("exercise_id", "=", exercise.id)])
        existing.filtered(lambda decision: decision.state == "draft").action_refresh()
        missing = grants - existing.grant_id
        created = self.create([{"grant_id": grant.id, "exercise_id": exercise.id} for grant in missing])
        return existing | created
