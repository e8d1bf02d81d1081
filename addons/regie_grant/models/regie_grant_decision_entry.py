from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount, format_date

from ..tools.decision import Layer, take


class RegieGrantDecision(models.Model):
    """From the amounts of a decision to entries: proposed as drafts, posted by the accountant, undone by reversal."""

    _inherit = "regie.grant.decision"

    def action_propose(self):
        """Propose the draft entries of decisions, from the books as they are now.

        :raise UserError: FIN-025, FIN-026, FIN-028
        """
        self.check_access("write")
        self._check_is_draft()
        self._compute_from_books()
        self._check_ready()
        vals_list = [vals for decision in self for vals in decision._prepare_entries()]
        entries = self.env["regie.grant.entry"].propose(vals_list)
        for decision in self:
            decision._create_decided_movements(entries.filtered(lambda entry, d=decision: entry.decision_id == d))

    def action_post(self):
        """Post the entries of decisions; a decision without entries is closed as it is.

        :raise AccessError: for who does not keep the books
        """
        self._check_accountant()
        if early := self.filtered(lambda decision: decision.state == "draft"):
            early.action_propose()
        drafts = self._get_live_entries().filtered(lambda entry: entry.parent_state == "draft")
        back = drafts.filtered(lambda entry: entry.step == "undefer")
        (drafts - back).move_id.sudo(False)._post(soft=False)
        # what comes back on a day still to come is posted on that day, by Odoo
        back.move_id.sudo(False)._post(soft=True)
        # sudo: the fact, once it is checked who posts
        self.sudo().write({"date_decided": fields.Datetime.now(), "user_id": self.env.uid})

    def action_undo(self):
        """Reverse the posted entries of decisions, delete the drafts: the decision is to propose again.

        :raise UserError: FIN-028 when a later exercise is already decided
        """
        self._check_accountant()
        self._check_last()
        live = self._get_live_entries()
        drafts = live.filtered(lambda entry: entry.parent_state == "draft")
        posted = live.filtered(lambda entry: entry.parent_state == "posted").move_id.sudo(False)
        # sudo: drafts of the software, once it is checked who undoes
        drafts.move_id.sudo().unlink()
        if posted:
            reason = self.env._("Reversal of the decision")
            defaults = [{"date": move.date, "ref": f"{reason}: {move.ref}"} for move in posted]
            posted._reverse_moves(defaults, cancel=True)
        # sudo: the fact, once it is checked who undoes
        self.sudo().write({"date_decided": False, "user_id": False})
        self._compute_from_books()

    def action_view_moves(self):
        """Entries of the decision, reversals included."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_move_journal_line")
        return {**action, "domain": [("id", "in", self.entry_ids.move_id.ids)], "context": {}}

    def _check_accountant(self):
        """Refuse those who do not keep the books.

        :raise AccessError: without the group Finance: user
        """
        self.check_access("write")
        if not self.env.user.has_group("regie_finance.group_finance_user"):
            raise AccessError(self.env._("Only who keeps the books posts or undoes the decisions of the closing."))

    def _get_live_entries(self):
        return self.entry_ids.filtered(lambda entry: entry.is_live())

    def _check_last(self):
        """Refuse to undo what a later decision already counts on."""
        later = self.search(
            [("grant_id", "in", self.grant_id.ids), ("state", "=", "posted"), ("id", "not in", self.ids)]
        )
        for decision in self:
            after = later.filtered(lambda other, d=decision: other.grant_id == d.grant_id and other.date_to > d.date_to)
            if after:
                after[:1]._refuse_step()

    def _check_ready(self):
        """Refuse decisions that the books do not allow yet.

        :raise UserError: FIN-025 income not booked, FIN-026 carried over less without a reason
        """
        for decision in self:
            currency = decision.currency_id
            missing = decision.amount_attributable - decision.amount_booked
            expects = not decision.grant_id.is_investment and not decision.amount_not_acquired
            is_acquired = decision.grant_id._is_acquired_on(decision.date_to)
            if expects and is_acquired and currency.compare_amounts(missing, 0) > 0:
                raise UserError(
                    self.env._(
                        "“%(decision)s”: the books hold %(booked)s of income for a share of %(attributable)s to date."
                        " Post the entry of the award first. (FIN-025)",
                        decision=decision.display_name,
                        booked=format_amount(self.env, decision.amount_booked, currency),
                        attributable=format_amount(self.env, decision.amount_attributable, currency),
                    )
                )
            if (
                currency.compare_amounts(decision.amount_report, decision.amount_report_computed)
                and not (decision.reason or "").strip()
            ):
                raise UserError(
                    self.env._(
                        "“%(decision)s”: %(report)s carried over instead of %(computed)s. Say why in the reason."
                        " (FIN-026)",
                        decision=decision.display_name,
                        report=format_amount(self.env, decision.amount_report, currency),
                        computed=format_amount(self.env, decision.amount_report_computed, currency),
                    )
                )

    def _prepare_entries(self):
        """What the decision asks to book: values for `regie.grant.entry.propose`, in the order of the rules."""
        self.ensure_one()
        grant, company = self.grant_id, self.company_id
        account = self._get_account
        # an investment grant never goes through the accounts of income when it is awarded
        income = None if grant.is_investment else grant.get_income_account()
        receivable = None if grant.is_investment else grant.get_receivable_account()
        after = self.date_to + timedelta(days=1)
        pair = self.grant_id._get_known_pair()
        rows = [
            ("remove", self.amount_not_acquired, self.date_to, income, receivable),
            ("defer", self.amount_deferred, self.date_to, income, "deferred"),
            ("undefer", self.amount_deferred, after, "deferred", income),
            ("use", self.amount_use, self.date_to, "fund", "use"),
            ("report", self.amount_report, self.date_to, "report", "fund"),
            ("refund", self.amount_refund, self.date_to, "fund", "use"),
            ("repay", self.amount_repay, self.date_to, income, "debt"),
            ("quota", self.amount_quota, self.date_to, "quota_contra", "quota"),
        ]
        return [
            {
                "grant": grant,
                "decision": self,
                "step": step,
                "amount": amount,
                "date": day,
                "reason": self._get_reason(step),
                "debit": account(debit, company, pair),
                "credit": account(credit, company, pair),
            }
            for step, amount, day, debit, credit in rows
            if not self.currency_id.is_zero(amount)
        ]

    @api.model
    def _get_account(self, role, company, pair):
        """Account of a role, or the account itself."""
        if not isinstance(role, str):
            return role
        is_fund = role in ("fund", "report", "use")
        return self.env["regie.fund.account"].get_account(role, company, pair if is_fund else False)

    def _get_reason(self, step):
        """Why an entry is proposed, as its reference and its lines say it."""
        steps = dict(self.env["regie.grant.entry"]._fields["step"]._description_selection(self.env))
        return self.env._(
            "%(grant)s, closing %(exercise)s. %(step)s",
            grant=self.grant_id.display_name,
            exercise=self.exercise_id.name or format_date(self.env, self.date_to),
            step=steps[step],
        )

    def _create_decided_movements(self, entries):
        """Write the movements of the funds that entries bring: uses and refunds by exercise of origin."""
        self.ensure_one()
        by_step = {entry.step: entry for entry in entries}
        # sudo: funds left, for who prepares
        left = self.env["regie.fund.movement"].sudo().get_layers(self.grant_id, self.exercise_id, self)
        left = left.get(self.grant_id.id, {})
        origins = {origin.date_from: origin for origin in left}
        layers = tuple(Layer(origin.date_from, round(part * 100)) for origin, part in left.items() if part > 0)
        uses, layers = take(layers, round(self.amount_use * 100))
        refunds, _left = take(layers, round(self.amount_refund * 100))
        rows = [("use", origins[use.origin], use.amount / 100) for use in uses]
        rows += [("refund", origins[refund.origin], refund.amount / 100) for refund in refunds]
        if "report" in by_step:
            rows.append(("report", self.exercise_id, self.amount_report))
        for kind, origin, amount in rows:
            self.grant_id._create_movements(kind, self.exercise_id, [(origin, amount)], by_step[kind].move_id, self)
