from odoo import fields, models
from odoo.tools import formatLang


class RegieDossierAwaited(models.Model):
    """A figure that a criterion awaits by its code, because the application that computes it may not be installed.

    An indicator is looked for by this code each time the figures are computed: that of the régie, else the general
    one. Where there is none, the figure is shown as not available, with the reason, and never as 0.
    """

    _name = "regie.dossier.awaited"
    _inherit = ["regie.config.exchange"]
    _description = "Figure awaited by a criterion"
    _order = "criterion_id, sequence, id"
    _rec_name = "name"
    _exchange_key = "code"
    _exchange_fields = (
        *("code", "sequence", "name", "has_minimum", "minimum", "is_minimum_strict"),
        *("has_maximum", "maximum"),
    )

    criterion_id = fields.Many2one("regie.dossier.criterion", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="criterion_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    code = fields.Char(string="Code of the indicator", required=True)
    name = fields.Char(
        string="Figure", required=True, translate=True, help="Shown as long as no application computes the figure."
    )
    has_minimum = fields.Boolean(string="Expected from")
    minimum = fields.Float(
        digits=(16, 4), help="The figure is pointed out when it is below. Proposed, yours to change."
    )
    is_minimum_strict = fields.Boolean(
        string="More than", help="The figure must be above the minimum, not equal to it."
    )
    has_maximum = fields.Boolean(string="Expected up to")
    maximum = fields.Float(
        digits=(16, 4), help="The figure is pointed out when it is above. Proposed, yours to change."
    )

    _code_uniq = models.Constraint(
        "UNIQUE (criterion_id, code)", "This criterion already awaits the indicator of this code."
    )
    _bounds_ordered = models.Constraint(
        "CHECK (NOT (has_minimum AND has_maximum) OR minimum <= maximum)",
        "The expected figure goes from the smaller to the larger.",
    )

    def _resolve(self, company):
        """Answer ``{awaited: indicator}``, an empty one where no installed application computes the figure."""
        found = self.env["regie.indicator"].search(
            [("code", "in", self.mapped("code")), ("company_id", "in", [False, company.id])]
        )
        by_code = {}
        # that of the régie comes after the general one, and replaces it
        for indicator in found.sorted(lambda indicator: bool(indicator.company_id)):
            by_code[indicator.code] = indicator
        return {awaited: by_code.get(awaited.code, found.browse()) for awaited in self}

    def _get_expected(self, decimals, unit):
        """Answer the expected figure in words: "> 50 %", "40 – 70 %", "" when nothing is expected."""
        self.ensure_one()
        low, high = (formatLang(self.env, bound, digits=decimals) for bound in (self.minimum, self.maximum))
        if self.has_minimum and self.has_maximum:
            text = low if low == high else f"{low} – {high}"
        elif self.has_minimum:
            text = f"{'>' if self.is_minimum_strict else '≥'} {low}"
        elif self.has_maximum:
            text = f"≤ {high}"
        else:
            return ""
        return f"{text} {unit or ''}".strip()

    def _is_beyond(self, value):
        """Tell whether a figure is out of what is expected; a missing one is not."""
        self.ensure_one()
        if value is None:
            return False
        too_low = self.has_minimum and (value < self.minimum or (self.is_minimum_strict and value == self.minimum))
        return bool(too_low or (self.has_maximum and value > self.maximum))

    def _prepare_regie_dossier_figure_vals(self, computed_at):
        """Answer the values of a figure that no installed application computes."""
        self.ensure_one()
        return {
            "code": self.code,
            "name": self.name,
            "is_computable": False,
            "reason": self.env._("application not installed"),
            "computed_at": computed_at,
        }
