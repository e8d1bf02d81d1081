from odoo import api, fields, models


class RegieHaccpCheck(models.Model):
    """A test of the frying oil, a round against pests, a probe put in melting ice."""

    _name = "regie.haccp.check"
    _description = "Other control of hygiene"
    _inherit = ["regie.haccp.record"]
    _order = "date desc, id desc"

    place_id = fields.Many2one(
        "regie.site",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_kitchen', '=', True)]",
        default=lambda self: self.env["regie.site"]._get_default_kitchen(),
    )
    company_id = fields.Many2one(related="place_id.company_id", store=True, precompute=True, index=True)
    kind = fields.Selection(
        [("oil", "Frying oil"), ("pest", "Pests"), ("probe", "Thermometer")], required=True, default="oil"
    )
    value = fields.Float(
        digits=(16, 1),
        aggregator=None,
        help="Oil: polar compounds in %. Thermometer: what it reads in melting ice, in °C. Pests: left at 0.",
    )
    is_clear = fields.Boolean(string="Nothing to report", default=True, help="Pests: no trace was seen.")
    limit = fields.Float(digits=(16, 1), readonly=True, aggregator=None)

    @api.depends("kind", "date")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for one in self:
            one.display_name = f"{kinds.get(one.kind, '')} {one.date and one.date.date() or ''}".strip()

    def _get_verdict(self):
        if self.kind == "pest":
            return {"is_conform": self.is_clear}
        limit = self._get_limit("haccp_controle_max", fields.Date.context_today(self, self.date), self.kind)
        return {"limit": limit, "is_conform": self.is_clear and abs(self.value) <= limit}
