from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_datetime

from odoo.addons.regie_closing.tools.control_result import ControlResult

#: days around the last day in which a stock count proves the stock of that day
COUNT_DAYS = 31


class RegieClosing(models.Model):
    """Steps 4 and 7 of the closing, where tills and stocks are kept in the software."""

    _inherit = "regie.closing"

    till_checked_on = fields.Datetime(string="Sales checked on", readonly=True, copy=False)
    till_corrupted = fields.Char(string="Altered sales", readonly=True, copy=False)

    def action_check_tills(self):
        """Check that no sale was altered, with the chain of hashes of Odoo, and keep the answer.

        :raise AccessError: for who does not keep the books
        """
        self.check_access("write")
        for closing in self:
            # sudo: the chain of all the sales of the régie, for who never opens a till; the facts of the file
            one = closing.sudo()
            one.write({"till_checked_on": fields.Datetime.now(), "till_corrupted": one._get_corrupted_sales()})
        self._run_controls()
        return True

    def _get_corrupted_sales(self):
        """Names of the sales that do not match their hash, or nothing."""
        try:
            report = self.company_id.with_company(self.company_id)._check_pos_hash_integrity()
        except UserError:
            # no sale is in the chain: none can be altered
            return False
        return report["corrupted_orders"] if report["corrupted_orders"] != "None" else False

    def _control_till(self):
        """Step 4: no session open, the month closed, the sales of the exercise checked and unaltered."""
        end = fields.Datetime.to_datetime(self.date_to + relativedelta(days=1))
        sessions = [("company_id", "=", self.company_id.id), ("start_at", "<", end)]
        if not self.env["pos.session"].search_count(sessions, limit=1):
            return ControlResult("na", sentence=self.env._("No sale at a till up to the last day."))
        waiting = [*sessions, ("state", "!=", "closed")]
        count = self.env["pos.session"].search_count(waiting)
        if count:
            sentence = self.env._("%s sessions of tills are not closed.", count)
            return ControlResult("ko", count, sentence, "pos.session", waiting)
        return self._get_month_result(end) or self._get_integrity_result(sessions)

    def _get_month_result(self, end):
        """The monthly closing of the last month with sales, made by Odoo after its end."""
        sale = self.env["pos.order"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("date_order", "<", end),
                ("l10n_fr_secure_sequence_number", "!=", 0),
            ],
            order="date_order desc",
            limit=1,
        )
        if not sale:
            return None
        closings = [("company_id", "=", self.company_id.id), ("frequency", "=", "monthly")]
        if self.env["account.sale.closing"].search_count(
            [*closings, ("date_closing_stop", ">=", sale.date_order)], limit=1
        ):
            return None
        sentence = self.env._(
            "No monthly closing of the sales after %s.", format_date(self.env, sale.date_order.date())
        )
        return ControlResult("ko", 1, sentence, "account.sale.closing", closings)

    def _get_integrity_result(self, sessions):
        """The answer of the last check of the chain, made after the end of the exercise."""
        if not self.till_checked_on or self.till_checked_on.date() <= self.date_to:
            sentence = self.env._("The integrity of the sales is not checked: press “Check the tills”.")
            return ControlResult("ko", 0, sentence, "pos.session", sessions)
        if self.till_corrupted:
            names = self.till_corrupted.split(", ")
            sentence = self.env._("Altered sales: %s.", self.till_corrupted)
            return ControlResult("ko", len(names), sentence, "pos.order", [("name", "in", names)])
        sentence = self.env._(
            "Every session is closed, no sale altered on %s.", format_datetime(self.env, self.till_checked_on)
        )
        return ControlResult("ok", 0, sentence, "pos.session", sessions)

    def _get_count_result(self, stands, codes):
        """The stock of the books against the stock kept by quantities, counted around the last day."""
        products = self.env["product.product"].search(
            [("is_storable", "=", True), ("company_id", "in", (False, self.company_id.id))]
        )
        if not products:
            return super()._get_count_result(stands, codes)
        margin = relativedelta(days=COUNT_DAYS)
        counts = [
            ("company_id", "=", self.company_id.id),
            ("is_inventory", "=", True),
            ("state", "=", "done"),
            ("date", ">=", self.date_to - margin),
            ("date", "<=", self.date_to + margin),
        ]
        if not self.env["stock.move"].search_count(counts, limit=1):
            sentence = self.env._("No stock count around %s.", format_date(self.env, self.date_to))
            return ControlResult("ko", stands, sentence, "product.product", [("id", "in", products.ids)])
        value = sum(products.with_context(to_date=self.date_to).mapped("total_value"))
        gap = self.currency_id.round(stands - value)
        words = {"books": self._format_amount(stands), "count": self._format_amount(value)}
        if not self._is_zero(gap):
            sentence = self.env._("%(books)s of stock in the books, %(count)s by the count.", **words)
            return ControlResult("ko", gap, sentence, "account.move.line", self._get_items_domain(codes))
        sentence = self.env._("Stock of %(books)s, as the count says.", **words)
        return ControlResult("ok", value, sentence, "stock.move", counts)
