from odoo import models
from odoo.tools import SQL, format_date

from ..tools.control_result import ControlResult


class RegieClosing(models.Model):
    """Controls of the file itself, of the drafts, of the banks and of the analytic accounts."""

    _inherit = "regie.closing"

    def _control_opening_file(self):
        """Step 1: materiality written, year before locked."""
        if not self.materiality:
            sentence = self.env._("The materiality is not written.")
            return ControlResult("ko", 0, sentence, "regie.closing", [("id", "=", self.id)])
        before = self.exercise_id.previous_id
        locked = max(filter(None, (self.company_id.fiscalyear_lock_date, self.company_id.hard_lock_date)), default=None)
        if before and self._has_entries(before) and (not locked or locked < before.date_to):
            return ControlResult(
                "ko",
                self.materiality,
                self.env._("The exercise %s is not locked: its balances may still move.", before.name),
                "regie.exercise",
                [("id", "=", before.id)],
            )
        return ControlResult(
            "ok",
            self.materiality,
            self.env._("Materiality of %s, no other file open.", self._format_amount(self.materiality)),
        )

    def _has_entries(self, exercise):
        """Tell whether an exercise has posted entries."""
        return bool(self.env["account.move.line"].search_count(exercise.get_lines_domain(), limit=1))

    def _control_draft(self):
        """Step 2: no draft entry up to the last day."""
        domain = [
            ("company_id", "=", self.company_id.id),
            ("state", "=", "draft"),
            ("date", "<=", self.date_to),
        ]
        count = self.env["account.move"].search_count(domain)
        if count:
            return ControlResult(
                "ko", count, self.env._("%s draft entries to post or delete.", count), "account.move", domain
            )
        return ControlResult("ok", 0, self.env._("No draft entry up to %s.", format_date(self.env, self.date_to)))

    def _control_bank(self):
        """Step 3: statements equal to the books, nothing to reconcile, nothing left in transit or in suspense."""
        results = [self._get_unreconciled_result(), self._get_transit_result()]
        results += self._get_statement_results()
        return ControlResult.gravest(results)

    def _get_unreconciled_result(self):
        """Statement lines that nobody reconciled."""
        domain = [
            ("company_id", "=", self.company_id.id),
            ("is_reconciled", "=", False),
            ("move_id.state", "in", ("draft", "posted")),
            ("date", "<=", self.date_to),
        ]
        count = self.env["account.bank.statement.line"].search_count(domain)
        if not count:
            return ControlResult("ok", 0, self.env._("Every statement line is reconciled."))
        sentence = self.env._("%s statement lines are not reconciled.", count)
        return ControlResult("ko", count, sentence, "account.bank.statement.line", domain)

    def _get_transit_result(self):
        """Amounts left on the accounts of suspense (471 to 475) and of transfers (58) at the last day."""
        ledger = self._get_ledger()
        accounts = [
            code
            for code, balance in ledger.ever.items()
            if code.startswith(("471", "472", "473", "474", "475", "58")) and not self._is_zero(balance)
        ]
        if not accounts:
            return ControlResult("ok", 0, self.env._("Nothing in suspense."))
        amount = ledger.stands(*accounts)
        return ControlResult(
            "ko",
            amount,
            self.env._(
                "%(amount)s left on %(accounts)s.", amount=self._format_amount(amount), accounts=", ".join(accounts)
            ),
            "account.move.line",
            self._get_items_domain(accounts),
        )

    def _get_items_domain(self, codes):
        """Posted journal items since ever of the accounts with these numbers."""
        accounts = self.env["account.account"].search(
            [*self.env["account.account"]._check_company_domain(self.company_id), ("code", "in", codes)]
        )
        return [*self.exercise_id.get_lines_domain(to_date=True), ("account_id", "in", accounts.ids)]

    def _get_statement_results(self):
        """One answer by journal of bank or cash that has entries: its last statement equals its account."""
        journals = self.env["account.journal"].search(
            [("company_id", "=", self.company_id.id), ("type", "in", ("bank", "cash"))]
        )
        balances = dict(
            self.env["account.move.line"]._read_group(
                [
                    *self.exercise_id.get_lines_domain(to_date=True),
                    ("account_id", "in", journals.default_account_id.ids),
                ],
                ["account_id"],
                ["balance:sum"],
            )
        )
        statements = self.env["account.bank.statement"].search(
            [("journal_id", "in", journals.ids), ("date", "<=", self.date_to)], order="date, id"
        )
        last = {statement.journal_id: statement for statement in statements}
        results = []
        for journal in journals:
            account = journal.default_account_id
            if account in balances:
                results.append(self._get_statement_result(journal, balances[account], last.get(journal)))
        return [*results, *self._get_other_bank_results(journals)]

    def _get_other_bank_results(self, journals):
        """Accounts of bank and cash (512, 514, 53) that no journal keeps: compared with their statement by hand."""
        # payments on their way to a journal are no bank account
        methods = journals.inbound_payment_method_line_ids | journals.outbound_payment_method_line_ids
        journal_accounts = (
            journals.default_account_id | methods.payment_account_id | self.company_id.transfer_account_id
        )
        known = set(journal_accounts.with_company(self.company_id).mapped("code"))
        ledger = self._get_ledger()
        others = [
            code
            for code, balance in ledger.ever.items()
            if code.startswith(("512", "514", "53")) and code not in known and not self._is_zero(balance)
        ]
        if not others:
            return []
        amount = ledger.stands(*others)
        sentence = self.env._(
            "%(amount)s on %(accounts)s, which no bank journal keeps: compare with the statement.",
            amount=self._format_amount(amount),
            accounts=", ".join(others),
        )
        return [ControlResult("manual", amount, sentence, "account.move.line", self._get_items_domain(others))]

    def _get_statement_result(self, journal, balance, statement):
        """Compare the account of a journal with its last statement, or cash count."""
        if not statement and self._is_zero(balance):
            return ControlResult("ok", 0, self.env._("%s is empty.", journal.name))
        if not statement:
            return ControlResult(
                "ko",
                balance,
                self.env._(
                    "%(journal)s stands at %(balance)s without any statement or count.",
                    journal=journal.name,
                    balance=self._format_amount(balance),
                ),
                "account.move.line",
                self._get_items_domain([journal.default_account_id.with_company(self.company_id).code]),
            )
        gap = self.currency_id.round(balance - statement.balance_end_real)
        words = {
            "journal": journal.name,
            "said": self._format_amount(statement.balance_end_real),
            "date": format_date(self.env, statement.date),
            "balance": self._format_amount(balance),
        }
        if self._is_zero(gap):
            return ControlResult("ok", 0, self.env._("%(journal)s: %(said)s on %(date)s, as in the books.", **words))
        return ControlResult(
            "ko",
            gap,
            self.env._("%(journal)s: %(said)s on %(date)s, %(balance)s in the books.", **words),
            "account.bank.statement",
            [("id", "=", statement.id)],
        )

    def _control_analytic(self):
        """Step 18: the activities bear classes 6 and 7 to the cent, and the keys leave no support unshared."""
        if not self._get_result_lines():
            return ControlResult("na", sentence=self.env._("No charge nor income in the exercise."))
        return ControlResult.gravest([self._get_spread_result(), self._get_unshared_result()])

    def _get_spread_result(self):
        """What the activities bear, beside classes 6 and 7."""
        plan = self.env.ref("regie_base.analytic_plan_activity")
        column = plan._column_name()
        general = -self._get_ledger().moved("6", "7")
        [(analytic,)] = self.env["account.analytic.line"]._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("move_line_id.parent_state", "=", "posted"),
                ("move_line_id.account_id.internal_group", "in", ("income", "expense")),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
                (column, "!=", False),
            ],
            [],
            ["amount:sum"],
        )
        gap = self.currency_id.round(general - (analytic or 0.0))
        words = {"general": self._format_amount(general), "analytic": self._format_amount(analytic or 0.0)}
        if self._is_zero(gap):
            return ControlResult("ok", 0, self.env._("Result of the activities: %(analytic)s, as the books.", **words))
        return ControlResult(
            "ko",
            gap,
            self.env._("The activities bear %(analytic)s, the books %(general)s.", **words),
            "account.move.line",
            [("id", "in", self._get_ill_spread_items(column))],
        )

    def _get_unshared_result(self):
        """What the overhead keys of the exercise leave on the supports, or why a key does not hold.

        A régie that wrote no key shares nothing, and says so by its figures: it is not red.
        """
        keys = self.env["regie.overhead.key"].search([("exercise_id", "=", self.exercise_id.id)])
        if not keys:
            return ControlResult("ok")
        left, warning = keys._get_unshared(self.exercise_id)
        if warning:
            domain = [("id", "in", keys.ids)]
            return ControlResult("ko", sum(left.values()), warning, "regie.overhead.key", domain)
        if not left:
            return ControlResult("ok")
        supports = self.env["regie.activity"].browse(left)
        sentence = self.env._(
            "%(amount)s of overheads stay on %(supports)s: write the missing keys for %(exercise)s.",
            amount=self._format_amount(sum(left.values())),
            supports=", ".join(supports.mapped("name")),
            exercise=self.exercise_id.name,
        )
        return ControlResult("ko", sum(left.values()), sentence, "regie.activity", [("id", "in", supports.ids)])

    def _get_ill_spread_items(self, column):
        """Ids of the items of classes 6 and 7 whose activities do not bear the whole amount, the first thousand."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT item.id
                     FROM account_move_line item
                     JOIN account_account account ON account.id = item.account_id
                LEFT JOIN account_analytic_line spread
                       ON spread.move_line_id = item.id AND spread.%(column)s IS NOT NULL
                    WHERE item.company_id = %(company)s AND item.parent_state = 'posted'
                      AND item.date BETWEEN %(start)s AND %(end)s
                      AND split_part(account.account_type, '_', 1) IN ('income', 'expense')
                 GROUP BY item.id
                   HAVING abs(item.balance + coalesce(sum(spread.amount), 0)) >= 0.005
                 ORDER BY item.id LIMIT 1000""",
                column=SQL.identifier(column),
                company=self.company_id.id,
                start=self.date_from,
                end=self.date_to,
            )
        )
        return [row[0] for row in rows]

    def _get_result_lines(self):
        """Numbers of the accounts of classes 6 and 7 that moved in the exercise."""
        return [code for code in self._get_ledger().year if code[0] in "67"]
