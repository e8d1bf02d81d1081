from odoo import api, fields, models
from odoo.exceptions import UserError

from .regie_iae_aid_payment import KINDS


class RegieIaeCashLine(models.Model):
    """One movement of a cash forecast: worked out from a hypothesis, or typed by hand."""

    _name = "regie.iae.cash.line"
    _description = "Movement of a cash forecast"
    _order = "date, id"

    forecast_id = fields.Many2one("regie.iae.cash.forecast", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="forecast_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(string="Day", required=True)
    kind = fields.Selection(
        [
            ("pay", "Net pay"),
            ("charges", "Social contributions"),
            *KINDS,
            ("income", "Customers"),
            ("expense", "Other expenses"),
            ("other", "Typed by hand"),
        ],
        required=True,
        default="other",
        readonly=True,
    )
    name = fields.Char(string="Label", required=True)
    amount = fields.Monetary(required=True, help="Positive: money comes in. Negative: it goes out.")
    payment_id = fields.Many2one("regie.iae.aid.payment", ondelete="set null", index="btree_not_null", readonly=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_computed(self):
        if not self.env.context.get("regie_cash_refresh") and any(line.kind != "other" for line in self):
            raise UserError(
                self.env._("This movement comes from the hypotheses of the forecast: change them instead. (INS-A18)")
            )
