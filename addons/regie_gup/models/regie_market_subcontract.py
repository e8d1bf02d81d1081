from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieMarketSubcontract(models.Model):
    """A company that does a part of a lot for the régie: declared to the buyer, who accepts it before it works.

    Public purchasing code, L2193-1 to L2193-14 (form DC4).
    """

    _name = "regie.market.subcontract"
    _description = "Subcontract"
    _order = "lot_id, id"
    _rec_name = "partner_id"
    _check_company_auto = True

    lot_id = fields.Many2one("regie.market.lot", required=True, index=True, ondelete="cascade", check_company=True)
    market_id = fields.Many2one(related="lot_id.market_id", store=True, index=True, precompute=True)
    company_id = fields.Many2one(related="lot_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one("res.partner", string="Subcontractor", required=True, ondelete="restrict")
    name = fields.Char(string="What it does", required=True)
    amount_untaxed = fields.Monetary(string="Amount excl. tax", required=True)
    is_paid_directly = fields.Boolean(string="Paid by the buyer", help="Direct payment, due above the legal amount.")
    date_declared = fields.Date(string="Declared on")
    date_accepted = fields.Date(string="Accepted by the buyer on")

    _amount_positive = models.Constraint("CHECK (amount_untaxed > 0)", "A subcontract has an amount above zero.")

    @api.constrains("amount_untaxed", "lot_id")
    def _check_amounts(self):
        """What is subcontracted stays below the lot. (E-MKT-13)"""
        groups = self._read_group([("lot_id", "in", self.lot_id.ids)], ["lot_id"], ["amount_untaxed:sum"])
        for lot, total in groups:
            if lot.amount_untaxed and lot.currency_id.compare_amounts(total, lot.amount_untaxed) > 0:
                raise ValidationError(
                    self.env._(
                        "More is subcontracted than the lot %(lot)s is worth: check the amounts. (E-MKT-13)",
                        lot=lot.display_name,
                    )
                )

    @api.constrains("date_declared", "date_accepted")
    def _check_dates(self):
        """The buyer accepts what was declared to it. (E-MKT-14)"""
        for one in self.filtered("date_accepted"):
            if not one.date_declared or one.date_accepted < one.date_declared:
                raise ValidationError(
                    self.env._(
                        "The subcontractor %(partner)s is accepted before it was declared to the buyer: check the"
                        " dates. (E-MKT-14)",
                        partner=one.partner_id.name,
                    )
                )
