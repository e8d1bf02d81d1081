from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.tools import format_date

from ..tools.control_result import ControlResult
from .regie_closing_control_third import CUTOFF


class RegieClosing(models.Model):
    """Controls of the statements, of the FEC, of the lock and of the opening of the next exercise."""

    _inherit = "regie.closing"

    def _control_accounts(self):
        """Step 20: annual accounts prepared, no account left out, assets equal to liabilities, one same result."""
        ledger = self._get_ledger()
        result = 0.0 - ledger.moved("6", "7")
        accounts = self.env["regie.annual.accounts"].search([("exercise_id", "=", self.exercise_id.id)])
        if not accounts:
            sentence = self.env._("The annual accounts of the exercise are not prepared.")
            return ControlResult("ko", 0, sentence, "regie.exercise", [("id", "=", self.exercise_id.id)])
        model, domain = "regie.annual.accounts", [("id", "=", accounts.id)]
        statements = accounts._get_statements()
        lost = [row for rows in statements.values() for row in rows if row["is_error"]]
        if lost:
            items = next((row["domain"] for row in lost if row["amount"]), lost[0]["domain"])
            amount = sum(abs(row["amount"]) for row in lost)
            sentence = self.env._("%s on accounts that no row of the statements names.", self._format_amount(amount))
            return ControlResult("ko", amount, sentence, "account.move.line", items)
        totals = [
            sum(row["amount"] for row in statements[side] if row["is_grand_total"])
            for side in ("balance_asset", "balance_liability")
        ]
        gap = self.currency_id.round(totals[0] - totals[1])
        if not self._is_zero(gap):
            sentence = self.env._(
                "Assets of %(assets)s, liabilities of %(liabilities)s.",
                assets=self._format_amount(totals[0]),
                liabilities=self._format_amount(totals[1]),
            )
            return ControlResult("ko", gap, sentence, model, domain)
        return ControlResult(
            "ok",
            result,
            self.env._(
                "Balance sheet of %(total)s on both sides, result of %(result)s.",
                total=self._format_amount(totals[0]),
                result=self._format_amount(result),
            ),
            model,
            domain,
        )

    def _control_fec(self):
        """Step 23: SIREN known, journals without a hole, debit equal to credit; the file itself is looked at by a
        person. (FIN-071, FIN-072)"""
        siren = "".join((self.company_id.company_registry or "").split())[:9]
        if not (siren.isdigit() and len(siren) == 9):
            return ControlResult(
                "ko",
                0,
                self.env._("SIREN missing: write the SIRET of the association. (FIN-071)"),
                "res.company",
                [("id", "=", self.company_id.id)],
            )
        moves = [
            ("company_id", "=", self.company_id.id),
            ("state", "=", "posted"),
            ("date", ">=", self.date_from),
            ("date", "<=", self.date_to),
        ]
        holes = [*moves, ("made_sequence_gap", "=", True)]
        count = self.env["account.move"].search_count(holes)
        if count:
            sentence = self.env._("%s entries follow a hole in the numbers of their journal.", count)
            return ControlResult("ko", count, sentence, "account.move", holes)
        [(debit, credit)] = self.env["account.move.line"]._read_group(
            self.exercise_id.get_lines_domain(), [], ["debit:sum", "credit:sum"]
        )
        words = {"debit": self._format_amount(debit), "credit": self._format_amount(credit)}
        if self.currency_id.compare_amounts(debit, credit):
            sentence = self.env._("FEC out of balance: %(debit)s and %(credit)s. (FIN-072)", **words)
            return ControlResult("ko", debit - credit, sentence, "account.move", moves)
        return self._get_fec_file_result(debit, words, moves)

    def _get_fec_file_result(self, debit, words, moves):
        """The last file exported for the exercise: its opening is the closing of the year before."""
        files = self.env["regie.fec.file"].search([("exercise_id", "=", self.exercise_id.id)], order="id desc", limit=1)
        if not files:
            sentence = self.env._(
                "%(debit)s on each side: export the test file, pass it through the tool of the DGFiP.", **words
            )
            return ControlResult("manual", debit, sentence, "account.move", moves)
        model, domain = "regie.fec.file", [("exercise_id", "=", self.exercise_id.id)]
        if files.difference_count:
            sentence = self.env._(
                "%(file)s: %(count)s accounts open on another balance than the one they closed on.",
                file=files.name,
                count=files.difference_count,
            )
            return ControlResult("ko", files.difference_count, sentence, model, domain)
        sentence = self.env._(
            "%(file)s: %(lines)s lines, %(debit)s on each side. Keep the answer of the tool of the DGFiP.",
            file=files.name,
            lines=files.line_count,
            **words,
        )
        return ControlResult("manual", debit, sentence, model, domain)

    def _control_lock(self):
        """Step 24: the lock date of Odoo covers the last day."""
        company = self.company_id
        locks = filter(None, (company.fiscalyear_lock_date, company.hard_lock_date))
        locked = max(locks, default=None)
        if not locked or locked < self.date_to:
            sentence = self.env._(
                "The books are open: lock them up to %s with the button of the file.",
                format_date(self.env, self.date_to),
            )
            return ControlResult("ko", 0, sentence, "res.company", [("id", "=", company.id)])
        if company.hard_lock_date and company.hard_lock_date >= self.date_to:
            return ControlResult("ok", 0, self.env._("Hard locked up to %s.", format_date(self.env, locked)))
        return ControlResult("ok", 0, self.env._("Locked up to %s.", format_date(self.env, locked)))

    def _control_publication(self):
        """Step 25: each grant that ended has its report; the receipts are attached by a person."""
        late = self.env["regie.grant"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "in", ("notified", "running")),
                ("period_end", "<=", self.date_to),
                ("legal_kind", "!=", "market"),
            ]
        )
        if late:
            sentence = self.env._("%s grants that ended wait for their report.", len(late))
            return ControlResult("ko", len(late), sentence, "regie.grant", [("id", "in", late.ids)])
        months = int(self._get_parameter("closing_publication_months"))
        return ControlResult(
            "manual",
            sentence=self.env._("Attach the receipts; publication is due %s months after the approval.", months),
        )

    def _control_carry_forward(self):
        """Step 26: the next exercise exists, and the reversals of the cut-off are posted in it."""
        next_day = self.date_to + relativedelta(days=1)
        following = self.env["regie.exercise"].search(
            [("company_id", "=", self.company_id.id), ("date_from", "=", next_day)]
        )
        if not following:
            sentence = self.env._("The exercise that follows is not created.")
            return ControlResult("ko", 0, sentence, "regie.exercise", [("id", "=", self.exercise_id.id)])
        results = [self._get_reversal_result(following), self._get_carried_result()]
        return ControlResult.gravest(results)

    def _get_reversal_result(self, following):
        """Reversals of the cut-off that wait in draft."""
        domain = [
            ("company_id", "=", self.company_id.id),
            ("state", "=", "draft"),
            ("date", ">=", following.date_from),
            ("date", "<=", following.date_to),
            ("reversed_entry_id.date", "<=", self.date_to),
            ("reversed_entry_id.line_ids.account_id", "in", self._get_cutoff_accounts().ids),
        ]
        count = self.env["account.move"].search_count(domain)
        if count:
            sentence = self.env._("%s reversals of the cut-off to post.", count)
            return ControlResult("ko", count, sentence, "account.move", domain)
        return ControlResult("ok", 0, self.env._("The reversals of the cut-off are posted."))

    def _get_cutoff_accounts(self):
        """Accounts of the cut-off."""
        codes = [code for code in self._get_ledger().ever if code.startswith(CUTOFF)]
        return self.env["account.account"].search(
            [*self.env["account.account"]._check_company_domain(self.company_id), ("code", "in", codes)]
        )
