from itertools import pairwise

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare


class RegieTariffGrid(models.Model):
    """Prices by resources: contiguous bands of family quotient, in force from a day. Domain: gup_services.md, 7.1."""

    _name = "regie.tariff.grid"
    _description = "Tariff grid"
    _inherit = ["mail.thread", "regie.config.exchange"]
    _order = "date_from desc, id desc"
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "date_from", "source", "tier_ids")

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Names the grid in a file given to another régie.")
    active = fields.Boolean(default=True)
    date_from = fields.Date(string="In force from", required=True, default=fields.Date.context_today, tracking=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    source = fields.Char(help="Decision of the board that set these bands.", tracking=True)
    tier_ids = fields.One2many("regie.tariff.tier", "grid_id", string="Bands", copy=True)

    _code_uniq = models.UniqueIndex("(code, company_id)", "Another grid already bears this code.")

    @api.constrains("tier_ids")
    def _check_bands(self):
        """Bands touch each other, from zero, and one of them is the full price. (E-TIER-01, E-TIER-02)"""
        for grid in self:
            tiers = grid.tier_ids.sorted(lambda tier: (tier.qf_min, tier.qf_max or float("inf")))
            grid._check_ends(tiers)
            for low, high in pairwise(tiers):
                # a band without an end goes on above every other
                gap = float_compare(high.qf_min, low.qf_max, 2) if low.qf_max else -1
                if gap < 0:
                    raise ValidationError(
                        self.env._(
                            "The bands overlap: %(a)s and %(b)s. (E-TIER-01)", a=low._get_band(), b=high._get_band()
                        )
                    )
                if gap > 0:
                    raise ValidationError(
                        self.env._(
                            "There is a gap in the grid between %(a)s and %(b)s. (E-TIER-02)",
                            a=low._get_band(),
                            b=high._get_band(),
                        )
                    )

    def _check_ends(self, tiers):
        """A grid with bands begins at zero and ends nowhere. (E-TIER-02)"""
        if tiers and (tiers[0].qf_min or tiers[-1].qf_max):
            raise ValidationError(
                self.env._(
                    "There is a gap in the grid: the first band begins at 0 and the last one has no end (write 0)."
                    " (E-TIER-02)"
                )
            )

    @api.model
    def _get_current(self, date=None, company=None):
        """Return the grid in force on a day, or none."""
        return self.search(
            [
                ("date_from", "<=", date or fields.Date.context_today(self)),
                ("company_id", "=", (company or self.env.company).id),
            ],
            limit=1,
        )

    def _get_tier(self, quotient):
        """Return the band of a family quotient; the upper bound belongs to the band."""
        self.ensure_one()
        for tier in self.tier_ids.sorted("qf_min"):
            if not tier.qf_max or float_compare(quotient, tier.qf_max, 2) <= 0:
                return tier
        return self.tier_ids.browse()

    def _get_full_tier(self):
        """Return the band of those who show no proof: the full price."""
        self.ensure_one()
        return self.tier_ids.filtered("is_full")[:1] or self.tier_ids.sorted("qf_min")[-1:]
