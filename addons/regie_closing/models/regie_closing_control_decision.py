from odoo import models

from ..tools.control_result import ControlResult


class RegieClosing(models.Model):
    """Controls that a person answers, with the figure that helps to judge."""

    _inherit = "regie.closing"

    def _control_provision(self):
        """Step 16: the risks are weighed by the accountant and the director."""
        provisions = -self._get_ledger().stands("15")
        return ControlResult(
            "manual",
            provisions,
            self.env._("%s of provisions in the books: attach the note of decision.", self._format_amount(provisions)),
            "account.move.line",
            self._get_items_domain([code for code in self._get_ledger().ever if code.startswith("15")]),
        )

    def _control_tax(self):
        """Step 17: every activity that sells says its sector; the accessory receipts stay within the franchise."""
        receipts = self._get_sector_receipts()
        missing = sum(amount for sector, amount in receipts.items() if not sector)
        if not self._is_zero(missing):
            sentence = self.env._(
                "%s of turnover in activities that do not say how they are taxed.", self._format_amount(missing)
            )
            domain = [("company_id", "=", self.company_id.id), ("tax_sector", "=", False)]
            return ControlResult("ko", missing, sentence, "regie.activity", domain)
        return self._get_franchise_result(receipts)

    def _get_franchise_result(self, receipts):
        """Accessory receipts against the franchise of the commercial taxes, as in the duties (CGI art. 206, 1 bis)."""
        accessory = receipts.get("franchise", 0.0)
        threshold = self._get_parameter("franchise_lucrative")
        words = {
            "accessory": self._format_amount(accessory),
            "threshold": self._format_amount(threshold),
            "taxable": self._format_amount(receipts.get("taxable", 0.0)),
        }
        if self.currency_id.compare_amounts(accessory, threshold) > 0:
            sentence = self.env._(
                "%(accessory)s of accessory profit-making receipts, above the franchise of %(threshold)s: settle VAT,"
                " corporate tax and CET with the tax office, then put these activities in the taxed sector.",
                **words,
            )
            domain = [("company_id", "=", self.company_id.id), ("tax_sector", "=", "franchise")]
            return ControlResult("ko", accessory, sentence, "regie.activity", domain)
        return ControlResult(
            "manual",
            accessory,
            self.env._(
                "%(accessory)s of accessory profit-making receipts for a franchise of %(threshold)s, %(taxable)s in"
                " taxed activities: check VAT, corporate tax and CET.",
                **words,
            ),
            "regie.activity",
            [("company_id", "=", self.company_id.id), ("tax_sector", "in", ("franchise", "taxable"))],
        )

    def _get_sector_receipts(self):
        """Turnover (70) of the exercise by tax sector of its activity: {sector or False: euros}."""
        column = self.env.ref("regie_base.analytic_plan_activity")._column_name()
        activities = self.env["regie.activity"].with_context(active_test=False)
        activities = activities.search([("company_id", "=", self.company_id.id)])
        sectors = {activity.analytic_account_id.id: activity.tax_sector for activity in activities}
        receipts = {}
        for account, amount in self.env["account.analytic.line"]._read_group(
            [
                (column, "in", list(sectors)),
                ("move_line_id.parent_state", "=", "posted"),
                ("general_account_id.code", "=like", "70%"),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
            ],
            [column],
            ["amount:sum"],
        ):
            sector = sectors[account.id] or False
            receipts[sector] = self.currency_id.round(receipts.get(sector, 0.0) + amount)
        return receipts

    def _control_ratio(self):
        """Step 19: each threshold that is reached, each duty that is late, has the note of who took it in hand.

        Approval and publication have their own steps.
        """
        domain = [
            ("exercise_id", "=", self.exercise_id.id),
            ("code", "not in", ("approval", "publication")),
        ]
        checks = self.env["regie.duty.check"].search(domain)
        alerts = checks.filtered(lambda check: check.state in ("reached", "late"))
        waiting = alerts.filtered(lambda check: not (check.note or "").strip())
        if waiting:
            sentence = self.env._("To acknowledge with a note: %s.", ", ".join(waiting.duty_id.mapped("display_name")))
            return ControlResult("ko", len(waiting), sentence, "regie.duty.check", [("id", "in", waiting.ids)])
        if not checks:
            return ControlResult("manual", sentence=self.env._("Read the ratios, the budget and the thresholds."))
        sentence = self.env._(
            "%(alerts)s thresholds reached and acknowledged out of %(checks)s: read the ratios and the budget.",
            alerts=len(alerts),
            checks=len(checks),
        )
        return ControlResult("manual", len(alerts), sentence, "regie.duty.check", domain)

    def _control_board(self):
        """Step 21: without the meetings in this software, the signed resolution is attached."""
        return ControlResult(
            "manual", sentence=self.env._("Attach the resolution by which the board settled the accounts.")
        )
