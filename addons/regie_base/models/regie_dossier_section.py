from odoo import fields, models


class RegieDossierSection(models.Model):
    """A chapter of a template of dossier: it groups the criteria that are read together."""

    _name = "regie.dossier.section"
    _inherit = ["regie.config.exchange"]
    _description = "Section of a dossier template"
    _order = "template_id, sequence, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "sequence", "name", "criterion_ids")

    template_id = fields.Many2one("regie.dossier.template", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, help="Short mark of the section, such as A.")
    name = fields.Char(required=True, translate=True)
    criterion_ids = fields.One2many("regie.dossier.criterion", "section_id", string="Criteria", copy=True)
    company_id = fields.Many2one(related="template_id.company_id", store=True, index=True)

    _code_uniq = models.Constraint(
        "UNIQUE (template_id, code)", "Two sections of a template have the same code: give each its own."
    )
