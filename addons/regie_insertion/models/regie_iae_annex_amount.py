from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import aid


class RegieIaeAnnex(models.Model):
    """The money of an annex: the amounts of one full-time post by month and what the whole annex is worth."""

    _inherit = "regie.iae.annex"

    is_amount_dated = fields.Boolean(
        string="Follows the orders",
        compute="_compute_is_amount_dated",
        store=True,
        readonly=False,
        precompute=True,
        help="Ticked: when an order changes the amount inside the annex, each month is paid at its own amount. "
        "Unticked: the amount typed here holds for all the months.",
    )
    cofinancing_share = fields.Float(
        string="Part of the department (%)", digits=(5, 1), compute="_compute_amounts", help="Of the aid of the annex."
    )
    rsa_persons = fields.Float(
        string="Persons on RSA per month",
        digits=(16, 2),
        compute="_compute_amounts",
        help="Part of the department ÷ months ÷ amount of the RSA on the first day of the annex (dated parameter).",
    )
    months_count = fields.Integer(string="Months", compute="_compute_amounts")
    annual_etp = fields.Float(
        string="FTE over the annex",
        digits=(16, 2),
        compute="_compute_amounts",
        help="Posts × months of the annex ÷ 12.",
    )
    amount_total = fields.Monetary(
        string="Aid over the annex",
        compute="_compute_amounts",
        help="Posts × amount of one FTE × months of the annex ÷ 12, before modulation; month by month when the amount "
        "changes on the way.",
    )
    amount_modulation = fields.Monetary(
        string="Modulated part", compute="_compute_amounts", help="Modulation × aid over the annex, on all the posts."
    )

    @api.depends("agreement_id.kind", "agreement_id.grid", "date_start")
    def _compute_unit_amount(self):
        for annex in self:
            if proposed := annex._get_proposed_amount():
                annex.unit_amount = proposed

    @api.depends("agreement_id.kind", "date_start")
    def _compute_hours_basis(self):
        for annex in self:
            if proposed := annex._get_proposed_value("base_etp"):
                annex.hours_basis = proposed

    @api.depends("agreement_id.kind", "date_start", "unit_amount")
    def _compute_is_amount_dated(self):
        for annex in self:
            proposed = annex._get_proposed_amount()
            annex.is_amount_dated = bool(proposed) and aid.cents(proposed) == aid.cents(annex.unit_amount)

    @api.depends(
        "date_start", "date_end", "etp_posts", "unit_amount", "is_amount_dated", "modulation_rate", "cofinancing_amount"
    )
    def _compute_amounts(self):
        month_amounts = self._get_month_amounts()
        for annex in self:
            amounts = month_amounts[annex]
            posts = aid.exact(annex.etp_posts)
            annex.months_count = len(amounts)
            annex.annual_etp = float(posts * len(amounts) / aid.MONTHS)
            total = aid.total(posts, amounts)
            annex.amount_total = float(total)
            annex.amount_modulation = float(aid.modulation(annex.modulation_rate, total))
            annex.cofinancing_share = float(aid.share(annex.cofinancing_amount, total))
            benefit = annex._get_proposed_value("montant_rsa") if annex.cofinancing_amount else 0
            annex.rsa_persons = float(aid.targeted_persons(annex.cofinancing_amount, len(amounts), benefit))

    def _get_months(self):
        """First days of the months of the annex, the first and the last included."""
        self.ensure_one()
        if not self.date_start or not self.date_end:
            return []
        count = (self.date_end.year - self.date_start.year) * 12 + self.date_end.month - self.date_start.month + 1
        return [self.date_start.replace(day=1) + relativedelta(months=index) for index in range(count)]

    def _get_month_amounts(self):
        """Amount of one full-time post in each month, ``{annex: [Decimal, …]}``.

        It changes only where an order does, in the annexes that follow the orders: the dates of the orders are read
        once for all of them.
        """
        dated = self.filtered(lambda annex: annex.is_amount_dated and annex.date_start and annex.date_end)
        changes = []
        if dated:
            # sudo: the dates of the orders are public, their precedence is that of regie.parameter.get
            orders = self.env["regie.parameter"].sudo()
            domain = [("code", "in", list({annex.agreement_id._get_amount_code() for annex in dated}))]
            domain += [("date_from", ">", min(dated.mapped("date_start")))]
            changes = orders.search(domain).mapped("date_from")
        amounts = {}
        for annex in self:
            amount, values = aid.exact(annex.unit_amount), []
            for month in annex._get_months():
                previous = values[-1] if values else amount
                is_new = annex in dated and any(month - relativedelta(months=1) < day <= month for day in changes)
                is_new = is_new and month > annex.date_start
                values.append(aid.exact(annex._get_proposed_amount(month)) or previous if is_new else previous)
            amounts[annex] = values
        return amounts

    def _get_proposed_amount(self, day=None):
        """Amount of one full-time post that the grid of the agreement gives on a day (the first one by default)."""
        return self._get_proposed_value(self.agreement_id._get_amount_code(), day) if self.agreement_id else 0

    def _get_proposed_value(self, code, day=None):
        """Value of a parameter at the start of the annex, 0 when nothing is known and the user must type it."""
        self.ensure_one()
        day = day or self.date_start
        if not self.agreement_id or not day:
            return 0
        try:
            return float(self.agreement_id._get_parameter(code, day))
        except UserError:
            # No amount is published for this kind and day: the figure of the paper is typed.
            return 0
