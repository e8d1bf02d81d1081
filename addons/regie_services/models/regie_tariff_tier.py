from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieTariffTier(models.Model):
    """A band of a grid, known by a neutral code: what it costs, in money for the till, as a coefficient for a fee."""

    _name = "regie.tariff.tier"
    _description = "Band of a tariff grid"
    _inherit = ["regie.config.exchange"]
    _order = "grid_id, qf_min, id"
    _rec_name = "code"
    _exchange_key = "code"
    _exchange_fields = ("code", "qf_min", "qf_max", "coefficient", "is_full")

    grid_id = fields.Many2one("regie.tariff.grid", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="grid_id.company_id", store=True, precompute=True, index=True)
    code = fields.Char(required=True, help="Neutral: a number, a letter or a colour. It is seen by others.")
    qf_min = fields.Float(string="Above", digits=(16, 2), help="Family quotient, in euros; 0 for the first band.")
    qf_max = fields.Float(string="Up to", digits=(16, 2), help="Included. 0: no end.")
    coefficient = fields.Float(
        default=1, digits=(16, 4), help="By which a fee is multiplied: 0.5 for half of the full price."
    )
    is_full = fields.Boolean(string="Full price", help="The band of those who show no proof.")
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Price list",
        ondelete="restrict",
        index="btree_not_null",
        help="Fixed prices at the till, under a neutral name. Empty: the usual prices.",
    )

    _code_uniq = models.Constraint("UNIQUE (grid_id, code)", "Two bands of a grid do not bear the same code.")
    _quotients_ordered = models.Constraint(
        "CHECK (qf_min >= 0 AND (COALESCE(qf_max, 0) = 0 OR qf_max > qf_min))",
        "A band goes from a lower quotient to a higher one. (E-TIER-01)",
    )
    _coefficient_range = models.Constraint(
        "CHECK (coefficient >= 0 AND coefficient <= 10)", "A coefficient is between 0 and 10."
    )

    @api.constrains("qf_min", "qf_max", "grid_id")
    def _check_bands(self):
        """Check again the grid of a band that is changed alone. (E-TIER-01, E-TIER-02)"""
        self.grid_id._check_bands()

    @api.constrains("pricelist_id")
    def _check_pricelist(self):
        """The list of a band has fixed prices, a neutral name, and no other country's. (E-TIER-05, E-TIER-08)"""
        self.pricelist_id.item_ids._check_tier_prices()
        self.pricelist_id._check_neutral_name()

    @api.constrains("is_full", "grid_id")
    def _check_full(self):
        for grid in self.grid_id:
            if len(grid.tier_ids.filtered("is_full")) > 1:
                raise ValidationError(self.env._("A grid has one full price: untick the other one. (E-TIER-09)"))

    def _get_band(self):
        """The band as a person says it."""
        self.ensure_one()
        low, high = f"{self.qf_min:.2f}".replace(".", ","), f"{self.qf_max:.2f}".replace(".", ",")
        return f"{self.code} ({low} – {high if self.qf_max else '…'})"
