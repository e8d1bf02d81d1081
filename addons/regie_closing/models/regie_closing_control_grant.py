from odoo import models
from odoo.fields import Domain

from odoo.addons.regie_grant.models.regie_grant import GRANTED

from ..tools.control_result import ControlResult


class RegieClosing(models.Model):
    """Controls of the grants, of what is deferred on them and of the contributions in kind."""

    _inherit = "regie.closing"

    def _get_grants(self):
        """Grants that the funder awarded and that live in the exercise, investment grants left out."""
        return self.env["regie.grant"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "in", GRANTED),
                ("is_investment", "=", False),
                ("legal_kind", "!=", "market"),
                ("period_start", "<=", self.date_to),
                ("period_end", ">=", self.date_from),
            ]
        )

    def _control_grant(self):
        """Step 11: each grant complete and booked, each income of a grant bears its grant. (FIN-023)"""
        grants = self._get_grants()
        results = [self._get_incomplete_grant_result(grants), self._get_orphan_income_result()]
        results.append(self._get_wrong_income_result(grants))
        if not grants and not any(result.value for result in results):
            return ControlResult("na", sentence=self.env._("No grant in the exercise."))
        worst = ControlResult.gravest(results)
        if worst.state == "ok":
            return ControlResult("ok", 0, self.env._("%s grants notified, spread, booked and followed.", len(grants)))
        return worst

    def _get_incomplete_grant_result(self, grants):
        """Grants without a notification, an activity or an account; without fractions when they last longer."""
        wrong = grants.filtered(
            lambda grant: (
                not (grant.notified_on and grant.activity_id and grant.analytic_account_id)
                or (not grant.fraction_ids and (grant.period_end > self.date_to or grant.period_start < self.date_from))
            )
        )
        if not wrong:
            return ControlResult("ok")
        return ControlResult(
            "ko",
            len(wrong),
            self.env._(
                "Without a notification, an activity, an analytic account or its fractions by exercise: %s. (FIN-023)",
                ", ".join(wrong[:5].mapped("display_name")),
            ),
            "regie.grant",
            [("id", "in", wrong.ids)],
        )

    def _get_orphan_income_result(self):
        """Income of grants that bears no grant."""
        rows = self.env["regie.grant.account"].search(
            [
                ("legal_kind", "in", ("grant", "financial_contribution")),
                ("is_investment", "=", False),
                ("company_id", "in", (False, self.company_id.id)),
            ]
        )
        prefixes = {code[:3] for code in rows.mapped("income_code")}
        column = self.env["regie.grant"]._get_funding_column()
        domain = [
            *self.exercise_id.get_lines_domain(),
            *Domain.OR(Domain("account_id.code", "=like", f"{prefix}%") for prefix in prefixes),
            ("analytic_line_ids", "not any", [(column, "!=", False)]),
            # what was undone in the exercise, and what undid it, weigh nothing together
            ("move_id.reversal_move_ids", "not any", [("state", "=", "posted"), ("date", "<=", self.date_to)]),
            "|",
            ("move_id.reversed_entry_id", "=", False),
            ("move_id.reversed_entry_id.date", "<", self.date_from),
        ]
        count = self.env["account.move.line"].search_count(domain)
        if not count:
            return ControlResult("ok")
        sentence = self.env._("%s lines of grants bear no grant: give them its analytic account.", count)
        return ControlResult("ko", count, sentence, "account.move.line", domain)

    def _get_wrong_income_result(self, grants):
        """Acquired grants of which nothing was entered; those of one exercise booked for another amount."""
        incomes = self._get_income_by_grant(grants)
        missing = wrong = grants.browse()
        for grant in grants:
            due = grant.get_attributable(self.exercise_id) if grant.is_acquired else 0.0
            if self._is_zero(incomes[grant][0]) and not self._is_zero(due):
                missing |= grant
            elif not grant.fraction_ids and not self._is_zero(incomes[grant][0] - due):
                wrong |= grant
        if not missing and not wrong:
            return ControlResult("ok")
        sentence = self.env._("Awarded, and not in the books: %s.", ", ".join(missing[:5].mapped("display_name")))
        if not missing:
            sentence = self.env._(
                "Booked for another amount than was awarded: %s.", ", ".join(wrong[:5].mapped("display_name"))
            )
        found = missing | wrong
        return ControlResult("ko", len(found), sentence, "regie.grant", [("id", "in", found.ids)])

    def _get_income_by_grant(self, grants):
        """Income of each grant up to the last day, net of what was put off: {grant: (euros, of which deferred)}."""
        column = grants._get_funding_column()
        sums = {}
        for account, general, amount in self.env["account.analytic.line"]._read_group(
            [
                (column, "in", grants.analytic_account_id.ids),
                ("move_line_id.parent_state", "=", "posted"),
                ("date", "<=", self.date_to),
            ],
            [column, "general_account_id"],
            ["amount:sum"],
        ):
            code = general.with_company(self.company_id).code or ""
            sums.setdefault(account.id, {})[code] = amount
        result = {}
        for grant in grants:
            by_code = sums.get(grant.analytic_account_id.id, {})
            prefix = grant._get_grant_account().income_code[:3]
            income = sum(amount for code, amount in by_code.items() if code.startswith(prefix))
            deferred = sum(amount for code, amount in by_code.items() if code.startswith("487"))
            result[grant] = (self.currency_id.round(income), self.currency_id.round(deferred))
        return result

    def _control_deferred_grant(self):
        """Step 12: the income of each grant is what the exercises up to this one may have; the rest stands on 487."""
        grants = self._get_grants().filtered("fraction_ids")
        if not grants:
            return ControlResult("na", sentence=self.env._("No grant over several exercises."))
        incomes = self._get_income_by_grant(grants)
        wrong = grants.browse()
        gap = future = 0.0
        for grant in grants:
            due = grant.get_attributable(self.exercise_id) if grant.is_acquired else 0.0
            future += grant.amount - due if grant.is_acquired else 0.0
            # a grant that is not in the books at all is the fault of step 11
            if not self._is_zero(incomes[grant][0]) and not self._is_zero(incomes[grant][0] - due):
                wrong |= grant
                gap += incomes[grant][0] - due
        if wrong:
            return ControlResult(
                "ko",
                self.currency_id.round(gap),
                self.env._(
                    "Income that is not the part of the exercises up to this one: %s.",
                    ", ".join(wrong[:5].mapped("display_name")),
                ),
                "regie.grant",
                [("id", "in", wrong.ids)],
            )
        sentence = self.env._("%s belong to later exercises.", self._format_amount(future))
        return ControlResult("ok", self.currency_id.round(future), sentence, "regie.grant", [("id", "in", grants.ids)])

    def _control_inkind(self):
        """Step 15: everything approved and booked, both sides equal, nothing valued that is excluded. (FIN-030)"""
        totals = self.exercise_id.get_inkind_totals()
        domain = list(self.exercise_id.get_inkind_domain())
        model = "regie.inkind.contribution"
        if not any(totals.values()):
            return ControlResult("na", sentence=self.env._("No contribution in kind in the exercise."))
        amounts = {key: self._format_amount(value) for key, value in totals.items() if key != "draft_count"}
        gap = self.currency_id.round(totals["uses"] - totals["sources"])
        if not self._is_zero(gap):
            sentence = self.env._("Class 86 of %(uses)s, class 87 of %(sources)s.", **amounts)
            return ControlResult(
                "ko", gap, sentence, "account.move.line", list(self.exercise_id.get_inkind_lines_domain())
            )
        if totals["draft_count"]:
            sentence = self.env._("%s contributions wait for their validation.", totals["draft_count"])
            return ControlResult("ko", totals["draft_count"], sentence, model, [*domain, ("state", "=", "draft")])
        if not self._is_zero(totals["to_book"]):
            sentence = self.env._("%(to_book)s of validated contributions are not booked.", **amounts)
            return ControlResult(
                "ko", totals["to_book"], sentence, model, [*domain, ("state", "in", ("validated", "proposed"))]
            )
        if not self._is_zero(totals["excluded"]):
            sentence = self.env._("%(excluded)s of contributions that are not to be valued have a value.", **amounts)
            return ControlResult("ko", totals["excluded"], sentence, model, [*domain, ("is_valued", "=", False)])
        return ControlResult(
            "ok",
            totals["uses"],
            self.env._("Contributions in kind of %(uses)s on both sides.", **amounts),
            model,
            domain,
        )
