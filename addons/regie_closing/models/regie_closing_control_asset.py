from odoo import models

from ..tools.control_result import ControlResult

STOCKS = ("31", "32", "33", "34", "35", "37")


class RegieClosing(models.Model):
    """Controls of the stocks, of the fixed assets and of the grants that paid for them."""

    _inherit = "regie.closing"

    def _control_stock(self):
        """Step 7: the stocks moved by 603 and 713 only; the count itself is signed by a person."""
        ledger = self._get_ledger()
        stands, moved = ledger.stands(*STOCKS), ledger.moved(*STOCKS)
        if self._is_zero(stands) and self._is_zero(moved):
            return ControlResult("na", sentence=self.env._("No stock in the books."))
        gap = self.currency_id.round(moved + ledger.moved("603", "713"))
        codes = [code for code in ledger.ever if code.startswith(STOCKS)]
        if not self._is_zero(gap):
            return ControlResult(
                "ko",
                gap,
                self.env._(
                    "Stocks moved by %(moved)s, 603 and 713 by %(change)s.",
                    moved=self._format_amount(moved),
                    change=self._format_amount(moved - gap),
                ),
                "account.move.line",
                self._get_items_domain(codes),
            )
        return self._get_count_result(stands, codes)

    def _get_count_result(self, stands, codes):
        """The stock of the books against the signed count: by hand without the addon of the stocks."""
        return ControlResult(
            "manual",
            stands,
            self.env._("%s of stock in the books: attach the signed count.", self._format_amount(stands)),
            "account.move.line",
            self._get_items_domain(codes),
        )

    def _control_asset(self):
        """Step 10: assets depreciated, never beyond their cost; investment grants brought to income with them."""
        results = [*self._get_depreciation_results(), *self._get_investment_grant_results()]
        if not results:
            return ControlResult("na", sentence=self.env._("No fixed asset in the books."))
        return ControlResult.gravest(results)

    def _get_depreciation_results(self):
        """What the accounts 20, 21 and 28 say; land (211) does not wear out."""
        ledger = self._get_ledger()
        cost, worn = ledger.stands("20", "21", without=("211",)), -ledger.stands("28")
        if self._is_zero(cost) and self._is_zero(worn):
            return []
        domain = self._get_items_domain([code for code in ledger.ever if code.startswith(("20", "21", "28"))])
        if self.currency_id.compare_amounts(worn, cost) > 0:
            sentence = self.env._(
                "Depreciation of %(worn)s for assets that cost %(cost)s.",
                worn=self._format_amount(worn),
                cost=self._format_amount(cost),
            )
            return [ControlResult("ko", worn - cost, sentence, "account.move.line", domain)]
        if self._is_zero(ledger.moved("6811")) and not self._is_zero(cost - worn):
            sentence = self.env._("%s of assets to depreciate, and nothing on 6811.", self._format_amount(cost - worn))
            return [ControlResult("ko", cost - worn, sentence, "account.move.line", domain)]
        return [ControlResult("ok", ledger.moved("6811"), self.env._("Depreciation of the year posted."))]

    def _get_investment_grant_results(self):
        """What the accounts 13 and 747 say: 747 is what 139 took over, never more than was received."""
        ledger = self._get_ledger()
        received, brought = -ledger.stands("13", without=("139",)), ledger.stands("139")
        if self._is_zero(received) and self._is_zero(brought):
            return []
        domain = self._get_items_domain([code for code in ledger.ever if code.startswith("13")])
        words = {"received": self._format_amount(received), "brought": self._format_amount(brought)}
        if self.currency_id.compare_amounts(brought, received) > 0:
            sentence = self.env._("%(brought)s brought to income out of %(received)s received.", **words)
            return [ControlResult("ko", brought - received, sentence, "account.move.line", domain)]
        taken, income = ledger.moved("139"), -ledger.moved("747", "777")
        gap = self.currency_id.round(taken - income)
        if not self._is_zero(gap):
            sentence = self.env._(
                "%(taken)s taken over on 139, %(income)s on 747.",
                taken=self._format_amount(taken),
                income=self._format_amount(income),
            )
            return [ControlResult("ko", gap, sentence, "account.move.line", domain)]
        if self._is_zero(taken) and self.currency_id.compare_amounts(received, brought) > 0:
            sentence = self.env._("%s of investment grants, and no share of the year on 747.", words["received"])
            return [ControlResult("ko", received - brought, sentence, "account.move.line", domain)]
        return [ControlResult("ok", income, self.env._("Investment grants: %s brought to income.", words["brought"]))]
