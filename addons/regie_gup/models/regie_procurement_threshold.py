from odoo import api, fields, models
from odoo.fields import Domain


class RegieProcurementThreshold(models.Model):
    """An amount of the public purchasing law, in force from a date, with the text that sets it."""

    _name = "regie.procurement.threshold"
    _description = "Procurement Threshold"
    _order = "kind, nature, buyer_scope, date_from desc"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        [
            ("exemption", "Without publicity or competition"),
            ("publicity", "Publicity in an official journal"),
            ("formal", "Formal procedure"),
        ],
        required=True,
    )
    nature = fields.Selection(
        [("services", "Supplies and services"), ("works", "Works")],
        required=True,
    )
    buyer_scope = fields.Selection(
        [
            ("all", "Any public buyer"),
            ("local", "Local authorities"),
            ("state", "State"),
            ("network", "Network operators"),
        ],
        required=True,
        default="all",
    )
    currency_id = fields.Many2one("res.currency", required=True, default=lambda self: self.env.ref("base.EUR"))
    amount = fields.Monetary(string="Amount excl. tax", required=True)
    date_from = fields.Date(string="In force from", required=True)
    date_to = fields.Date(string="In force until", help="Empty: until another amount replaces it.")
    source = fields.Char(required=True, help="The text, or the publication where the amount was read.")
    active = fields.Boolean(default=True)

    _amount_positive = models.Constraint("CHECK (amount > 0)", "A threshold is above zero.")
    _dates_ordered = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)", "A threshold ends before it starts."
    )
    _scope_date_uniq = models.Constraint(
        "UNIQUE (kind, nature, buyer_scope, date_from)", "A threshold of this kind already starts that day."
    )

    @api.model
    def _get_amount(self, kind, nature, buyer_scope, date):
        """The amount in force on ``date`` for this kind of procedure, None when none is known.

        A threshold of the buyer's own scope wins over the one of any buyer.
        """
        threshold = self.search(
            Domain("kind", "=", kind)
            & Domain("nature", "=", nature)
            & Domain("buyer_scope", "in", ["all", buyer_scope])
            & Domain("date_from", "<=", date)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", date))
        ).sorted(lambda one: (one.buyer_scope == buyer_scope, one.date_from), reverse=True)[:1]
        return threshold.amount if threshold else None
