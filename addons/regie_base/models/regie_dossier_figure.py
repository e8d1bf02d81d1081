from odoo import api, fields, models
from odoo.tools import formatLang

from ..tools.dossier_seal import decimal_text


class RegieDossierFigure(models.Model):
    """One figure of a dossier with all that its reader needs: definition, source, date, number of records behind."""

    _name = "regie.dossier.figure"
    _inherit = ["regie.dossier.part"]
    _description = "Figure of a dossier"
    _order = "entry_id, sequence, id"

    entry_id = fields.Many2one("regie.dossier.entry", required=True, index=True, ondelete="cascade")
    dossier_id = fields.Many2one(related="entry_id.dossier_id", store=True, precompute=True, required=False)
    sequence = fields.Integer()
    indicator_id = fields.Many2one("regie.indicator", ondelete="set null", index="btree_not_null")
    code = fields.Char(required=True)
    name = fields.Char(string="Figure", required=True)
    unit = fields.Char()
    decimals = fields.Integer()
    definition = fields.Text()
    source = fields.Char()
    is_computable = fields.Boolean(
        string="Computable", help="Not computable is not zero: the records that the figure needs are missing."
    )
    is_awaited = fields.Boolean(
        string="Awaited by its code",
        help="Its application may not be installed, or may hold nothing yet: it is pointed out and blocks nothing.",
    )
    reason = fields.Char(string="Why it is missing", help="Told instead of a value that could not be computed.")
    expected_value = fields.Char(string="Expected", help="The proposed threshold, in words.")
    is_beyond = fields.Boolean(string="Out of what is expected")
    value = fields.Float(digits=(20, 6), aggregator=None)
    numerator = fields.Float(digits=(20, 6), aggregator=None)
    denominator = fields.Float(digits=(20, 6), aggregator=None)
    has_ratio = fields.Boolean(string="Is a ratio")
    source_count = fields.Integer(string="Records behind", aggregator=None)
    computed_at = fields.Datetime(string="Computed on")
    display_value = fields.Char(string="Value shown", compute="_compute_display_value")

    @api.depends("value", "is_computable", "decimals", "unit", "reason")
    @api.depends_context("lang")
    def _compute_display_value(self):
        for figure in self:
            if not figure.is_computable and figure.reason:
                figure.display_value = figure.env._("not available (%(reason)s)", reason=figure.reason)
            else:
                figure.display_value = figure._format(figure.value if figure.is_computable else None)

    def _format(self, value):
        """Answer a value in the reader's language, with the unit and the decimals of this figure."""
        if value is None:
            return self.env._("not computable")
        return f"{formatLang(self.env, value, digits=self.decimals)} {self.unit or ''}".strip()

    def _prepare_seal(self):
        """Answer what is sealed of this figure: decimals as text, None when it could not be computed.

        What came later to the figures is sealed where it is told, so that the dossiers frozen before keep their seal.
        """
        self.ensure_one()
        later = {"reason": self.reason, "expected": self.expected_value}
        return {
            "code": self.code,
            "name": self.name,
            "unit": self.unit or "",
            "definition": self.definition or "",
            "source": self.source or "",
            "value": decimal_text(self.value) if self.is_computable else None,
            "numerator": decimal_text(self.numerator) if self.has_ratio else None,
            "denominator": decimal_text(self.denominator) if self.has_ratio else None,
            "source_count": self.source_count,
            "computed_at": fields.Datetime.to_string(self.computed_at) or "",
            **{name: text for name, text in later.items() if text},
        }
