from odoo import fields, models


class RegieDossierCriterion(models.Model):
    """One expectation of those who judge: what is awaited, and by which figures, text and evidence it is shown."""

    _name = "regie.dossier.criterion"
    _inherit = ["regie.config.exchange"]
    _description = "Criterion of a dossier template"
    _order = "template_id, section_sequence, section_id, sequence, id"
    _exchange_key = "code"
    _exchange_fields = (
        *("code", "sequence", "name", "expected", "basis", "indicator_ids", "awaited_ids"),
        *("is_narrative_expected", "is_attachment_expected", "is_rating_expected", "is_mandatory"),
    )

    section_id = fields.Many2one("regie.dossier.section", required=True, index=True, ondelete="cascade")
    template_id = fields.Many2one(related="section_id.template_id", store=True, index=True)
    section_sequence = fields.Integer(related="section_id.sequence", string="Sequence of the section", store=True)
    company_id = fields.Many2one(related="section_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    code = fields.Char(
        required=True, help="Short mark of the criterion, such as A1; it names the folder of its evidence."
    )
    name = fields.Char(required=True, translate=True)
    expected = fields.Text(
        string="What is expected",
        translate=True,
        help="Shown to those who prepare the dossier and to those who read it.",
    )
    basis = fields.Char(
        translate=True,
        help="Where the expectation comes from: an article, a document, or the software that proposes it.",
    )
    indicator_ids = fields.Many2many(
        "regie.indicator",
        "regie_dossier_criterion_indicator_rel",
        "criterion_id",
        "indicator_id",
        string="Indicators",
        help="Computed once on the scope of the dossier when it is frozen.",
    )
    awaited_ids = fields.One2many(
        "regie.dossier.awaited",
        "criterion_id",
        string="Figures by code",
        copy=True,
        help="Figures of applications that may not be installed: each is looked for by its code when it is computed.",
    )
    is_narrative_expected = fields.Boolean(
        string="Text wanted", default=True, help="The criterion is listed as incomplete as long as nothing is written."
    )
    is_attachment_expected = fields.Boolean(
        string="Evidence wanted", help="The criterion is listed as incomplete as long as no file is attached."
    )
    is_rating_expected = fields.Boolean(
        string="Own rating wanted",
        help="The régie rates itself on the scale of the template before it hands over the dossier.",
    )
    is_mandatory = fields.Boolean(
        string="Mandatory", help="A dossier cannot be frozen while something is missing on this criterion."
    )

    _code_uniq = models.Constraint(
        "UNIQUE (template_id, code)", "Two criteria of a template have the same code: give each its own."
    )

    def _prepare_regie_dossier_entry_vals(self):
        """Answer the values that a dossier copies from this criterion."""
        self.ensure_one()
        return {
            "criterion_id": self.id,
            "section_sequence": self.section_sequence,
            "section_name": self.section_id.name,
            "sequence": self.sequence,
            "code": self.code,
            "name": self.name,
            "expected": self.expected,
            "basis": self.basis,
            "is_figure_expected": bool(self.indicator_ids or self.awaited_ids),
            "is_narrative_expected": self.is_narrative_expected,
            "is_attachment_expected": self.is_attachment_expected,
            "is_rating_expected": self.is_rating_expected,
            "is_mandatory": self.is_mandatory,
        }
